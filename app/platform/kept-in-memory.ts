/** What is kept here between requests, to be emptied together. */
const all = new Set<() => void>()

/** A map for what is kept while the program runs to be quick, emptied whenever somebody is forgotten. */
export function keptInMemory<Key, Value>(): Map<Key, Value> {
  const map = new Map<Key, Value>()
  emptiedTogether(() => map.clear())
  return map
}

/** Has something else emptied with the rest: a thread that holds what it was sent. */
export function emptiedTogether(empty: () => void): void {
  all.add(empty)
}

/** Nothing of anybody is left in the memory of this process that outlives a request. What is needed is computed anew. */
export function emptyWhatIsKept(): void {
  for (const empty of all) empty()
}
