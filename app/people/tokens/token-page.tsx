import type { Context } from 'hono'
import { allOf, readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay, writeList } from '../../platform/i18n/numbers.ts'
import { isUuid } from '../../platform/uuid.ts'
import { CheckGroup, Select, TextField } from '../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form, type Problems } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { accountPart } from '../account/account-part.tsx'
import type { AccountSettings } from '../account/account-routes.ts'
import type { Told } from '../changed/tell-of-change.ts'
import { requireFresh } from '../fresh.ts'
import { requirePerson, tokenScopes } from '../people.ts'
import { type ApiTokenRow, tokensOf } from './api-token-queries.ts'
import { endApiToken, makeApiToken, rollApiToken } from './api-tokens.ts'
import { tokenWords } from './token-words.ts'

const here = '/account/tokens'
const lifetimes = [30, 90, 365]
type Landscapes = { id: string; name: string }[]

/** The tokens of whoever is signed in: made, made anew, ended. Everything here deserves a second look. */
export function tokenPages({ auth, landscapesOf }: AccountSettings) {
  async function list(c: Context, filled: Filled) {
    const { id } = requirePerson(c)
    return listPage(c, filled, await tokensOf(auth.kysely, id), await landscapesOf(id))
  }

  return {
    async show(c: Context) {
      return requireFresh(c) ?? list(c, { language: languageOf(c) })
    },

    async make(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const { id } = requirePerson(c)
      const [sent, language] = [await readForm(c), languageOf(c)]
      const { wish, problems } = readWish(sent, await landscapesOf(id), tokenWords(language))
      if (Object.keys(problems).length > 0) return list(c, { language, typed: sent, problems })
      return oncePage(c, await makeApiToken(auth, { personId: id, language }, wish))
    },

    async roll(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const id = textOf(await readForm(c), 'token')
      const token = isUuid(id) ? await rollApiToken(auth, toldHere(c), id) : null
      return token ? oncePage(c, token) : c.redirect(here, 303)
    },

    async end(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const id = textOf(await readForm(c), 'token')
      if (isUuid(id)) await endApiToken(auth, toldHere(c), id)
      return c.redirect(`${here}?done=ended`, 303)
    },
  }
}

function toldHere(c: Context): Told {
  return { personId: requirePerson(c).id, language: languageOf(c) }
}

function readWish(sent: Sent, landscapes: Landscapes, say: ReturnType<typeof tokenWords>) {
  const name = textOf(sent, 'name')
  const scopes = tokenScopes.filter((one) => allOf(sent, 'scopes').includes(one))
  const place = textOf(sent, 'landscape')
  const days = lifetimes.find((one) => String(one) === textOf(sent, 'days')) ?? lifetimes[0]!
  const problems: Problems = {}
  if (!name || name.length > 100) problems['name'] = say('name_problem')
  if (scopes.length === 0) problems['scopes'] = say('scopes_problem')
  if (place && !landscapes.some(({ id }) => id === place)) problems['landscape'] = say('landscape_problem')
  return { wish: { name, scopes, landscapeId: place || null, days }, problems }
}

function listPage(c: Context, filled: Filled, tokens: ApiTokenRow[], landscapes: Landscapes) {
  const say = tokenWords(filled.language)
  return accountPart(
    c,
    filled,
    { title: say('title'), styles: ['account.css'] },
    <>
      {c.req.query('done') === 'ended' && !filled.problems && (
        <Message language={filled.language} kind="done">
          {say('ended')}
        </Message>
      )}
      <p class="lead">{say('lead')}</p>
      <ul class="plain-list stack-small">
        {tokens.map((token) => (
          <Token language={filled.language} token={token} landscapes={landscapes} />
        ))}
      </ul>
      <h2>{say('new_title')}</h2>
      <NewToken filled={filled} landscapes={landscapes} />
    </>,
  )
}

function NewToken({ filled, landscapes }: { filled: Filled; landscapes: Landscapes }) {
  const say = tokenWords(filled.language)
  return (
    <Form filled={filled} action={here}>
      <TextField filled={filled} name="name" label={say('name')} hint={say('name_hint')} maxlength={100} />
      <CheckGroup
        filled={filled}
        name="scopes"
        label={say('scopes')}
        values={['read']}
        choices={tokenScopes.map((value) => ({ value, label: say(`scope_${value}`) }))}
      />
      <Select
        filled={filled}
        name="landscape"
        label={say('landscape')}
        choices={[
          { value: '', label: say('everywhere') },
          ...landscapes.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Select
        filled={filled}
        name="days"
        label={say('days')}
        choices={lifetimes.map((n) => ({ value: String(n), label: say('days_n', { n }) }))}
      />
      <div class="actions">
        <Button>{say('make')}</Button>
      </div>
    </Form>
  )
}

function Token({ language, token, landscapes }: { language: Language; token: ApiTokenRow; landscapes: Landscapes }) {
  const say = tokenWords(language)
  const where = token.landscape_id
    ? (landscapes.find(({ id }) => id === token.landscape_id)?.name ?? '–')
    : say('everywhere')
  const used = token.used_on ? say('used', { when: writeDay(language, token.used_on) }) : say('unused')
  const scopes = token.scopes.map((scope) => say(`scope_${scope}`))
  return (
    <li class="card stack-small">
      <p>
        <strong>{token.name}</strong>
        <br />
        <code>{token.beginning}…</code>
      </p>
      <p class="caption">
        {writeList(language, scopes)} · {where}
        <br />
        {say('until', { when: writeDay(language, token.expires_at) })} · {used}
      </p>
      <form class="account-inline" method="post" action={`${here}/roll`}>
        <input type="hidden" name="token" value={token.id} />
        <Button kind="quiet">
          {say('roll')}
          <span class="sr">: {token.name}</span>
        </Button>
        <Button kind="quiet" formaction={`${here}/end`}>
          {say('end')}
          <span class="sr">: {token.name}</span>
        </Button>
      </form>
      <p class="caption">{say('roll_hint')}</p>
    </li>
  )
}

/** The token, this once: only its hash is kept. */
function oncePage(c: Context, token: string) {
  const language = languageOf(c)
  const say = tokenWords(language)
  return page(
    c,
    { title: say('once_title'), width: 'narrow', styles: ['account.css'] },
    <>
      <h1>{say('once_title')}</h1>
      <Message language={language} kind="note">
        {say('once')}
      </Message>
      <p class="well token-once">
        <code>{token}</code>
      </p>
      <p>{say('once_how', { header: 'Authorization: Bearer …' })}</p>
      <p class="actions">
        <ButtonLink href={here} kind="primary">
          {say('kept')}
        </ButtonLink>
      </p>
    </>,
  )
}
