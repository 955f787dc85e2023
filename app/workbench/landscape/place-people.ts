import type { Basis, DrawnConsent, DrawnLandscape, DrawnPerson } from './drawn-landscape.ts'
import { newestWords } from './empty-of-who-withdrew.ts'
import { peopleLive } from './landscape.ts'

/** A person of a drawing with what may be kept of them, and where. */
export interface PlacedPerson {
  id: string
  external: string
  /** in the row of the person: only of somebody who agreed, or who agreed once and hid */
  name: string | null
  email: string | null
  phone: string | null
  language: string | null
  /** what the drawer calls somebody who has not agreed; only the drawer reads it */
  label: string | null
  consent: DrawnConsent['state']
  toldAt: string | null
}

/**
 * Decides for each person what is kept and who may read it (rules E1, E2 and E3). In a sketch of one's own nobody has been asked, so
 * names are labels and addresses are not kept. Somebody who withdrew keeps a place without a name.
 */
export function placePeople(
  drawn: DrawnLandscape,
  by: { drawnBy: string; now: Date; newId: () => string },
): PlacedPerson[] {
  const said = newestWords(drawn)
  return drawn.people.map((person) => placePerson(person, drawn.about.basis, said.get(person.id), by.newId()))
}

function placePerson(person: DrawnPerson, basis: Basis, said: DrawnConsent | undefined, id: string): PlacedPerson {
  const consent = said?.state ?? (peopleLive(basis) ? 'not yet asked' : 'agreed')
  const toldAt = consent === 'not yet asked' ? null : (said?.said ?? null)
  const place = {
    id,
    external: person.id,
    consent,
    toldAt,
    name: null,
    email: null,
    phone: null,
    language: null,
    label: null,
  }
  if (consent === 'withdrawn') return place
  if (consent === 'agreed' || consent === 'hidden') {
    const { name, email, phone, language } = person
    return { ...place, name, email, phone, language }
  }
  return { ...place, label: person.name }
}
