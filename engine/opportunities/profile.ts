/**
 * The counts by which openings are told apart, never added up (DOMAIN §4.4). Safety is not among them: what is not safe is
 * not offered.
 */
import { practicesOf } from '../network/landscape.ts'
import { bridgeBetween } from './bridges.ts'
import type { Gain } from './comparators.ts'
import type { Invitation } from './compose-invitation.ts'
import { personCares } from './concerns-held.ts'
import { directRoutes } from './fragile-bridges.ts'
import { type Ground, spacesOf } from './ground.ts'
import type { Profile } from './opportunity.ts'
import type { Counts } from './pareto.ts'
import { attestedIn, chanceToCome, coverage } from './standing-in-practices.ts'

/** Hours of one gathering, going and coming not counted. */
export const GATHERING_HOURS = 2
const TURNOUT_DRAWS = 12
/** Chance to come where nobody was asked. */
const UNASKED = 0.5

/**
 * The profile of one invitation.
 *
 * @param gain rise of reach by a group; null when no effect can be shown
 */
export function profileOf(ground: Ground, invitation: Invitation, gain: Gain | null, next: () => number): Profile {
  const { candidate } = invitation.rules
  const { people } = invitation
  const caring = people.filter((person) => personCares(ground.concerns, person, candidate.concerns)).length
  return {
    need: candidate.need,
    delta: gain ? gain(people) : null,
    worstStanding: worstStanding(ground, invitation),
    care: people.length > 0 ? caring / people.length : 0,
    turnoutDelta: gain ? turnoutGain(ground, invitation, gain, next) : null,
    load: people.filter((person) => ground.carriesMuch[person]).length * GATHERING_HOURS,
    redundancy: addedRoutes(ground, invitation),
  }
}

/** The counts in the form that `orderOptions` takes: more is better. */
export function countsOf(profile: Profile): Counts {
  return [
    profile.need,
    profile.delta,
    profile.worstStanding,
    profile.care,
    profile.turnoutDelta,
    -profile.load,
    profile.redundancy,
  ]
}

/** Least chance over the practices joined that members come when the hosts call; null when one of them was never asked. */
function worstStanding(ground: Ground, invitation: Invitation): number | null {
  let worst = 1
  for (const practice of invitation.rules.candidate.between) {
    const chance = coverage(ground.landscape, practice, invitation.hosts)
    if (chance === null) return null
    worst = Math.min(worst, chance)
  }
  return worst
}

/** Mean rise over draws of who comes. Whether somebody who came is then heard is drawn again by the worlds. */
function turnoutGain(ground: Ground, invitation: Invitation, gain: Gain, next: () => number): number {
  const chances = invitation.people.map((person) => chanceToJoin(ground, invitation, person))
  let sum = 0
  for (let draw = 0; draw < TURNOUT_DRAWS; draw++) {
    const coming = invitation.people.filter((_, i) => next() < chances[i]!)
    if (coming.length > 1) sum += gain(coming)
  }
  return sum / TURNOUT_DRAWS
}

/** Best chance over hosts and own practices that this person comes; hosts come. */
function chanceToJoin(ground: Ground, invitation: Invitation, person: number): number {
  if (invitation.hosts.includes(person)) return 1
  let best: number | null = null
  for (const practice of practicesOf(ground.landscape, person)) {
    for (const row of attestedIn(ground.landscape, practice)) {
      const chance = invitation.hosts.includes(row.person) ? chanceToCome(row) : null
      if (chance !== null && (best === null || chance > best)) best = chance
    }
  }
  return best ?? UNASKED
}

/**
 * Direct routes that share nobody which the space would add, at least, between the practices joined and the ones that should sit with them:
 * meeting once counts as a possible route, not as a tie.
 */
function addedRoutes(ground: Ground, invitation: Invitation): number {
  const { between, partners } = invitation.rules.candidate
  const joined = between.length === 1 ? partners.map((other) => [between[0]!, other] as const) : allPairs(between)
  if (joined.length === 0) return 0
  return Math.min(...joined.map(([a, b]) => routesAdded(ground, invitation.people, a, b)))
}

function routesAdded(ground: Ground, people: readonly number[], a: number, b: number): number {
  const [low, high] = a < b ? [a, b] : [b, a]
  const bridge = bridgeBetween(ground, low, high)
  const fromLow = people.filter((person) => only(ground, person, low, high))
  const fromHigh = people.filter((person) => only(ground, person, high, low))
  const met = fromLow.flatMap((one) => fromHigh.map((other) => [one, other] as [number, number]))
  const known = bridge?.pairs ?? []
  return directRoutes([...known, ...met]) - directRoutes(known)
}

function only(ground: Ground, person: number, practice: number, not: number): boolean {
  const own = practicesOf(ground.landscape, person)
  return own.includes(practice) && !own.includes(not)
}

/** Seats that these people hold in spaces already. */
export function seatsHeld(ground: Ground, people: readonly number[]): { people: number; seats: number } {
  const seats = people.map((person) => spacesOf(ground.landscape, person))
  return { people: seats.filter((count) => count > 0).length, seats: seats.reduce((sum, count) => sum + count, 0) }
}

/** All unordered pairs of a list. */
export function allPairs(practices: readonly number[]): [number, number][] {
  return practices.flatMap((a, i) => practices.slice(i + 1).map((b) => [a, b] as [number, number]))
}
