/**
 * Whole sides of a boundary as candidates: two (or three) sides between whose people few ties are known, and a side that hardly sits in
 * any space. What is joined is then a few practices that stand on these sides.
 *
 * People who straddle stand on no side alone and are left out of the counts; so is whoever's side is not known.
 */
import { type Control, checkpoint } from '../control.ts'
import { type Landscape, practiceSize, stancesApart } from '../network/landscape.ts'
import { carriersAmong } from './bridges.ts'
import { type Candidate, openingKey } from './candidate.ts'
import { candidateFor, needAmong } from './candidates.ts'
import { sharedConcerns, sharedStrength } from './concerns-held.ts'
import { FEWEST_SHOWN } from './fewest.ts'
import { type Ground, sidesHeld } from './ground.ts'
import { practicesApart } from './keep-apart.ts'
import { eachDyad, knownPair } from './known-pairs.ts'
import { voiceCandidate } from './unheard-voices.ts'

const MOST_PER_SIDE = 2

/** What is known of each side and each two sides of one boundary; sides are numbered through the landscape. */
export interface SideCounts {
  boundary: number
  sides: number[]
  /** By place in `sides`: people who stand there and nowhere else on this boundary. */
  people: number[]
  /** By place in `sides`: seats these people hold in spaces. */
  seats: number[]
  /** By `place * sides.length + place`: known ties between people of the two sides. */
  seen: Float64Array
}

/** Counts of one boundary. Cost: one pass over people and ties. */
export function countSides(ground: Ground, boundary: number, control?: Control): SideCounts {
  const { landscape, pairs } = ground
  const first = landscape.sideStart[boundary]!
  const sides = Array.from({ length: landscape.sideStart[boundary + 1]! - first }, (_, i) => first + i)
  const counts: SideCounts = {
    boundary,
    sides,
    people: sides.map(() => 0),
    seats: sides.map(() => 0),
    seen: new Float64Array(sides.length ** 2),
  }
  const stance = landscape.standing.subarray(
    boundary * landscape.counts.people,
    (boundary + 1) * landscape.counts.people,
  )
  for (let person = 0; person < landscape.counts.people; person++) {
    const place = placeOf(landscape, stance[person]!, first)
    if (place < 0) continue
    counts.people[place]!++
    counts.seats[place]! += landscape.personSpaceStart[person + 1]! - landscape.personSpaceStart[person]!
  }
  eachDyad(
    landscape,
    (one, other, dyad) => {
      if (!pairs.tied[dyad] || !stancesApart(landscape, stance[one]!, stance[other]!)) return
      const x = placeOf(landscape, stance[one]!, first)
      const y = placeOf(landscape, stance[other]!, first)
      if (x < 0 || y < 0) return
      counts.seen[x * sides.length + y]!++
      counts.seen[y * sides.length + x]!++
    },
    control,
  )
  return counts
}

/** The side's place when the stance is one side alone, else -1. */
function placeOf(landscape: Landscape, stance: number, first: number): number {
  const { stanceStart, stanceSide } = landscape
  return stanceStart[stance + 1]! - stanceStart[stance]! === 1 ? stanceSide[stanceStart[stance]!]! - first : -1
}

const countsByGround = new WeakMap<Ground, Map<number, SideCounts>>()

/** The same, read once per ground. */
export function sideCountsOf(ground: Ground, boundary: number, control?: Control): SideCounts {
  const known = countsByGround.get(ground) ?? new Map<number, SideCounts>()
  countsByGround.set(ground, known)
  const counts = known.get(boundary) ?? countSides(ground, boundary, control)
  known.set(boundary, counts)
  return counts
}

/** Ties known between two sides, and as many as chance would give. */
export function tiesBetweenSides(ground: Ground, counts: SideCounts, one: number, other: number) {
  const [x, y] = [counts.sides.indexOf(one), counts.sides.indexOf(other)]
  const { ties, peoplePairs } = ground.pairs
  const expected = peoplePairs > 0 ? (ties * counts.people[x]! * counts.people[y]!) / peoplePairs : 0
  return { seen: counts.seen[x * counts.sides.length + y]!, expected }
}

/** Seats a side holds, and as many as a lot would give. */
export function seatsOfSide({ landscape }: Ground, counts: SideCounts, side: number) {
  const place = counts.sides.indexOf(side)
  const expected = (landscape.spacePerson.length * counts.people[place]!) / Math.max(1, landscape.counts.people)
  return { seats: counts.seats[place]!, expected }
}

/** Two or three sides of one boundary that hardly know each other, those that chance would tie most first. */
export function sidesHardlyTied(
  ground: Ground,
  search: { boundary: number; keep: number; control?: Control },
): Candidate[] {
  const found: { candidate: Candidate; lack: number }[] = []
  for (const boundary of boundariesOf(ground, search.boundary)) {
    checkpoint(search.control, 0)
    const counts = sideCountsOf(ground, boundary, search.control)
    const lacking = allTwo(shownSides(ground, counts)).flatMap(([one, other]) => {
      const { seen, expected } = tiesBetweenSides(ground, counts, one, other)
      return expected > 1 && seen < expected ? [{ sides: [one, other], lack: 1 - seen / expected }] : []
    })
    for (const { sides, lack } of [...lacking, ...threes(lacking)]) {
      const candidate = betweenSides(ground, boundary, sides)
      if (candidate) found.push({ candidate, lack })
    }
  }
  return found
    .sort((x, y) => y.lack - x.lack || (x.candidate.key < y.candidate.key ? -1 : 1))
    .slice(0, search.keep)
    .map(({ candidate }) => candidate)
}

/** Sides that hold a quarter or less of the seats that a lot would give them, and several practices of which stand there. */
export function sidesInNoSpace(
  ground: Ground,
  search: { boundary: number; keep: number; control?: Control },
): Candidate[] {
  const found: { candidate: Candidate; lack: number }[] = []
  for (const boundary of boundariesOf(ground, search.boundary)) {
    checkpoint(search.control, 0)
    const counts = sideCountsOf(ground, boundary, search.control)
    for (const side of shownSides(ground, counts)) {
      const { seats, expected } = seatsOfSide(ground, counts, side)
      const practices = standingOn(ground, boundary, side)
      if (expected < 1.5 || seats * 4 > expected || practices.length < 2) continue
      const voices = practices.map((practice) => voiceCandidate(ground, practice)).slice(0, MOST_PER_SIDE)
      const between = voices.flatMap((voice) => voice.between).sort((x, y) => x - y)
      if (allTwo(between).some(([a, b]) => practicesApart(ground.apart, a, b))) continue
      const partners = voices[0]!.partners.filter((partner) => !practices.includes(partner))
      if (partners.length === 0) continue
      const key = openingKey(
        'unheard-voice',
        between.map((practice) => ground.landscape.ids.practices[practice]!),
      )
      const need = voices.reduce((sum, voice) => sum + voice.need, 0) / voices.length + 1
      found.push({
        candidate: {
          ...voices[0]!,
          key,
          between,
          partners,
          boundary,
          sides: [side],
          withheld: carriersAmong(ground, [...between, ...partners]),
          need,
        },
        lack: expected - seats,
      })
    }
  }
  return found
    .sort((x, y) => y.lack - x.lack || (x.candidate.key < y.candidate.key ? -1 : 1))
    .slice(0, search.keep)
    .map(({ candidate }) => candidate)
}

function boundariesOf({ landscape }: Ground, wanted: number): number[] {
  return wanted >= 0 ? [wanted] : landscape.ids.boundaries.map((_, boundary) => boundary)
}

/** Sides on which enough people stand to be counted. */
function shownSides(ground: Ground, counts: SideCounts): number[] {
  const fewest = Math.min(FEWEST_SHOWN, ground.fewest)
  return counts.sides.filter((_, place) => counts.people[place]! >= fewest)
}

/** Practices looked at that stand on this side alone, the largest first. */
export function standingOn(ground: Ground, boundary: number, side: number): number[] {
  return ground.pairs.considered
    .filter((practice) => {
      const held = sidesHeld(ground, boundary, practice)
      return held.length === 1 && held[0] === side
    })
    .sort((a, b) => practiceSize(ground.landscape, b) - practiceSize(ground.landscape, a) || a - b)
}

/** Up to so many practices of each side looked at for the two that lack most. */
const MOST_LOOKED_AT = 40

/** The candidate that joins these sides: the two practices that lack most of each other, and one or two more that may sit with them. */
function betweenSides(ground: Ground, boundary: number, sides: readonly number[]): Candidate | null {
  const standing = sides.map((side) => standingOn(ground, boundary, side).slice(0, MOST_LOOKED_AT))
  if (standing.some((practices) => practices.length === 0)) return null
  const between: number[] = []
  const most = sides.length > 2 ? 1 : MOST_PER_SIDE
  for (let turn = 0; turn < most; turn++) {
    for (const practices of standing) {
      const best = practices
        .filter((a) => !between.includes(a) && !between.some((b) => practicesApart(ground.apart, a, b)))
        .map((practice) => ({ practice, worth: worthJoining(ground, practice, between, standing, practices) }))
        .sort((x, y) => y.worth - x.worth || x.practice - y.practice)[0]
      if (best) between.push(best.practice)
    }
  }
  const covered = standing.every((practices) => practices.some((practice) => between.includes(practice)))
  if (!covered) return null
  between.sort((x, y) => x - y)
  const concerns = mostShared(ground, between)
  return { ...candidateFor(ground, between), boundary, concerns, need: needAmong(ground, between), sides }
}

/** How much a practice lacks of, and shares with, those taken from the other sides; of all on the other sides while none is taken. */
function worthJoining(
  ground: Ground,
  practice: number,
  between: readonly number[],
  standing: readonly (readonly number[])[],
  own: readonly number[],
): number {
  const taken = between.filter((other) => !own.includes(other))
  const others = taken.length > 0 ? taken : standing.filter((side) => side !== own).flat()
  const worths = others
    .filter((other) => !practicesApart(ground.apart, practice, other))
    .map((other) => {
      const { ratio } = knownPair(ground.landscape, ground.pairs, practice, other)
      return 1 - Math.min(1, ratio ?? 0) + Math.min(1, sharedStrength(ground.concerns, [practice, other]))
    })
  return Math.max(-1, ...worths)
}

/** What all of them care about, else what most telling two of them do. */
function mostShared(ground: Ground, practices: readonly number[]): number[] {
  const byAll = sharedConcerns(ground.concerns, practices)
  if (byAll.length > 0) return byAll
  return allTwo(practices)
    .map((two) => ({ two, strength: sharedStrength(ground.concerns, two) }))
    .sort((x, y) => y.strength - x.strength)
    .slice(0, 1)
    .flatMap(({ two }) => sharedConcerns(ground.concerns, two))
}

function threes(pairs: readonly { sides: number[]; lack: number }[]): { sides: number[]; lack: number }[] {
  return pairs.flatMap((one, i) =>
    pairs.slice(i + 1).flatMap((other) => {
      const sides = [...new Set([...one.sides, ...other.sides])].sort((x, y) => x - y)
      if (sides.length !== 3) return []
      const third = pairs.findIndex(
        (pair) => pair !== one && pair !== other && pair.sides.every((s) => sides.includes(s)),
      )
      if (third < pairs.indexOf(other)) return []
      return [{ sides, lack: (one.lack + other.lack + pairs[third]!.lack) / 3 - 0.05 }]
    }),
  )
}

function allTwo(values: readonly number[]): [number, number][] {
  return values.flatMap((a, i) => values.slice(i + 1).map((b) => [a, b] as [number, number]))
}
