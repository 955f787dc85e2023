import type { MapInput } from './map-input.ts'
import { hillTicks } from './place-hills.ts'
import { peopleTicks } from './place-people.ts'

/** Steps of one hill or one person that a page may take: about half a second of a processor. */
const MOST_STEPS = 120_000
/** Looking at a tie, or spreading somebody over their hill, takes about as long as so many steps. */
const STEPS_EACH = 2

/** May a page lay this out itself, or would that keep its reader waiting? Known from sizes alone. */
export function isQuick({ people, practices, dyads }: MapInput, hasPlaces: boolean): boolean {
  const settling =
    practices.length * hillTicks(practices.length) + people.length * peopleTicks(people.length, hasPlaces)
  return settling + STEPS_EACH * (people.length + dyads.length) <= MOST_STEPS
}
