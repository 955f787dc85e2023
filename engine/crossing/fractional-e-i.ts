import { soundSeed } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { type Parted, runParts } from '../parts.ts'
import { balance, type Shuffling } from './e-i.ts'
import { inCommon, meanInCommon, type Shares } from './shares.ts'
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

/** E-I where people may belong to several parts, more to one than to another. */
export interface FractionalEI {
  /** strength of ties, as far as their ends have nothing in common */
  external: number
  /** strength of ties, as far as their ends have something in common */
  internal: number
  /** (E − I) / (E + I), −1 to +1; null without ties among people who belong to some part */
  ei: number | null
  /** what shuffled memberships give on average; exact */
  expected: number | null
  /** E-I of shuffled memberships; null without ties or draws */
  shuffled: Shuffled | null
  /** the lowest E-I when one person with ties that cross at all is left out; null when no tie is left */
  withoutTopBridger: number | null
  /** people who belong to no part, and so are left out */
  unplaced: number
}

/** What it is computed from. */
export interface SharedNetwork {
  network: Network
  shares: Shares
}

/**
 * How far do ties cross, when people stand in several practices or on several sides?
 *
 * With `o_ij = Σ_g min(m_ig, m_jg)`, how much two people have in common, a tie of strength w is external by `w (1 − o_ij)` and internal
 * by `w o_ij`. Where everybody belongs to one part it is plain E-I, by strength. Our own definition.
 *
 * Cost O(draws · ties · parts of a person). Seeded. Nobody, or no ties: nulls.
 *
 * What misleads: how people divide themselves among practices is a rough guess; somebody in many practices has little in common with
 * anybody in one, so large overlaps can look like distance.
 *
 * @throws BadInput for draws that are no whole number from 0 to 100,000, or an unsound seed; Error named AbortError when stopped
 */
export function fractionalExternalInternal(
  network: Network,
  shares: Shares,
  options: Shuffling = {},
  control?: Control,
): FractionalEI {
  const values = { draws: options.draws ?? 1000, seed: options.seed ?? 7 }
  return runParts(fractionalParts, { network, shares }, values, control)
}

/** What one part of the work tells: the first what is seen, the others the strength inside of each of their draws. */
export type FractionalPart = SeenOrDrawn<Seen>

interface Seen {
  internal: number
  total: number
  withoutTopBridger: number | null
}

/** The work in parts: what is seen, then some draws each. */
export const fractionalParts: Parted<SharedNetwork, Required<Shuffling>, FractionalPart, FractionalEI> = {
  count: (_, { draws }) => partsOfDraws(draws),
  open({ network, shares }, { draws, seed }) {
    soundSeed('seed', seed)
    let over: OverTies | null = null
    return (nth, control) => {
      if (nth === 0) return seenIn(network, shares, control)
      over ??= overTies(placedTies(network, shares, control), shares, shares.share, control)
      return drawnInside(over, shares, nth - 1, { draws, seed }, control)
    }
  },
  join: (shared) => joinDraws((seen: Seen, drawn, control) => summedUp(seen, shared.shares, drawn, control)),
}

function drawnInside(
  over: OverTies,
  shares: Shares,
  nth: number,
  { draws, seed }: Required<Shuffling>,
  control: Control | undefined,
): Float64Array {
  const internal = new Float64Array(drawsIn(nth, draws))
  dealAnew(shares, nth, { draws, seed }, control, (wears, draw) => {
    over(wears, control, (i, j, strength) => {
      internal[draw] = internal[draw]! + strength * inCommon(shares, i, j)
    })
  })
  return internal
}

function seenIn(network: Network, shares: Shares, control: Control | undefined): Seen {
  const { one, other, strength, total } = placedTies(network, shares, control)
  const all = new Float64Array(network.people)
  const inside = new Float64Array(network.people)
  let internal = 0
  for (let k = 0; k < one.length; k++) {
    if ((k & (TIES_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
    const [i, j] = [one[k]!, other[k]!]
    const weight = strength ? strength[k]! : 1
    const common = weight * inCommon(shares, i, j)
    internal += common
    all[i] = all[i]! + weight
    all[j] = all[j]! + weight
    inside[i] = inside[i]! + common
    inside[j] = inside[j]! + common
  }
  return { internal, total, withoutTopBridger: lowestWithoutOne(all, inside, total, internal) }
}

function summedUp(
  { internal, total, withoutTopBridger }: Seen,
  shares: Shares,
  drawn: readonly number[],
  control: Control | undefined,
): FractionalEI {
  const mean = meanInCommon(shares, control)
  const value = (sum: number) => (total - 2 * sum) / total
  return {
    external: total - internal,
    internal,
    ei: balance(total - internal, internal),
    expected: total > 0 && mean !== null ? 1 - 2 * mean : null,
    shuffled: total > 0 ? summarised(Float64Array.from(drawn, value), value(internal)) : null,
    withoutTopBridger,
    unplaced: shares.start.length - 1 - shares.placed,
  }
}

function lowestWithoutOne(all: Float64Array, inside: Float64Array, total: number, internal: number): number | null {
  let lowest: number | null = null
  for (let i = 0; i < all.length; i++) {
    const left = total - all[i]!
    if (all[i]! - inside[i]! <= 1e-12 * total || left <= 1e-12 * total) continue
    const value = (left - 2 * (internal - inside[i]!)) / left
    if (lowest === null || value < lowest) lowest = value
  }
  return lowest
}
