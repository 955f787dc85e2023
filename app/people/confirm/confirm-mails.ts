import type { Language } from '../../platform/i18n/language.ts'
import { type LaidOut, layOutLetter } from '../../ui/letter-layout.tsx'
import { mailWords } from '../mail/mail-words.ts'
import { peopleWords } from '../people-words.ts'

/** The mail with a link by which somebody who is signed in confirms that it is them. */
export function confirmMail(language: Language, link: string): Promise<LaidOut> {
  const say = peopleWords(language)
  return layOutLetter({
    language,
    subject: say('confirm_mail_subject'),
    parts: [
      { text: say('mail_hello') },
      { text: say('confirm_mail_text') },
      { link, label: say('confirm_you_title') },
      { text: say('confirm_mail_once') },
      { text: say('confirm_mail_not_you') },
    ],
    why: mailWords(language)('why_confirm'),
  })
}
