import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { findEvent } from '../event-queries.ts'
import { findList, insertGuests, keepList } from './guest-queries.ts'
import { type Answers, type Question, usualList } from './guests.ts'

/** Guests who are put on a list as they are: nobody is written to, and nobody is reminded. */
export interface BroughtGuests {
  slug: string
  questions: Question[]
  guests: { id: string; state: 'comes' | 'waits'; name: string; email: string; answers: Answers }[]
}

/** Gives an event a list with guests on it. An event that has a list already stays as it is. The viewer must edit the site. */
export async function bringGuests(tx: Tx, clock: Clock, brought: BroughtGuests): Promise<boolean> {
  const now = clock.now()
  const event = await findEvent(tx, brought.slug)
  if (!event || (await findList(tx, event.id))) return false
  const listId = uuidv7(now.getTime())
  await keepList(tx, event.id, listId, { ...usualList, questions: brought.questions }, now)
  await insertGuests(tx, listId, brought.guests, now)
  return true
}
