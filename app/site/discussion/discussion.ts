import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'
import type { FormTime } from '../contact/form-time.ts'
import type { WritingKind } from '../writing/writing.ts'

/** What the discussion stands on; the seal closes the time of a form, and the addresses of those who have no account. */
export interface DiscussionPlace {
  db: Database
  clock: Clock
  seal: FormTime
}

/** Open: anybody adds to it; closed: what was said stays; off: nothing of it is shown. */
export const topicStates = ['open', 'closed', 'off'] as const
export type TopicState = (typeof topicStates)[number]

/** Which of the rules a hidden message broke. */
export const reasons = ['advertises', 'names-somebody', 'attacks', 'private', 'elsewhere'] as const
export type Reason = (typeof reasons)[number]

/** What a topic is about. */
export interface TopicPlace {
  id: string
  kind: WritingKind
  slug: string
  title: string
  language: Language
  state: TopicState
}

/** A message as anybody reads it; of one that is gone only its place is left, because somebody answered it. */
export interface Message {
  id: string
  answers: string | null
  signed: string
  language: Language
  words: string
  state: 'shown' | 'hidden' | 'taken-back'
  reason: Reason | null
  writtenAt: Date
  changedAt: Date | null
  /** the viewer wrote it, with their account */
  mine: boolean
  /** whoever wrote it edits or moderates the site */
  ofTeam: boolean
  /** how many stand before it, on all pages */
  nth: number
  /** of what it answers, which may stand on another page: the same, and the name under it; null where it answers nothing */
  answeredNth: number | null
  answeredSigned: string
}

/** A message as whoever wrote it sees it. */
export interface OwnMessage {
  id: string
  topicId: string
  signed: string
  language: Language
  words: string
  state: 'unconfirmed' | 'held' | 'shown' | 'hidden' | 'taken-back'
  reason: Reason | null
  writtenAt: Date
  changedAt: Date | null
}

/** What is said to a writing, and whether more may be. */
export interface Conversation {
  topicId: string
  state: TopicState
  /** how many can be read, on all pages */
  count: number
  /** those of one page */
  messages: readonly Message[]
  /** which page that is, counted from 1, and of how many */
  page: number
  pages: number
}

/** A message with everything that was said to it, however deep, in the order in which it was said. */
export interface Thread {
  root: Message
  answers: readonly { message: Message; to: Message }[]
}

/** Messages on a page, in the order in which they were said. Their number is that of `messages_in`, and none moves to another page when more is said. */
export const messagesOnPage = 1000

/** The page a message is on, counted from 1, by how many stand before it. */
export function pageOf(nth: number): number {
  return Math.floor(nth / messagesOnPage) + 1
}

/** Letters in a message, and in the name under it. */
export const mostWords = 5000
export const mostName = 80

const quarterMs = 15 * 60_000

/** May whoever wrote it still change its words? Until somebody decided, and a quarter of an hour at least. */
export function mayStillChange({ state, writtenAt }: Pick<OwnMessage, 'state' | 'writtenAt'>, now: Date): boolean {
  if (state === 'unconfirmed' || state === 'held') return true
  return state === 'shown' && now.getTime() < writtenAt.getTime() + quarterMs
}

/** Puts messages into threads of two steps: deeper ones are hard to read on a phone, and whom one answers is said in words. */
export function threadsOf(messages: readonly Message[]): Thread[] {
  const byId = new Map(messages.map((one) => [one.id, one]))
  const threads = new Map<string, { root: Message; answers: { message: Message; to: Message }[] }>()
  const rootOf = new Map<string, string>()
  for (const message of messages) {
    const to = message.answers === null ? undefined : byId.get(message.answers)
    const root = to && rootOf.get(to.id)
    if (to && root) {
      rootOf.set(message.id, root)
      threads.get(root)!.answers.push({ message, to })
    } else {
      rootOf.set(message.id, message.id)
      threads.set(message.id, { root: message, answers: [] })
    }
  }
  return [...threads.values()]
}

/** Words without what no reader sees and what would turn the direction of the lines around it. */
export function withoutHiddenSigns(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (sign) =>
    sign === '\n' || sign === '\t' || sign === '\r' ? sign : '',
  )
}

/** Where a message stands on the page of its topic. */
export function anchorOf({ id }: { id: string }): string {
  return `message-${id}`
}
