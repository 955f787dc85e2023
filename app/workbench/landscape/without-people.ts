import type { DrawnLandscape } from './drawn-landscape.ts'

/** A drawing without these people (ids in the drawing), without their ties, and without anything that was said of them or by them. */
export function withoutPeople(drawn: DrawnLandscape, gone: ReadonlySet<string>): DrawnLandscape {
  const stays = (person: string | null) => person === null || !gone.has(person)
  const ofThem = (one: { person: string | null }) => stays(one.person)
  const end = (one: { person: string } | { practice: string }) => !('person' in one) || stays(one.person)
  return {
    ...drawn,
    about: { ...drawn.about, team: drawn.about.team.filter(stays) },
    people: drawn.people.filter(({ id }) => stays(id)),
    memberships: drawn.memberships.filter(ofThem),
    standings: drawn.standings.filter(ofThem),
    ties: drawn.ties.filter(({ from, to, reportedBy }) => [from, to, reportedBy].every(stays)),
    legitimacy: drawn.legitimacy.filter((one) => ofThem(one) && stays(one.answeredBy)),
    concerns: drawn.concerns.filter(ofThem),
    answers: drawn.answers.filter(ofThem),
    spacePeople: drawn.spacePeople.filter(ofThem),
    keepApart: drawn.keepApart.filter(({ one, other }) => end(one) && end(other)),
    consents: drawn.consents.filter(ofThem),
  }
}
