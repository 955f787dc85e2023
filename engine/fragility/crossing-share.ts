import { BadInput } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import { type Dimension, partsOf } from '../crossing/dimension.ts'
import type { Landscape } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { peacefulKinds } from '../network/seen-ties.ts'
import { pairKey, tiesAcross } from './ties-across.ts'

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
 *
 * @throws BadInput unless `one` and `other` are two parts of the dimension
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
  if (a < 0 || b < 0 || a === b) {
    throw new BadInput('the two parts', `${one} and ${other}`, 'they are not two parts of this dimension')
  }
  const across = tiesAcross(landscape, parts, kinds).get(pairKey(parts, Math.min(a, b), Math.max(a, b)))
  const [lower, higher] = across ? across.ends : [[], []]
  const strength = across ? across.strength : []
  return [shareOf(one, a < b ? lower : higher, strength), shareOf(other, a < b ? higher : lower, strength)]
}

const TIES_BETWEEN_STOPS = 1 << 15

/** How evenly ties are spread over the people at one of their ends. */
export function shareOf(
  part: number,
  ends: readonly number[],
  strength: readonly number[],
  control?: Control,
): CrossingShare {
  const strengths = new Map<number, number>()
  let total = 0
  ends.forEach((person, k) => {
    if (k % TIES_BETWEEN_STOPS === 0) checkpoint(control, 0)
    strengths.set(person, (strengths.get(person) ?? 0) + strength[k]!)
    total += strength[k]!
  })
  const holders = [...strengths].map(([person, strength]) => ({ person, share: strength / total }))
  checkpoint(control, 0.5)
  let compared = 0
  holders.sort((one, other) => {
    if (++compared % TIES_BETWEEN_STOPS === 0) checkpoint(control, 0.5)
    return other.share - one.share || one.person - other.person
  })
  let squares = 0
  for (const { share } of holders) squares += share * share
  return { part, effective: squares > 0 ? 1 / squares : 0, holders }
}
