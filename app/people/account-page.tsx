import type { Context } from 'hono'
import { readForm, type Sent, textOf } from '../platform/http/body.ts'
import { factsOf, languageOf } from '../platform/http/request.ts'
import { isLanguage, languageNames, languages } from '../platform/i18n/language.ts'
import { writeMoment } from '../platform/i18n/numbers.ts'
import { RadioGroup, Select, TextField } from '../ui/fields.tsx'
import { Button, type Filled, Form } from '../ui/form.tsx'
import { Message } from '../ui/note.tsx'
import { page } from '../ui/page.tsx'
import { Rows } from '../ui/rows.tsx'
import { Table } from '../ui/table.tsx'
import type { Auth } from './auth.ts'
import { type Person, signedIn } from './people.ts'
import { changeOwnWords } from './people-queries.ts'
import { peopleWords } from './people-words.ts'
import { giveCookies, rememberHere } from './who-asks.ts'

const themes = ['system', 'light', 'dark'] as const

/** What one may say about oneself, and where one is signed in. */
export function accountPages(auth: Auth) {
  return {
    async show(c: Context) {
      const person = signedIn(c)
      return person
        ? accountPage(c, auth, person, { language: languageOf(c) })
        : c.redirect('/sign-in?next=/account', 303)
    },

    async save(c: Context) {
      const person = signedIn(c)
      if (!person) return c.redirect('/sign-in?next=/account', 303)
      const sent = await readForm(c)
      const name = textOf(sent, 'name')
      if (name.length === 0 || name.length > 200) {
        const problems = { name: peopleWords(languageOf(c))('name_problem') }
        return accountPage(c, auth, person, { language: languageOf(c), typed: sent, problems })
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

async function accountPage(c: Context, auth: Auth, person: Person, filled: Filled) {
  const say = peopleWords(filled.language)
  const done = filled.problems ? undefined : c.req.query('done')
  return page(
    c,
    { title: say('account_title'), status: filled.problems ? 422 : 200 },
    <>
      <h1>{say('account_title')}</h1>
      {(done === 'saved' || done === 'ended') && (
        <Message language={filled.language} kind="done">
          {say(done)}
        </Message>
      )}
      <div class="card">
        <Rows rows={[{ term: say('address_label'), value: person.email }]} />
        <hr />
        <OwnWordsForm c={c} person={person} filled={filled} />
      </div>
      {await Sessions({ c, auth })}
    </>,
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
        hint={say('name_hint')}
        value={person.name}
        autocomplete="name"
        maxlength={200}
      />
      <Select
        filled={filled}
        name="language"
        label={say('language_label')}
        hint={say('language_hint')}
        value={filled.language}
        choices={languages.map((one) => ({ value: one, label: languageNames[one] }))}
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
        caption={say('sessions_caption')}
        columns={[{ label: say('session_browser') }, { label: say('session_since') }, { label: say('session_what') }]}
        rows={sessions.map((session) => [
          browserName(session.userAgent) ?? say('agent_unknown'),
          when(session.createdAt),
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
