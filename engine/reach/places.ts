import { type Control, checkpoint, stretch } from '../control.ts'
import { inStretches } from '../network/in-stretches.ts'
import type { Landscape } from '../network/landscape.ts'

/**
 * The order in which people stand in the arrays of worlds: those of one practice side by side, so that who is tied to whom is
 * mostly close in memory. What comes out never depends on it but for the order in which numbers are added, and that is fixed.
 *
 * "CSR" as in `Landscape`.
 */
export interface Places {
  readonly people: number
  readonly practices: number
  /** place of each person, and who stands at each place */
  readonly placeOf: Uint32Array
  readonly personAt: Uint32Array
  /** practices of whoever stands at a place (CSR, ascending), and places of each practice (CSR, ascending) */
  readonly memberStart: Uint32Array
  readonly memberPractice: Uint32Array
  readonly practiceStart: Uint32Array
  readonly practicePlace: Uint32Array
  /** two halves of the key of whoever stands at a place: 2p and 2p + 1 */
  readonly key: Int32Array
}

/** Places by each person's smallest practice (of equal ones the first); last those in none. Cost O(people + memberships). */
export function placesOf(landscape: Landscape, control?: Control): Places {
  const { people, practices } = landscape.counts
  const home = new Uint32Array(people)
  const start = new Uint32Array(practices + 2)
  inStretches(people, stretch(control, 0, 0.25), (begin, end) => {
    for (let i = begin; i < end; i++) {
      home[i] = smallestPractice(landscape, i)
      start[home[i]! + 1]!++
    }
  })
  checkpoint(control, 0.25)
  for (let a = 0; a <= practices; a++) start[a + 1]! += start[a]!
  const placeOf = new Uint32Array(people)
  const personAt = new Uint32Array(people)
  inStretches(people, stretch(control, 0.25, 0.5), (begin, end) => {
    for (let i = begin; i < end; i++) {
      const place = start[home[i]!]!++
      placeOf[i] = place
      personAt[place] = i
    }
  })
  checkpoint(control, 0.5)
  const memberships = membershipsOf(landscape, personAt, stretch(control, 0.5, 0.75))
  checkpoint(control, 0.75)
  return {
    people,
    practices,
    placeOf,
    personAt,
    ...memberships,
    key: keysOf(landscape, personAt, stretch(control, 0.75, 1)),
  }
}

function smallestPractice({ memberStart, memberPractice, practiceStart, counts }: Landscape, person: number): number {
  let smallest = counts.practices
  let least = Number.POSITIVE_INFINITY
  for (let k = memberStart[person]!; k < memberStart[person + 1]!; k++) {
    const a = memberPractice[k]!
    const size = practiceStart[a + 1]! - practiceStart[a]!
    if (size >= least) continue
    least = size
    smallest = a
  }
  return smallest
}

function membershipsOf(landscape: Landscape, personAt: Uint32Array, control: Control | undefined) {
  const { memberPractice, practiceStart } = landscape
  const start = new Uint32Array(personAt.length + 1)
  const practice = new Uint32Array(memberPractice.length)
  const practicePlace = new Uint32Array(memberPractice.length)
  const next = practiceStart.slice()
  let entries = 0
  inStretches(personAt.length, control, (begin, end) => {
    for (let place = begin; place < end; place++) {
      start[place] = entries
      const i = personAt[place]!
      for (let k = landscape.memberStart[i]!; k < landscape.memberStart[i + 1]!; k++) {
        practice[entries++] = memberPractice[k]!
        practicePlace[next[memberPractice[k]!]!++] = place
      }
    }
  })
  start[personAt.length] = entries
  return { memberStart: start, memberPractice: practice, practiceStart, practicePlace }
}

function keysOf({ personKey }: Landscape, personAt: Uint32Array, control: Control | undefined): Int32Array {
  const key = new Int32Array(2 * personAt.length)
  inStretches(personAt.length, control, (begin, end) => {
    for (let place = begin; place < end; place++) {
      key[2 * place] = personKey[2 * personAt[place]!]!
      key[2 * place + 1] = personKey[2 * personAt[place]! + 1]!
    }
  })
  return key
}
