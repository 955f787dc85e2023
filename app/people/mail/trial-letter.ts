import type { Language } from '../../platform/i18n/language.ts'
import { type LaidOut, layOutLetter } from '../../ui/letter-layout.tsx'
import { peopleWords } from '../people-words.ts'
import { mailWords } from './mail-words.ts'

/** A letter that whoever runs the instance sends to themselves, to see whether mail arrives. */
export function trialLetter(language: Language): Promise<LaidOut> {
  const say = mailWords(language)
  return layOutLetter({
    language,
    subject: say('trial_subject'),
    parts: [{ text: peopleWords(language)('mail_hello') }, { text: say('trial_words') }],
    why: say('why_trial'),
  })
}
