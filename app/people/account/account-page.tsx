import type { Context } from 'hono'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { forgetPages } from '../../platform/http/security.ts'
import { isLanguage, type Language } from '../../platform/i18n/language.ts'
import { writeMoment } from '../../platform/i18n/numbers.ts'
import { RadioGroup, TextField } from '../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../ui/form.tsx'
import { LanguageField } from '../../ui/language-field.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { closingWords } from '../closing/closing-words.ts'
import type { accountMail } from '../mail/account-mail.tsx'
import { type Person, signedIn } from '../people.ts'
import { changeOwnWords } from '../people-queries.ts'
import { peopleWords } from '../people-words.ts'
import { portraitWords } from '../portrait/portrait-words.ts'
import type { Auth } from '../sessions/auth.ts'
import { giveCookies, rememberHere } from '../sessions/who-asks.ts'
import { tokensOf } from '../tokens/api-token-queries.ts'
import { tokenWords } from '../tokens/token-words.ts'
import { WaysSection } from './ways-section.tsx'

/** What may have just been done, as the address says. */
const dones = ['saved', 'ended', 'second_step_off', 'unlinked', 'linkable'] as const

const themes = ['system', 'light', 'dark'] as const

/** A page that somebody looks after. */
interface Door {
  href: string
  label: string
}

/** The pages that somebody looks after elsewhere in the program. */
export type DoorsFor = (personId: string, language: Language) => Promise<Door[]>

/** What one may say about oneself, and where one is signed in. */
export function accountPages(auth: Auth, mail: ReturnType<typeof accountMail>, doorsFor: DoorsFor) {
  return {
    async show(c: Context) {
      const person = signedIn(c)
      return person
        ? accountPage(c, { auth, mail, doorsFor }, person, { language: languageOf(c) })
        : c.redirect('/sign-in?next=/account', 303)
    },

    async save(c: Context) {
      const person = signedIn(c)
      if (!person) return c.redirect('/sign-in?next=/account', 303)
      const sent = await readForm(c)
      const name = textOf(sent, 'name')
      if (name.length === 0 || name.length > 200) {
        const problems = { name: peopleWords(languageOf(c))('name_problem') }
        return accountPage(c, { auth, mail, doorsFor }, person, { language: languageOf(c), typed: sent, problems })
      }
      await changeOwnWords(auth.kysely, person.id, { name, ...readChoices(c, sent) })
      return c.redirect('/account?done=saved', 303)
    },

    /** Ends one other session, told by its id; the token never leaves the server. */
    async endSession(c: Context) {
      if (!signedIn(c)) return c.redirect('/sign-in?next=/account', 303)
      const { headers } = c.req.raw
      const id = textOf(await readForm(c), 'session')
      const sessions = await auth.better.api.listSessions({ headers })
      const session = sessions.find((one) => one.id === id)
      if (session) await auth.better.api.revokeSession({ headers, body: { token: session.token } })
      return c.redirect('/account?done=ended', 303)
    },

    async endAllSessions(c: Context) {
      if (signedIn(c)) {
        const { headers } = c.req.raw
        await auth.better.api.revokeSessions({ headers })
        giveCookies(c, (await auth.better.api.signOut({ headers, asResponse: true })).headers.getSetCookie())
      }
      forgetPages(c)
      return c.redirect('/', 303)
    },
  }
}

function readChoices(c: Context, sent: Sent): { language: string | null; theme: string } {
  const language = textOf(sent, 'language')
  const theme = themes.find((one) => one === textOf(sent, 'theme')) ?? 'system'
  if (isLanguage(language)) rememberHere(c, 'language', language)
  rememberHere(c, 'theme', theme)
  return { language: isLanguage(language) ? language : null, theme }
}

async function accountPage(
  c: Context,
  { auth, mail, doorsFor }: { auth: Auth; mail: ReturnType<typeof accountMail>; doorsFor: DoorsFor },
  person: Person,
  filled: Filled,
) {
  const say = peopleWords(filled.language)
  const done = filled.problems ? undefined : dones.find((one) => one === c.req.query('done'))
  return page(
    c,
    { title: say('account_title'), status: filled.problems ? 422 : 200, styles: ['account.css'] },
    <>
      <h1>{say('account_title')}</h1>
      {done && (
        <Message language={filled.language} kind="done">
          {say(done)}
        </Message>
      )}
      <section class="stack-small" id="you">
        <h2>{say('account_you')}</h2>
        <div class="card">
          <OwnWordsForm c={c} person={person} filled={filled} />
        </div>
        <p>
          <a href="/account/portrait">{portraitWords(filled.language)('to_change')}</a> ·{' '}
          <a href="/held">{say('to_held')}</a>
        </p>
      </section>
      <Doors title={say('site_work')} doors={await doorsFor(person.id, filled.language)} />
      {await WaysSection({ auth, person, say })}
      {await mail.section(c, person.id)}
      {await Sessions({ c, auth })}
      {await ProgramsAndClosing({ auth, person, language: filled.language })}
    </>,
  )
}

/** What else somebody looks after here, as other parts of the program say; nothing for most people. */
function Doors({ title, doors }: { title: string; doors: readonly Door[] }) {
  if (doors.length === 0) return null
  return (
    <section class="stack-small" id="site">
      <h2>{title}</h2>
      <ul class="doors">
        {doors.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The last two lines of an account: what acts for it, and how it ends. */
async function ProgramsAndClosing({ auth, person, language }: { auth: Auth; person: Person; language: Language }) {
  const [tokens, closing] = [tokenWords(language), closingWords(language)]
  const { length: n } = await tokensOf(auth.kysely, person.id)
  return (
    <>
      <section class="stack-small" id="programs">
        <h2>{tokens('title')}</h2>
        <p>
          {tokens('count', { n })} <a href="/account/tokens">{tokens(n === 0 ? 'new_title' : 'look_after')}</a>
        </p>
      </section>
      <section class="stack-small" id="close">
        <h2>{closing('title')}</h2>
        <p>
          <a href="/account/close">{closing('link')}</a>
        </p>
      </section>
    </>
  )
}

function OwnWordsForm({ c, person, filled }: { c: Context; person: Person; filled: Filled }) {
  const say = peopleWords(filled.language)
  return (
    <Form filled={filled} action="/account">
      <TextField
        filled={filled}
        name="name"
        label={say('name_label')}
        hint={say(person.guessed ? 'name_guessed' : 'name_hint')}
        value={person.name}
        autocomplete="name"
        maxlength={200}
      />
      <LanguageField
        filled={filled}
        label={say('language_label')}
        hint={say('language_hint')}
        value={filled.language}
      />
      <RadioGroup
        filled={filled}
        name="theme"
        label={say('theme_label')}
        value={factsOf(c).theme}
        row
        choices={themes.map((theme) => ({ value: theme, label: say(`theme_${theme}`) }))}
      />
      <div class="actions">
        <Button>{say('save')}</Button>
      </div>
    </Form>
  )
}

async function Sessions({ c, auth }: { c: Context; auth: Auth }) {
  const language = languageOf(c)
  const say = peopleWords(language)
  const { headers } = c.req.raw
  const here = await auth.better.api.getSession({ headers })
  const sessions = await auth.better.api.listSessions({ headers })
  const when = (date: Date) => writeMoment(language, new Date(date))
  return (
    <section class="stack" id="sessions">
      <h2>{say('sessions_title')}</h2>
      <p>{say('sessions_text')}</p>
      <Table
        language={language}
        rowsOnPhone
        caption={say('sessions_caption')}
        columns={[
          { label: say('session_browser') },
          { label: say('session_since') },
          { label: say('session_used') },
          { label: say('session_what') },
        ]}
        rows={sessions.map((session) => [
          browserName(session.userAgent) ?? say('agent_unknown'),
          when(session.createdAt),
          when(session.usedAt),
          session.id === here?.session.id ? (
            say('session_here')
          ) : (
            <EndSession label={say('session_end')} id={session.id} />
          ),
        ])}
      />
      <form method="post" action="/account/sessions/end-all">
        <Button kind="danger">{say('everywhere')}</Button>
      </form>
    </section>
  )
}

function EndSession({ label, id }: { label: string; id: string }) {
  return (
    <form method="post" action="/account/sessions/end">
      <Button kind="quiet" name="session" value={id}>
        {label}
      </Button>
    </form>
  )
}

/** "Firefox, Linux" from what a browser says of itself; undefined if it says nothing we know. */
export function browserName(agent: string | null | undefined): string | undefined {
  const browsers = { Edg: 'Edge', OPR: 'Opera', Firefox: 'Firefox', Chrome: 'Chrome', Safari: 'Safari' }
  const systems = {
    Android: 'Android',
    iPhone: 'iPhone',
    iPad: 'iPad',
    Windows: 'Windows',
    'Mac OS': 'macOS',
    Linux: 'Linux',
  }
  const find = (names: Record<string, string>) => Object.entries(names).find(([mark]) => agent?.includes(mark))?.[1]
  const found = [find(browsers), find(systems)].filter(Boolean)
  return found.length > 0 ? found.join(', ') : undefined
}
