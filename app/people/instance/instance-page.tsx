import type { Context } from 'hono'
import type { Tx } from '../../platform/db/database.ts'
import { languageOf } from '../../platform/http/request.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { Chip } from '../../ui/chip.tsx'
import { EmailField, Select, TextField } from '../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { type InstanceRole, instanceRoles, type Known, whoSignsIn } from './instance-queries.ts'
import { instanceWords } from './instance-words.ts'

type Say = ReturnType<typeof instanceWords>

const doings = ['let-in', 'closed', 'given', 'taken'] as const

/** So many stand on the page; whoever looks for others types a part of their name or address. */
const mostShown = 100

export interface InstanceView {
  tx: Tx
  me: string
  /** Does the program enter its database as users that may do less than the owner? */
  hasOwnLogins: boolean
}

/** The page of the instance: who may sign in, and what they do for the instance and the site. */
export async function instanceAnswer(c: Context, { tx, me, hasOwnLogins }: InstanceView, filled: Filled) {
  const say = instanceWords(languageOf(c))
  const wanted = (c.req.query('find') ?? '').trim().toLowerCase().slice(0, 100)
  const everybody = await whoSignsIn(tx)
  const found = everybody.filter(({ name, address }) => `${name ?? ''} ${address}`.toLowerCase().includes(wanted))
  const done = doings.find((one) => one === c.req.query('done'))
  return page(
    c,
    { title: say('title'), styles: ['instance.css'], status: filled.problems ? 422 : 200 },
    <div class="stack">
      <header class="stack">
        <h1>{say('title')}</h1>
        <p class="lead">{say('lead')}</p>
        <nav class="actions" aria-label={say('links')}>
          <ButtonLink href="/instance/mail">{say('link_mail')}</ButtonLink>
          <ButtonLink href="/instance/audit">{say('link_audit')}</ButtonLink>
        </nav>
      </header>
      {!hasOwnLogins && (
        <Message language={say.language} kind="note">
          <strong>{say('as_owner')}.</strong> {say('as_owner_text')}
        </Message>
      )}
      {done && !filled.problems && (
        <Message language={say.language} kind="done">
          {say(`done_${done}`)}
        </Message>
      )}
      <section class="card stack-small">
        <h2>{say('let_in_title')}</h2>
        <Form filled={filled} action="/instance/people">
          <EmailField filled={filled} name="email" label={say('email_label')} hint={say('email_hint')} />
          <p class="actions">
            <Button>{say('let_in')}</Button>
          </p>
        </Form>
      </section>
      <section class="stack">
        <h2>{say('people_title', { n: everybody.length })}</h2>
        <form class="instance-find" method="get" action="/instance">
          <TextField
            filled={{ language: say.language, typed: { find: wanted } }}
            name="find"
            label={say('find')}
            optional
          />
          <Button kind="plain">{say('find_button')}</Button>
        </form>
        {found.length === 0 && <p class="muted">{say('find_none', { wanted })}</p>}
        <ul class="instance-people">
          {found.slice(0, mostShown).map((one) => (
            <PersonRow say={say} one={one} me={me} />
          ))}
        </ul>
        {found.length > mostShown && <p class="muted">{say('find_more', { n: found.length - mostShown })}</p>}
      </section>
    </div>,
  )
}

function PersonRow({ say, one, me }: { say: Say; one: Known; me: string }) {
  const held: InstanceRole[] = [...(one.runsTheInstance ? (['instance-steward'] as const) : []), ...one.siteRoles]
  return (
    <li class="card stack-small">
      <p class="instance-person">
        <strong>{one.name ?? one.address}</strong>
        {one.name && <span class="muted instance-address">{one.address}</span>}
        {held.map((role) => (
          <Chip tone={role === 'instance-steward' ? 'tent' : 'river'}>{say(`role_${role}`)}</Chip>
        ))}
        {one.closed && (
          <Chip icon="lock" tone="madder">
            {say('closed')}
          </Chip>
        )}
        <span class="muted instance-since">{say('since', { day: writeDay(say.language, one.since) })}</span>
      </p>
      {!one.closed && (
        <details class="fold">
          <summary>{say('change', { who: one.name ?? one.address })}</summary>
          <Changes say={say} one={one} held={held} mine={one.id === me} />
        </details>
      )}
    </li>
  )
}

function Changes({ say, one, held, mine }: { say: Say; one: Known; held: InstanceRole[]; mine: boolean }) {
  const filled = { language: say.language }
  const path = `/instance/people/${one.id}`
  const free = instanceRoles.filter((role) => !held.includes(role))
  return (
    <div class="stack-small">
      {free.length > 0 && (
        <Form filled={filled} action={`${path}/roles`} class="instance-act">
          <Select
            filled={filled}
            name={`role.${one.id}`}
            label={say('give_label')}
            value={free.at(-1)!}
            choices={free.map((role) => ({ value: role, label: say(`role_${role}`) }))}
          />
          <Button kind="plain">{say('give')}</Button>
        </Form>
      )}
      {held.map((role) => (
        <Form filled={filled} action={`${path}/roles/taken`} class="instance-act">
          <input type="hidden" name="role" value={role} />
          <Button kind="quiet">{say('take', { role: say(`role_${role}`) })}</Button>
        </Form>
      ))}
      {!mine && (
        <Form filled={filled} action={`${path}/closing`} class="instance-act">
          <p class="muted">{say('close_text')}</p>
          <Button kind="danger">{say('close')}</Button>
        </Form>
      )}
    </div>
  )
}
