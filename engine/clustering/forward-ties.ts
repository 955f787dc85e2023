import { type Control, checkpoint, quiet } from '../control.ts'
import type { Network } from '../network/network.ts'
import { bothWays } from './both-ways.ts'

/**
 * Each tie once, from the end with fewer ties to the end with more. People are ranked by their number of ties, few first (equal:
 * by number), and ranks stand in place of numbers: so every triangle has one lowest person, and is found from there.
 */
export interface ForwardTies {
  readonly people: number
  /** how many pairs have a tie, in any direction */
  readonly ties: number
  /** person at each rank */
  readonly person: Uint32Array
  /** ties of the person at rank r to higher ranks: `start[r]` up to, not including, `start[r + 1]` */
  readonly start: Uint32Array
  readonly to: Uint32Array
  /** the most forward ties of one person; never more than √(2 · ties) */
  readonly widest: number
  /** ties of the person at each rank, forward or not */
  readonly count: Uint32Array
  /** strength of the pair, both directions together; null = all 1 */
  readonly strength: Float64Array | null
  /** directed networks: bit 1 = an arc from the lower rank to the higher, bit 2 = back; null = every tie has both */
  readonly way: Uint8Array | null
}

/** How many people are laid out between two checkpoints: some milliseconds. */
const STRETCH = 1 << 13

const known = new WeakMap<Network, ForwardTies>()

/**
 * Ranks people and keeps each tie at its lower end, where the triangles of a network are found quickest.
 *
 * Kept for as long as the network is, because several measures start from it. Cost O(people + ties). May be stopped by the control.
 * Source: N. Chiba and T. Nishizeki, 1985; T. Schank and D. Wagner, 2005 ("forward").
 */
export function forwardTies(network: Network, control?: Control): ForwardTies {
  let forward = known.get(network)
  if (!forward) known.set(network, (forward = makeForwardTies(network, control)))
  return forward
}

function makeForwardTies(network: Network, control?: Control): ForwardTies {
  const { people } = network
  const rows = bothWays(network, quiet(control))
  checkpoint(control, 0)
  const { person, rank } = rankedByTies(people, rows.start)
  checkpoint(control, 0)
  const count = person.map((i) => rows.start[i + 1]! - rows.start[i]!)
  const ties = rows.to.length / 2
  const start = new Uint32Array(people + 1)
  // one place more: a tie that leads back is written and then written over, which is quicker than to ask each time
  const to = new Uint32Array(ties + 1)
  const strength = rows.strength && new Float64Array(ties + 1)
  const way = rows.way && new Uint8Array(ties + 1)
  let at = 0
  let widest = 0
  for (let r = 0; r < people; r++) {
    if (r % STRETCH === 0) checkpoint(control, 0)
    const i = person[r]!
    const end = rows.start[i + 1]!
    for (let k = rows.start[i]!; k < end; k++) {
      const other = rank[rows.to[k]!]!
      to[at] = other
      if (strength) strength[at] = rows.strength![k]!
      if (way) way[at] = rows.way![k]!
      at += (r - other) >>> 31
    }
    start[r + 1] = at
    widest = Math.max(widest, at - start[r]!)
  }
  return {
    people,
    ties,
    person,
    start,
    to: to.subarray(0, ties),
    widest,
    count,
    strength: strength ? strength.subarray(0, ties) : null,
    way: way ? way.subarray(0, ties) : null,
  }
}

/** A counting sort by number of ties. */
function rankedByTies(people: number, start: Uint32Array): { person: Uint32Array; rank: Uint32Array } {
  let most = 0
  for (let i = 0; i < people; i++) most = Math.max(most, start[i + 1]! - start[i]!)
  const next = new Uint32Array(most + 2)
  for (let i = 0; i < people; i++) next[start[i + 1]! - start[i]! + 1]!++
  for (let d = 0; d <= most; d++) next[d + 1]! += next[d]!
  const person = new Uint32Array(people)
  const rank = new Uint32Array(people)
  for (let i = 0; i < people; i++) {
    const r = next[start[i + 1]! - start[i]!]!++
    person[r] = i
    rank[i] = r
  }
  return { person, rank }
}
