import { type Sent, textOf } from '../../platform/http/body.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { isUuid, uuidv7 } from '../../platform/uuid.ts'
import type { Problems } from '../../ui/form.tsx'
import { contactWords } from './contact-words.ts'
import type { NewEnquiry } from './enquiry-queries.ts'

/** Reads what was sent, or says what is wrong with it. */
export function readEnquiry(
  sent: Sent,
  language: Language,
): { kind: 'read'; message: NewEnquiry } | { kind: 'problems'; problems: Problems } {
  const say = contactWords(language)
  const oneLine = (name: string) => plain(textOf(sent, name)).replace(/\s+/g, ' ').trim()
  const [name, email, subject] = [oneLine('name').slice(0, 120), oneLine('email'), oneLine('subject').slice(0, 150)]
  const words = plain(textOf(sent, 'words')).replace(/\r\n?/g, '\n').trim()
  const problems: Problems = {}
  if (email.length > 254 || !/^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:"]+$/.test(email))
    problems['email'] = say('your_email_problem')
  if (words === '') problems['words'] = say('words_missing')
  if (words.length > 8000) problems['words'] = say('words_long', { n: words.length })
  if (Object.keys(problems).length > 0) return { kind: 'problems', problems }
  const key = textOf(sent, 'form_key')
  const state = looksLikeSpam({ name, subject, words }) ? 'spam' : 'open'
  return { kind: 'read', message: { id: isUuid(key) ? key : uuidv7(), name, email, language, subject, words, state } }
}

/** Without what no reader sees and what would turn the direction of the lines around it. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (sign) =>
    sign === '\n' || sign === '\t' || sign === '\r' ? sign : '',
  )
}

/** Held back, not thrown away: an address in the name or the subject, or more links than somebody needs who asks something. */
function looksLikeSpam({ name, subject, words }: { name: string; subject: string; words: string }): boolean {
  const links = (text: string) => text.match(/https?:\/\/|www\./gi)?.length ?? 0
  return links(name) + links(subject) > 0 || links(words) > 3 || /\[url=|<a\s/i.test(words)
}
