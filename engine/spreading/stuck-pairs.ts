import { type Landscape, practiceSize } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { networkOf } from '../network/network-of.ts'
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

/** The pairs of practices of five people and more between which ties lead, to be looked at run by run. */
export function openStuckPairs(landscape: Landscape, kinds: readonly TieKind[]): StuckPairs {
  const pairs = tiedPractices(landscape, kinds)
  const practices = landscape.counts.practices
  const from = Uint32Array.from(pairs, (pair) => Math.floor(pair / practices))
  const to = Uint32Array.from(pairs, (pair) => pair % practices)
  const stuck = new Uint32Array(pairs.length)
  const met = new Uint32Array(pairs.length)
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

/** Pairs `from · practices + to`, ascending, with a tie over which somebody of `to` can learn from somebody of `from`. */
function tiedPractices(landscape: Landscape, kinds: readonly TieKind[]): Float64Array {
  const { memberStart, memberPractice, counts } = landscape
  const carrying = kinds.filter((kind) => kind !== 'conflict')
  const { start, to } = networkOf(landscape, { kinds: carrying, directed: true })
  const found = new Set<number>()
  for (let i = 0; i < counts.people; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const j = to[k]!
      for (let a = memberStart[i]!; a < memberStart[i + 1]!; a++) {
        for (let b = memberStart[j]!; b < memberStart[j + 1]!; b++) {
          if (memberPractice[a] !== memberPractice[b]) {
            found.add(memberPractice[a]! * counts.practices + memberPractice[b]!)
          }
        }
      }
    }
  }
  const isShown = (practice: number) => practiceSize(landscape, practice) >= leastShown
  const shown = [...found].filter(
    (pair) => isShown(Math.floor(pair / counts.practices)) && isShown(pair % counts.practices),
  )
  return Float64Array.from(shown).sort()
}
