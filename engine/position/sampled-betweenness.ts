import { BadInput, numberWithin, soundSeed } from '../bad-input.ts'
import { sequence, streamKey, worldKey } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { runParts } from '../parts.ts'
import { type NetworkParts, partStart } from './network-parts.ts'
import { openPathSampler, samplePath } from './sample-path.ts'
import { chanceAtMost, pilotSize, sampleSize } from './sample-size.ts'
import { soundNetwork, soundWish } from './sound-network.ts'

export interface SampleWish {
  /** largest error for any person, as a share of pairs, above 0 and below 1 */
  error: number
  /** chance that somebody's error is larger, above 0 and below 1 */
  doubt: number
  seed: number | string
}

export interface SampledBetweenness {
  /** for each person: share of the sampled pairs whose path, drawn among the shortest, leads through them */
  share: Float64Array
  /** no share is farther than this from the exact one … */
  error: number
  /** … but for this chance */
  doubt: number
  /** how many pairs of people were drawn, without the pilot */
  samples: number
}

/** What one part found: everybody who was inside a path, once for each path. */
export interface SampledPart {
  samples: number
  inside: Uint32Array
}

/** What one part of the pilot found, and how many people can be inside a path at all. */
interface PilotPart {
  able: number
  inside: Uint32Array
}

/** Fixed numbers, so that no result depends on how many workers there are. */
const PARTS = 32
const PARTS_OF_PILOT = 16

function partCount({ people }: { people: number }, wish: SampleWish, parts: number): number {
  checkWish(wish)
  return people < 3 ? 0 : parts
}

/** The pilot: how many samples are enough? */
const pilotParts: NetworkParts<SampleWish, PilotPart, number> = {
  count: (shape, wish) => partCount(shape, wish, PARTS_OF_PILOT),
  open: (network, wish) => {
    withoutStrengths(network)
    const insideOf = openInside(network, wish, 'pilot')
    const able = peopleBetween(network)
    const pilot = pilotOf(able, wish)
    return (nth, control) => ({ able, inside: insideOf(pilot, nth, PARTS_OF_PILOT, control) })
  },
  join: ({ people }, wish) => {
    const hits = new Uint32Array(people)
    let able = 0
    return {
      add: (part) => {
        able = part.able
        for (const person of part.inside) hits[person]!++
      },
      result: () => neededSamples(able, hits, wish),
    }
  },
}

/** Sampled betweenness in parts: a pilot says how many samples are needed, then they are drawn. */
export const sampledBetweennessParts: NetworkParts<SampleWish, SampledPart, SampledBetweenness, number> = {
  first: { share: 0.3, parts: pilotParts },
  count: (shape, wish) => partCount(shape, wish, PARTS),
  open: (network, wish, _, samples) => {
    withoutStrengths(network)
    if (samples === undefined) throw new Error('Draw the pilot first: how many samples are needed is what it finds')
    const insideOf = openInside(network, wish, 'paths')
    return (nth, control) => ({
      samples: partStart(samples, nth + 1, PARTS) - partStart(samples, nth, PARTS),
      inside: insideOf(samples, nth, PARTS, control),
    })
  },
  join: ({ people }, { error, doubt }) => {
    const share = new Float64Array(people)
    let samples = 0
    return {
      add: (part) => {
        samples += part.samples
        for (const person of part.inside) share[person]!++
      },
      result: () => {
        if (samples > 0) for (let i = 0; i < people; i++) share[i]! /= samples
        return { share, error, doubt, samples }
      },
    }
  },
}

/**
 * On which share of shortest paths between two people drawn at random does each person lie, within a stated error?
 *
 * Draws pairs of people and one of their shortest paths. A pilot bounds everybody's share from above; the sample is then as large as
 * Chernoff's bound needs for all people at once. So with chance at least 1 − `doubt` every share is within `error` of the exact
 * betweenness divided by n(n − 1) ordered pairs. Pairs without a path count as pairs with nobody between.
 *
 * Strengths would make other paths the shortest, so a network with strengths is refused. Cost: about ln(people / doubt) / error plus (largest share) · ln(…) / error² walks from both ends.
 *
 * @throws BadInput for a network with strengths or none at all, an error or doubt outside 0 to 1, an unsound seed and unknown settings; Error named AbortError when stopped
 */
export function sampledBetweenness(network: Network, wish: SampleWish, control?: Control): SampledBetweenness {
  soundNetwork(network)
  withoutStrengths(network)
  soundWish(wish, ['error', 'doubt', 'seed'])
  return runParts(sampledBetweennessParts, network, wish, control)
}

function withoutStrengths({ strength }: Network): void {
  if (strength === null) return
  throw new BadInput(
    'network.strength',
    'given',
    'paths are drawn by steps and the bound on the error holds for steps alone; leave strengths out, or use the exact betweenness',
  )
}

function checkWish({ error, doubt, seed }: SampleWish): void {
  numberWithin('error', error, 1e-6, 1 - 1e-6)
  numberWithin('doubt', doubt, 1e-12, 1 - 1e-6)
  soundSeed('seed', seed)
}

type Inside = (samples: number, nth: number, parts: number, control: Control | undefined) => Uint32Array

/** Draws the `nth` of so many parts of the samples: whoever was inside a path, once for each path. */
function openInside(network: Network, { seed }: SampleWish, stream: 'pilot' | 'paths'): Inside {
  const sampler = openPathSampler(network)
  const key = streamKey(seed, `betweenness ${stream}`)
  const n = network.people
  return (samples, nth, parts, control) => {
    const inside: number[] = []
    const end = partStart(samples, nth + 1, parts)
    for (let k = partStart(samples, nth, parts); k < end; k++) {
      const next = sequence(worldKey(key, k))
      const source = oneOf(n, next)
      const other = oneOf(n - 1, next)
      const path = samplePath(sampler, source, other < source ? other : other + 1, next, control)
      for (const person of path) inside.push(person)
      if (k % 16 === 0) checkpoint(control, 0)
    }
    return Uint32Array.from(inside)
  }
}

/** One of so many, evenly: two draws, because the 32 bits of one would favour some of a million by 1 in 4,000. */
function oneOf(count: number, next: () => number): number {
  return Math.min(count - 1, Math.floor((next() + next() / 0x1_0000_0000) * count))
}

function pilotOf(able: number, { error, doubt }: SampleWish): number {
  return able === 0 ? 0 : pilotSize(able, error, doubt / 2)
}

/** @param hits in how many paths of the pilot each person was */
function neededSamples(able: number, hits: Uint32Array, wish: SampleWish): number {
  if (able === 0) return 0
  const { error, doubt } = wish
  const pilot = pilotOf(able, wish)
  const peopleWith = new Map<number, number>()
  for (const count of hits) if (count > 0) peopleWith.set(count, (peopleWith.get(count) ?? 0) + 1)
  let never = able
  for (const people of peopleWith.values()) never -= people
  peopleWith.set(0, never)
  const groups = [...peopleWith].map(([count, people]) => ({
    people,
    atMost: chanceAtMost(count, pilot, doubt / 2 / able),
  }))
  return sampleSize(groups, error, doubt / 2)
}

/** How many people can be inside a path at all: with two neighbours, or directed with ties in and out. */
function peopleBetween({ people, directed, start, inStart }: Network): number {
  let count = 0
  for (let i = 0; i < people; i++) {
    const out = start[i + 1]! - start[i]!
    if (directed ? out > 0 && inStart[i + 1]! > inStart[i]! : out > 1) count++
  }
  return count
}
