import type { Control } from '../control.ts'
import { inStretchesOfRows } from '../network/in-stretches.ts'
import type { Network } from '../network/network.ts'

/** Rows of pairs with a tie in any direction: each pair stands at both ends. */
export interface PairRows {
  readonly start: Uint32Array
  readonly to: Uint32Array
  /** both directions added up; null = all 1 */
  readonly strength: Float64Array | null
  /** bit 1: an arc from the owner of the row, bit 2: an arc to them; null where every tie has both */
  readonly way: Uint8Array | null
}

/**
 * Who has any tie with whom. An undirected network is that already; the arcs of a directed one are laid together, so that a pair with
 * an arc each way has one tie of both strengths (arcs without strengths count 1 each).
 *
 * Cost O(people + ties); nothing is copied from an undirected network.
 *
 * @throws Error named AbortError when stopped
 */
export function bothWays(network: Network, control?: Control): PairRows {
  const { people, directed, start, to, strength, inStart, from, inStrength } = network
  if (!directed) return { start, to, strength, way: null }
  const most = to.length + from.length
  const rows = { start: new Uint32Array(people + 1), to: new Uint32Array(most) }
  const sum = new Float64Array(most)
  const way = new Uint8Array(most)
  let at = 0
  inStretchesOfRows(start, control, (begin, until) => {
    for (let i = begin; i < until; i++) {
      let k = start[i]!
      let e = inStart[i]!
      const kEnd = start[i + 1]!
      const eEnd = inStart[i + 1]!
      while (k < kEnd || e < eEnd) {
        const out = k < kEnd ? to[k]! : people
        const back = e < eEnd ? from[e]! : people
        rows.to[at] = Math.min(out, back)
        if (out <= back) {
          way[at]! |= 1
          sum[at]! += strength ? strength[k]! : 1
          k++
        }
        if (back <= out) {
          way[at]! |= 2
          sum[at]! += inStrength ? inStrength[e]! : 1
          e++
        }
        at++
      }
      rows.start[i + 1] = at
    }
  })
  // views, because nobody keeps them for long
  return { start: rows.start, to: rows.to.subarray(0, at), strength: sum.subarray(0, at), way: way.subarray(0, at) }
}
