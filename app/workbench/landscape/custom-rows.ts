import type { Keeping } from './drawing-rows.ts'
import type { CustomFields } from './drawn-landscape.ts'
import type { PlacedPerson } from './place-people.ts'

interface CustomThing {
  of: 'person_id' | 'practice_id' | 'membership_id' | 'tie_id'
  id: string
  fields: CustomFields
}

/** Everything that has custom fields; of somebody who took their word back nothing is kept that says who they are. */
export function customThings(
  { drawn, practice, membershipIds, tieIds }: Keeping,
  people: PlacedPerson[],
): CustomThing[] {
  const gone = new Set(people.filter(({ consent }) => consent === 'withdrawn').map(({ external }) => external))
  const things: CustomThing[] = []
  const add = (of: CustomThing['of'], id: string | undefined, fields: CustomFields | undefined) => {
    if (id !== undefined && fields) things.push({ of, id, fields })
  }
  for (const [at, { id, custom }] of drawn.people.entries()) if (!gone.has(id)) add('person_id', people[at]?.id, custom)
  for (const { id, custom } of drawn.practices) add('practice_id', practice(id), custom)
  for (const [at, { person, custom }] of drawn.memberships.entries())
    if (!gone.has(person)) add('membership_id', membershipIds[at], custom)
  for (const [at, { from, to, custom }] of drawn.ties.entries())
    if (!gone.has(from) && !gone.has(to)) add('tie_id', tieIds[at], custom)
  return things
}

/** The row of its custom fields. */
export function customRow({ landscapeId, newId, drawnBy }: Keeping, { of, id, fields }: CustomThing): object {
  return { landscape_id: landscapeId, id: newId(), [of]: id, fields, recorded_by: drawnBy }
}
