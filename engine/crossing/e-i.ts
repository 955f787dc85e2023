import { soundSeed } from '../bad-input.ts'
import { type Control, checkpoint, quiet, stretch } from '../control.ts'
import type { Landscape } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import type { Network } from '../network/network.ts'
import { networkOf } from '../network/network-of.ts'
import { type Parted, runParts } from '../parts.ts'
import { areApart, type Dimension, type Parts, partsOf } from './dimension.ts'
import {
  dealAnew,
  drawsIn,
  joinDraws,
  type OverTies,
  overTies,
  partsOfDraws,
  placedTies,
  type SeenOrDrawn,
  type Shuffled,
  summarised,
  TIES_BETWEEN_CHECKS,
} from './shuffles.ts'
import { type Chance, crossingsByChance, stancesOf } from './stances.ts'

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
  const network = networkOf(landscape, { kinds: options.kinds }, stretch(control, 0, 0.05))
  return externalInternalAmong(
    network,
    partsOf(landscape, dimension, quiet(control)),
    options,
    stretch(control, 0.05, 1),
  )
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

/** What one part of the work tells: the first what is seen, the others the external ties of each of their draws. */
export type EIPart = SeenOrDrawn<Seen>

interface Seen {
  external: number
  ties: number
  withoutTopBridger: number | null
  chance: Chance | null
  /** pairs of people who share no part */
  apart: number
}

/** The work in parts: what is seen, then some draws each. */
export const externalInternalParts: Parted<PlacedNetwork, Required<Shuffling>, EIPart, EI> = {
  count: (_, { draws }) => partsOfDraws(draws),
  open({ network, parts }, { draws, seed }) {
    soundSeed('seed', seed)
    let over: OverTies | null = null
    return (nth, control) => {
      if (nth === 0) return seenIn(network, parts, control)
      over ??= overTies({ ...placedTies(network, parts, control), strength: null }, parts, null, control)
      return drawnCrossings(over, parts, nth - 1, { draws, seed }, control)
    }
  },
  join: (placed) => joinDraws((seen: Seen, drawn) => summedUp(seen, placed.parts, drawn)),
}

function drawnCrossings(
  over: OverTies,
  parts: Parts,
  nth: number,
  { draws, seed }: Required<Shuffling>,
  control: Control | undefined,
): Float64Array {
  const external = new Float64Array(drawsIn(nth, draws))
  dealAnew(parts, nth, { draws, seed }, control, (wears, draw) => {
    over(wears, control, (i, j, count) => {
      if (areApart(parts, i, j)) external[draw] = external[draw]! + count
    })
  })
  return external
}

function seenIn(network: Network, parts: Parts, control: Control | undefined): Seen {
  const { one, other } = placedTies(network, parts, control)
  // ties of each person, and those of them that cross
  const all = new Uint32Array(network.people)
  const across = new Uint32Array(network.people)
  let external = 0
  for (let k = 0; k < one.length; k++) {
    if ((k & (TIES_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
    const [i, j] = [one[k]!, other[k]!]
    all[i]!++
    all[j]!++
    if (!areApart(parts, i, j)) continue
    external++
    across[i]!++
    across[j]!++
  }
  const stances = stancesOf(parts, control)
  let apart = 0
  for (let s = 1; s < stances.people.length; s++) apart += (stances.people[s]! * stances.apartFrom[s]!) / 2
  return {
    external,
    ties: one.length,
    withoutTopBridger: lowestWithoutOne(all, across, one.length, external),
    chance: network.directed ? null : crossingsByChance(parts, stances, all, one.length),
    apart,
  }
}

function summedUp(seen: Seen, parts: Parts, drawn: readonly number[]): EI {
  const { external, ties, withoutTopBridger, chance, apart } = seen
  const internal = ties - external
  const pairs = (parts.placed * (parts.placed - 1)) / 2
  const inside = pairs - apart
  const most = Math.min(ties, apart)
  const least = Math.max(0, ties - inside)
  const value = (across: number) => (2 * across - ties) / ties
  return {
    external,
    internal,
    ei: balance(external, internal),
    expected: pairs > 0 && ties > 0 ? (2 * apart) / pairs - 1 : null,
    expectedSd: chance && (2 * chance.sd) / ties,
    rescaled: most > least ? (2 * (external - least)) / (most - least) - 1 : null,
    density: balance(apart > 0 ? external / apart : 0, inside > 0 ? internal / inside : 0),
    shuffled: ties > 0 ? summarised(Float64Array.from(drawn, value), value(external)) : null,
    withoutTopBridger,
    unplaced: parts.start.length - 1 - parts.placed,
  }
}

/** (E − I) / (E + I); null when both are 0. */
export function balance(external: number, internal: number): number | null {
  return external + internal > 0 ? (external - internal) / (external + internal) : null
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
