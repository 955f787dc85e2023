/** People in groups that ties hold together. */
export interface Communities {
  count: number
  /** for each person, the number of their group: the largest group is 0; of two equal ones, that of the first person */
  of: Uint32Array
  /** people of each group */
  sizes: Uint32Array
  /** see `modularity`; null without ties */
  modularity: number | null
}

/** How to look for communities. */
export interface CommunitySearch {
  /** above 1 gives more and smaller groups, below 1 fewer and larger ones; 1 unless set */
  resolution?: number
  /** which order people are asked in; 1 unless set */
  seed?: number | string
  /** how often to begin again from what was found; 2 unless set */
  rounds?: number
}

/** Gives groups the numbers 0, 1, 2 … by size, the largest first; equal sizes in the order of their first person. Empty ones get none. */
export function largestFirst(group: Uint32Array): { count: number; of: Uint32Array; sizes: Uint32Array } {
  const people = group.length
  const size = new Uint32Array(people)
  const found: number[] = []
  for (let i = 0; i < people; i++) if (size[group[i]!]!++ === 0) found.push(group[i]!)
  // the sort is stable: equal ones stay in the order of their first person
  const order = found.sort((one, other) => size[other]! - size[one]!)
  const number = new Uint32Array(people)
  order.forEach((g, nth) => {
    number[g] = nth
  })
  const of = new Uint32Array(people)
  for (let i = 0; i < people; i++) of[i] = number[group[i]!]!
  return { count: order.length, of, sizes: Uint32Array.from(order, (g) => size[g]!) }
}

/** Everybody in a group of their own. */
export function eachAlone(people: number): Uint32Array {
  const group = new Uint32Array(people)
  for (let i = 0; i < people; i++) group[i] = i
  return group
}
