/**
 * Renumbers groups 0, 1, 2 … without gaps, in the order of their first row, in place.
 *
 * @param group for each row, a number below the number of rows
 * @returns how many groups there are
 */
export function denseNumbers(group: Uint32Array): number {
  const number = new Uint32Array(group.length)
  let count = 0
  for (let i = 0; i < group.length; i++) {
    const g = group[i]!
    if (number[g] === 0) number[g] = ++count
    group[i] = number[g]! - 1
  }
  return count
}
