import type { Child } from 'hono/jsx'
import { Rows } from '../../ui/rows.tsx'
import { LinkedProvider } from '../oidc/linked-providers.tsx'
import { providersOf } from '../oidc/oidc-queries.ts'
import { oidcWords } from '../oidc/oidc-words.ts'
import { passkeysOf } from '../passkeys/passkey-queries.ts'
import type { Person } from '../people.ts'
import type { peopleWords } from '../people-words.ts'
import { asksSecondStep } from '../second-step/second-step-queries.ts'
import type { Auth } from '../sessions/auth.ts'

/** How somebody signs in, in three lines; each leads to a page of its own. */
export async function WaysSection({
  auth,
  person,
  say,
}: {
  auth: Auth
  person: Person
  say: ReturnType<typeof peopleWords>
}) {
  const passkeys = await passkeysOf(auth.kysely, person.id)
  const on = await asksSecondStep(auth.kysely, person.id)
  const providers = await providersOf(auth.kysely, person.id)
  return (
    <section class="stack-small" id="ways">
      <h2>{say('account_ways')}</h2>
      <div class="card">
        <Rows
          kind="leading"
          rows={[
            {
              term: say('way_mail'),
              value: (
                <Way href="/account/address" label={say('way_change')}>
                  {person.email}
                </Way>
              ),
            },
            {
              term: say('way_passkeys'),
              value: (
                <Way href="/account/passkeys" label={say('way_manage')}>
                  {say('way_passkeys_n', { n: passkeys.length })}
                </Way>
              ),
            },
            {
              term: say('way_second'),
              value: (
                <Way href="/account/second-step" label={on ? say('way_change') : say('way_set_up')}>
                  {on ? say('way_second_on') : say('way_second_off')}
                </Way>
              ),
            },
            ...providers.map((linked) => ({
              term: oidcWords(say.language)('way'),
              value: <LinkedProvider linked={linked} language={say.language} />,
            })),
          ]}
        />
      </div>
    </section>
  )
}

function Way({ href, label, children }: { href: string; label: string; children: Child }) {
  return (
    <>
      {children} · <a href={href}>{label}</a>
    </>
  )
}
