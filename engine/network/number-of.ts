/**
 * The number of this id among ids that stand in order (code units), as those of a landscape do; -1 where it is none of them. One is found
 * among a million in twenty steps, while `numbering` takes a third of a second for all of them.
 */
export function numberOf(ids: readonly string[], id: string): number {
  let low = 0
  for (let high = ids.length; low < high; ) {
    const middle = (low + high) >>> 1
    if (ids[middle]! < id) low = middle + 1
    else high = middle
  }
  return ids[low] === id ? low : -1
}
