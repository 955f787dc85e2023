import { wholeNumber } from '../bad-input.ts'
import { type Landscape, practiceSize } from '../network/landscape.ts'
import type { CallChances } from './call-chances.ts'

/** Chances with the answers they come from. */
export interface AttestedCalls extends CallChances {
  /** person number of each candidate, ascending */
  readonly person: Uint32Array
  /** answers of each row */
  readonly wouldCome: Uint32Array
  readonly wouldNot: Uint32Array
  /** two halves of the key of each candidate and of each practice; draws hang on them */
  readonly candidateKey: Uint32Array
  readonly practiceKey: Uint32Array
}

/** No total from fewer answers than this. */
export const FEWEST_ANSWERS = 3
/** No number about a practice of fewer people than this. */
const FEWEST_PEOPLE = 5

export interface AttestedChoice {
  /** answers that a row needs, 3 or more: fewer would tell what one person said */
  fewest?: number
  /** people a practice must have to be in any number */
  fewestPeople?: number
  /** which people are candidates; everybody who may be invited unless given */
  may?: (person: number) => boolean
}

/** Why there is a number about a practice, or none. */
export type Told = 'told' | 'nobody-asked' | 'too-few-answers' | 'too-few-people'

/** Whether anything may be said of the answers in each practice. Cost O(practices + answers). */
export function toldOf(landscape: Landscape, { fewest = FEWEST_ANSWERS, fewestPeople = FEWEST_PEOPLE } = {}): Told[] {
  return Array.from({ length: landscape.counts.practices }, (_, g) => {
    let most = 0
    for (let at = landscape.legitimacyStart[g]!; at < landscape.legitimacyStart[g + 1]!; at++) {
      most = Math.max(most, landscape.legitimacyWouldCome[at]! + landscape.legitimacyWouldNot[at]!)
    }
    if (most === 0) return 'nobody-asked'
    if (practiceSize(landscape, g) < fewestPeople) return 'too-few-people'
    return most >= fewest ? 'told' : 'too-few-answers'
  })
}

/**
 * What members say of whom, as chances: the mean of Beta(yes + ½, no + ½) of every row with at least `fewest` answers. A row with fewer says
 * nothing here, neither does a practice of fewer than five people, nor anybody's own claim. Candidates are the people with such a row, in the order of their ids.
 *
 * Cost O(people + practices + answers).
 *
 * @throws BadInput for fewer than 3 answers
 */
export function attestedCalls(landscape: Landscape, choice: AttestedChoice = {}): AttestedCalls {
  const { fewest = FEWEST_ANSWERS, may = (person: number) => landscape.notInvitable[person] === 0 } = choice
  const { legitimacyStart, legitimacyPerson, legitimacyWouldCome, legitimacyWouldNot, counts } = landscape
  wholeNumber('fewest answers', fewest, FEWEST_ANSWERS, 1_000_000)
  const asked = Uint8Array.from(toldOf(landscape, choice), (told) => Number(told === 'told'))
  const rows = new Uint32Array(counts.people)
  const enough = (at: number) => legitimacyWouldCome[at]! + legitimacyWouldNot[at]! >= fewest
  for (let g = 0; g < counts.practices; g++) {
    if (!asked[g]) continue
    for (let at = legitimacyStart[g]!; at < legitimacyStart[g + 1]!; at++) {
      if (enough(at) && may(legitimacyPerson[at]!)) rows[legitimacyPerson[at]!]!++
    }
  }
  const person = peopleWithRows(rows)
  const number = new Int32Array(counts.people).fill(-1)
  const start = new Uint32Array(person.length + 1)
  for (const [c, i] of person.entries()) {
    number[i] = c
    start[c + 1] = start[c]! + rows[i]!
  }
  const size = start[person.length]!
  const [practice, wouldCome, wouldNot] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)]
  const next = start.slice()
  for (let g = 0; g < counts.practices; g++) {
    if (!asked[g]) continue
    for (let at = legitimacyStart[g]!; at < legitimacyStart[g + 1]!; at++) {
      const candidate = number[legitimacyPerson[at]!]!
      if (candidate < 0 || !enough(at)) continue
      const row = next[candidate]!++
      practice[row] = g
      wouldCome[row] = legitimacyWouldCome[at]!
      wouldNot[row] = legitimacyWouldNot[at]!
    }
  }
  return {
    candidates: person.length,
    practices: counts.practices,
    stake: practiceStakes(landscape),
    asked,
    start,
    practice,
    chance: Float64Array.from(practice, (_, row) => (wouldCome[row]! + 0.5) / (wouldCome[row]! + wouldNot[row]! + 1)),
    person,
    wouldCome,
    wouldNot,
    candidateKey: keysOf(landscape.personKey, person),
    practiceKey: landscape.practiceKey,
  }
}

/** In a plain loop: browsers and Node before 22 cannot filter what `keys()` gives. */
function peopleWithRows(rows: Uint32Array): Uint32Array {
  const people: number[] = []
  for (let i = 0; i < rows.length; i++) if (rows[i]! > 0) people.push(i)
  return Uint32Array.from(people)
}

function keysOf(keys: Uint32Array, people: Uint32Array): Uint32Array {
  const picked = new Uint32Array(2 * people.length)
  for (const [c, i] of people.entries()) picked.set(keys.subarray(2 * i, 2 * i + 2), 2 * c)
  return picked
}

/**
 * How much each practice counts: the mean stake of what it can learn and of what can be learned from it, over all other practices; 1 unless
 * somebody set stakes. Cost O(practices + stakes set).
 */
export function practiceStakes({ counts, stakeStart, stakeTo, stakeWeight }: Landscape): Float64Array {
  const stake = new Float64Array(counts.practices).fill(1)
  const pairs = 2 * (counts.practices - 1)
  for (let from = 0; from < counts.practices; from++) {
    for (let at = stakeStart[from]!; at < stakeStart[from + 1]!; at++) {
      const more = (stakeWeight[at]! - 1) / pairs
      stake[from]! += more
      stake[stakeTo[at]!]! += more
    }
  }
  return stake
}
