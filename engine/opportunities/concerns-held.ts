/**
 * What each practice cares about, as a practice or because enough of its people said so, and how far two
 * practices care about the same.
 *
 * A concern of one single member is theirs and not their practice's. What everybody cares about joins nobody in
 * particular, so a concern weighs more the fewer practices hold it.
 */

import { concernKinds, type Landscape, practiceSize, practicesOf } from '../network/landscape.ts'
import { portableLog } from '../portable-log.ts'

const CARES = concernKinds.indexOf('cares')
const OFFERS = concernKinds.indexOf('offers')
const SEEKS = concernKinds.indexOf('seeks')

export interface ConcernsHeld {
  /** Number of members who care, by `practice * concerns + concern`. */
  people: Uint32Array
  asPractice: Uint8Array
  /** Strength 0 to 1 with which the practice holds it; 0 = not held. */
  strength: Float64Array
  /** ln(practices / practices that hold it): what it says to share this one; 0 when all hold it. */
  weight: Float64Array
  offers: Uint8Array
  seeks: Uint8Array
  /** By `person * concerns + concern`: 1 cares, 2 offers, 4 seeks. Only the person's own rows. */
  ofPerson: Uint8Array
  concerns: number
}

/** Reads the rows once. Cost: rows × practices per person + practices × concerns. */
export function readConcernsHeld(landscape: Landscape): ConcernsHeld {
  const concerns = landscape.ids.concerns.length
  const { people, practices } = landscape.counts
  const held: ConcernsHeld = {
    people: new Uint32Array(practices * concerns),
    asPractice: new Uint8Array(practices * concerns),
    strength: new Float64Array(practices * concerns),
    weight: new Float64Array(concerns),
    offers: new Uint8Array(practices * concerns),
    seeks: new Uint8Array(practices * concerns),
    ofPerson: new Uint8Array(people * concerns),
    concerns,
  }
  for (let row = 0; row < landscape.concernOf.length; row++) readRow(landscape, held, row)
  for (let practice = 0; practice < practices; practice++) {
    for (let concern = 0; concern < concerns; concern++) setStrength(landscape, held, practice, concern)
  }
  for (let concern = 0; concern < concerns; concern++) {
    let holders = 0
    for (let practice = 0; practice < practices; practice++) {
      if (held.strength[practice * concerns + concern]! > 0) holders++
    }
    held.weight[concern] = holders > 0 ? portableLog(practices / holders) : 0
  }
  return held
}

function readRow(landscape: Landscape, held: ConcernsHeld, row: number): void {
  const concern = landscape.concernOf[row]!
  const holder = landscape.concernHolder[row]!
  const kind = landscape.concernKind[row]!
  const { concerns } = held
  if (landscape.concernHolderIsPractice[row]) {
    const at = holder * concerns + concern
    if (kind === CARES) held.asPractice[at] = 1
    if (kind === OFFERS) held.offers[at] = 1
    if (kind === SEEKS) held.seeks[at] = 1
    return
  }
  const bit = kind === CARES ? 1 : kind === OFFERS ? 2 : 4
  const before = held.ofPerson[holder * concerns + concern]!
  if (before & bit) return
  held.ofPerson[holder * concerns + concern] = before | bit
  for (const practice of practicesOf(landscape, holder)) {
    const at = practice * concerns + concern
    if (kind === CARES) held.people[at]!++
    if (kind === OFFERS) held.offers[at] = 1
    if (kind === SEEKS) held.seeks[at] = 1
  }
}

function setStrength(landscape: Landscape, held: ConcernsHeld, practice: number, concern: number): void {
  const at = practice * held.concerns + concern
  const size = practiceSize(landscape, practice)
  const people = held.people[at]!
  const share = size > 0 ? people / size : 0
  if (held.asPractice[at]) held.strength[at] = Math.max(0.5, share)
  else if (people >= 2 && (share >= 0.1 || people >= 5)) held.strength[at] = share
}

/** Concerns held by all of these practices, the most telling first. */
export function sharedConcerns(held: ConcernsHeld, practices: readonly number[]): number[] {
  const shared: number[] = []
  for (let concern = 0; concern < held.concerns; concern++) {
    if (practices.every((practice) => held.strength[practice * held.concerns + concern]! > 0)) shared.push(concern)
  }
  return shared.sort((x, y) => weightIn(held, practices, y) - weightIn(held, practices, x) || x - y)
}

/** How much these practices share: the sum over shared concerns of the weakest hold × what it says to share it. */
export function sharedStrength(held: ConcernsHeld, practices: readonly number[]): number {
  return sharedConcerns(held, practices).reduce((sum, concern) => sum + weightIn(held, practices, concern), 0)
}

function weightIn(held: ConcernsHeld, practices: readonly number[], concern: number): number {
  const weakest = Math.min(...practices.map((practice) => held.strength[practice * held.concerns + concern]!))
  return weakest * held.weight[concern]!
}

/** Concerns this practice holds, the most telling first. */
export function concernsOf(held: ConcernsHeld, practice: number): number[] {
  return sharedConcerns(held, [practice])
}

/** Concerns that one of the two practices offers and the other seeks. */
export function offersMeetingNeeds(
  held: ConcernsHeld,
  practices: readonly number[],
): { concern: number; by: number; to: number }[] {
  const found: { concern: number; by: number; to: number }[] = []
  for (let concern = 0; concern < held.concerns; concern++) {
    for (const by of practices) {
      for (const to of practices) {
        if (by === to) continue
        if (held.offers[by * held.concerns + concern] && held.seeks[to * held.concerns + concern]) {
          found.push({ concern, by, to })
        }
      }
    }
  }
  return found
}

/** Did this person say they care about, offer or seek one of these? */
export function personCares(held: ConcernsHeld, person: number, concerns: readonly number[]): boolean {
  return concerns.some((concern) => held.ofPerson[person * held.concerns + concern]! & 1)
}
