import type { Lens } from './lens/lens.ts'
import type { MapInput } from './map/map-input.ts'
import type { Only } from './only/only.ts'

/** How the map is looked at, beside its boundary. */
export interface MapLook {
  lens: Lens | null
  only: Only
}

/**
 * The same landscape as a lens and a filter show it. Everything stays in its place and adds to the height; what is not looked for steps
 * back, and ties are left out that do not pass the filter.
 */
export function seenThrough(input: MapInput, { lens, only }: MapLook): MapInput {
  if (lens === null && !only.active) return input
  const isFaintPractice = (id: string) => !only.practices.has(id) || lens?.faint.practices.has(id) === true
  const isFaintPerson = (id: string) => !only.people.has(id) || lens?.faint.people.has(id) === true
  return {
    ...input,
    equalHills: lens?.equalHills === true,
    practices: input.practices.map((practice) => {
      const sign = lens?.cells.get(practice.id)?.sign
      return { ...practice, ...(sign && { sign }), faint: isFaintPractice(practice.id) }
    }),
    people: input.people.map((person) => ({
      ...person,
      faint: isFaintPerson(person.id),
      ringed: person.shown && lens?.ringed.has(person.id) === true && only.people.has(person.id),
    })),
    ...(only.active && { filtered: true }),
    dyads: only.active ? input.dyads.filter(({ a, b }) => only.keepsTie(a, b)) : input.dyads,
  }
}
