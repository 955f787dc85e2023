import type { DrawnLandscape, DrawnPractice, DrawnSpace, DrawnSpacePerson } from '../landscape/drawn-landscape.ts'
import { peopleLive } from '../landscape/landscape.ts'
import { newestWords, whoSaidNo } from '../landscape/newest-words.ts'

/** Somebody who sits, hosts or is to be asked, as the viewer may know them. */
export interface Seat {
  person: string
  /** null: "1 person, not yet asked" */
  name: string | null
  /** the practice they mostly belong to; null for nobody's */
  practice: DrawnPractice | null
  role: DrawnSpacePerson['role']
  state: DrawnSpacePerson['state']
  /** may be written to and named: they agreed, and are not out of introductions; or nobody in this landscape lives */
  mayBeInvited: boolean
}

/** Who is in a space, in the order of their practices. */
export function seatsOf(drawn: DrawnLandscape, space: DrawnSpace): Seat[] {
  const practiceOf = mainPractices(drawn)
  const names = new Map(drawn.people.map(({ id, name }) => [id, name]))
  const agreed = whoAgreed(drawn)
  const declined = whoSaidNo(drawn, 'introductions')
  return drawn.spacePeople
    .filter((row) => row.space === space.id)
    .map(({ person, role, state }) => ({
      person,
      name: names.get(person) ?? null,
      practice: practiceOf.get(person) ?? null,
      role,
      state,
      mayBeInvited: !peopleLive(drawn.about.basis) || (agreed.has(person) && !declined.has(person)),
    }))
    .sort(
      (a, b) => compare(a.practice?.name, b.practice?.name) || compare(a.name, b.name) || compare(a.person, b.person),
    )
}

/** The practice each person mostly belongs to: the heaviest membership, the first by id among equals. */
export function mainPractices(drawn: DrawnLandscape): Map<string, DrawnPractice> {
  const practices = new Map(drawn.practices.map((practice) => [practice.id, practice]))
  const heaviest = new Map<string, { practice: string; weight: number }>()
  for (const { person, practice, weight } of drawn.memberships) {
    const known = heaviest.get(person)
    if (!known || weight > known.weight) heaviest.set(person, { practice, weight })
  }
  return new Map([...heaviest].map(([person, { practice }]) => [person, practices.get(practice)!]))
}

/** Who said yes to be on the map; the newest word counts. */
function whoAgreed(drawn: DrawnLandscape): Set<string> {
  const words = newestWords(drawn.consents, 'map')
  return new Set(words.flatMap(({ person, state }) => (state === 'agreed' ? [person] : [])))
}

/** Groups at the table from which nobody hosts. */
export function practicesWithoutHost(seats: readonly Seat[]): DrawnPractice[] {
  const hosted = new Set(seats.flatMap(({ role, practice }) => (role === 'host' && practice ? [practice.id] : [])))
  const there = new Map(seats.flatMap(({ practice }) => (practice ? [[practice.id, practice] as const] : [])))
  return [...there.values()].filter(({ id }) => !hosted.has(id))
}

/**
 * May this viewer see who is in the space? Under Chatham House and in closed spaces no list of those who take part leaves the team
 * (rule E12).
 */
export function showsWhoIsThere(space: Pick<DrawnSpace, 'groundRule'>, onTeam: boolean): boolean {
  return onTeam || space.groundRule === 'open'
}

function compare(a: string | null | undefined, b: string | null | undefined): number {
  return (a ?? '\uffff').localeCompare(b ?? '\uffff')
}
