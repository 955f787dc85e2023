/**
 * Who could call upon a practice: what members said they would do if a person called, in totals. A claim is never
 * counted as an answer.
 */
import { type Landscape, practicesOf } from '../network/landscape.ts'
import { FEWEST_ANSWERS } from './fewest.ts'

const MOST_WOULD = 0.75
const FEW_WOULD = 0.25

export interface Attested {
  person: number
  wouldCome: number
  asked: number
  claimed: boolean
}

/** All of whom members were asked, or who claim to be known there; in the order of people. */
export function attestedIn(landscape: Landscape, practice: number): Attested[] {
  const found: Attested[] = []
  for (let at = landscape.legitimacyStart[practice]!; at < landscape.legitimacyStart[practice + 1]!; at++) {
    const wouldCome = landscape.legitimacyWouldCome[at]!
    found.push({
      person: landscape.legitimacyPerson[at]!,
      wouldCome,
      asked: wouldCome + landscape.legitimacyWouldNot[at]!,
      claimed: landscape.legitimacyClaimed[at] === 1,
    })
  }
  return found
}

/**
 * The chance that a member would come if this person called, in steps: ¾ where most of three or more would, ¼ where most would not, null
 * below three answers. Everything that leaves the engine is made of these steps alone, so that the same card made after one more answer tells
 * what that answer was only if it turned the majority; whoever sums answers up can close that too, by handing over totals that move in
 * steps (`legitimacy/next-telling.ts`).
 */
export function chanceToCome(attested: Attested): number | null {
  if (attested.asked < FEWEST_ANSWERS) return null
  return isTrusted(attested) ? MOST_WOULD : FEW_WOULD
}

/** In how many steps of three answers somebody was judged: 3 for 3, 4 and 5. */
export function askedAtLeast(attested: Attested): number | null {
  return attested.asked < FEWEST_ANSWERS ? null : Math.floor(attested.asked / FEWEST_ANSWERS) * FEWEST_ANSWERS
}

/** The order in which door-openers are looked at: most would come, then more were asked (in steps), then the id. */
export function byStanding(x: Attested, y: Attested): number {
  return (
    Number(isTrusted(y)) - Number(isTrusted(x)) ||
    (askedAtLeast(y) ?? 0) - (askedAtLeast(x) ?? 0) ||
    x.person - y.person
  )
}

/** Known well enough to call there: at least three were asked and most would come. */
export function isTrusted(attested: Attested): boolean {
  return attested.asked >= FEWEST_ANSWERS && attested.wouldCome * 2 > attested.asked
}

/** People trusted in the practice, ascending; people who may not be named are left out. */
export function trustedIn(landscape: Landscape, practice: number): number[] {
  return attestedIn(landscape, practice)
    .filter((attested) => isTrusted(attested) && !landscape.notInvitable[attested.person])
    .map((attested) => attested.person)
}

/** Is anybody of the team trusted in the practice, or a member of it? */
export function teamKnownIn(landscape: Landscape, practice: number): boolean {
  const trusted = attestedIn(landscape, practice).some(
    (attested) => landscape.team[attested.person] === 1 && isTrusted(attested),
  )
  return trusted || teamMembers(landscape).some((person) => practicesOf(landscape, person).includes(practice))
}

/** The team, ascending. */
export function teamMembers(landscape: Landscape): number[] {
  const team: number[] = []
  for (let person = 0; person < landscape.counts.people; person++) if (landscape.team[person]) team.push(person)
  return team
}

/** Best chance over the hosts that members of the practice would come: 1 − Π(1 − chance); null when nobody there was judged by three. */
export function coverage(landscape: Landscape, practice: number, hosts: readonly number[]): number | null {
  let missed = 1
  let asked = false
  for (const attested of attestedIn(landscape, practice)) {
    if (attested.asked >= FEWEST_ANSWERS) asked = true
    if (!hosts.includes(attested.person)) continue
    const chance = chanceToCome(attested)
    if (chance !== null) missed *= 1 - chance
  }
  return asked ? 1 - missed : null
}
