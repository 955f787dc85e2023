/**
 * What is known between each two practices: pairs of people with a tie, without one, and never asked about.
 *
 * A tie counts here when anybody said yes, whatever the kind, except conflict: the question is "do they know of each
 * other's work", not yet "what travels". Somebody who belongs to both practices joins them by being there; ties of such
 * people are left out of the count between the two, so that "we know of nobody who talks with the other" stays true.
 *
 * `expected` = ties that would fall between the two if the known ones fell on random pairs of people (DOMAIN §4.1, per boundary).
 * It misleads when few people answered: read it beside the answers.
 */
import { type Control, checkpoint } from '../control.ts'
import { type Landscape, peopleOf, practiceSize, practicesOf, tieKinds, way } from '../network/landscape.ts'
import { FEWEST_SHOWN } from './fewest.ts'

/** Above this many practices the search looks at the largest only; cost grows with the square. */
const MOST_PRACTICES = 400

export interface KnownPairs {
  /** Practices looked at, ascending: those with enough people to be shown, the largest if there are too many. */
  considered: number[]
  /** Place of a practice in `considered`, -1 if not looked at. */
  slotOf: Int32Array
  /** People who belong to both, by `slot * slots + slot`; all tables below are symmetric and indexed so. */
  overlap: Uint32Array
  seen: Uint32Array
  saidNo: Float64Array
  /** Ties in the whole landscape, and pairs of people. */
  ties: number
  peoplePairs: number
  /** By dyad: 1 when somebody said there is a tie. */
  tied: Uint8Array
  /** Strength × freshness of a dyad, the highest account. */
  strength: Float32Array
}

export interface KnownPair {
  seen: number
  expected: number | null
  ratio: number | null
  saidNo: number
  unknown: number
  pairs: number
  overlap: number
}

/**
 * Reads all accounts once. Cost: ties × practices per person², and practices².
 *
 * @param fewest people a practice must have to be looked at
 */
export function readKnownPairs(landscape: Landscape, fewest: number, control?: Control): KnownPairs {
  const considered = consideredPractices(landscape, fewest)
  const slots = considered.length
  const slotOf = new Int32Array(landscape.counts.practices).fill(-1)
  considered.forEach((practice, slot) => {
    slotOf[practice] = slot
  })
  const { tied, strength, refused } = readDyads(landscape, control)
  const table: KnownPairs = {
    considered,
    slotOf,
    overlap: countOverlap(landscape, slotOf, slots, control),
    seen: new Uint32Array(slots * slots),
    saidNo: new Float64Array(slots * slots),
    ties: 0,
    peoplePairs: (landscape.counts.people * (landscape.counts.people - 1)) / 2,
    tied,
    strength,
  }
  countSilence(landscape, table, control)
  eachDyad(
    landscape,
    (one, other, dyad) => {
      if (tied[dyad]) table.ties++
      countDyad(landscape, table, one, other, tied[dyad] === 1, refused[dyad] === 1)
    },
    control,
  )
  return table
}

/** What is known between two practices that are looked at. */
export function knownPair(landscape: Landscape, table: KnownPairs, a: number, b: number): KnownPair {
  const at = table.slotOf[a]! * table.considered.length + table.slotOf[b]!
  const overlap = table.overlap[at]!
  const pairs = (practiceSize(landscape, a) - overlap) * (practiceSize(landscape, b) - overlap)
  const seen = table.seen[at]!
  const expected = table.ties > 0 && table.peoplePairs > 0 ? (table.ties * pairs) / table.peoplePairs : null
  const saidNo = landscape.complete ? pairs - seen : Math.min(table.saidNo[at]!, pairs - seen)
  return {
    seen,
    expected,
    ratio: expected !== null && expected > 0 ? seen / expected : null,
    saidNo,
    unknown: pairs - seen - saidNo,
    pairs,
    overlap,
  }
}

/** Calls back with lower person, higher person and dyad, for every dyad about which anything was said. */
export function eachDyad(
  landscape: Landscape,
  visit: (one: number, other: number, dyad: number) => void,
  control?: Control,
): void {
  for (let one = 0; one < landscape.counts.people; one++) {
    if ((one & 511) === 0) checkpoint(control, 0)
    const end = landscape.dyadStart[one + 1]!
    for (let dyad = landscape.dyadStart[one]!; dyad < end; dyad++) visit(one, landscape.dyadHigh[dyad]!, dyad)
  }
}

/** Did this person answer the question about ties, so that silence about somebody of `practice` means "no"? */
function answeredAbout(landscape: Landscape, person: number, practice: number): boolean {
  if (landscape.answeredAll[person]) return true
  for (let at = landscape.answerStart[person]!; at < landscape.answerStart[person + 1]!; at++) {
    if (landscape.answerPractice[at] === practice) return true
  }
  return false
}

/** How many of a practice answered the question about ties, about everybody or about some practice. */
export function countAnswered(landscape: Landscape, practice: number): number {
  let answered = 0
  for (const person of peopleOf(landscape, practice)) {
    if (landscape.answeredAll[person] || landscape.answerStart[person + 1]! > landscape.answerStart[person]!) answered++
  }
  return answered
}

/** Five; or two where most people belong to no practice of five, as in one person's sketch of a place. */
export function fewestShown(landscape: Landscape, control?: Control): number {
  let inLarge = 0
  let inAny = 0
  for (let person = 0; person < landscape.counts.people; person++) {
    if ((person & 16383) === 0) checkpoint(control, 0)
    const own = practicesOf(landscape, person)
    if (own.length > 0) inAny++
    if (own.some((practice) => practiceSize(landscape, practice) >= FEWEST_SHOWN)) inLarge++
  }
  return inLarge * 2 >= inAny ? FEWEST_SHOWN : 2
}

function consideredPractices(landscape: Landscape, fewest: number): number[] {
  const large: number[] = []
  for (let practice = 0; practice < landscape.counts.practices; practice++) {
    if (practiceSize(landscape, practice) >= fewest) large.push(practice)
  }
  if (large.length <= MOST_PRACTICES) return large
  return large
    .sort((a, b) => practiceSize(landscape, b) - practiceSize(landscape, a) || a - b)
    .slice(0, MOST_PRACTICES)
    .sort((a, b) => a - b)
}

function readDyads(
  landscape: Landscape,
  control?: Control,
): { tied: Uint8Array; strength: Float32Array; refused: Uint8Array } {
  const { dyads } = landscape.counts
  const tied = new Uint8Array(dyads)
  const refused = new Uint8Array(dyads)
  const strength = new Float32Array(dyads)
  const conflict = tieKinds.indexOf('conflict')
  for (let dyad = 0; dyad < dyads; dyad++) {
    if ((dyad & 0xffff) === 0) checkpoint(control, 0)
    for (let at = landscape.accountStart[dyad]!; at < landscape.accountStart[dyad + 1]!; at++) {
      if (landscape.accountWay[at]! & way.no) refused[dyad] = 1
      else if (landscape.accountKind[at] !== conflict) {
        tied[dyad] = 1
        const now = landscape.accountStrength[at]! * landscape.accountFreshness[at]!
        if (now > strength[dyad]!) strength[dyad] = now
      }
    }
  }
  return { tied, strength, refused }
}

function countOverlap(landscape: Landscape, slotOf: Int32Array, slots: number, control?: Control): Uint32Array {
  const overlap = new Uint32Array(slots * slots)
  for (let person = 0; person < landscape.counts.people; person++) {
    if ((person & 16383) === 0) checkpoint(control, 0)
    const own = practicesOf(landscape, person)
    for (const a of own) {
      for (const b of own) {
        const x = slotOf[a]!
        const y = slotOf[b]!
        if (x >= 0 && y >= 0) overlap[x * slots + y]!++
      }
    }
  }
  return overlap
}

/**
 * Pairs of people between two practices of whom at least one answered, so that nothing said means "no": those that were listed after
 * all are taken off in `countDyad`.
 */
function countSilence(landscape: Landscape, table: KnownPairs, control?: Control): void {
  const { considered } = table
  const slots = considered.length
  const answered = countAnswers(landscape, table, control)
  checkpoint(control, 0)
  for (let x = 0; x < slots; x++) {
    for (let y = 0; y < slots; y++) {
      if (x === y) continue
      const sizeX = practiceSize(landscape, considered[x]!) - table.overlap[x * slots + y]!
      const sizeY = practiceSize(landscape, considered[y]!) - table.overlap[x * slots + y]!
      const silentX = sizeX - answered[x * slots + y]!
      const silentY = sizeY - answered[y * slots + x]!
      table.saidNo[x * slots + y] = sizeX * sizeY - silentX * silentY
    }
  }
}

/** People of practice x, not of y, whose silence about y means "no", by `x * slots + y`. */
function countAnswers(landscape: Landscape, table: KnownPairs, control?: Control): Uint32Array {
  const { slotOf } = table
  const slots = table.considered.length
  const answered = new Uint32Array(slots * slots)
  const allOf = new Uint32Array(slots)
  for (let person = 0; person < landscape.counts.people; person++) {
    if ((person & 16383) === 0) checkpoint(control, 0)
    const own = Array.from(practicesOf(landscape, person), (practice) => slotOf[practice]!).filter((slot) => slot >= 0)
    if (landscape.answeredAll[person]) {
      for (const x of own) {
        allOf[x]!++
        for (const y of own) answered[x * slots + y]!-- // wraps below zero until the sum over x is added: exact modulo 2³²
      }
      continue
    }
    for (let at = landscape.answerStart[person]!; at < landscape.answerStart[person + 1]!; at++) {
      const y = slotOf[landscape.answerPractice[at]!]!
      if (y < 0 || own.includes(y)) continue
      for (const x of own) answered[x * slots + y]!++
    }
  }
  for (let x = 0; x < slots; x++) for (let y = 0; y < slots; y++) answered[x * slots + y]! += allOf[x]!
  return answered
}

function countDyad(
  landscape: Landscape,
  table: KnownPairs,
  one: number,
  other: number,
  tied: boolean,
  refused: boolean,
): void {
  const slots = table.considered.length
  for (const a of practicesOf(landscape, one)) {
    const x = table.slotOf[a]!
    if (x < 0 || belongs(landscape, other, a)) continue
    for (const b of practicesOf(landscape, other)) {
      const y = table.slotOf[b]!
      if (y < 0 || x === y || belongs(landscape, one, b)) continue
      const silenceMeansNo = answeredAbout(landscape, one, b) || answeredAbout(landscape, other, a)
      const change = tied ? (silenceMeansNo ? -1 : 0) : refused && !silenceMeansNo ? 1 : 0
      for (const at of [x * slots + y, y * slots + x]) {
        if (tied) table.seen[at]!++
        table.saidNo[at]! += change
      }
    }
  }
}

/** Is this person a member of the practice? */
export function belongs(landscape: Landscape, person: number, practice: number): boolean {
  for (let at = landscape.memberStart[person]!; at < landscape.memberStart[person + 1]!; at++) {
    if (landscape.memberPractice[at] === practice) return true
  }
  return false
}
