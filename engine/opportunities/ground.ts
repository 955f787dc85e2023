/**
 * What is known of a landscape, read once for the whole search: pairs, concerns, keep-apart, who carries much, who sits in
 * spaces, and on which boundaries practices stand apart.
 */
import { type Control, checkpoint } from '../control.ts'
import { type Landscape, peopleOf, sidesOf, sidesOfPractice, stancesApart } from '../network/landscape.ts'
import { type ConcernsHeld, readConcernsHeld } from './concerns-held.ts'
import { type KeepApart, readKeepApart } from './keep-apart.ts'
import { eachDyad, fewestShown, type KnownPairs, readKnownPairs } from './known-pairs.ts'

export interface Ground {
  landscape: Landscape
  /** Fewest people of a practice that is named. */
  fewest: number
  pairs: KnownPairs
  concerns: ConcernsHeld
  apart: KeepApart
  /** 1: already carries much (sits in two spaces or more, or is tied to people of unusually many other practices). */
  carriesMuch: Uint8Array
  /** Number of other practices in which the person has a tie. */
  tiedPractices: Uint16Array
  /** By `boundary * practices + practice`: the sides it stands on, its own or, without any, those of a quarter of its people. */
  sides: number[][]
  /** By boundary: known ties across, against what chance would give; Infinity when nobody stands apart on it. */
  crossedRatio: Float64Array
}

/** Cost: a few passes over ties, memberships and standings. */
export function readGround(
  landscape: Landscape,
  fewestAsked?: number,
  options: { decoys?: number; control?: Control } = {},
): Ground {
  const { control } = options
  checkpoint(control, 0)
  const fewest = fewestAsked ?? fewestShown(landscape, control)
  const pairs = readKnownPairs(landscape, fewest, control)
  const tiedPractices = countTiedPractices(landscape, pairs, control)
  /** Made, and then asked whether to stop. */
  const then = <T>(made: T): T => {
    checkpoint(control, 0)
    return made
  }
  return {
    landscape,
    fewest,
    pairs,
    concerns: then(readConcernsHeld(landscape)),
    apart: then(readKeepApart(landscape, options.decoys)),
    tiedPractices,
    carriesMuch: then(whoCarriesMuch(landscape, tiedPractices, control)),
    sides: then(readSides(landscape)),
    crossedRatio: readCrossedRatio(landscape, pairs, control),
  }
}

/** Sides a practice stands on at a boundary; empty = not known. */
export function sidesHeld(ground: Ground, boundary: number, practice: number): readonly number[] {
  return ground.sides[boundary * ground.landscape.counts.practices + practice]!
}

/** Do both practices have sides on this boundary and share none? */
export function standApart(ground: Ground, boundary: number, a: number, b: number): boolean {
  const one = sidesHeld(ground, boundary, a)
  const other = sidesHeld(ground, boundary, b)
  return one.length > 0 && other.length > 0 && !one.some((side) => other.includes(side))
}

/** Boundaries on which at least two of these practices stand apart, the least crossed first. */
export function boundariesBetween(ground: Ground, practices: readonly number[]): number[] {
  const found: number[] = []
  for (let boundary = 0; boundary < ground.landscape.counts.boundaries; boundary++) {
    const between = practices.some((a, i) => practices.slice(i + 1).some((b) => standApart(ground, boundary, a, b)))
    if (between) found.push(boundary)
  }
  return found.sort((x, y) => ground.crossedRatio[x]! - ground.crossedRatio[y]! || x - y)
}

function countTiedPractices(landscape: Landscape, pairs: KnownPairs, control?: Control): Uint16Array {
  const counts = new Uint16Array(landscape.counts.people)
  const mark = new Int32Array(landscape.counts.practices).fill(-1)
  for (let person = 0; person < landscape.counts.people; person++) {
    if ((person & 4095) === 0) checkpoint(control, 0)
    for (let at = landscape.memberStart[person]!; at < landscape.memberStart[person + 1]!; at++) {
      mark[landscape.memberPractice[at]!] = person
    }
    for (let at = landscape.neighbourStart[person]!; at < landscape.neighbourStart[person + 1]!; at++) {
      if (!pairs.tied[landscape.neighbourDyad[at]!]) continue
      const other = landscape.neighbour[at]!
      for (let row = landscape.memberStart[other]!; row < landscape.memberStart[other + 1]!; row++) {
        const practice = landscape.memberPractice[row]!
        if (mark[practice] === person) continue
        mark[practice] = person
        counts[person]!++
      }
    }
  }
  return counts
}

/** The tenth of people tied to most other practices (three at least), and whoever sits in two spaces or more. */
function whoCarriesMuch(landscape: Landscape, tiedPractices: Uint16Array, control?: Control): Uint8Array {
  const { people } = landscape.counts
  const sorted = tiedPractices.slice().sort()
  checkpoint(control, 0)
  const limit = Math.max(3, (sorted[Math.min(people - 1, Math.floor(people * 0.9))] ?? 0) + 1)
  return Uint8Array.from({ length: people }, (_, person) =>
    tiedPractices[person]! >= limit || spacesOf(landscape, person) >= 2 ? 1 : 0,
  )
}

/** In how many spaces this person sits. */
export function spacesOf(landscape: Landscape, person: number): number {
  return landscape.personSpaceStart[person + 1]! - landscape.personSpaceStart[person]!
}

function readSides(landscape: Landscape): number[][] {
  const { boundaries, practices } = landscape.counts
  const sides: number[][] = []
  for (let boundary = 0; boundary < boundaries; boundary++) {
    for (let practice = 0; practice < practices; practice++) {
      const own = Array.from(sidesOfPractice(landscape, boundary, practice))
      sides.push(own.length > 0 ? own : sidesOfPeople(landscape, boundary, practice))
    }
  }
  return sides
}

function sidesOfPeople(landscape: Landscape, boundary: number, practice: number): number[] {
  const counts = new Map<number, number>()
  const members = peopleOf(landscape, practice)
  for (const person of members) {
    for (const side of sidesOf(landscape, boundary, person)) counts.set(side, (counts.get(side) ?? 0) + 1)
  }
  return [...counts]
    .filter(([, count]) => count >= 2 && count * 4 >= members.length)
    .map(([side]) => side)
    .sort((x, y) => x - y)
}

function readCrossedRatio(landscape: Landscape, pairs: KnownPairs, control?: Control): Float64Array {
  const { people, boundaries } = landscape.counts
  return Float64Array.from({ length: boundaries }, (_, boundary) => {
    const stance = landscape.standing.subarray(boundary * people, (boundary + 1) * people)
    let across = 0
    eachDyad(
      landscape,
      (one, other, dyad) => {
        if (pairs.tied[dyad] && stancesApart(landscape, stance[one]!, stance[other]!)) across++
      },
      control,
    )
    const counts = new Map<number, number>()
    for (const held of stance) counts.set(held, (counts.get(held) ?? 0) + 1)
    const stances = [...counts]
    let pairsApart = 0
    for (const [x, many] of stances) {
      for (const [y, more] of stances) if (x < y && stancesApart(landscape, x, y)) pairsApart += many * more
    }
    if (pairsApart === 0 || pairs.ties === 0) return Number.POSITIVE_INFINITY
    return across / ((pairs.ties * pairsApart) / pairs.peoplePairs)
  })
}
