/** Pairs of numbers that were seen, in an open table that grows. */
export interface PairSet {
  slots: Float64Array
  used: number
}

const EMPTY = -1

/** A set with room for a few pairs. */
export function openPairSet(): PairSet {
  return { slots: new Float64Array(64).fill(EMPTY), used: 0 }
}

/** Forgets all pairs. */
export function clearPairs(set: PairSet): void {
  if (set.used > 0) set.slots.fill(EMPTY)
  set.used = 0
}

/**
 * Adds a pair, given as one whole number below 2⁵³.
 *
 * @returns true when it was not there before
 */
export function addPair(set: PairSet, pair: number): boolean {
  const at = placeOf(set.slots, pair)
  if (set.slots[at] === pair) return false
  set.slots[at] = pair
  set.used++
  if (2 * set.used > set.slots.length) grow(set)
  return true
}

/** Is the pair there? */
export function hasPair({ slots }: PairSet, pair: number): boolean {
  return slots[placeOf(slots, pair)] === pair
}

function grow(set: PairSet): void {
  const slots = new Float64Array(2 * set.slots.length).fill(EMPTY)
  for (const pair of set.slots) if (pair !== EMPTY) slots[placeOf(slots, pair)] = pair
  set.slots = slots
}

function placeOf(slots: Float64Array, pair: number): number {
  const mask = slots.length - 1
  const high = Math.floor(pair / 0x1_0000_0000)
  let at = Math.imul((pair >>> 0) ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b)
  at = (at ^ (at >>> 15)) & mask
  while (slots[at] !== EMPTY && slots[at] !== pair) at = (at + 1) & mask
  return at
}
