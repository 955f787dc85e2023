import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'

/** Who said yes to being introduced to others, by their ids in the drawing. Nobody is unless they said so (rules E3 and E15). */
export function openToIntroductions(drawn: DrawnLandscape): string[] {
  const open = drawn.consents.filter(({ purpose, state }) => purpose === 'introductions' && state === 'agreed')
  const there = new Set(drawn.people.map(({ id }) => id))
  return [...new Set(open.map(({ person }) => person))].filter((person) => there.has(person)).sort()
}
