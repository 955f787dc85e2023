import type { DrawnLandscape } from '../drawn-landscape.ts'
import { hiddenPeople } from '../lens/lens.ts'
import type { Looking } from '../looking.ts'
import { withoutPeople } from '../without-people.ts'

/** An earlier day on which everybody stands as hidden who may not be found today, whatever they said then: lens, filter and tables go by it. */
export function hiding(drawn: DrawnLandscape, findable: ReadonlySet<string>): DrawnLandscape {
  const known = hiddenPeople(drawn)
  const away = drawn.people.filter(({ id }) => !findable.has(id) && !known.has(id))
  const consents = away.map(({ id }) => ({ person: id, purpose: 'map', state: 'hidden', said: null }) as const)
  const gone = new Set(away.map(({ id }) => id))
  const others = drawn.consents.filter(({ person, purpose }) => purpose !== 'map' || !gone.has(person))
  return { ...drawn, consents: [...others, ...consents] }
}

/** The same without whoever is hidden, without their ties, and without anything that was said of them or by them. */
export function withoutHidden(drawn: DrawnLandscape): DrawnLandscape {
  return withoutPeople(drawn, hiddenPeople(drawn))
}

/**
 * What a table is made of. Of a past day people who may not be found today are no rows, and neither are their ties; they count in the
 * numbers of their groups (rule E7).
 */
export function listedIn({ drawn, known }: Pick<Looking, 'drawn' | 'known'>, view: string): DrawnLandscape {
  return typeof known === 'string' || view === 'practices' ? drawn : withoutHidden(drawn)
}
