import type { Context } from 'hono'
import { readForm, textOf } from '../../platform/http/body.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { isUuid } from '../../platform/uuid.ts'
import { Button, Form } from '../../ui/form.tsx'
import { requireFresh } from '../fresh.ts'
import { requirePerson } from '../people.ts'
import type { Auth } from '../sessions/auth.ts'
import type { Linked } from './oidc-queries.ts'
import { oidcWords } from './oidc-words.ts'
import { allowElsewhere, unlinkElsewhere } from './unlink.ts'

/** The buttons beside a provider on the account page. */
export function linkedProviders(auth: Auth) {
  const pressed = (deed: (c: Context, id: string) => Promise<boolean>, done: string) => async (c: Context) => {
    const confirmFirst = requireFresh(c)
    if (confirmFirst) return confirmFirst
    const id = textOf(await readForm(c), 'provider')
    const changed = isUuid(id) && (await deed(c, id))
    return c.redirect(changed ? `/account?done=${done}#ways` : '/account#ways', 303)
  }
  return {
    unlink: pressed(
      (c, id) => unlinkElsewhere(auth, { personId: requirePerson(c).id, language: languageOf(c) }, id),
      'unlinked',
    ),
    allow: pressed((c, id) => allowElsewhere(auth, requirePerson(c).id, id), 'linkable'),
  }
}

/** One provider: that it is linked, or was and is not to be again, each with its button. */
export function LinkedProvider({ linked, language }: { linked: Linked; language: Language }) {
  const say = oidcWords(language)
  const host = URL.parse(linked.issuer)?.host ?? linked.issuer
  return (
    <Form filled={{ language }} action={`/account/elsewhere/${linked.shut ? 'allow' : 'unlink'}`} class="actions">
      <span>{say(linked.shut ? 'is_shut' : 'is_linked', { host })}</span>{' '}
      <Button kind="quiet" name="provider" value={linked.id}>
        {say(linked.shut ? 'allow' : 'unlink')}
      </Button>
    </Form>
  )
}
