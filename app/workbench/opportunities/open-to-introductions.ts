import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'

/**
 * Who said yes to being introduced to others, by their ids in the drawing, with their newest word; of two words of one day the one that is
 * not a yes holds. Nobody is unless they said so (rules E3 and E15).
 */
export function openToIntroductions(drawn: DrawnLandscape): string[] {
  const newest = new Map<string, { said: string; yes: boolean }>()
  for (const { person, purpose, state, said } of drawn.consents) {
    if (purpose !== 'introductions') continue
    const [before, yes] = [newest.get(person), state === 'agreed']
    if (!before || (said ?? '') > before.said || ((said ?? '') === before.said && !yes))
      newest.set(person, { said: said ?? '', yes })
  }
  return drawn.people
    .map(({ id }) => id)
    .filter((id) => newest.get(id)?.yes)
    .sort()
}
