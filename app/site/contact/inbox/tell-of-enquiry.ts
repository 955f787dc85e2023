import type { Tx } from '../../../platform/db/database.ts'
import { languages } from '../../../platform/i18n/language.ts'
import { layOutLetter } from '../../../ui/letter-layout.tsx'
import { tellReaders } from './inbox-queries.ts'
import { inboxWords } from './inbox-words.ts'

/**
 * Tells those who share the inbox that something came in, in the transaction in which it did: each in their language, and once an hour
 * at most. Nothing of the message is in it: it is read in the inbox alone, and forgotten there.
 */
export async function tellOfEnquiry(tx: Tx, enquiryId: string, { origin, now }: { origin: string; now: Date }) {
  const letters = await Promise.all(
    languages.map(async (language) => {
      const say = inboxWords(language)
      const letter = await layOutLetter({
        language,
        subject: say('came_subject'),
        parts: [{ text: say('came_text') }, { link: `${origin}/inbox`, label: say('came_link') }],
        why: say('came_why'),
        onList: true,
      })
      return [language, { ...letter, list: say('came_list') }] as const
    }),
  )
  await tellReaders(tx, enquiryId, Object.fromEntries(letters), now)
}
