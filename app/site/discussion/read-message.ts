import { readAddress } from '../../people/people.ts'
import { type Sent, textOf } from '../../platform/http/body.ts'
import type { Language } from '../../platform/i18n/language.ts'
import type { Problems } from '../../ui/form.tsx'
import { mostName, mostWords, withoutHiddenSigns } from './discussion.ts'
import { discussionWords } from './discussion-words.ts'

export interface ReadMessage {
  signed: string
  words: string
  doubtful: boolean
  /** of whoever has no account: where the link goes */
  address: string | null
}

/** Reads what was sent, or says what is wrong with it. Whoever is signed in is asked for no address. */
export function readMessage(
  sent: Sent,
  { language, signedIn }: { language: Language; signedIn: boolean },
): { kind: 'read'; message: ReadMessage } | { kind: 'problems'; problems: Problems } {
  const say = discussionWords(language)
  const signed = withoutHiddenSigns(textOf(sent, 'name')).replace(/\s+/g, ' ').trim()
  const address = signedIn ? null : readAddress(textOf(sent, 'email'))
  const problems: Problems = {}
  if (signed === '') problems['name'] = say('name_missing')
  // nobody's address is ever shown, not even where somebody typed it as their name
  else if (signed.length > mostName || signed.includes('@')) problems['name'] = say('name_problem', { most: mostName })
  if (!signedIn && address === null) problems['email'] = say('email_problem')
  const read = readWordsOf(sent, language)
  if ('problem' in read) problems['words'] = read.problem
  if ('problem' in read || Object.keys(problems).length > 0) return { kind: 'problems', problems }
  const doubtful = read.doubtful || /https?:|www\./i.test(signed)
  return { kind: 'read', message: { signed, words: read.words, doubtful, address } }
}

/** The words alone, or what is wrong with them. */
export function readWordsOf(
  sent: Sent,
  language: Language,
): { words: string; doubtful: boolean } | { problem: string } {
  const say = discussionWords(language)
  const words = withoutHiddenSigns(textOf(sent, 'words')).replace(/\r\n?/g, '\n').trim()
  if (words === '') return { problem: say('words_missing') }
  if (words.length > mostWords) return { problem: say('words_long', { n: words.length, most: mostWords }) }
  return { words, doubtful: looksLikeAdvertising(words) }
}

/** Looked at by a moderator whoever wrote it; nothing is thrown away. */
function looksLikeAdvertising(words: string): boolean {
  return (words.match(/https?:\/\/|www\./gi)?.length ?? 0) > 2 || /\[url=|<a\s/i.test(words)
}
