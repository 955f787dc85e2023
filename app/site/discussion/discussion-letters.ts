import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { queueLetter } from '../../platform/mail/queue-letter.ts'
import { type LaidOut, layOutLetter } from '../../ui/letter-layout.tsx'
import type { FormTime } from '../contact/form-time.ts'
import type { Reason } from './discussion.ts'
import { discussionWords } from './discussion-words.ts'

/** With the link that has to be used first. Not a word of the message: whoever typed the address may not be whose it is. */
export function confirmingLetter(
  language: Language,
  { title, link }: { title: string; link: string },
): Promise<LaidOut> {
  const say = discussionWords(language)
  return layOutLetter({
    language,
    subject: say('confirm_subject'),
    parts: [
      { text: say('confirm_text', { title }) },
      { link, label: say('confirm_button') },
      { text: say('confirm_keep') },
      { text: say('confirm_not_you') },
    ],
    why: say('confirm_why'),
  })
}

/** What a moderator decided on, and how to reach whoever wrote it: by their account, or by what was sealed of an address. */
export interface Decided {
  id: string
  authorId: string | null
  reach: string | null
  language: Language
  title: string
  signed: string
}

/**
 * Tells whoever wrote a message what was decided, in the language they wrote in. Nobody is told where no address is held any longer; they read it by
 * the link they were sent.
 */
export async function tellOfDecision(
  tx: Tx,
  clock: Clock,
  seal: FormTime,
  decided: Decided,
  deed: { kind: 'show'; link: string } | { kind: 'hide'; reason: Reason; moderator: string; rules: string },
): Promise<void> {
  const to = recipientOf(decided, seal)
  if (!to) return
  const { language, title } = decided
  const say = discussionWords(language)
  const shown = deed.kind === 'show'
  const letter = await layOutLetter({
    language,
    subject: say(shown ? 'shown_subject' : 'hidden_subject'),
    parts: shown
      ? [{ text: say('shown_text', { title }) }, { link: deed.link, label: say('shown_button') }]
      : [
          { text: say('hidden_text', { title, moderator: deed.moderator }) },
          { text: say(`reason_${deed.reason}`) },
          { text: say('hidden_then') },
          { link: deed.rules, label: say('rules_title') },
        ],
    why: say('told_why'),
  })
  await queueLetter(tx, clock, { to, kind: 'deed', language, ...letter })
}

function recipientOf(
  { id, authorId, reach }: Decided,
  seal: FormTime,
): { personId: string } | { address: string } | null {
  if (authorId) return { personId: authorId }
  if (!reach) return null
  try {
    return { address: seal.open(reach, id) }
  } catch {
    // sealed by another secret, of before the instance was brought back elsewhere
    return null
  }
}
