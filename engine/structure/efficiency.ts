import { BadInput, soundSeed, wholeNumber } from '../bad-input.ts'
import { sequence, shuffle, streamKey } from '../chance.ts'
import type { Control } from '../control.ts'
import { isPlaced, type Parts } from '../crossing/dimension.ts'
import type { Network } from '../network/network.ts'
import { type Parted, runParts } from '../parts.ts'
import { type Closeness, openWalks } from './walk-from-many.ts'

/** How near people are to one another, on average over ordered pairs. */
export interface Efficiency {
  /** mean of 1 / (steps between two people), 0 where no way leads; null when there is no such pair */
  value: number | null
  /** 95 % sampling interval; null when everybody was a source, or too few were to tell */
  interval: { low: number; high: number } | null
  /** people walked from */
  sources: number
  /** ordered pairs the value rests on */
  pairs: number
}

/** Which pairs, and how many people to walk from. */
export interface EfficiencyChoice {
  /** only pairs who belong to parts and share none; absent = all pairs */
  apart?: Parts | null
  /** people to walk from, drawn at random; 0 = everybody */
  sources?: number
  seed?: number | string
}

/** What the efficiency is computed from. */
export interface EfficiencyInput {
  /** how many there are, in the network and in parts */
  people: number
  network: Network
  apart: Parts | null
}

interface EfficiencyValues {
  sources: number
  seed: number | string
}

/**
 * In how few steps do people reach one another?
 *
 * `mean over ordered pairs of 1 / d_ij`, d_ij the fewest steps from i to j: 1 when everybody has a tie with everybody, 0 without ties.
 * Source: Latora, Marchiori 2001. Exact, or from a sample of people to walk from, without repetition; then the interval is that of a
 * ratio estimator with the correction for a finite number of people.
 *
 * Cost O((people + ties) · sources / 32 · levels), sources by 32 at once in the bits of a number (Then and others 2014).
 *
 * What misleads: a tie nobody told of makes ways longer; a short way is not one that anybody takes. Strengths are not counted.
 *
 * @throws BadInput for sources that are no whole number from 0, an unsound seed, parts of other people; Error named AbortError
 */
export function globalEfficiency(network: Network, choice: EfficiencyChoice = {}, control?: Control): Efficiency {
  const values = { sources: choice.sources ?? 0, seed: choice.seed ?? 1 }
  return runParts(efficiencyParts, { people: network.people, network, apart: choice.apart ?? null }, values, control)
}

const BATCH = 32

/** The work in parts of 32 sources; the last are empty when few people belong to parts. */
export const efficiencyParts: Parted<EfficiencyInput, EfficiencyValues, Closeness, Efficiency> = {
  count(input, values) {
    return Math.ceil(fewerOf(input.people, values) / BATCH)
  },
  open(input, values) {
    const sources = chosenSources(input, values)
    const walk = openWalks(input.network, input.apart)
    return (nth, control) => {
      const batch = sources.subarray(nth * BATCH, (nth + 1) * BATCH)
      return batch.length > 0 ? walk(batch, control) : { sums: new Float64Array(0), pairs: new Float64Array(0) }
    }
  },
  join(input, values) {
    const most = fewerOf(input.people, values)
    const sums = new Float64Array(most)
    const pairs = new Float64Array(most)
    let count = 0
    return {
      add(part) {
        sums.set(part.sums, count)
        pairs.set(part.pairs, count)
        count += part.sums.length
      },
      result: () =>
        estimated(sums.subarray(0, count), pairs.subarray(0, count), input.apart ? input.apart.placed : input.people),
    }
  },
}

function sourceCount({ network, apart }: EfficiencyInput, values: EfficiencyValues): number {
  if (apart && apart.start.length !== network.people + 1) {
    throw new BadInput(
      'number of people in parts',
      apart.start.length - 1,
      `give parts of the same ${network.people} people`,
    )
  }
  return fewerOf(apart ? apart.placed : network.people, values)
}

/** How many of so many people are walked from. */
function fewerOf(people: number, values: EfficiencyValues): number {
  const asked = wholeNumber('sources', values.sources, 0, 2 ** 31)
  return asked === 0 ? people : Math.min(asked, people)
}

function chosenSources(input: EfficiencyInput, values: EfficiencyValues): Uint32Array {
  const { network, apart } = input
  const all = new Uint32Array(apart ? apart.placed : network.people)
  let at = 0
  for (let i = 0; i < network.people; i++) if (!apart || isPlaced(apart, i)) all[at++] = i
  const count = sourceCount(input, values)
  if (count < all.length) shuffle(all, sequence(streamKey(soundSeed('seed', values.seed), 'sources')))
  return all.subarray(0, count)
}

function estimated(sums: Float64Array, pairs: Float64Array, people: number): Efficiency {
  const sources = sums.length
  let sum = 0
  let pairCount = 0
  for (let k = 0; k < sources; k++) {
    sum += sums[k]!
    pairCount += pairs[k]!
  }
  const value = pairCount > 0 ? sum / pairCount : null
  const sampled = sources < people && sources > 1 && value !== null
  return {
    value,
    interval: sampled ? intervalOf(sums, pairs, value, pairCount, people) : null,
    sources,
    pairs: pairCount,
  }
}

function intervalOf(sums: Float64Array, pairs: Float64Array, value: number, pairCount: number, people: number) {
  const sources = sums.length
  let squares = 0
  for (let k = 0; k < sources; k++) squares += (sums[k]! - value * pairs[k]!) ** 2
  const variance = ((1 - sources / people) * squares) / (sources - 1) / sources
  const half = (1.96 * Math.sqrt(variance)) / (pairCount / sources)
  return { low: Math.max(0, value - half), high: Math.min(1, value + half) }
}
