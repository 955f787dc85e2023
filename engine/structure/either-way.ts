import type { Network } from '../network/network.ts'

/** Neighbours of each person, whichever way the tie goes, each once, ascending (CSR). */
export interface Neighbours {
  people: number
  start: Uint32Array
  to: Uint32Array
}

/** The network without directions; an undirected one as it is, without a copy. Cost O(people + ties). */
export function eitherWay(network: Network): Neighbours {
  const { people, start, to, inStart, from, directed } = network
  if (!directed) return { people, start, to }
  const bothStart = new Uint32Array(people + 1)
  const both = new Uint32Array(to.length + from.length)
  let at = 0
  for (let i = 0; i < people; i++) {
    let out = start[i]!
    let back = inStart[i]!
    const outEnd = start[i + 1]!
    const backEnd = inStart[i + 1]!
    while (out < outEnd || back < backEnd) {
      const a = out < outEnd ? to[out]! : people
      const b = back < backEnd ? from[back]! : people
      if (a <= b) out++
      if (b <= a) back++
      both[at++] = a < b ? a : b
    }
    bothStart[i + 1] = at
  }
  return { people, start: bothStart, to: both.subarray(0, at) }
}
