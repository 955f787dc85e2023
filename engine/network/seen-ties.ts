import { BadInput } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import { type Landscape, tieKinds, way } from './landscape.ts'
import type { TieKind } from './landscape-input.ts'
import { STEPS_BETWEEN_STOPS } from './steps-between-stops.ts'

/** Kinds that count as a tie where nothing else is asked for: all but conflict. */
export const peacefulKinds: readonly TieKind[] = ['talks', 'learns', 'works', 'trusts', 'funds']

/** Pairs of people with a tie, each once, lower number first. */
export interface SeenTies {
  count: number
  one: Uint32Array
  other: Uint32Array
  /** largest strength · freshness of the pair's accounts, either way: above 0 */
  strength: Float64Array
}

/**
 * Which pairs have a tie of these kinds? Accounts that say "no" are not ties, and take none away that somebody else told of; several
 * accounts of a pair are one tie; a tie of strength or freshness 0 is not counted.
 *
 * Cost O(people + accounts).
 *
 * @throws BadInput as `countedKinds`
 */
export function seenTies(landscape: Landscape, kinds: readonly TieKind[] = peacefulKinds, control?: Control): SeenTies {
  const { dyadStart, dyadHigh, accountStart, accountKind, accountWay, accountStrength, accountFreshness } = landscape
  const counts = countedKinds(kinds)
  const { people } = landscape.counts
  const one = new Uint32Array(dyadHigh.length)
  const other = new Uint32Array(dyadHigh.length)
  const strength = new Float64Array(dyadHigh.length)
  let count = 0
  let pause = 0
  for (let i = 0; i < people; i++) {
    if (i + dyadStart[i]! >= pause) {
      checkpoint(control, i / people)
      pause = i + dyadStart[i]! + STEPS_BETWEEN_STOPS
    }
    for (let d = dyadStart[i]!; d < dyadStart[i + 1]!; d++) {
      let best = 0
      for (let k = accountStart[d]!; k < accountStart[d + 1]!; k++) {
        if ((accountWay[k]! & way.no) === 0 && counts[accountKind[k]!]) {
          best = Math.max(best, accountStrength[k]! * accountFreshness[k]!)
        }
      }
      if (best === 0) continue
      one[count] = i
      other[count] = dyadHigh[d]!
      strength[count++] = best
    }
  }
  // views: to copy a million pairs and more would take as long as to find them
  return { count, one: one.subarray(0, count), other: other.subarray(0, count), strength: strength.subarray(0, count) }
}

/**
 * For each of `tieKinds`, whether it counts.
 *
 * @throws BadInput when the kinds are no list, naming one that is no kind of tie
 */
export function countedKinds(kinds: readonly TieKind[]): boolean[] {
  if (!Array.isArray(kinds)) throw new BadInput('kinds', kinds, `give a list of some of ${tieKinds.join(', ')}`)
  kinds.forEach((kind: TieKind, k) => {
    if (!tieKinds.includes(kind)) throw new BadInput(`kinds[${k}]`, kind, `give some of ${tieKinds.join(', ')}`)
  })
  return tieKinds.map((kind) => kinds.includes(kind))
}
