import { soundSeed, wholeNumber } from '../bad-input.ts'
import type { Control } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import type { Network } from '../network/network.ts'
import { networkOf } from '../network/network-of.ts'
import { type Parted, runParts } from '../parts.ts'
import { areApart, type Dimension, type Parts, partsOf } from './dimension.ts'
import {
  DRAWS_IN_PART,
  dealAnew,
  overTies,
  type PlacedTies,
  placedTies,
  type Shuffled,
  summarised,
} from './shuffles.ts'
import { crossingsByChance, stancesOf } from './stances.ts'

/** E-I and its comparators. All between −1 (every tie inside) and +1 (every tie across). */
export interface EI {
  external: number
  internal: number
  /** (E − I) / (E + I); null without ties among people who belong to some part */
  ei: number | null
  /** what randomly shuffled labels give on average; exact */
  expected: number | null
  /** the standard deviation of what they give; exact */
  expectedSd: number | null
  /** (E − I) / (E + I) stretched to what sizes and number of ties permit; null when they leave no room */
  rescaled: number | null
  /** (d_E − d_I) / (d_E + d_I) with d the share of possible ties that exist */
  density: number | null
  /** E-I of shuffled labels: mean, spread, 2.5–97.5 % interval, share at or below the seen value; null without ties or draws */
  shuffled: Shuffled | null
  /** the lowest E-I when one bridging person is left out: how much hangs on one; null when no tie is left */
  withoutTopBridger: number | null
  /** people who belong to no part, and so are left out */
  unplaced: number
}

/** How labels are shuffled. */
export interface Shuffling {
  /** how often; 1,000 unless set, 0 = not at all */
  draws?: number
  seed?: number | string
}

/**
 * Do ties stay inside sides (or practices), or cross between them?
 *
 * The landscape's ties, each counted once as 1, in `externalInternalAmong`.
 */
export function externalInternal(
  landscape: Landscape,
  dimension: Dimension,
  options: Shuffling & { kinds?: readonly TieKind[] } = {},
  control?: Control,
): EI {
  const network = networkOf(landscape, { kinds: options.kinds })
  return externalInternalAmong(network, partsOf(landscape, dimension), options, control)
}

/**
 * Do ties stay inside parts, or cross between them?
 *
 * A tie is external when its ends share no part, internal when they share one; people who belong to none are left out. Every tie counts 1.
 * Source: Krackhardt, Stern 1988; shuffled labels as in a permutation test.
 *
 * Cost O(draws · ties + memberships). Seeded. Nobody, or no ties: nulls.
 *
 * What misleads: small groups look outward by arithmetic, so read it beside `expected`; several dimensions give opposite answers;
 * one person can make the number (`withoutTopBridger`); high is not good.
 *
 * @throws BadInput for draws that are no whole number from 0 to 100,000, or an unsound seed; Error named AbortError when stopped
 */
export function externalInternalAmong(network: Network, parts: Parts, options: Shuffling = {}, control?: Control): EI {
  const values = { draws: options.draws ?? 1000, seed: options.seed ?? 7 }
  return runParts(externalInternalParts, { network, parts }, values, control)
}

/** What E-I is computed from. */
export interface PlacedNetwork {
  network: Network
  parts: Parts
}

export const MOST_DRAWS = 100_000

/** The work in parts of some draws each. */
export const externalInternalParts: Parted<PlacedNetwork, Required<Shuffling>, Float64Array, EI> = {
  count: (_, { draws }) => Math.ceil(wholeNumber('draws', draws, 0, MOST_DRAWS) / DRAWS_IN_PART),
  open({ network, parts }, { draws, seed }) {
    soundSeed('seed', seed)
    const over = overTies({ ...placedTies(network, parts), strength: null }, parts, null)
    return (nth, control) => {
      const external = new Float64Array(Math.min(DRAWS_IN_PART, draws - nth * DRAWS_IN_PART))
      dealAnew(parts, nth, draws, seed, (wears, draw) => {
        over(wears, control, (i, j, count) => {
          if (areApart(parts, i, j)) external[draw] = external[draw]! + count
        })
      })
      return external
    }
  },
  join({ network, parts }) {
    const drawn: number[] = []
    return {
      add: (external) => drawn.push(...external),
      result: () => summedUp(network, parts, drawn),
    }
  },
}

function summedUp(network: Network, parts: Parts, drawn: number[]): EI {
  const ties = placedTies(network, parts)
  const count = ties.one.length
  let external = 0
  for (let k = 0; k < count; k++) if (areApart(parts, ties.one[k]!, ties.other[k]!)) external++
  const internal = count - external
  const stances = stancesOf(parts)
  const pairs = (parts.placed * (parts.placed - 1)) / 2
  let apart = 0
  for (let s = 1; s < stances.people.length; s++) apart += (stances.people[s]! * stances.apartFrom[s]!) / 2
  const inside = pairs - apart
  const most = Math.min(count, apart)
  const least = Math.max(0, count - inside)
  const { all, across } = bridging(ties, parts, network.people)
  const chance = network.directed ? null : crossingsByChance(parts, stances, all, count)
  return {
    external,
    internal,
    ei: balance(external, internal),
    expected: pairs > 0 && count > 0 ? (2 * apart) / pairs - 1 : null,
    expectedSd: chance && (2 * chance.sd) / count,
    rescaled: most > least ? (2 * (external - least)) / (most - least) - 1 : null,
    density: balance(apart > 0 ? external / apart : 0, inside > 0 ? internal / inside : 0),
    shuffled:
      count > 0
        ? summarised(
            Float64Array.from(drawn, (e) => (2 * e - count) / count),
            (2 * external - count) / count,
          )
        : null,
    withoutTopBridger: lowestWithoutOne(all, across, count, external),
    unplaced: network.people - parts.placed,
  }
}

/** (E − I) / (E + I); null when both are 0. */
export function balance(external: number, internal: number): number | null {
  return external + internal > 0 ? (external - internal) / (external + internal) : null
}

/** Ties of each person, and those of them that cross. */
function bridging(ties: PlacedTies, parts: Parts, people: number) {
  const all = new Uint32Array(people)
  const across = new Uint32Array(people)
  for (let k = 0; k < ties.one.length; k++) {
    const [i, j] = [ties.one[k]!, ties.other[k]!]
    const apart = areApart(parts, i, j) ? 1 : 0
    all[i]!++
    all[j]!++
    across[i]! += apart
    across[j]! += apart
  }
  return { all, across }
}

function lowestWithoutOne(all: Uint32Array, across: Uint32Array, count: number, external: number): number | null {
  let lowest: number | null = null
  for (let i = 0; i < all.length; i++) {
    const left = count - all[i]!
    if (across[i] === 0 || left === 0) continue
    const value = (2 * (external - across[i]!) - left) / left
    if (lowest === null || value < lowest) lowest = value
  }
  return lowest
}
