/** The facts an opening is read from, each with the ids by which it can be looked at. No fact of a fragile bridge names a person. */
import type { Control } from '../control.ts'
import { type RouteNetwork, routeCount, routeNetwork } from '../fragility/route-count.ts'
import { peopleOf, practiceSize, tieKinds } from '../network/landscape.ts'
import { bridgeBetween, spreadOver } from './bridges.ts'
import type { Candidate } from './candidate.ts'
import { stake } from './candidates.ts'
import { offersMeetingNeeds } from './concerns-held.ts'
import type { Fact } from './fact.ts'
import { pairFacts, readyFacts, sideFacts } from './facts-of-people.ts'
import { directRoutes } from './fragile-bridges.ts'
import { type Ground, sidesHeld, standApart } from './ground.ts'
import { countAnswered, knownPair } from './known-pairs.ts'
import { allPairs } from './profile.ts'
import { readSigns } from './unheard-voices.ts'
import { wayIn } from './ways-in.ts'

const MOST_CONCERNS = 2
/** Counting ways between two practices stops here. */
const MOST_WAYS = 10

/**
 * All facts of a candidate, in reading order.
 *
 * @param reach chance from practice to practice and the landscape's mean; null when not computed
 */
export function factsOf(
  ground: Ground,
  candidate: Candidate,
  reach: { between: Float64Array; mean: number } | null,
  control?: Control,
): Fact[] {
  const pairs = allPairs(candidate.between).filter(([a, b]) => isConsidered(ground, a) && isConsidered(ground, b))
  if (candidate.pair) return pairFacts(ground, candidate, candidate.pair)
  if (candidate.kind === 'unheard-voice') {
    return [...sideFacts(ground, candidate), ...voiceFacts(ground, candidate), ...answers(ground, candidate)]
  }
  if (candidate.kind === 'fragile-bridge') {
    return [
      ...pairs.map(([a, b]) => routes(ground, a, b, control)),
      ...pairs.map(([a, b]) => knownTies(ground, a, b)),
      ...sharedFacts(ground, candidate, candidate.between),
      ...answers(ground, candidate),
      ...across(ground, candidate),
    ]
  }
  if (candidate.kind === 'partnership') {
    return [
      ...sharedFacts(ground, candidate, candidate.between),
      ...pairs.flatMap(([a, b]) => meetings(ground, a, b)),
      ...pairs.map(([a, b]) => knownTies(ground, a, b)),
      ...pairs.map(([a, b]): Fact => ({ kind: 'no-agreement-known', practices: idPair(ground, a, b) })),
      ...answers(ground, candidate),
      ...across(ground, candidate),
    ]
  }
  if (candidate.ready) {
    return [
      ...readyFacts(ground, candidate, candidate.ready),
      ...sideFacts(ground, candidate),
      ...sharedFacts(ground, candidate, candidate.between),
      ...answers(ground, candidate),
    ]
  }
  return [
    ...sideFacts(ground, candidate),
    ...sharedFacts(ground, candidate, candidate.between),
    ...pairs.map(([a, b]) => knownTies(ground, a, b)),
    ...answers(ground, candidate),
    ...pairs.flatMap(([a, b]) => waysIn(ground, candidate, a, b)),
    ...pairs.flatMap(([a, b]) => meetings(ground, a, b)),
    ...across(ground, candidate),
    ...pairs.flatMap(([a, b]) => lowReach(ground, a, b, reach)),
    ...pairs.flatMap(([a, b]) => stakes(ground, a, b)),
  ]
}

/** Is a conflict known between people of two of these practices? Cost: the ties of their members. */
export function quarrelKnown(ground: Ground, practices: readonly number[]): boolean {
  const { landscape } = ground
  const conflict = tieKinds.indexOf('conflict')
  const memberOf = (person: number) =>
    practices.filter((practice) => {
      for (let at = landscape.memberStart[person]!; at < landscape.memberStart[person + 1]!; at++) {
        if (landscape.memberPractice[at] === practice) return true
      }
      return false
    })
  const quarrels = (dyad: number) => {
    for (let at = landscape.accountStart[dyad]!; at < landscape.accountStart[dyad + 1]!; at++) {
      if (landscape.accountKind[at] === conflict) return true
    }
    return false
  }
  for (const practice of practices) {
    for (const one of peopleOf(landscape, practice)) {
      for (let at = landscape.neighbourStart[one]!; at < landscape.neighbourStart[one + 1]!; at++) {
        if (!quarrels(landscape.neighbourDyad[at]!)) continue
        if (memberOf(landscape.neighbour[at]!).some((there) => there !== practice)) return true
      }
    }
  }
  return false
}

function isConsidered(ground: Ground, practice: number): boolean {
  return ground.pairs.slotOf[practice]! >= 0
}

function practiceId(ground: Ground, practice: number): string {
  return ground.landscape.ids.practices[practice]!
}

function idPair(ground: Ground, a: number, b: number): [string, string] {
  return [practiceId(ground, a), practiceId(ground, b)]
}

function sharedFacts(ground: Ground, candidate: Candidate, practices: readonly number[]): Fact[] {
  const { concerns } = ground
  const shared: Fact[] = candidate.concerns.slice(0, MOST_CONCERNS).map((concern) => ({
    kind: 'shared-concern',
    concern: ground.landscape.ids.concerns[concern]!,
    held: practices
      .filter((practice) => concerns.strength[practice * concerns.concerns + concern]! > 0)
      .map((practice) => ({
        practice: practiceId(ground, practice),
        asPractice: concerns.asPractice[practice * concerns.concerns + concern] === 1,
        people: concerns.people[practice * concerns.concerns + concern]!,
      })),
  }))
  const offers: Fact[] = offersMeetingNeeds(concerns, practices)
    .slice(0, 2)
    .map(({ concern, by, to }) => ({
      kind: 'offer-meets-need',
      concern: ground.landscape.ids.concerns[concern]!,
      offeredBy: practiceId(ground, by),
      soughtBy: practiceId(ground, to),
    }))
  return [...shared, ...offers]
}

function knownTies(ground: Ground, a: number, b: number): Fact {
  const { seen, expected, ratio, saidNo, unknown } = knownPair(ground.landscape, ground.pairs, a, b)
  return { kind: 'known-ties', practices: idPair(ground, a, b), seen, expected, ratio, saidNo, unknown }
}

function answers(ground: Ground, candidate: Candidate): Fact[] {
  return candidate.between.map((practice) => ({
    kind: 'answered',
    practice: practiceId(ground, practice),
    answered: countAnswered(ground.landscape, practice),
    people: practiceSize(ground.landscape, practice),
  }))
}

function routes(ground: Ground, a: number, b: number, control?: Control): Fact {
  const bridge = bridgeBetween(ground, a, b)
  return {
    kind: 'routes',
    practices: idPair(ground, a, b),
    direct: directRoutes(bridge?.pairs ?? []),
    knownTies: bridge?.ties ?? 0,
    allWays: routeCount(ground.landscape, routesOf(ground, control), a, b, MOST_WAYS, control),
    spreadOver: [
      { practice: practiceId(ground, a), people: spreadOver(bridge?.carriedA ?? new Map()) },
      { practice: practiceId(ground, b), people: spreadOver(bridge?.carriedB ?? new Map()) },
    ],
  }
}

function waysIn(ground: Ground, candidate: Candidate, a: number, b: number): Fact[] {
  const way = wayIn(ground, a, b, candidate.withheld)
  if (!way) return []
  const people = way.people.map((person) => ground.landscape.ids.people[person]!)
  return [{ kind: 'way-in', practices: idPair(ground, a, b), by: way.by, people }]
}

const networks = new WeakMap<Ground, RouteNetwork>()

/** The network of routes, laid out once per ground. */
function routesOf(ground: Ground, control: Control | undefined): RouteNetwork {
  const known = networks.get(ground) ?? routeNetwork(ground.landscape, undefined, control)
  networks.set(ground, known)
  return known
}

/** Spaces in which people of both sit, two of each at least. */
function meetings(ground: Ground, a: number, b: number): Fact[] {
  const { landscape } = ground
  return landscape.ids.spaces.flatMap((space, s): Fact[] => {
    let fromA = 0
    let fromB = 0
    for (let at = landscape.spaceStart[s]!; at < landscape.spaceStart[s + 1]!; at++) {
      const person = landscape.spacePerson[at]!
      for (let row = landscape.memberStart[person]!; row < landscape.memberStart[person + 1]!; row++) {
        if (landscape.memberPractice[row] === a) fromA++
        if (landscape.memberPractice[row] === b) fromB++
      }
    }
    return fromA >= 2 && fromB >= 2 ? [{ kind: 'meet-in-space', practices: idPair(ground, a, b), space }] : []
  })
}

function across(ground: Ground, candidate: Candidate): Fact[] {
  const { boundary, between } = candidate
  if (boundary < 0 || !allPairs(between).some(([a, b]) => standApart(ground, boundary, a, b))) return []
  const { boundaries, sides } = ground.landscape.ids
  return [
    {
      kind: 'across',
      boundary: boundaries[boundary]!,
      sides: between.map((practice) => ({
        practice: practiceId(ground, practice),
        sides: sidesHeld(ground, boundary, practice).map((side) => sides[side]!),
      })),
    },
  ]
}

function lowReach(ground: Ground, a: number, b: number, known: { between: Float64Array; mean: number } | null): Fact[] {
  if (!known) return []
  const { practices } = ground.landscape.counts
  const reach = (known.between[a * practices + b]! + known.between[b * practices + a]!) / 2
  if (reach < 0 || reach >= known.mean) return []
  return [{ kind: 'low-reach', practices: idPair(ground, a, b), reach, landscape: known.mean }]
}

function stakes(ground: Ground, a: number, b: number): Fact[] {
  return [
    [a, b],
    [b, a],
  ].flatMap(([from, to]): Fact[] => {
    const weight = stake(ground, from!, to!)
    if (weight === 1) return []
    return [{ kind: 'stakes', from: practiceId(ground, from!), to: practiceId(ground, to!), weight }]
  })
}

function voiceFacts(ground: Ground, candidate: Candidate): Fact[] {
  const voice = candidate.between[0]!
  const practice = practiceId(ground, voice)
  const signs = readSigns(ground, voice)
  const spaces = ground.landscape.ids.spaces.length
  const facts: Fact[] = []
  if (signs.inNoSpace) {
    facts.push({ kind: 'in-no-space', practice, seats: signs.seats, expected: signs.expectedSeats, spaces })
  }
  if (signs.toldBy.length > 0) {
    facts.push({ kind: 'told-not-heard', practice, by: signs.toldBy.map((other) => practiceId(ground, other)) })
  }
  if (signs.cutOff) {
    const tiedTo = signs.tiedTo.map((other) => practiceId(ground, other))
    facts.push({ kind: 'cut-off', practice, tiedTo, of: ground.pairs.considered.length - 1 })
  }
  if (signs.nobodyAsked) facts.push({ kind: 'asked-by-nobody', practice })
  if (!signs.teamKnown) facts.push({ kind: 'nobody-from-team', practice })
  return [...facts, ...sharedFacts(ground, candidate, [voice, ...candidate.partners])]
}
