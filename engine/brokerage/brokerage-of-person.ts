import { wholeNumber } from '../bad-input.ts'
import { type Control, checkpoint, quiet } from '../control.ts'
import type { Network } from '../network/network.ts'
import { openChainCounts } from './all-chains.ts'
import { addShares, byRole, type PerRole, roleNames } from './roles.ts'
import { amongShuffled, roleChances, type ShuffledTotals, shuffledSides } from './roles-by-chance.ts'
import { checkSides, overlap, overlapOfThree, type Sides } from './sides.ts'

export interface BrokerageOfPerson {
  /** chains through the person whose ends have no tie, by role */
  roles: PerRole<number>
  /** what shuffled sides give in the mean, exactly; null when fewer than three people have a known side */
  expected: PerRole<number> | null
  /** between which values 95 of 100 shuffles lie; null without draws */
  shuffled: ShuffledTotals | null
}

/**
 * In which roles does one person stand, and would chance give as much? The counts of `brokerageRoles` for this person alone, with the
 * interval of shuffled sides that would be too much to keep for everybody. The shuffles are the same as there.
 *
 * Cost O(ties among contacts of contacts) once, then O(people + ties of the person + triangles of the person) for each draw.
 *
 * What misleads: see `brokerageRoles`. It is for this person alone.
 *
 * @throws BadInput for a person who is not there, draws under 0 and sides that do not fit; Error named AbortError when stopped
 */
export function brokerageOfPerson(
  network: Network,
  person: number,
  { sides, draws, seed }: { sides: Sides; draws: number; seed: number | string },
  control?: Control,
): BrokerageOfPerson {
  wholeNumber('person', person, 0, network.people - 1)
  wholeNumber('draws', draws, 0, 1e9)
  checkSides(sides, network.people)
  const closed = closedPairs(network, person)
  const counts = countsOf(network, person, sides, closed)
  const roles = byRole((role) => counts[role]!)
  const drawn: Float64Array[] = []
  for (let draw = 0; draw < draws; draw++) {
    checkpoint(control, draw / draws)
    drawn.push(countsOf(network, person, shuffledSides(sides, seed, draw, quiet(control)), closed))
  }
  const chance = roleChances(sides)
  const chains = counts.reduce((sum, count) => sum + count, 0)
  control?.onProgress?.(1)
  return {
    roles,
    expected: chance && byRole((role) => chance[roleNames[role]!] * chains),
    shuffled: draws > 0 ? amongShuffled(drawn, roles) : null,
  }
}

/** A count under this share of the chains it was left of is rounding, and none. */
const ROUNDING = 1e-13

function countsOf(network: Network, person: number, sides: Sides, closed: readonly [number, number][]): Float64Array {
  const counts = new Float64Array(5)
  openChainCounts(network, sides)(person, counts, 0)
  const isKnown = (i: number) => sides.start[i + 1]! > sides.start[i]!
  if (!isKnown(person)) return counts
  for (const [a, c] of closed) {
    if (!isKnown(a) || !isKnown(c)) continue
    const all = overlapOfThree(sides, a, person, c)
    addShares(counts, 0, -1, all, overlap(sides, a, c), overlap(sides, a, person), overlap(sides, person, c))
  }
  const least = ROUNDING * (network.start[person + 1]! - network.start[person]!) ** 2
  return counts.map((count) => (count > least ? count : 0))
}

/** Pairs (a, c) with a → person, person → c and a → c. */
function closedPairs(network: Network, person: number): [number, number][] {
  const { start, to, inStart, from } = network
  const behind = new Set(to.subarray(start[person]!, start[person + 1]!))
  const pairs: [number, number][] = []
  for (let e = inStart[person]!; e < inStart[person + 1]!; e++) {
    const a = from[e]!
    for (let k = start[a]!; k < start[a + 1]!; k++) if (behind.has(to[k]!)) pairs.push([a, to[k]!])
  }
  return pairs
}
