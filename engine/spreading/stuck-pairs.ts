import { type Control, checkpoint } from '../control.ts'
import { type Landscape, peopleOf, practiceSize, tieKinds, way } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { strongestAccount } from '../network/strongest-account.ts'
import { leastShown } from './run-summary.ts'
import type { RunOutcome } from './spread-parts.ts'

/** Where it stops: one practice has it, ties lead from it into another, and that one does not get it. */
export interface StuckPoint {
  from: string
  to: string
  /** share of the stories in which it ends so, 0 to 1 */
  share: number
  /** share of all stories in which it ends so although somebody of the other practice met it; null where meeting is having */
  shareMet: number | null
}

/** Counts where runs end. */
export interface StuckPairs {
  look(outcome: RunOutcome): void
  /** the most frequent first */
  points(): StuckPoint[]
}

const MOST_POINTS = 20
/** Ties between two looks whether to stop. */
const LOOK_EVERY = 32_768

/** Pairs of practices: somebody of `to[k]` can learn from somebody of `from[k]`. */
export interface TiedPractices {
  from: Uint32Array
  to: Uint32Array
}

/** The pairs of practices of five people and more between which ties lead, to be looked at run by run. */
export function openStuckPairs(landscape: Landscape, { from, to }: TiedPractices): StuckPairs {
  const stuck = new Uint32Array(from.length)
  const met = new Uint32Array(from.length)
  let runs = 0
  let knowsMet = false
  return {
    look({ practice, practiceMet }) {
      runs++
      knowsMet = practiceMet.length > 0
      for (let k = 0; k < stuck.length; k++) {
        if (practice[from[k]!]! < 0 || practice[to[k]!]! >= 0) continue
        stuck[k]!++
        if (knowsMet && practiceMet[to[k]!] === 1) met[k]!++
      }
    },
    points() {
      const order = Array.from(stuck.keys()).filter((k) => stuck[k]! > 0)
      order.sort((one, other) => stuck[other]! - stuck[one]! || one - other)
      return order.slice(0, MOST_POINTS).map((k) => ({
        from: landscape.ids.practices[from[k]!]!,
        to: landscape.ids.practices[to[k]!]!,
        share: stuck[k]! / runs,
        shareMet: knowsMet ? met[k]! / runs : null,
      }))
    },
  }
}

/**
 * The pairs of practices of five people and more with a tie over which somebody of the one can learn from somebody of the other, ascending.
 *
 * Cost O(accounts of these people · practices of a person).
 *
 * @throws Error named AbortError when stopped
 */
export function tiedPractices(landscape: Landscape, kinds: readonly TieKind[], control?: Control): TiedPractices {
  const { memberStart, memberPractice, neighbourStart, neighbour, neighbourDyad, counts } = landscape
  const carries = tieKinds.map((kind) => kind !== 'conflict' && kinds.includes(kind))
  const isLarge = Uint8Array.from({ length: counts.practices }, (_, a) =>
    Number(practiceSize(landscape, a) >= leastShown),
  )
  const from: number[] = []
  const to: number[] = []
  let looks = 0
  // found[b] is a + 1 when b was found from practice a already: most ties then need no second look
  const found = new Uint32Array(counts.practices)
  for (let a = 0; a < counts.practices; a++) {
    if (isLarge[a] === 0) continue
    found[a] = a + 1
    const next: number[] = []
    for (const i of peopleOf(landscape, a)) {
      for (let k = neighbourStart[i]!; k < neighbourStart[i + 1]!; k++) {
        if (++looks % LOOK_EVERY === 0) checkpoint(control, 0)
        const j = neighbour[k]!
        for (let p = memberStart[j]!; p < memberStart[j + 1]!; p++) {
          const b = memberPractice[p]!
          if (found[b] === a + 1 || isLarge[b] === 0) continue
          if (strongestAccount(landscape, neighbourDyad[k]!, i < j ? way.up : way.down, carries) === 0) break
          found[b] = a + 1
          next.push(b)
        }
      }
    }
    for (const b of next.sort((one, other) => one - other)) {
      from.push(a)
      to.push(b)
    }
  }
  return { from: Uint32Array.from(from), to: Uint32Array.from(to) }
}
