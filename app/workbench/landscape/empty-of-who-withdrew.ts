import type { DrawnConsent, DrawnLandscape } from './drawn-landscape.ts'
import { peopleLive } from './landscape.ts'

/** What each person said last about being on the map. Of two words of one day the later in the list holds. */
export function newestWords(drawn: DrawnLandscape): Map<string, DrawnConsent> {
  const said = new Map<string, DrawnConsent>()
  for (const consent of drawn.consents) {
    const earlier = said.get(consent.person)
    if (consent.purpose === 'map' && (!earlier || (consent.said ?? '') >= (earlier.said ?? '')))
      said.set(consent.person, consent)
  }
  return said
}

/**
 * The drawing as it may be kept when people in it took their word back: of each of them a head in their groups under an id of nobody's,
 * and nothing that anybody said of them or with them (rules E3 and E7). The same as is left of somebody who takes their word back here.
 * A drawing in which nobody lives, or nobody withdrew, comes back as it is.
 */
export function emptyOfWhoWithdrew(drawn: DrawnLandscape, newId: () => string): DrawnLandscape {
  if (!peopleLive(drawn.about.basis)) return drawn
  const words = [...newestWords(drawn).values()]
  const heads = new Map(words.filter(({ state }) => state === 'withdrawn').map(({ person }) => [person, newId()]))
  if (heads.size === 0) return drawn
  const gone = (id: string | null) => id !== null && heads.has(id)
  const stays = (one: { person: string | null }) => !gone(one.person)
  const headed = <T extends { person: string }>(one: T): T => ({ ...one, person: heads.get(one.person) ?? one.person })
  return {
    ...drawn,
    about: { ...drawn.about, team: drawn.about.team.filter((id) => !gone(id)) },
    people: drawn.people.map((one) => {
      const id = heads.get(one.id)
      return id === undefined ? one : { id, name: null, email: null, phone: null, language: null }
    }),
    memberships: drawn.memberships.map(headed),
    standings: drawn.standings.filter(stays),
    ties: drawn.ties.filter((one) => !gone(one.from) && !gone(one.to) && !gone(one.reportedBy)),
    legitimacy: drawn.legitimacy.filter((one) => stays(one) && !gone(one.answeredBy)),
    concerns: drawn.concerns.filter(stays),
    answers: drawn.answers.filter(stays),
    spacePeople: drawn.spacePeople.filter(stays),
    keepApart: drawn.keepApart.filter(
      ({ one, other }) => ![one, other].some((end) => 'person' in end && gone(end.person)),
    ),
    consents: drawn.consents.map(headed),
  }
}
