import type { Language } from '../../../platform/i18n/language.ts'
import { herePlace, type Letter } from '../../../platform/mail/letter.ts'
import { type LetterPart, layOutLetter } from '../../../ui/letter-layout.tsx'
import { discussionWords } from '../discussion-words.ts'

/** Names the list of these letters for good, also in the database. */
export const moderationList = 'moderation'

/** How much waits of each kind. Not a word of it, nor who wrote it, is told: both are read on the pages alone. */
interface Waiting {
  messages: number
  notes: number
}

/** The letter that says what waits, to be stopped by whoever gets it. */
export async function waitingLetter(
  language: Language,
  { messages, notes }: Waiting,
): Promise<Pick<Letter & { kind: 'list' }, 'kind' | 'list' | 'subject' | 'text' | 'html'>> {
  const say = discussionWords(language)
  const items = [
    ...(messages > 0 ? [say('waiting_messages', { n: messages })] : []),
    ...(notes > 0 ? [say('waiting_notes', { n: notes })] : []),
  ]
  const links: LetterPart[] = [
    ...(messages > 0 ? [{ link: `${herePlace}/moderation`, label: say('waiting_to_messages') }] : []),
    ...(notes > 0 ? [{ link: `${herePlace}/notes`, label: say('waiting_to_notes') }] : []),
  ]
  const letter = await layOutLetter({
    language,
    subject: say('waiting_subject'),
    parts: [{ text: say('waiting_text') }, { items }, ...links],
    why: say('waiting_why'),
    onList: true,
  })
  return { kind: 'list', list: { key: moderationList, name: say('waiting_list') }, ...letter }
}
