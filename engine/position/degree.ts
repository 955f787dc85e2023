import type { Network } from '../network/network.ts'
import { soundNetwork } from './sound-network.ts'

/** One number for each person and way; where ties have no direction, `out` and `in` are the same. */
export interface BothWays {
  out: Float64Array
  in: Float64Array
}

/**
 * How many ties has each person? Directed: ties going out, and ties coming in. A person without ties has 0.
 *
 * Cost O(people).
 *
 * @throws BadInput for what is no network
 */
export function degrees(network: Network): BothWays {
  soundNetwork(network)
  const { people, start, inStart } = network
  const counts = { out: new Float64Array(people), in: new Float64Array(people) }
  for (let i = 0; i < people; i++) {
    counts.out[i] = start[i + 1]! - start[i]!
    counts.in[i] = inStart[i + 1]! - inStart[i]!
  }
  return counts
}

/**
 * How strong are the ties of each person together? A tie without a strength counts 1; a person without ties has 0.
 *
 * Cost O(people + ties).
 *
 * @throws BadInput for what is no network
 */
export function strengths(network: Network): BothWays {
  soundNetwork(network)
  const { people, start, inStart, strength, inStrength } = network
  if (!strength || !inStrength) return degrees(network)
  return { out: sums(people, start, strength), in: sums(people, inStart, inStrength) }
}

function sums(people: number, start: Uint32Array, strength: Float64Array): Float64Array {
  const total = new Float64Array(people)
  for (let i = 0; i < people; i++) {
    let sum = 0
    for (let a = start[i]!; a < start[i + 1]!; a++) sum += strength[a]!
    total[i] = sum
  }
  return total
}
