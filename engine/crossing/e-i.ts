import { sequence, shuffle, streamKey } from '../chance.ts'
import type { Landscape } from '../network/landscape.ts'
import type { TieKind } from '../network/landscape-input.ts'
import { peacefulKinds, type SeenTies, seenTies } from '../network/seen-ties.ts'
import { areApart, type Dimension, isPlaced, type Parts, partsOf } from './dimension.ts'

/** E-I and its comparators. All between −1 (every tie inside) and +1 (every tie across). */
export interface EI {
  external: number
  internal: number
  /** (E − I) / (E + I); null without ties among people who belong to some part */
  ei: number | null
  /** what randomly shuffled labels give on average */
  expected: number | null
  /** (E − I) / (E + I) stretched to what sizes and number of ties permit; null when they leave no room */
  rescaled: number | null
  /** (d_E − d_I) / (d_E + d_I) with d the share of possible ties that exist */
  density: number | null
  /** E-I of shuffled labels: mean, spread, 2.5–97.5 % interval, share at or below the seen value; null without ties */
  shuffled: { mean: number; sd: number; low: number; high: number; atOrBelow: number; draws: number } | null
  /** the lowest E-I when one bridging person is left out: how much hangs on one; null when no tie is left */
  withoutTopBridger: number | null
  /** people who belong to no part, and so are left out */
  unplaced: number
}

/**
 * Do ties stay inside sides (or practices), or cross between them?
 *
 * A tie is external when its ends share no part, internal when they share one; people of unknown standing are left out.
 * Source: Krackhardt & Stern 1988; shuffled labels as in a permutation test; DOMAIN §4.1.
 *
 * Cost O(draws · ties + pairs of different stances). `draws` shuffles, 1,000 by default; seeded.
 *
 * What misleads: small groups look outward by arithmetic, so read it beside `expected`; several dimensions give opposite answers;
 * one person can make the number (`withoutTopBridger`); high is not good.
 */
export function externalInternal(
  landscape: Landscape,
  dimension: Dimension,
  options: { kinds?: readonly TieKind[]; draws?: number; seed?: number | string } = {},
): EI {
  const parts = partsOf(landscape, dimension)
  const ties = placedTies(parts, seenTies(landscape, options.kinds ?? peacefulKinds))
  const count = ties.one.length
  let external = 0
  for (let k = 0; k < count; k++) if (areApart(parts, ties.one[k]!, ties.other[k]!)) external++
  const internal = count - external
  const pairs = possiblePairs(parts)
  const value = (e: number, i: number) => (e + i > 0 ? (e - i) / (e + i) : null)
  const inside = pairs.all - pairs.apart
  const most = Math.min(count, pairs.apart)
  const least = Math.max(0, count - inside)
  const dE = pairs.apart > 0 ? external / pairs.apart : 0
  const dI = inside > 0 ? internal / inside : 0
  return {
    external,
    internal,
    ei: value(external, internal),
    expected: pairs.all > 0 && count > 0 ? (2 * pairs.apart) / pairs.all - 1 : null,
    rescaled: most > least ? (2 * (external - least)) / (most - least) - 1 : null,
    density: value(dE, dI),
    shuffled: count > 0 ? shuffled(parts, ties, external, options.draws ?? 1000, options.seed ?? 7) : null,
    withoutTopBridger: withoutTopBridger(parts, ties, external),
    unplaced: landscape.counts.people - parts.placed,
  }
}

interface Pairs {
  one: Uint32Array
  other: Uint32Array
}

function placedTies(parts: Parts, ties: SeenTies): Pairs {
  const kept: number[] = []
  for (let k = 0; k < ties.count; k++) {
    if (isPlaced(parts, ties.one[k]!) && isPlaced(parts, ties.other[k]!)) kept.push(k)
  }
  return { one: Uint32Array.from(kept, (k) => ties.one[k]!), other: Uint32Array.from(kept, (k) => ties.other[k]!) }
}

/** Numbers the different sets of parts people belong to; 0: none. */
function stances(parts: Parts): { of: Uint32Array; people: number[]; example: number[] } {
  const numbers = new Map<string, number>([['', 0]])
  const people = [0]
  const example = [-1]
  const of = Uint32Array.from({ length: parts.start.length - 1 }, (_, i) => {
    const key = parts.part.subarray(parts.start[i]!, parts.start[i + 1]!).join(' ')
    let stance = numbers.get(key)
    if (stance === undefined) {
      stance = numbers.size
      numbers.set(key, stance)
      people.push(0)
      example.push(i)
    }
    people[stance]!++
    return stance
  })
  return { of, people, example }
}

function possiblePairs(parts: Parts): { all: number; apart: number } {
  const { people, example } = stances(parts)
  let apart = 0
  for (let s = 1; s < people.length; s++) {
    for (let t = s + 1; t < people.length; t++) {
      if (areApart(parts, example[s]!, example[t]!)) apart += people[s]! * people[t]!
    }
  }
  return { all: (parts.placed * (parts.placed - 1)) / 2, apart }
}

function shuffled(parts: Parts, ties: Pairs, external: number, draws: number, seed: number | string): EI['shuffled'] {
  const { of, people, example } = stances(parts)
  const kinds = people.length
  const apart = Uint8Array.from({ length: kinds * kinds }, (_, k) => {
    const [s, t] = [Math.floor(k / kinds), k % kinds]
    return s > 0 && t > 0 && areApart(parts, example[s]!, example[t]!) ? 1 : 0
  })
  const placed = Uint32Array.from([...of.keys()].filter((i) => of[i]! > 0))
  const labels = Uint32Array.from(placed, (i) => of[i]!)
  const worn = of.slice()
  const next = sequence(streamKey(seed, 'shuffled labels'))
  const values = new Float64Array(draws)
  let atOrBelow = 0
  for (let d = 0; d < draws; d++) {
    shuffle(labels, next)
    for (let k = 0; k < placed.length; k++) worn[placed[k]!] = labels[k]!
    let across = 0
    for (let k = 0; k < ties.one.length; k++) across += apart[worn[ties.one[k]!]! * kinds + worn[ties.other[k]!]!]!
    values[d] = (2 * across - ties.one.length) / ties.one.length
    if (across <= external) atOrBelow++
  }
  values.sort()
  const mean = values.reduce((sum, value) => sum + value, 0) / draws
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws)
  const at = (share: number) => values[Math.min(draws - 1, Math.floor(share * draws))]!
  return { mean, sd, low: at(0.025), high: at(0.975), atOrBelow: atOrBelow / draws, draws }
}

function withoutTopBridger(parts: Parts, ties: Pairs, external: number): number | null {
  const all = new Uint32Array(parts.start.length)
  const across = new Uint32Array(parts.start.length)
  for (let k = 0; k < ties.one.length; k++) {
    const apart = areApart(parts, ties.one[k]!, ties.other[k]!) ? 1 : 0
    for (const end of [ties.one[k]!, ties.other[k]!]) {
      all[end]!++
      across[end]! += apart
    }
  }
  let lowest: number | null = null
  for (let i = 0; i < all.length; i++) {
    const left = ties.one.length - all[i]!
    if (across[i] === 0 || left === 0) continue
    const value = (2 * (external - across[i]!) - left) / left
    if (lowest === null || value < lowest) lowest = value
  }
  return lowest
}
