/** Who could open the door to each practice, and by which known steps somebody who cannot may come to them. */
import type { Candidate } from './candidate.ts'
import { FEWEST_ANSWERS } from './fewest.ts'
import type { Ground } from './ground.ts'
import type { Door } from './opportunity.ts'
import { askedAtLeast, attestedIn, byStanding, isTrusted, teamKnownIn, teamMembers } from './standing-in-practices.ts'
import { knownPath, mayName } from './ways-in.ts'

const MOST_PEOPLE = 3

/** One door per practice joined. People stand in the order of their ids; under three answers no total is given. */
export function doorsOf(ground: Ground, candidate: Candidate): Door[] {
  return candidate.between.map((practice) => doorOf(ground, candidate, practice))
}

function doorOf(ground: Ground, candidate: Candidate, practice: number): Door {
  const { landscape } = ground
  const open = (person: number) => !landscape.notInvitable[person] && !candidate.withheld.has(person)
  const rows = attestedIn(landscape, practice)
  const people = rows
    .filter((row) => open(row.person) && (row.asked < FEWEST_ANSWERS || isTrusted(row)))
    .sort(byStanding)
    .slice(0, MOST_PEOPLE)
    .sort((x, y) => x.person - y.person)
  const teamKnown = teamKnownIn(landscape, practice)
  return {
    practice: landscape.ids.practices[practice]!,
    people: people.map((row) => ({
      person: landscape.ids.people[row.person]!,
      onTeam: landscape.team[row.person] === 1,
      askedAtLeast: askedAtLeast(row),
      claimed: row.claimed,
    })),
    nobodyAsked: rows.every((row) => row.asked === 0),
    path: teamKnown ? null : pathFromTeam(ground, candidate, practice, open),
    teamKnown,
  }
}

function pathFromTeam(
  ground: Ground,
  candidate: Candidate,
  practice: number,
  open: (person: number) => boolean,
): string[] | null {
  const { landscape } = ground
  const team = teamMembers(landscape)
  const others = candidate.between
    .filter((other) => other !== practice)
    .flatMap((other) => attestedIn(landscape, other).filter(isTrusted))
    .map((row) => row.person)
  const path = knownPath(ground, team.length > 0 ? team : others, practice, open, mayName(ground))
  return path && path.length > 1 ? path.map((person) => landscape.ids.people[person]!) : null
}
