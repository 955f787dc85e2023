import type { BoundaryKind, TieKind } from './landscape-input.ts'

/**
 * A social landscape as the engine computes with it: typed arrays that are views of one `buffer`, so that it goes to a
 * worker, a file or a browser as it is. People, practices, boundaries, sides, concerns and spaces are numbered from 0 in
 * the order of their external ids (code units), whatever order they came in; `ids` turns a number back into an id.
 *
 * "CSR" below: the entries of row r are `start[r]` up to, not including, `start[r + 1]`.
 * Made by `buildLandscape`, read back by `readLandscape`; nobody writes into the arrays afterwards.
 */
export interface Landscape {
  readonly buffer: ArrayBuffer | SharedArrayBuffer
  readonly ids: LandscapeIds
  readonly counts: LandscapeCounts
  /** every pair that is not listed is known to have no tie */
  readonly complete: boolean

  /** two 32-bit halves of each person's id hash (person i: 2i and 2i + 1); chance is keyed by them */
  readonly personKey: Uint32Array
  /** the same for practices */
  readonly practiceKey: Uint32Array
  /** 1: on the team */
  readonly team: Uint8Array
  /** 1: may not be invited or named now */
  readonly notInvitable: Uint8Array

  /** memberships by person (CSR); weights sum to 1 over a person's practices; practices ascending */
  readonly memberStart: Uint32Array
  readonly memberPractice: Uint32Array
  readonly memberWeight: Float64Array
  /** the same by practice (CSR); people ascending */
  readonly practiceStart: Uint32Array
  readonly practicePerson: Uint32Array
  readonly practiceWeight: Float64Array

  /** index into `boundaryKinds`, one per boundary */
  readonly boundaryKind: Uint8Array
  /** sides of boundary b are numbered `sideStart[b]` to `sideStart[b + 1] - 1` */
  readonly sideStart: Uint32Array
  /**
   * Standing of person i on boundary b: `standing[b * people + i]` is a stance number. A stance is a set of sides:
   * `stanceSide` from `stanceStart[s]` (CSR, ascending). Stance 0 is the empty set: not known. Two or more sides: straddles.
   * A person's own row has the first word; otherwise the union of the sides of the person's practices.
   */
  readonly standing: Uint32Array
  /** the same for practices: `practiceStanding[b * practices + a]` */
  readonly practiceStanding: Uint32Array
  readonly stanceStart: Uint32Array
  readonly stanceSide: Uint32Array

  /**
   * Dyads: unordered pairs of people about whom anything was said, by lower person (CSR), higher person ascending.
   * Dyad d of lower person i is the pair (i, `dyadHigh[d]`).
   */
  readonly dyadStart: Uint32Array
  readonly dyadHigh: Uint32Array
  /** all neighbours of a person, both lower and higher (CSR, ascending), with the number of the dyad */
  readonly neighbourStart: Uint32Array
  readonly neighbour: Uint32Array
  readonly neighbourDyad: Uint32Array
  /** accounts of a dyad (CSR by dyad): kind (index into `tieKinds`), way (see `way`), strength and freshness 0 to 1 */
  readonly accountStart: Uint32Array
  readonly accountKind: Uint8Array
  readonly accountWay: Uint8Array
  readonly accountStrength: Float32Array
  readonly accountFreshness: Float32Array

  /** 1: answered about everybody */
  readonly answeredAll: Uint8Array
  /** practices a person answered about (CSR by person, ascending) */
  readonly answerStart: Uint32Array
  readonly answerPractice: Uint32Array

  /** who holds which concern, one row each: concern, holder (see `holderIsPractice`), kind (index into `concernKinds`) */
  readonly concernOf: Uint32Array
  readonly concernHolder: Uint32Array
  readonly concernHolderIsPractice: Uint8Array
  readonly concernKind: Uint8Array

  /** legitimacy by practice (CSR), people ascending: answers of the practice's members about the person */
  readonly legitimacyStart: Uint32Array
  readonly legitimacyPerson: Uint32Array
  readonly legitimacyWouldCome: Uint32Array
  readonly legitimacyWouldNot: Uint32Array
  /** 1: the person claims to be legitimate there; never merged with what members say */
  readonly legitimacyClaimed: Uint8Array

  /** keep-apart rows; `keepApartConcern` is -1 when it holds in every matter */
  readonly keepApartOne: Uint32Array
  readonly keepApartOneIsPractice: Uint8Array
  readonly keepApartOther: Uint32Array
  readonly keepApartOtherIsPractice: Uint8Array
  readonly keepApartConcern: Int32Array

  /** people of each space (CSR by space, ascending), and spaces of each person (CSR by person) */
  readonly spaceStart: Uint32Array
  readonly spacePerson: Uint32Array
  readonly personSpaceStart: Uint32Array
  readonly personSpace: Uint32Array

  /** stakes that differ from 1 (CSR by practice learned from): practice that learns, weight */
  readonly stakeStart: Uint32Array
  readonly stakeTo: Uint32Array
  readonly stakeWeight: Float64Array
}

export interface LandscapeIds {
  readonly people: readonly string[]
  readonly practices: readonly string[]
  readonly boundaries: readonly string[]
  /** all sides of all boundaries, numbered through (see `sideStart`) */
  readonly sides: readonly string[]
  readonly concerns: readonly string[]
  readonly spaces: readonly string[]
}

export interface LandscapeCounts {
  readonly people: number
  readonly practices: number
  readonly boundaries: number
  readonly dyads: number
  readonly accounts: number
}

/** The order in which kinds are numbered in the arrays. */
export const tieKinds: readonly TieKind[] = ['talks', 'learns', 'works', 'trusts', 'funds', 'conflict']
export const boundaryKinds: readonly BoundaryKind[] = [
  'geographic',
  'cultural',
  'disciplinary',
  'political',
  'class',
  'social',
  'institutional',
  'other',
]
export const concernKinds = ['cares', 'offers', 'seeks'] as const

/** Bits of `accountWay`: the higher can learn from the lower, the lower from the higher (both when mutual), a report of "no tie". */
export const way = { up: 1, down: 2, no: 4 } as const

/**
 * Index of each id of a table.
 *
 * @param ids one of the tables of `landscape.ids`
 * @returns id → number; cost O(length), so keep it while you look many up
 */
export function numbering(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, index) => [id, index]))
}

/**
 * How many people a practice has (memberships that are fractions count as one person).
 */
export function practiceSize(landscape: Landscape, practice: number): number {
  return landscape.practiceStart[practice + 1]! - landscape.practiceStart[practice]!
}

/** The people of a practice, ascending; a view, not a copy. */
export function peopleOf(landscape: Landscape, practice: number): Uint32Array {
  return landscape.practicePerson.subarray(landscape.practiceStart[practice]!, landscape.practiceStart[practice + 1]!)
}

/** The practices of a person, ascending; a view, not a copy. */
export function practicesOf(landscape: Landscape, person: number): Uint32Array {
  return landscape.memberPractice.subarray(landscape.memberStart[person]!, landscape.memberStart[person + 1]!)
}

/** The sides (numbered through all boundaries) a person stands on at one boundary: none = not known, several = straddles. */
export function sidesOf(landscape: Landscape, boundary: number, person: number): Uint32Array {
  const stance = landscape.standing[boundary * landscape.counts.people + person]!
  return landscape.stanceSide.subarray(landscape.stanceStart[stance]!, landscape.stanceStart[stance + 1]!)
}

/** The same for a practice's own standing. */
export function sidesOfPractice(landscape: Landscape, boundary: number, practice: number): Uint32Array {
  const stance = landscape.practiceStanding[boundary * landscape.counts.practices + practice]!
  return landscape.stanceSide.subarray(landscape.stanceStart[stance]!, landscape.stanceStart[stance + 1]!)
}

/**
 * Does a tie between two people cross this boundary? Only if both have a side on it and they share none;
 * so straddlers never cross, and nobody whose side is unknown does.
 */
export function crosses(landscape: Landscape, boundary: number, one: number, other: number): boolean {
  const row = boundary * landscape.counts.people
  return stancesApart(landscape, landscape.standing[row + one]!, landscape.standing[row + other]!)
}

/** True when both stances hold a side and they share none. */
export function stancesApart(landscape: Landscape, one: number, other: number): boolean {
  if (one === 0 || other === 0 || one === other) return false
  const { stanceStart, stanceSide } = landscape
  let i = stanceStart[one]!
  let j = stanceStart[other]!
  const iEnd = stanceStart[one + 1]!
  const jEnd = stanceStart[other + 1]!
  while (i < iEnd && j < jEnd) {
    const a = stanceSide[i]!
    const b = stanceSide[j]!
    if (a === b) return false
    if (a < b) i++
    else j++
  }
  return true
}

/**
 * The dyad of two people, or -1 when nothing was ever said about them.
 *
 * Cost: a binary search among the neighbours of `one`.
 */
export function dyadBetween(landscape: Landscape, one: number, other: number): number {
  const { neighbourStart, neighbour, neighbourDyad } = landscape
  let low = neighbourStart[one]!
  let high = neighbourStart[one + 1]! - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = neighbour[middle]!
    if (found === other) return neighbourDyad[middle]!
    if (found < other) low = middle + 1
    else high = middle - 1
  }
  return -1
}
