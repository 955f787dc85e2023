import type { DrawnLandscape } from '../drawn-landscape.ts'
import { hiddenPeople } from '../lens/lens.ts'
import type { Looking } from '../looking.ts'

/** An earlier day on which everybody stands as hidden who may not be found today, whatever they said then: lens, filter and tables go by it. */
export function hiding(drawn: DrawnLandscape, findable: ReadonlySet<string>): DrawnLandscape {
  const known = hiddenPeople(drawn)
  const away = drawn.people.filter(({ id }) => !findable.has(id) && !known.has(id))
  const consents = away.map(({ id }) => ({ person: id, purpose: 'map', state: 'hidden', said: null }) as const)
  return { ...drawn, consents: [...drawn.consents, ...consents] }
}

/** The same without whoever is hidden, without their ties, and without anything that was said of them or by them. */
export function withoutHidden(drawn: DrawnLandscape): DrawnLandscape {
  const hidden = hiddenPeople(drawn)
  const stays = (person: string | null) => person === null || !hidden.has(person)
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

/**
 * What a table is made of. Of a past day people who may not be found today are no rows, and neither are their ties; they count in the
 * numbers of their groups (rule E7).
 */
export function listedIn({ drawn, known }: Pick<Looking, 'drawn' | 'known'>, view: string): DrawnLandscape {
  return typeof known === 'string' || view === 'practices' ? drawn : withoutHidden(drawn)
}
