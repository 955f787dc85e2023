import { type Dimension, isPlaced, type Parts, partsOf } from '../crossing/dimension.ts'
import type { Landscape } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { peacefulKinds, seenTies } from '../network/seen-ties.ts'

/** How the ties between two parts are spread over the people of one of them. */
export interface CrossingShare {
  /** the part: a side numbered through all boundaries, or a practice */
  part: number
  /** effective number of people who carry the crossing, 1 / Σ q²; 0 when no tie crosses */
  effective: number
  /** people with a crossing tie, largest share first (equal shares: by number) */
  holders: { person: number; share: number }[]
}

/**
 * Over how many people are the ties between two sides (or practices) spread, on each side?
 *
 * `N_eff = 1 / Σ_k q_k²`, with q_k the share of person k in the strength (strength · freshness) of the ties that cross. Under 2 is
 * fragile. People in both parts carry no crossing tie. Source: inverse Simpson concentration; DOMAIN §4.5.
 *
 * Cost O(ties). No ties: 0 and nobody.
 *
 * What misleads: missing answers create false fragility. `holders` names people: tell the person first; others read the number
 * only.
 */
export function crossingShare(
  landscape: Landscape,
  dimension: Dimension,
  one: number,
  other: number,
  kinds: readonly TieKind[] = peacefulKinds,
): [CrossingShare, CrossingShare] {
  const parts = partsOf(landscape, dimension)
  const a = parts.numbers.indexOf(one)
  const b = parts.numbers.indexOf(other)
  if (a < 0 || b < 0 || a === b) throw new RangeError(`Parts ${one} and ${other} are not two parts of this dimension`)
  const ties = seenTies(landscape, kinds)
  const strengths: [Map<number, number>, Map<number, number>] = [new Map(), new Map()]
  const add = (side: 0 | 1, person: number, strength: number) =>
    strengths[side].set(person, (strengths[side].get(person) ?? 0) + strength)
  for (let k = 0; k < ties.count; k++) {
    const [i, j] = [ties.one[k]!, ties.other[k]!]
    if (!isPlaced(parts, i) || !isPlaced(parts, j)) continue
    const [sideI, sideJ] = [onlySide(parts, i, a, b), onlySide(parts, j, a, b)]
    if (sideI === null || sideJ === null || sideI === sideJ) continue
    add(sideI, i, ties.strength[k]!)
    add(sideJ, j, ties.strength[k]!)
  }
  return [shareOf(one, strengths[0]), shareOf(other, strengths[1])]
}

/** 0 when a person is in part a and not in b, 1 the other way round, null otherwise. */
function onlySide({ start, part }: Parts, person: number, a: number, b: number): 0 | 1 | null {
  let inA = false
  let inB = false
  for (let k = start[person]!; k < start[person + 1]!; k++) {
    inA ||= part[k] === a
    inB ||= part[k] === b
  }
  return inA === inB ? null : inA ? 0 : 1
}

function shareOf(part: number, strengths: Map<number, number>): CrossingShare {
  let total = 0
  for (const strength of strengths.values()) total += strength
  const holders = [...strengths].map(([person, strength]) => ({ person, share: strength / total }))
  holders.sort((one, other) => other.share - one.share || one.person - other.person)
  let squares = 0
  for (const { share } of holders) squares += share * share
  return { part, effective: squares > 0 ? 1 / squares : 0, holders }
}
