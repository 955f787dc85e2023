import { joinKeys, type Key, threshold } from '../chance.ts'
import { crosses, type Landscape, tieKinds, way } from '../network/landscape.ts'
import { strongestAccount } from '../network/strongest-account.ts'
import { type Assumptions, crossingFactor } from './assumptions.ts'

/**
 * The ties that can carry learning, as the loop over possible worlds reads them.
 *
 * A pair that carries with the same chance both ways is `mutual`: one coin, keyed by the unordered pair. Every other pair is
 * `oneWay`: `from` carries to `to` with the larger chance, and also back with the smaller one (often 0). If both chances
 * are above 0 it still has one coin keyed by the unordered pair, so a pair that gains a way never loses one in any world.
 */
export interface TieChances {
  mutual: MutualTies
  oneWay: OneWayTies
}

export interface MutualTies {
  count: number
  one: Uint32Array
  other: Uint32Array
  chance: Float64Array
  /** largest coin that opens the tie */
  open: Int32Array
  keyLow: Int32Array
  keyHigh: Int32Array
}

export interface OneWayTies {
  count: number
  from: Uint32Array
  to: Uint32Array
  chance: Float64Array
  chanceBack: Float64Array
  /** largest coin that opens the tie; −∞ for never */
  open: Float64Array
  openBack: Float64Array
  keyLow: Int32Array
  keyHigh: Int32Array
}

/**
 * How likely is each pair to pass on what one of them learned? `π = p0 · strength · freshness · Π τ_b`, the largest over the
 * accounts of the pair that transmit in that direction, so two accounts of one tie do not double it.
 *
 * Cost O(accounts + pairs · boundaries).
 */
export function tieChances(landscape: Landscape, assumptions: Assumptions): TieChances {
  const carries = tieKinds.map((kind) => kind !== 'conflict' && assumptions.kinds.includes(kind))
  const factors = landscape.ids.boundaries.map((id) => crossingFactor(assumptions, id))
  const ups = new Float64Array(landscape.counts.dyads)
  const downs = new Float64Array(landscape.counts.dyads)
  for (let d = 0; d < ups.length; d++) {
    ups[d] = assumptions.chance * strongestAccount(landscape, d, way.up, carries)
    downs[d] = assumptions.chance * strongestAccount(landscape, d, way.down, carries)
  }
  let mutuals = 0
  let oneWays = 0
  for (let d = 0; d < ups.length; d++) {
    if (ups[d]! === downs[d]! && ups[d]! > 0) mutuals++
    else if (ups[d]! > 0 || downs[d]! > 0) oneWays++
  }
  const ties = emptyTies(mutuals, oneWays)
  for (let i = 0; i < landscape.counts.people; i++) {
    for (let d = landscape.dyadStart[i]!; d < landscape.dyadStart[i + 1]!; d++) {
      if (ups[d]! === 0 && downs[d]! === 0) continue
      const factor = crossed(landscape, factors, i, landscape.dyadHigh[d]!)
      pushPair(ties, landscape, i, landscape.dyadHigh[d]!, ups[d]! * factor, downs[d]! * factor)
    }
  }
  return ties
}

/** The product of τ over the boundaries that a tie between these two people crosses. */
export function crossed(landscape: Landscape, factors: readonly number[], one: number, other: number): number {
  let factor = 1
  for (let b = 0; b < factors.length; b++) if (crosses(landscape, b, one, other)) factor *= factors[b]!
  return factor
}

/** Key of an unordered pair of people. */
export function pairKey(landscape: Landscape, one: number, other: number): Key {
  const a = personKeyOf(landscape, one)
  const b = personKeyOf(landscape, other)
  const inOrder = a.high < b.high || (a.high === b.high && a.low <= b.low)
  return inOrder ? joinKeys(a, b) : joinKeys(b, a)
}

/** Key of a person, from the external id. */
export function personKeyOf(landscape: Landscape, person: number): Key {
  return { low: landscape.personKey[2 * person]! | 0, high: landscape.personKey[2 * person + 1]! | 0 }
}

const ONE_WAY: Key = { low: 0x51ed270b, high: 0x2545f491 }

function emptyTies(mutuals: number, oneWays: number): TieChances {
  return {
    mutual: {
      count: 0,
      one: new Uint32Array(mutuals),
      other: new Uint32Array(mutuals),
      chance: new Float64Array(mutuals),
      open: new Int32Array(mutuals),
      keyLow: new Int32Array(mutuals),
      keyHigh: new Int32Array(mutuals),
    },
    oneWay: {
      count: 0,
      from: new Uint32Array(oneWays),
      to: new Uint32Array(oneWays),
      chance: new Float64Array(oneWays),
      chanceBack: new Float64Array(oneWays),
      open: new Float64Array(oneWays),
      openBack: new Float64Array(oneWays),
      keyLow: new Int32Array(oneWays),
      keyHigh: new Int32Array(oneWays),
    },
  }
}

function pushPair(ties: TieChances, landscape: Landscape, low: number, high: number, up: number, down: number): void {
  if (up === 0 && down === 0) return
  if (up === down) pushMutual(ties.mutual, low, high, up, pairKey(landscape, low, high))
  else if (up > down) pushOneWay(ties.oneWay, low, high, up, down, oneWayKey(landscape, low, high, down > 0))
  else pushOneWay(ties.oneWay, high, low, down, up, oneWayKey(landscape, high, low, up > 0))
}

function oneWayKey(landscape: Landscape, from: number, to: number, alsoBack: boolean): Key {
  if (alsoBack) return pairKey(landscape, from, to)
  return joinKeys(joinKeys(personKeyOf(landscape, from), personKeyOf(landscape, to)), ONE_WAY)
}

function pushMutual(ties: MutualTies, one: number, other: number, chance: number, key: Key): void {
  const k = ties.count++
  ties.one[k] = one
  ties.other[k] = other
  ties.chance[k] = chance
  ties.open[k] = threshold(chance)
  ties.keyLow[k] = key.low
  ties.keyHigh[k] = key.high
}

function pushOneWay(ties: OneWayTies, from: number, to: number, chance: number, back: number, key: Key): void {
  const k = ties.count++
  ties.from[k] = from
  ties.to[k] = to
  ties.chance[k] = chance
  ties.chanceBack[k] = back
  ties.open[k] = threshold(chance)
  ties.openBack[k] = back > 0 ? threshold(back) : Number.NEGATIVE_INFINITY
  ties.keyLow[k] = key.low
  ties.keyHigh[k] = key.high
}

/**
 * The same ties with each chance multiplied by the factors of its two ends; the coins stay the same.
 *
 * A member of a space who gives it attention has the factor 1 − c (a tie between two members loses on both ends); a person
 * who leaves has 0.
 */
export function scaledTies(ties: TieChances, factor: Float64Array): TieChances {
  const { mutual, oneWay } = ties
  const scaled = emptyTies(mutual.count, oneWay.count)
  for (let k = 0; k < mutual.count; k++) {
    const i = mutual.one[k]!
    const j = mutual.other[k]!
    const chance = mutual.chance[k]! * factor[i]! * factor[j]!
    if (chance > 0) pushMutual(scaled.mutual, i, j, chance, { low: mutual.keyLow[k]!, high: mutual.keyHigh[k]! })
  }
  for (let k = 0; k < oneWay.count; k++) {
    const i = oneWay.from[k]!
    const j = oneWay.to[k]!
    const both = factor[i]! * factor[j]!
    const chance = oneWay.chance[k]! * both
    const key = { low: oneWay.keyLow[k]!, high: oneWay.keyHigh[k]! }
    if (chance > 0) pushOneWay(scaled.oneWay, i, j, chance, oneWay.chanceBack[k]! * both, key)
  }
  return scaled
}
