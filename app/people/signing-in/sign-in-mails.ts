import type { Language } from '../../platform/i18n/language.ts'
import { type LaidOut, layOutLetter } from '../../ui/letter-layout.tsx'
import { mailWords } from '../mail/mail-words.ts'
import { peopleWords } from '../people-words.ts'

/** The mail with a link to sign in with. */
export function signInMail(language: Language, link: string): Promise<LaidOut> {
  const say = peopleWords(language)
  return layOutLetter({
    language,
    subject: say('mail_subject'),
    parts: [
      { text: say('mail_hello') },
      { text: say('mail_text') },
      { link, label: say('mail_button') },
      { text: say('mail_once') },
      { text: say('mail_not_you') },
    ],
    why: mailWords(language)('why_sign_in'),
  })
}
