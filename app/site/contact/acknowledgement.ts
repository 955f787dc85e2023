import type { Language } from '../../platform/i18n/language.ts'
import { type LaidOut, layOutLetter } from '../../ui/letter-layout.tsx'
import { contactWords } from './contact-words.ts'

/** Says that a message arrived. Not a word of it: whoever typed the address may not be whose it is. */
export function acknowledgement(language: Language): Promise<LaidOut> {
  const say = contactWords(language)
  return layOutLetter({
    language,
    subject: say('ack_subject'),
    parts: [{ text: say('ack_arrived') }, { text: say('ack_when') }, { text: say('ack_not_you') }],
    why: say('ack_why'),
  })
}
