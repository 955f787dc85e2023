/**
 * Practices that the landscape hardly hears: in no space, reached by others without being learned from, tied to few,
 * little answered, nobody from the team known there.
 *
 * Each is a sign and none is proof: quiet may be chosen. Two signs of their own are needed (no space, few answers, tied to few, told and not heard), or one
 * where neither spaces nor answers are recorded, or being cut off from nine in ten of the others though enough answered; that the team knows nobody
 * there only adds to the order. Which practices should sit with them comes
 * from what both care about.
 */
import { type Control, checkpoint } from '../control.ts'
import { type Landscape, practiceSize, way } from '../network/landscape.ts'
import { carriersAmong } from './bridges.ts'
import { type Candidate, openingKey } from './candidate.ts'
import { stake } from './candidates.ts'
import { concernsOf, sharedConcerns, sharedStrength } from './concerns-held.ts'
import { boundariesBetween, type Ground, standApart } from './ground.ts'
import { practicesApart } from './keep-apart.ts'
import { countAnswered, knownPair } from './known-pairs.ts'
import { attestedIn, teamKnownIn } from './standing-in-practices.ts'

/** With fewer other practices, "a tenth of them" means none. */
const FEWEST_OTHERS = 5

export interface VoiceSigns {
  /** Seats in spaces held by members, and how many seats by lot would give. */
  seats: number
  expectedSeats: number
  inNoSpace: boolean
  answered: number
  fewAnswered: boolean
  /** Practices looked at with which at least one tie is known. */
  tiedTo: number[]
  cutOff: boolean
  /** Tied to at most a tenth of the others, though enough answered to know: a sign that stands by itself. */
  farCutOff: boolean
  /** Practices that reach it by known ties and are not known to learn from it. */
  toldBy: number[]
  /** Members of other practices were asked for whom they would come, and nobody here. */
  nobodyAsked: boolean
  /** False only when there is a team and none of it is known here. */
  teamKnown: boolean
}

/** Candidates, most signs first. Cost: practices² and the ties of each practice. */
export function unheardVoices(
  ground: Ground,
  search: { boundary: number; keep: number; control?: Control },
): Candidate[] {
  const { landscape } = ground
  const recorded = landscape.ids.spaces.length > 0 || asksRecorded(landscape)
  const needed = recorded ? 2 : 1
  const voices = ground.pairs.considered
    .map((practice) => {
      checkpoint(search.control, 0)
      return { practice, signs: readSigns(ground, practice) }
    })
    .filter(({ signs }) => countOwnSigns(signs) >= needed)
    .map((voice) => {
      checkpoint(search.control, 0.5)
      return { ...voice, partners: partnersOf(ground, voice.practice, search.boundary) }
    })
    .filter(({ partners }) => partners.length > 0)
  voices.sort(
    (x, y) =>
      countSigns(y.signs) - countSigns(x.signs) ||
      answeredShare(ground, x.practice, x.signs) - answeredShare(ground, y.practice, y.signs) ||
      x.signs.tiedTo.length - y.signs.tiedTo.length ||
      x.practice - y.practice,
  )
  return voices.slice(0, search.keep).map(({ practice, signs, partners }) => ({
    kind: 'unheard-voice',
    key: openingKey('unheard-voice', [ground.landscape.ids.practices[practice]!]),
    between: [practice],
    partners,
    boundary: search.boundary >= 0 ? search.boundary : (boundariesBetween(ground, [practice, ...partners])[0] ?? -1),
    concerns: concernsFor(ground, practice, partners),
    withheld: carriersAmong(ground, [practice, ...partners]),
    need: needToHear(ground, practice, signs),
  }))
}

/** Candidate for one practice that somebody named, whatever is known of it. */
export function voiceCandidate(ground: Ground, practice: number): Candidate {
  const partners = partnersOf(ground, practice, -1)
  return {
    kind: 'unheard-voice',
    key: openingKey('unheard-voice', [ground.landscape.ids.practices[practice]!]),
    between: [practice],
    partners,
    boundary: boundariesBetween(ground, [practice, ...partners])[0] ?? -1,
    concerns: concernsFor(ground, practice, partners),
    withheld: carriersAmong(ground, [practice, ...partners]),
    need: needToHear(ground, practice, readSigns(ground, practice)),
  }
}

/** Signs read before: every card asks about many practices, and the answer is in their ties. */
const signsOf = new WeakMap<Ground, Map<number, VoiceSigns>>()

/** What is known about how a practice is heard. */
export function readSigns(ground: Ground, practice: number): VoiceSigns {
  const known = signsOf.get(ground) ?? new Map<number, VoiceSigns>()
  signsOf.set(ground, known)
  const signs = known.get(practice) ?? readSignsAnew(ground, practice)
  known.set(practice, signs)
  return signs
}

function readSignsAnew(ground: Ground, practice: number): VoiceSigns {
  const { landscape } = ground
  const size = practiceSize(landscape, practice)
  const answered = countAnswered(landscape, practice)
  const { seats, expectedSeats } = countSeats(ground, practice)
  const { tiedTo, toldBy } = readTies(ground, practice)
  const attested = attestedIn(landscape, practice)
  return {
    seats,
    expectedSeats,
    inNoSpace: landscape.ids.spaces.length > 0 && seats <= 1 && expectedSeats >= 1.5,
    answered,
    fewAnswered: asksRecorded(landscape) && answered * 3 < size,
    tiedTo,
    cutOff: (ground.pairs.considered.length - 1) / 3 > tiedTo.length,
    farCutOff: isFarCutOff(ground, tiedTo.length, landscape.complete ? size : answered, size),
    toldBy,
    nobodyAsked: landscape.legitimacyPerson.length > 0 && attested.every((row) => row.asked === 0),
    teamKnown: !landscape.team.includes(1) || teamKnownIn(landscape, practice),
  }
}

function isFarCutOff(ground: Ground, tiedTo: number, answered: number, size: number): boolean {
  const others = ground.pairs.considered.length - 1
  return others >= FEWEST_OTHERS && tiedTo * 10 <= others && answered * 3 >= size
}

/** All signs, those of our own asking counted half. */
function countSigns(signs: VoiceSigns): number {
  return countOwnSigns(signs) + (signs.nobodyAsked ? 0.5 : 0) + (signs.teamKnown ? 0 : 0.5)
}

function countOwnSigns(signs: VoiceSigns): number {
  return [signs.inNoSpace, signs.fewAnswered, signs.cutOff, signs.farCutOff, signs.toldBy.length > 0].filter(Boolean)
    .length
}

function asksRecorded(landscape: Landscape): boolean {
  return landscape.answeredAll.includes(1) || landscape.answerPractice.length > 0
}

function answeredShare(ground: Ground, practice: number, signs: VoiceSigns): number {
  return signs.answered / practiceSize(ground.landscape, practice)
}

function needToHear(ground: Ground, practice: number, signs: VoiceSigns): number {
  const others = ground.pairs.considered.filter((other) => other !== practice)
  if (others.length === 0) return 0
  const stakes = others.reduce((sum, other) => sum + stake(ground, practice, other), 0) / others.length
  return (stakes * countSigns(signs)) / 3
}

function countSeats(ground: Ground, practice: number): { seats: number; expectedSeats: number } {
  const { landscape } = ground
  let seats = 0
  for (let at = landscape.practiceStart[practice]!; at < landscape.practiceStart[practice + 1]!; at++) {
    const person = landscape.practicePerson[at]!
    seats += landscape.personSpaceStart[person + 1]! - landscape.personSpaceStart[person]!
  }
  const expectedSeats = (landscape.spacePerson.length * practiceSize(landscape, practice)) / landscape.counts.people
  return { seats, expectedSeats }
}

/** Ties of the members with other practices, by direction. */
function readTies(ground: Ground, practice: number): { tiedTo: number[]; toldBy: number[] } {
  const { landscape, pairs } = ground
  const into = new Uint32Array(landscape.counts.practices)
  const from = new Uint32Array(landscape.counts.practices)
  for (let at = landscape.practiceStart[practice]!; at < landscape.practiceStart[practice + 1]!; at++) {
    const person = landscape.practicePerson[at]!
    for (let n = landscape.neighbourStart[person]!; n < landscape.neighbourStart[person + 1]!; n++) {
      const dyad = landscape.neighbourDyad[n]!
      if (!pairs.tied[dyad]) continue
      const other = landscape.neighbour[n]!
      const { learns, teaches } = directions(ground, dyad, person < other)
      for (let row = landscape.memberStart[other]!; row < landscape.memberStart[other + 1]!; row++) {
        const there = landscape.memberPractice[row]!
        if (learns) into[there]!++
        if (teaches) from[there]!++
      }
    }
  }
  const others = pairs.considered.filter((other) => other !== practice)
  return {
    tiedTo: others.filter((other) => into[other]! + from[other]! > 0),
    toldBy: others.filter((other) => into[other]! >= 2 && from[other] === 0),
  }
}

/** Does the person of this end learn over the dyad, and is the person learned from? */
function directions(ground: Ground, dyad: number, isLower: boolean): { learns: boolean; teaches: boolean } {
  const { accountStart, accountWay } = ground.landscape
  let ways = 0
  for (let at = accountStart[dyad]!; at < accountStart[dyad + 1]!; at++) {
    if (!(accountWay[at]! & way.no)) ways |= accountWay[at]!
  }
  const up = (ways & way.up) !== 0
  const down = (ways & way.down) !== 0
  return isLower ? { learns: down, teaches: up } : { learns: up, teaches: down }
}

/** Up to three practices that share a concern with it and lack ties to it most. */
function partnersOf(ground: Ground, practice: number, boundary: number): number[] {
  const others = ground.pairs.considered.filter(
    (other) =>
      other !== practice &&
      !practicesApart(ground.apart, practice, other) &&
      (boundary < 0 || standApart(ground, boundary, practice, other)),
  )
  const shares = others.map((other) => ({
    other,
    shared: sharedStrength(ground.concerns, [practice, other]),
    ratio: Math.min(1, knownPair(ground.landscape, ground.pairs, practice, other).ratio ?? 0),
  }))
  const caring = shares.filter((row) => row.shared > 0)
  const ordered = (caring.length > 0 ? caring : shares).sort(
    (x, y) => y.shared * (1.2 - y.ratio) - x.shared * (1.2 - x.ratio) || x.ratio - y.ratio || x.other - y.other,
  )
  const chosen: number[] = []
  for (const { other } of ordered) {
    if (chosen.length < 3 && !chosen.some((known) => practicesApart(ground.apart, known, other))) chosen.push(other)
  }
  return chosen.sort((x, y) => x - y)
}

/** What the practice shares with its partners, else what it cares about by itself. */
function concernsFor(ground: Ground, practice: number, partners: readonly number[]): number[] {
  const shared = new Map<number, number>()
  for (const partner of partners) {
    for (const concern of sharedConcerns(ground.concerns, [practice, partner])) {
      shared.set(concern, (shared.get(concern) ?? 0) + ground.concerns.weight[concern]!)
    }
  }
  if (shared.size === 0) return concernsOf(ground.concerns, practice).slice(0, 2)
  return [...shared].sort((x, y) => y[1] - x[1] || x[0] - y[0]).map(([concern]) => concern)
}
