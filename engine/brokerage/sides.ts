import { BadInput } from '../bad-input.ts'
import { type Control, quiet } from '../control.ts'
import { sharesOf } from '../crossing/shares.ts'
import type { Landscape } from '../network/landscape.ts'

/**
 * Who stands on which sides of one boundary. A person's shares sum to 1; nobody's row may be empty: then their side is not known.
 *
 * "CSR": the sides of person i are entries `start[i]` up to, not including, `start[i + 1]`, ascending.
 */
export interface Sides {
  /** how many sides, numbered from 0 */
  readonly sides: number
  readonly start: Uint32Array
  readonly side: Uint32Array
  /** how much of the person stands there, above 0 to 1 */
  readonly share: Float64Array
}

/** How far from 1 the shares of a person may sum up. */
const SLACK = 1e-9

/**
 * Sides from one label a person; -1: not known.
 *
 * Cost O(people).
 *
 * @throws BadInput for a label that is not a whole number from -1 up
 */
export function sidesFromLabels(labels: ArrayLike<number>): Sides {
  const start = new Uint32Array(labels.length + 1)
  const side = new Uint32Array(labels.length)
  let sides = 0
  let at = 0
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!
    if (!(Number.isInteger(label) && label >= -1 && label < 2 ** 31)) {
      throw new BadInput(`label[${i}]`, label, 'give the number of a side, or -1 where it is not known')
    }
    if (label >= 0) side[at++] = label
    sides = Math.max(sides, label + 1)
    start[i + 1] = at
  }
  return { sides, start, side: side.slice(0, at), share: new Float64Array(at).fill(1) }
}

/**
 * The sides of a landscape's boundary: who straddles stands in equal parts on each of their sides. Without a boundary, practices take
 * the place of sides, each with the weight of the membership.
 *
 * Cost O(people + standings).
 *
 * @param boundary its external id, or null
 * @throws BadInput when the landscape has no such boundary; Error named AbortError when stopped
 */
export function sidesIn(landscape: Landscape, boundary: string | null, control?: Control): Sides {
  const { ids, counts } = landscape
  if (boundary === null) {
    const { memberStart, memberPractice, memberWeight } = landscape
    return { sides: counts.practices, start: memberStart, side: memberPractice, share: memberWeight }
  }
  const b = ids.boundaries.indexOf(boundary)
  if (b < 0) throw new BadInput('parameter boundary', boundary, 'the landscape has no such boundary')
  const { numbers, start, part, share } = sharesOf(landscape, { boundary: b }, quiet(control))
  return { sides: numbers.length, start, side: part, share }
}

/** External ids of these sides, in the order of their numbers: sides of the boundary, or practices. */
export function sideNames({ ids, sideStart }: Landscape, boundary: string | null): readonly string[] {
  if (boundary === null) return ids.practices
  const b = ids.boundaries.indexOf(boundary)
  return ids.sides.slice(sideStart[b]!, sideStart[b + 1]!)
}

/**
 * Refuses sides that do not fit the people.
 *
 * @throws BadInput naming the person
 */
export function checkSides({ sides, start, side, share }: Sides, people: number): void {
  if (start.length !== people + 1) {
    throw new BadInput('length of sides.start', start.length, `give one entry a person and one more, ${people + 1}`)
  }
  for (let i = 0; i < people; i++) {
    let sum = 0
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      if (!(side[k]! < sides)) throw new BadInput(`sides of person ${i}`, side[k], `give a side from 0 to ${sides - 1}`)
      if (k > start[i]! && side[k]! <= side[k - 1]!) {
        throw new BadInput(`sides of person ${i}`, side[k], 'give each side once, in ascending order')
      }
      if (!(share[k]! > 0))
        throw new BadInput(`share of person ${i}`, share[k], 'give a number above 0, or leave it out')
      sum += share[k]!
    }
    if (start[i + 1]! > start[i]! && !(Math.abs(sum - 1) <= SLACK)) {
      throw new BadInput(`shares of person ${i}`, sum, 'their sum has to be 1, or leave all of them out')
    }
  }
}

/** The side of each person where nobody straddles, -1 where it is not known; null when somebody does. Cost O(people). */
export function onlySides({ start, side }: Sides): Int32Array | null {
  const only = new Int32Array(start.length - 1)
  for (let i = 0; i < only.length; i++) {
    const count = start[i + 1]! - start[i]!
    if (count > 1) return null
    only[i] = count === 0 ? -1 : side[start[i]!]!
  }
  return only
}

/** How much two people have in common: the sum over sides of their shares multiplied. */
export function overlap({ start, side, share }: Sides, one: number, other: number): number {
  let i = start[one]!
  let j = start[other]!
  const iEnd = start[one + 1]!
  const jEnd = start[other + 1]!
  let sum = 0
  while (i < iEnd && j < jEnd) {
    if (side[i] === side[j]) sum += share[i++]! * share[j++]!
    else if (side[i]! < side[j]!) i++
    else j++
  }
  return sum
}

/** The same for three people. */
export function overlapOfThree(sides: Sides, one: number, other: number, third: number): number {
  const { start, side, share } = sides
  let sum = 0
  let j = start[other]!
  let k = start[third]!
  const jEnd = start[other + 1]!
  const kEnd = start[third + 1]!
  for (let i = start[one]!; i < start[one + 1]!; i++) {
    while (j < jEnd && side[j]! < side[i]!) j++
    while (k < kEnd && side[k]! < side[i]!) k++
    if (j < jEnd && k < kEnd && side[j] === side[i] && side[k] === side[i]) sum += share[i]! * share[j]! * share[k]!
  }
  return sum
}
