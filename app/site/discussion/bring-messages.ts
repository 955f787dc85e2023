import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { findShown } from '../writing/writing-queries.ts'
import { bringMessage, bringMessagesFromElsewhere, hasTopic } from './message-queries.ts'

/** A message that comes whole from somewhere else, with what was answered to it. */
export interface BroughtMessage {
  /** the address of the post it belongs to */
  post: string
  signed: string
  language: Language
  words: string
  state: 'held' | 'shown'
  at: Date
  answers?: readonly Omit<BroughtMessage, 'post' | 'answers'>[]
}

/**
 * Writes messages under posts, in the order given. Posts to which something was said already, and those that are not there, are left as they are, so
 * that asking twice adds nothing. The viewer must edit the site: the database refuses others.
 */
export async function bringMessages(tx: Tx, clock: Clock, messages: readonly BroughtMessage[]): Promise<void> {
  const topics = new Map<string, string | null>()
  for (const { post, answers = [], ...one } of messages) {
    if (!topics.has(post)) topics.set(post, await untouched(tx, post))
    const topicId = topics.get(post)
    if (!topicId) continue
    const newId = () => uuidv7(clock.now().getTime())
    const id = newId()
    await bringMessage(tx, { id, topicId, answers: null, ...one })
    for (const answer of answers) await bringMessage(tx, { id: newId(), topicId, answers: id, ...answer })
  }
}

async function untouched(tx: Tx, slug: string): Promise<string | null> {
  const found = await findShown(tx, 'post', slug)
  return found.kind === 'shown' && !(await hasTopic(tx, found.writing.id)) ? found.writing.id : null
}

/** A message that was said on another blog: with what it was called there, and nothing by which its writer can be reached. */
export interface MessageFromElsewhere {
  as: string
  /** what the one it answers was called */
  to: string | null
  signed: string
  language: Language
  words: string
  at: Date
}

/**
 * Writes messages from elsewhere under a text, each after the one it answers, and says how many came. What came before stays as it is, and what
 * was taken away here does not come again. The viewer must edit the site: the database refuses others.
 */
export function bringFromElsewhere(
  tx: Tx,
  clock: Clock,
  topicId: string,
  messages: readonly MessageFromElsewhere[],
): Promise<number> {
  const now = clock.now().getTime()
  return bringMessagesFromElsewhere(
    tx,
    topicId,
    messages.map((one) => ({ ...one, id: uuidv7(now) })),
  )
}
