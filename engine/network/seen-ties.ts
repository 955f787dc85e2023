import { type Landscape, tieKinds, way } from './landscape.ts'
import type { TieKind } from './landscape-input.ts'

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
 * Which pairs have a tie of these kinds? Accounts that say "no" are not ties; several accounts of a pair are one tie; a tie of
 * strength or freshness 0 is not counted.
 *
 * Cost O(accounts).
 */
export function seenTies(landscape: Landscape, kinds: readonly TieKind[] = peacefulKinds): SeenTies {
  const { dyadStart, dyadHigh, accountStart, accountKind, accountWay, accountStrength, accountFreshness } = landscape
  const counts = tieKinds.map((kind) => kinds.includes(kind))
  const one = new Uint32Array(dyadHigh.length)
  const other = new Uint32Array(dyadHigh.length)
  const strength = new Float64Array(dyadHigh.length)
  let count = 0
  for (let i = 0; i < landscape.counts.people; i++) {
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
  return { count, one: one.slice(0, count), other: other.slice(0, count), strength: strength.slice(0, count) }
}
