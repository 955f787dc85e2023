import { uuidv7 } from '../../platform/uuid.ts'
import type { EventWords } from './events.ts'

/** An event with everything said that has to be; the rest as the test needs it. */
export const anEvent = (more: Partial<EventWords> = {}): EventWords => ({
  kind: 'gathering',
  title: 'Breakfast on the quay',
  words: 'Bread and coffee.',
  language: 'en',
  place: 'Net loft, Sesimbra',
  online: false,
  link: null,
  secondZone: null,
  starts: '2027-03-18T06:40',
  ends: '2027-03-18T07:30',
  zone: 'Europe/Lisbon',
  rule: null,
  exceptions: [],
  state: 'planned',
  capacity: null,
  shown: true,
  ...more,
})

/** Somebody in the database, with these roles on the site. */
export async function somebody(
  owner: { query(text: string, values: unknown[]): Promise<unknown> },
  email: string,
  roles: string[] = [],
): Promise<{ kind: 'person'; id: string }> {
  const id = uuidv7()
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $2, true)', [id, email])
  for (const role of roles) await owner.query('insert into site_role (person_id, role) values ($1, $2)', [id, role])
  return { kind: 'person', id }
}
