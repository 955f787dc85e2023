import type { Language } from '../../../platform/i18n/language.ts'
import type { Row } from '../event-queries.ts'
import { guestWords } from './guest-words.ts'

/** So few places are worth a second look. */
const few = 5

/** How many places of one time are left, for a row of a list. */
export interface PlacesLeft {
  words: string
  /** few are left */
  isFew: boolean
}

/**
 * "3 places left" or "full · wait list", as a row of a list says it. Null where no places are counted, or nobody can answer any more: then a number
 * would promise something.
 */
export function placesLeft(
  language: Language,
  row: Pick<Row, 'capacity' | 'answers' | 'state' | 'calledOff' | 'shown' | 'from'>,
  now: Date,
): PlacesLeft | null {
  const { capacity, answers } = row
  if (capacity === null || !answers || !row.shown || row.state !== 'planned' || row.calledOff) return null
  if (now.getTime() >= row.from.getTime() - answers.closesHours * 3_600_000) return null
  const say = guestWords(language)
  const free = Math.max(0, capacity - answers.comes)
  if (free > 0 && answers.waits === 0) return { words: say('left', { free }), isFew: free <= few }
  return { words: say(answers.hasWaitList ? 'left_wait' : 'left_none'), isFew: false }
}
