import type { Context } from 'hono'
import { readForm, textOf } from '../../platform/http/body.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { isUuid } from '../../platform/uuid.ts'
import { TextField } from '../../ui/fields.tsx'
import { Button } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { browserName } from '../account/account-page.tsx'
import { accountPart } from '../account/account-part.tsx'
import { requireFresh } from '../fresh.ts'
import { type Person, requirePerson } from '../people.ts'
import { peopleWords } from '../people-words.ts'
import type { SignInSettings } from '../signing-in/sign-in-page.tsx'
import { type PasskeyRow, passkeysOf, renamePasskey } from './passkey-queries.ts'
import { removePasskey } from './passkeys.ts'

const here = '/account/passkeys'

/** The passkeys of whoever is signed in: listed, named, taken away. Adding one takes a browser program. */
export function passkeyPages({ auth }: SignInSettings) {
  return {
    async show(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const person = requirePerson(c)
      return listPage(c, person, await passkeysOf(auth.kysely, person.id))
    },

    async rename(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const sent = await readForm(c)
      const [id, name] = [textOf(sent, 'passkey'), textOf(sent, 'name').slice(0, 100)]
      if (isUuid(id) && name) await renamePasskey(auth.kysely, requirePerson(c).id, id, name)
      return c.redirect(`${here}?done=saved`, 303)
    },

    async remove(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const id = textOf(await readForm(c), 'passkey')
      if (isUuid(id)) await removePasskey(auth, { personId: requirePerson(c).id, language: languageOf(c) }, id)
      return c.redirect(`${here}?done=passkey_removed`, 303)
    },
  }
}

function listPage(c: Context, person: Person, passkeys: PasskeyRow[]) {
  const language = languageOf(c)
  const say = peopleWords(language)
  const done = (['saved', 'passkey_added', 'passkey_removed'] as const).find((one) => one === c.req.query('done'))
  return accountPart(
    c,
    { language },
    { title: say('passkeys_title'), islands: ['add-passkey-island.js'], styles: ['account.css'] },
    <>
      {done && (
        <Message language={language} kind="done">
          {say(done)}
        </Message>
      )}
      <p class="lead">{say('passkeys_lead')}</p>
      {passkeys.length > 0 && (
        <ul class="plain-list stack-small">
          {passkeys.map((passkey) => (
            <Passkey language={language} passkey={passkey} />
          ))}
        </ul>
      )}
      {passkeys.length > 0 && <h2>{say('passkey_new_title')}</h2>}
      <AddPasskey language={language} suggested={browserName(c.req.header('user-agent')) ?? person.name} />
    </>,
  )
}

function Passkey({ language, passkey }: { language: Language; passkey: PasskeyRow }) {
  const say = peopleWords(language)
  const when = writeDay(language, passkey.made_at)
  const used = passkey.used_at && writeDay(language, passkey.used_at)
  const inputId = `name-of-${passkey.id}`
  return (
    <li class="card stack-small">
      <p>
        <strong>{passkey.name}</strong>
        <br />
        <span class="caption">{used ? say('passkey_made_used', { when, used }) : say('passkey_made', { when })}</span>
      </p>
      <form class="account-inline" method="post" action={`${here}/name`}>
        <input type="hidden" name="passkey" value={passkey.id} />
        <label class="sr" for={inputId}>
          {say('passkey_name_of', { name: passkey.name })}
        </label>
        <input class="input" id={inputId} name="name" value={passkey.name} maxlength={100} required />
        <Button kind="plain">{say('passkey_rename')}</Button>
      </form>
      <form class="account-inline" method="post" action={`${here}/remove`}>
        <Button kind="quiet" name="passkey" value={passkey.id}>
          {say('passkey_remove')}
          <span class="sr">: {passkey.name}</span>
        </Button>
      </form>
    </li>
  )
}

/** Without JavaScript a browser cannot ask its device, and says so. */
function AddPasskey({ language, suggested }: { language: Language; suggested: string }) {
  const say = peopleWords(language)
  return (
    <add-passkey data-at={here}>
      <p class="muted" data-without>
        {say('passkey_needs_script')}
      </p>
      <form class="form" hidden>
        <TextField
          filled={{ language }}
          name="name"
          label={say('passkey_name')}
          hint={say('passkey_name_hint')}
          value={suggested}
          maxlength={100}
        />
        <p class="problem" role="alert" hidden>
          {say('passkey_not_added')}
        </p>
        <div class="actions">
          <Button>{say('passkey_add')}</Button>
        </div>
      </form>
    </add-passkey>
  )
}
