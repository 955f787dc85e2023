import { BadInput } from '../bad-input.ts'
import { type Control, stretch } from '../control.ts'
import { inStretches } from '../network/in-stretches.ts'
import { type Landscape, numbering, peopleOf } from '../network/landscape.ts'

/** What people are told apart by: the sides of one boundary (its number), or the practices. */
export type Dimension = { boundary: number } | 'practices'

/**
 * The parts of a dimension and who belongs to which: sides of a boundary (people of unknown standing belong to none,
 * straddlers to several) or practices.
 */
export interface Parts {
  /** numbers of the parts: sides numbered through all boundaries, or practices */
  numbers: number[]
  /** positions in `numbers` for each person, ascending (CSR) */
  start: Uint32Array
  part: Uint32Array
  /** people of each part, ascending */
  people: Uint32Array[]
  /** people who belong to at least one part */
  placed: number
}

/** Cost O(people + memberships). @throws Error named AbortError when stopped */
export function partsOf(landscape: Landscape, dimension: Dimension, control?: Control): Parts {
  const n = landscape.counts.people
  if (dimension === 'practices') {
    const start = landscape.memberStart
    const people = landscape.ids.practices.map((_, a) => peopleOf(landscape, a))
    return {
      numbers: people.map((_, a) => a),
      start,
      part: landscape.memberPractice,
      people,
      placed: countPlaced(start),
    }
  }
  const { boundary } = dimension
  if (!(Number.isInteger(boundary) && boundary >= 0 && boundary < landscape.counts.boundaries)) {
    throw new BadInput('boundary', boundary, `boundaries are numbered 0 to ${landscape.counts.boundaries - 1}`)
  }
  const first = landscape.sideStart[boundary]!
  const numbers = Array.from({ length: landscape.sideStart[boundary + 1]! - first }, (_, k) => first + k)
  // a stance is a set of sides, ascending
  const { stanceStart, stanceSide } = landscape
  const stances = landscape.standing.subarray(boundary * n, (boundary + 1) * n)
  const start = new Uint32Array(n + 1)
  const sizes = new Uint32Array(numbers.length)
  inStretches(n, stretch(control, 0, 0.5), (begin, end) => {
    for (let i = begin; i < end; i++) {
      const [from, until] = [stanceStart[stances[i]!]!, stanceStart[stances[i]! + 1]!]
      for (let k = from; k < until; k++) sizes[stanceSide[k]! - first]!++
      start[i + 1] = start[i]! + until - from
    }
  })
  const part = new Uint32Array(start[n]!)
  const people = Array.from(sizes, (size) => new Uint32Array(size))
  const filled = new Uint32Array(numbers.length)
  inStretches(n, stretch(control, 0.5, 1), (begin, end) => {
    for (let i = begin; i < end; i++) {
      let at = start[i]!
      for (let k = stanceStart[stances[i]!]!; k < stanceStart[stances[i]! + 1]!; k++) {
        const a = stanceSide[k]! - first
        part[at++] = a
        people[a]![filled[a]!++] = i
      }
    }
  })
  return { numbers, start, part, people, placed: countPlaced(start) }
}

/**
 * The same from one label for each person, for networks that are no landscape.
 *
 * @param label for each person a whole number from 0, or −1: belongs to none
 * @param parts how many labels there are
 * @throws BadInput for a label that is none of these
 */
export function partsOfLabels(label: ArrayLike<number>, parts: number): Parts {
  const start = new Uint32Array(label.length + 1)
  const sizes = new Uint32Array(parts)
  for (let i = 0; i < label.length; i++) {
    const own = label[i]!
    if (!(Number.isInteger(own) && own >= -1 && own < parts)) {
      throw new BadInput(`label of person ${i}`, own, `give a whole number from 0 to ${parts - 1}, or -1 for none`)
    }
    if (own >= 0) sizes[own]!++
    start[i + 1] = start[i]! + (own >= 0 ? 1 : 0)
  }
  const people = Array.from(sizes, (size) => new Uint32Array(size))
  const part = new Uint32Array(start[label.length]!)
  const filled = new Uint32Array(parts)
  for (let i = 0; i < label.length; i++) {
    const own = label[i]!
    if (own < 0) continue
    part[start[i]!] = own
    people[own]![filled[own]!++] = i
  }
  return { numbers: [...people.keys()], start, part, people, placed: countPlaced(start) }
}

/**
 * The dimension of a boundary's external id; the practices for null.
 *
 * @throws BadInput for an id that no boundary has
 */
export function dimensionOf(landscape: Landscape, boundary: string | null): Dimension {
  if (boundary === null) return 'practices'
  const number = numbering(landscape.ids.boundaries).get(boundary)
  if (number === undefined)
    throw new BadInput('parameter boundary', boundary, 'the landscape has no boundary of this id')
  return { boundary: number }
}

function countPlaced(start: Uint32Array): number {
  let placed = 0
  for (let i = 0; i + 1 < start.length; i++) if (start[i + 1]! > start[i]!) placed++
  return placed
}

/** Do two people belong to parts, and to none in common? */
export function areApart({ start, part }: Parts, one: number, other: number): boolean {
  let i = start[one]!
  let j = start[other]!
  const iEnd = start[one + 1]!
  const jEnd = start[other + 1]!
  if (i === iEnd || j === jEnd) return false
  while (i < iEnd && j < jEnd) {
    if (part[i] === part[j]) return false
    if (part[i]! < part[j]!) i++
    else j++
  }
  return true
}

/** Does this person belong to any part? */
export function isPlaced({ start }: Parts, person: number): boolean {
  return start[person + 1]! > start[person]!
}
