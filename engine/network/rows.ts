/** Rows of entries ("CSR"): the entries of row r are `start[r]` up to, not including, `start[r + 1]`. */
export interface Rows {
  start: Uint32Array
  /** which of the entries given stands at each place: rows ascending, then columns, then as given */
  order: Uint32Array
}

/**
 * Sorts entries into rows, by column within a row.
 *
 * Cost O(entries + rowCount + columnCount): two counting sorts.
 */
export function sortIntoRows(
  rowOf: ArrayLike<number>,
  columnOf: ArrayLike<number>,
  rowCount: number,
  columnCount: number,
): Rows {
  const given = new Uint32Array(rowOf.length)
  for (let i = 0; i < given.length; i++) given[i] = i
  const byColumn = countingSort(given, columnOf, columnCount).order
  return countingSort(byColumn, rowOf, rowCount)
}

function countingSort(entries: Uint32Array, key: ArrayLike<number>, keyCount: number): Rows {
  const start = new Uint32Array(keyCount + 1)
  for (let i = 0; i < entries.length; i++) start[key[entries[i]!]! + 1]!++
  for (let k = 0; k < keyCount; k++) start[k + 1]! += start[k]!
  const next = start.slice(0, keyCount)
  const order = new Uint32Array(entries.length)
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i]!
    order[next[key[entry]!]!++] = entry
  }
  return { start, order }
}

/** The values of `from` in another order. */
export function inOrder(from: ArrayLike<number>, order: Uint32Array): Uint32Array {
  const sorted = new Uint32Array(order.length)
  for (let i = 0; i < order.length; i++) sorted[i] = from[order[i]!]!
  return sorted
}
