import { highest } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { crosses, type Landscape, tieKinds } from '../network/landscape.ts'
import { strongestBothWays } from '../network/strongest-account.ts'
import { type Assumptions, crossingFactor } from './assumptions.ts'
import type { Places } from './places.ts'

/**
 * The ties that can carry learning, as the loop over possible worlds reads them; people by their places.
 *
 * A pair that carries with the same chance both ways is `mutual`: one coin, keyed by the unordered pair. Every other pair is
 * `oneWay`: `from` carries to `to` with the larger chance, and also back with the smaller one (often never). If both chances
 * are above 0 it still has one coin keyed by the unordered pair, so a pair that gains a way never loses one in any world.
 */
export interface TieChances {
  mutual: MutualTies
  oneWay: OneWayTies
}

/** CSR by one of the two places: ties of place p are numbered `start[p]` up to, not including, `start[p + 1]`. */
export interface MutualTies {
  count: number
  start: Uint32Array
  other: Uint32Array
  /** `highest` of the chance */
  most: Uint32Array
}

export interface OneWayTies {
  count: number
  from: Uint32Array
  to: Uint32Array
  most: Uint32Array
  /** 1: it may also carry back, with the chance of `mostBack` */
  carriesBack: Uint8Array
  mostBack: Uint32Array
}

/** A power of two, less one: some milliseconds of work. */
const PAIRS_BETWEEN_CHECKS = 0x7fff

/** A pair of people that can carry: chance that the second learns from the first, and the first from the second. */
export type VisitPair = (one: number, other: number, up: number, down: number) => void

/**
 * How likely is each pair to pass on what one of them learned? `π = p0 · strength · freshness · Π τ_b`, the largest over the
 * accounts of the pair that transmit in that direction, so two accounts of one tie do not double it.
 *
 * Cost O(accounts + pairs · boundaries).
 *
 * @param control told the share of pairs visited
 * @param order whose pairs come first: people, each once; a pair comes with its lower person
 */
export function visitPairs(
  landscape: Landscape,
  assumptions: Assumptions,
  order: ArrayLike<number> | null,
  visit: VisitPair,
  control?: Control,
): void {
  const { chance } = assumptions
  const carries = tieKinds.map((kind) => kind !== 'conflict' && assumptions.kinds.includes(kind))
  const factors = landscape.ids.boundaries.map((id) => crossingFactor(assumptions, id))
  const { dyadStart, dyadHigh, counts } = landscape
  const strongest = new Float64Array(2)
  let visited = 0
  for (let nth = 0; nth < counts.people; nth++) {
    const i = order ? order[nth]! : nth
    for (let d = dyadStart[i]!; d < dyadStart[i + 1]!; d++) {
      if ((++visited & PAIRS_BETWEEN_CHECKS) === 0) checkpoint(control, visited / counts.dyads)
      strongestBothWays(landscape, d, carries, strongest)
      const up = chance * strongest[0]!
      const down = chance * strongest[1]!
      if (up === 0 && down === 0) continue
      const factor = crossed(landscape, factors, i, dyadHigh[d]!)
      if (factor > 0) visit(i, dyadHigh[d]!, up * factor, down * factor)
    }
  }
}

/** The product of τ over the boundaries that a tie between these two people crosses. */
export function crossed(landscape: Landscape, factors: readonly number[], one: number, other: number): number {
  let factor = 1
  for (let b = 0; b < factors.length; b++) if (crosses(landscape, b, one, other)) factor *= factors[b]!
  return factor
}

/** The ties of a landscape as columns, in the order of places. */
export function tieChances(
  landscape: Landscape,
  assumptions: Assumptions,
  places: Places,
  control?: Control,
): TieChances {
  const { placeOf, personAt, people } = places
  const start = new Uint32Array(people + 1)
  const other = new Uint32Array(landscape.counts.dyads)
  const most = new Uint32Array(landscape.counts.dyads)
  const oneWay: Pair[] = []
  let count = 0
  visitPairs(
    landscape,
    assumptions,
    personAt,
    (one, two, up, down) => {
      const place = placeOf[one]!
      if (up === down) {
        other[count] = placeOf[two]!
        most[count++] = highest(up)
        start[place + 1]!++
      } else if (up > down) oneWay.push({ from: place, to: placeOf[two]!, chance: up, back: down })
      else oneWay.push({ from: placeOf[two]!, to: place, chance: down, back: up })
    },
    control,
  )
  for (let p = 0; p < people; p++) start[p + 1]! += start[p]!
  const whole = count === other.length
  const mutual = {
    count,
    start,
    other: whole ? other : other.slice(0, count),
    most: whole ? most : most.slice(0, count),
  }
  return { mutual, oneWay: oneWayTies(oneWay, control) }
}

interface Pair {
  from: number
  to: number
  chance: number
  back: number
}

function oneWayTies(pairs: readonly Pair[], control: Control | undefined): OneWayTies {
  const count = pairs.length
  const ties = {
    count,
    from: new Uint32Array(count),
    to: new Uint32Array(count),
    most: new Uint32Array(count),
    carriesBack: new Uint8Array(count),
    mostBack: new Uint32Array(count),
  }
  for (let k = 0; k < count; k++) {
    if ((k & PAIRS_BETWEEN_CHECKS) === 0) checkpoint(control, k / count)
    const { from, to, chance, back } = pairs[k]!
    ties.from[k] = from
    ties.to[k] = to
    ties.most[k] = highest(chance)
    ties.carriesBack[k] = back > 0 ? 1 : 0
    ties.mostBack[k] = back > 0 ? highest(back) : 0
  }
  return ties
}
