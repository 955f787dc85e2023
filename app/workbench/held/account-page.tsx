import type { Context, Handler } from 'hono'
import { readAddress } from '../../people/people.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { notFound, tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { EmailField } from '../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../ui/form.tsx'
import { page } from '../../ui/page.tsx'
import { BackLink } from '../back-link.tsx'
import type { Place } from '../visit.tsx'
import { type HeldVisit, heldPath, heldVisiting } from './held-visit.ts'
import { heldWords } from './held-words.ts'

/** Mails somebody a link that begins an account of theirs; runs after the answer, so that nothing about the address shows in it. */
export type AskForAccount = (personId: string, wish: { address: string; language: Language }) => void

/** `/held/of/:slug/account`: whoever came by a link has an account from then on, where they like to. */
export function accountPages(place: Place, askForAccount: AskForAccount): { show: Handler; ask: Handler } {
  const perPerson = rateLimit({ attempts: 5, windowMs: 15 * 60_000, clock: place.clock })
  return {
    show: heldVisiting(place, (c, visit) => {
      if (visit.way !== 'link') throw notFound()
      return askPage(c, visit, { language: languageOf(c) })
    }),
    ask: heldVisiting(place, async (c, visit) => {
      if (visit.way !== 'link') throw notFound()
      const [sent, language] = [await readForm(c), languageOf(c)]
      const say = heldWords(language)
      const address = readAddress(textOf(sent, 'email'))
      if (!address) return askPage(c, visit, { language, typed: sent, problems: { email: say('address_problem') } })
      const taken = perPerson.take(visit.personId)
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
      askForAccount(visit.personId, { address, language })
      return narrow(c, visit, say('account_sent_title'), 200, <p class="lead">{say('account_sent', { address })}</p>)
    }),
  }
}

function askPage(c: Context, visit: HeldVisit, filled: Filled) {
  const say = heldWords(filled.language)
  return narrow(
    c,
    visit,
    say('account_title'),
    filled.problems ? 422 : 200,
    <>
      <p class="lead">{say('account_lead')}</p>
      <Form filled={filled} action={heldPath(visit.landscape, 'account')}>
        <EmailField filled={filled} name="email" label={say('account_address')} autocomplete="email" />
        <p class="hint">{say('account_links_end')}</p>
        <div class="actions">
          <Button>{say('account_ask')}</Button>
        </div>
      </Form>
    </>,
  )
}

function narrow(
  c: Context,
  { landscape }: HeldVisit,
  title: string,
  status: 200 | 422,
  body: Parameters<typeof page>[2],
) {
  return page(
    c,
    { title, width: 'narrow', status, styles: ['held.css'] },
    <div class="stack held">
      <BackLink href={heldPath(landscape)}>{heldWords(languageOf(c))('title')}</BackLink>
      <h1>{title}</h1>
      {body}
    </div>,
  )
}
