import type { Landscape } from './landscape.ts'

/**
 * The number of the person with this external id, or -1 where there is none. Ids stand in order, so one is found among a million in twenty
 * steps, while `numbering` takes a third of a second for all of them.
 */
export function personNumber({ ids }: Landscape, id: string): number {
  let low = 0
  for (let high = ids.people.length; low < high; ) {
    const middle = (low + high) >>> 1
    if (ids.people[middle]! < id) low = middle + 1
    else high = middle
  }
  return ids.people[low] === id ? low : -1
}
