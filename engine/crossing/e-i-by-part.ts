import { BadInput, wholeNumber } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import type { Network } from '../network/network.ts'
import { FEWEST_TOLD } from '../tellable.ts'
import { areApart, isPlaced, type Parts } from './dimension.ts'
import { balance } from './e-i.ts'
import { placedTies, TIES_BETWEEN_CHECKS } from './shuffles.ts'
import { toldParts } from './told-parts.ts'

/** How much the people of one part look outward. */
export interface PartEI {
  /** number of the part: a side numbered through all boundaries, or a practice */
  part: number
  /** null, as all that follows, where nothing is told */
  people: number | null
  /** ties with one end among its people, and with both */
  external: number | null
  internal: number | null
  /** (E − I) / (E + I); null also without such ties */
  ei: number | null
  /** the same from the mean number of each when labels are shuffled; exact */
  expected: number | null
}

/**
 * Does each part look inward or outward, beside what chance would give a part of its size?
 *
 * A tie of somebody who belongs to two parts is internal to both when the other end is in both, and else external to one of them. With
 * shuffled labels a part of n of N people has mean ties `n (N − n)` outward to `n (n − 1) / 2` inward.
 *
 * Cost O(ties · parts of a person). Nothing is told of parts with fewer people than `fewest`, nor of the next larger one where totals less
 * the parts told would give them away (`toldParts`).
 *
 * What misleads: small parts look outward by arithmetic alone; a low value is no fault: a part needs its inside.
 *
 * @throws BadInput for a fewest number of people that is no whole number from 1; Error named AbortError when stopped
 */
export function externalInternalByPart(
  network: Network,
  parts: Parts,
  fewest = FEWEST_TOLD,
  control?: Control,
): PartEI[] {
  wholeNumber('fewest people', fewest, 1, 2 ** 31)
  const external = new Float64Array(parts.numbers.length)
  const internal = new Float64Array(parts.numbers.length)
  const { one, other } = placedTies(network, parts, control)
  const { start, part, placed } = parts
  for (let k = 0; k < one.length; k++) {
    if ((k & (TIES_BETWEEN_CHECKS - 1)) === 0) checkpoint(control, k / one.length)
    const [i, j] = [one[k]!, other[k]!]
    let a = start[i]!
    let b = start[j]!
    while (a < start[i + 1]! || b < start[j + 1]!) {
      const g = a < start[i + 1]! ? part[a]! : Number.POSITIVE_INFINITY
      const h = b < start[j + 1]! ? part[b]! : Number.POSITIVE_INFINITY
      if (g === h) internal[g]!++
      else external[Math.min(g, h)]!++
      if (g <= h) a++
      if (h <= g) b++
    }
  }
  const told = toldParts(parts.people, fewest)
  return parts.numbers.map((number, g) => {
    if (!told[g]) return { part: number, people: null, external: null, internal: null, ei: null, expected: null }
    const people = parts.people[g]!.length
    return {
      part: number,
      people,
      external: external[g]!,
      internal: internal[g]!,
      ei: balance(external[g]!, internal[g]!),
      expected: balance(people * (placed - people), (people * (people - 1)) / 2),
    }
  })
}

/** Ties of one person, inside and across. */
export interface OwnEI {
  external: number
  internal: number
  /** null without ties, or when the person belongs to no part */
  ei: number | null
}

/**
 * Do my own ties stay inside, or do they cross?
 *
 * A tie is external when its ends share no part. For that person alone: never shown to others, and never compared between people.
 *
 * Cost O(ties of the person · parts of a person).
 *
 * @throws BadInput for a person who is not there
 */
export function ownExternalInternal(network: Network, parts: Parts, person: number): OwnEI {
  if (!(Number.isInteger(person) && person >= 0 && person < network.people)) {
    throw new BadInput('person', person, `people are numbered 0 to ${network.people - 1}`)
  }
  let external = 0
  let internal = 0
  const add = (j: number) => {
    if (!isPlaced(parts, person) || !isPlaced(parts, j)) return
    if (areApart(parts, person, j)) external++
    else internal++
  }
  for (let k = network.start[person]!; k < network.start[person + 1]!; k++) add(network.to[k]!)
  if (network.directed)
    for (let k = network.inStart[person]!; k < network.inStart[person + 1]!; k++) add(network.from[k]!)
  return { external, internal, ei: balance(external, internal) }
}
