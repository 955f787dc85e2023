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
  const found = new Uint32Array(people)
  let count = 0
  for (let i = 0; i < people; i++) if (size[group[i]!]!++ === 0) found[count++] = group[i]!
  // a counting sort: where groups of each size begin, the largest first; equal ones stay in the order of their first person
  const next = new Uint32Array(people + 1)
  for (let k = 0; k < count; k++) next[size[found[k]!]! - 1]!++
  for (let s = people - 1; s >= 0; s--) next[s]! += next[s + 1]!
  const number = new Uint32Array(people)
  const sizes = new Uint32Array(count)
  for (let k = 0; k < count; k++) {
    const g = found[k]!
    const nth = next[size[g]!]!++
    number[g] = nth
    sizes[nth] = size[g]!
  }
  const of = new Uint32Array(people)
  for (let i = 0; i < people; i++) of[i] = number[group[i]!]!
  return { count, of, sizes }
}

/** Everybody in a group of their own. */
export function eachAlone(people: number): Uint32Array {
  const group = new Uint32Array(people)
  for (let i = 0; i < people; i++) group[i] = i
  return group
}
