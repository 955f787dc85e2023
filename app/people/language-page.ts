import type { Context } from 'hono'
import { readForm, textOf } from '../platform/http/body.ts'
import { localPath } from '../platform/http/request.ts'
import { isLanguage } from '../platform/i18n/language.ts'
import { signedIn } from './people.ts'
import { preferLanguageOf } from './people-queries.ts'
import type { Auth } from './sessions/auth.ts'
import { rememberHere } from './sessions/who-asks.ts'

/** Chooses the language: on this device, and for the person who is signed in. Leads back to where they were. */
export function chooseLanguagePage(auth: Auth) {
  return async (c: Context) => {
    const sent = await readForm(c)
    const language = textOf(sent, 'language')
    const person = signedIn(c)
    if (isLanguage(language)) {
      rememberHere(c, 'language', language)
      if (person) await preferLanguageOf(auth.kysely, person.id, language)
    }
    return c.redirect(localPath(textOf(sent, 'back')), 303)
  }
}
