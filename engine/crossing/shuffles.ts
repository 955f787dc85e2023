import { wholeNumber } from '../bad-input.ts'
import { type Key, sequence, shuffle, streamKey, worldKey } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import type { Joining } from '../parts.ts'
import { isPlaced, type Parts } from './dimension.ts'

/** Ties among people who belong to some part, each once. */
export interface PlacedTies {
  one: Uint32Array
  other: Uint32Array
  /** null = all 1 */
  strength: Float64Array | null
  /** strength of all of them */
  total: number
}

/** The ties of a network whose both ends belong to a part: a pair with arcs both ways stands there twice. Cost O(people + ties). */
export function placedTies(network: Network, parts: Parts, control?: Control): PlacedTies {
  const { people, start, to, strength, directed } = network
  const one = new Uint32Array(directed ? to.length : to.length / 2)
  const other = new Uint32Array(one.length)
  const weight = strength && new Float64Array(one.length)
  let count = 0
  let total = 0
  for (let i = 0; i < people; i++) {
    if ((i & (PEOPLE_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
    if (!isPlaced(parts, i)) continue
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const j = to[k]!
      if ((!directed && j < i) || !isPlaced(parts, j)) continue
      one[count] = i
      other[count] = j
      if (weight) weight[count] = strength[k]!
      total += strength ? strength[k]! : 1
      count++
    }
  }
  return {
    one: one.subarray(0, count),
    other: other.subarray(0, count),
    strength: weight === null ? null : weight.subarray(0, count),
    total,
  }
}

const PEOPLE_BETWEEN_CHECKS = 1 << 13

/** Draws in one part of the work. */
const DRAWS_IN_PART = 20
export const TIES_BETWEEN_CHECKS = 1 << 16

/** What one part of the work tells: the first what is seen, the others a number for each of their draws. */
export type SeenOrDrawn<Seen> = Seen | Float64Array

/** More draws than these take hours. */
export const MOST_DRAWS = 100_000

/** How the work is cut: what is seen, then some draws each. */
export function partsOfDraws(draws: number, most = MOST_DRAWS): number {
  return 1 + Math.ceil(wholeNumber('draws', draws, 0, most) / DRAWS_IN_PART)
}

/** How many draws part `nth` of the draws has. */
export function drawsIn(nth: number, draws: number): number {
  return Math.min(DRAWS_IN_PART, draws - nth * DRAWS_IN_PART)
}

/** Puts together what is seen and all draws, in their order. */
export function joinDraws<Seen, Result>(
  sumUp: (seen: Seen, drawn: readonly number[], control?: Control) => Result,
): Joining<SeenOrDrawn<Seen>, Result> {
  const drawn: number[] = []
  let seen: Seen | null = null
  return {
    add(part) {
      if (part instanceof Float64Array) drawn.push(...part)
      else seen = part
    },
    result: (control) => sumUp(seen!, drawn, control),
  }
}

/**
 * Deals everybody's parts out anew, once for each draw of this part of the work, and asks what comes of it.
 *
 * A draw depends on the seed and its number alone: however draws are shared out, they are the same.
 *
 * @param ask given whose parts each person wears now (a person without parts wears their own)
 */
export function dealAnew(
  parts: Parts,
  nth: number,
  { draws, seed }: { draws: number; seed: number | string },
  control: Control | undefined,
  ask: (wears: Uint32Array, draw: number) => void,
): void {
  const stream: Key = streamKey(seed, 'shuffled labels')
  const wears = everybody(parts.start.length - 1)
  const placed = new Uint32Array(parts.placed)
  let count = 0
  for (let i = 0; i < wears.length; i++) if (isPlaced(parts, i)) placed[count++] = i
  const last = Math.min(draws, (nth + 1) * DRAWS_IN_PART)
  for (let draw = nth * DRAWS_IN_PART; draw < last; draw++) {
    checkpoint(control, 0)
    const dealt = placed.slice()
    shuffle(dealt, sequence(worldKey(stream, draw)))
    checkpoint(control, 0)
    for (let k = 0; k < placed.length; k++) wears[placed[k]!] = dealt[k]!
    ask(wears, draw - nth * DRAWS_IN_PART)
  }
}

/** All numbers of people. */
export function everybody(people: number): Uint32Array {
  const numbers = new Uint32Array(people)
  for (let i = 0; i < people; i++) numbers[i] = i
  return numbers
}

/** People whose place in all parts is the same are alike in every count. */
interface Alike {
  count: number
  of: Uint32Array
  /** somebody of each kind */
  example: number[]
}

/** Beyond this many kinds, adding up pairs of kinds is no quicker than looking at each tie. */
const MOST_KINDS = 512

/** Which people are alike, by parts and shares; null when there are too many kinds. */
function alikeIn({ start, part }: Parts, share: Float64Array | null, control: Control | undefined): Alike | null {
  const numbers = new Map<string, number>()
  const example: number[] = []
  const of = new Uint32Array(start.length - 1)
  for (let i = 0; i < of.length; i++) {
    if ((i & (PEOPLE_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
    const [from, end] = [start[i]!, start[i + 1]!]
    const key = `${part.subarray(from, end).join(' ')} ${share === null ? '' : share.subarray(from, end).join(' ')}`
    let number = numbers.get(key)
    if (number === undefined) {
      number = numbers.size
      if (number === MOST_KINDS) return null
      numbers.set(key, number)
      example.push(i)
    }
    of[i] = number
  }
  return { count: numbers.size, of, example }
}

/** Adds something up over ties, as if their ends wore the parts of others. */
export type OverTies = (
  wears: Uint32Array,
  control: Control | undefined,
  add: (one: number, other: number, strength: number) => void,
) => void

/**
 * Makes ready to go over ties many times. `add` is called with two people whose parts the ends of ties wear and with the strength of all
 * such ties; ties of people who are alike come as one.
 *
 * @param share beside `parts.part` where it matters how much of a person is in each part
 */
export function overTies(ties: PlacedTies, parts: Parts, share: Float64Array | null, control?: Control): OverTies {
  const alike = alikeIn(parts, share, control)
  return alike === null || alike.count ** 2 > ties.one.length + 64 ? eachByItself(ties) : alikeTogether(ties, alike)
}

function eachByItself({ one, other, strength }: PlacedTies): OverTies {
  return (wears, control, add) => {
    for (let k = 0; k < one.length; k++) {
      if ((k & (TIES_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
      add(wears[one[k]!]!, wears[other[k]!]!, strength === null ? 1 : strength[k]!)
    }
  }
}

function alikeTogether({ one, other, strength }: PlacedTies, { count, of, example }: Alike): OverTies {
  const worn = new Uint16Array(of.length)
  const sums = new Float64Array(count * count)
  return (wears, control, add) => {
    for (let i = 0; i < worn.length; i++) worn[i] = of[wears[i]!]!
    sums.fill(0)
    for (let k = 0; k < one.length; k++) {
      if ((k & (TIES_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, 0)
      const at = worn[one[k]!]! * count + worn[other[k]!]!
      sums[at] = sums[at]! + (strength === null ? 1 : strength[k]!)
    }
    for (let s = 0; s < count; s++) {
      for (let t = 0; t < count; t++) {
        const sum = sums[s * count + t]!
        if (sum > 0) add(example[s]!, example[t]!, sum)
      }
    }
  }
}

/** What draws at random gave, beside what was seen. */
export interface Shuffled {
  mean: number
  sd: number
  /** 2.5 % and 97.5 % of the draws lie below */
  low: number
  high: number
  /** share of draws at or below the seen value */
  atOrBelow: number
  draws: number
}

/** Sums draws up. `values` is put in order. Null without draws. */
export function summarised(values: Float64Array, seen: number): Shuffled | null {
  const draws = values.length
  if (draws === 0) return null
  let atOrBelow = 0
  // a value counts as equal within rounding
  for (const value of values) if (value <= seen + 1e-9 * Math.max(1, Math.abs(seen))) atOrBelow++
  values.sort()
  const mean = values.reduce((sum, value) => sum + value, 0) / draws
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws)
  const at = (share: number) => values[Math.min(draws - 1, Math.floor(share * draws))]!
  return { mean, sd, low: at(0.025), high: at(0.975), atOrBelow: atOrBelow / draws, draws }
}
