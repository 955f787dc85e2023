/**
 * Who must not be brought together. The flags are private: what is refused because of them must look like what is
 * refused for any other reason, and no result says that one exists. So some pairs are left out by chance as well (`decoys.ts`), and
 * every question asked here answers for both alike.
 */
import { type Landscape, practicesOf } from '../network/landscape.ts'
import { type Decoys, readDecoys } from './decoys.ts'

export interface KeepApart {
  /** Rows by holder: the other holder and the matter. Holders are people i, and practices people + a. */
  rows: Map<number, { other: number; concern: number }[]>
  /** 1: the person, or a practice of theirs, is in some row. */
  flagged: Uint8Array
  people: number
  decoys: Decoys
}

/** Reads the rows once. `decoys`: the share of pairs left out by chance. */
export function readKeepApart(landscape: Landscape, decoys?: number): KeepApart {
  const { people } = landscape.counts
  const rows: KeepApart['rows'] = new Map()
  const add = (one: number, other: number, concern: number) => {
    const known = rows.get(one)
    if (known) known.push({ other, concern })
    else rows.set(one, [{ other, concern }])
  }
  for (let row = 0; row < landscape.keepApartOne.length; row++) {
    const one = landscape.keepApartOne[row]! + (landscape.keepApartOneIsPractice[row] ? people : 0)
    const other = landscape.keepApartOther[row]! + (landscape.keepApartOtherIsPractice[row] ? people : 0)
    const concern = landscape.keepApartConcern[row]!
    add(one, other, concern)
    add(other, one, concern)
  }
  const flagged = Uint8Array.from({ length: people }, (_, person) => {
    const byPractice = practicesOf(landscape, person).some((practice) => rows.has(people + practice))
    return byPractice || rows.has(person) ? 1 : 0
  })
  return { rows, flagged, people, decoys: readDecoys(landscape, decoys) }
}

/** Are these two practices kept apart in any matter, or left out by chance? Such a pair is never offered, whatever the matter. */
export function practicesApart(apart: KeepApart, a: number, b: number): boolean {
  if (apart.decoys.practices(a, b)) return true
  return apart.rows.get(apart.people + a)?.some((row) => row.other === apart.people + b) ?? false
}

/** May these two never be introduced: kept apart in any matter, themselves or by their practices, or left out by chance? */
export function neverIntroduced(landscape: Landscape, apart: KeepApart, one: number, other: number): boolean {
  if (apart.decoys.introductions(one, other) || peopleApart(landscape, apart, one, other, [])) return true
  return practicesOf(landscape, one).some((a) =>
    practicesOf(landscape, other).some((b) => a !== b && practicesApart(apart, a, b)),
  )
}

/**
 * Must these two people not be in one room about these concerns? Counts their own flags and those of their practices; a flag
 * about another matter does not, unless the room has no matter yet. A decoy holds in every matter.
 */
export function peopleApart(
  landscape: Landscape,
  apart: KeepApart,
  one: number,
  other: number,
  concerns: readonly number[],
): boolean {
  if (one === other) return false
  if (apart.decoys.people(one, other)) return true
  if (!apart.flagged[one] || !apart.flagged[other]) return false
  const others = new Set([other, ...Array.from(practicesOf(landscape, other), (practice) => apart.people + practice)])
  const own = [one, ...Array.from(practicesOf(landscape, one), (practice) => apart.people + practice)]
  return own.some((holder) =>
    apart.rows
      .get(holder)
      ?.some(
        (row) => others.has(row.other) && (row.concern < 0 || concerns.length === 0 || concerns.includes(row.concern)),
      ),
  )
}
