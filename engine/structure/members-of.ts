/**
 * Who is in each group (CSR), in the order of rows. A counting sort: O(rows + count).
 *
 * @param group for each row, a number below `count`
 */
export function membersOf(group: Uint32Array, count: number): { memberStart: Uint32Array; member: Uint32Array } {
  const memberStart = new Uint32Array(count + 1)
  for (let i = 0; i < group.length; i++) memberStart[group[i]! + 1]!++
  for (let g = 0; g < count; g++) memberStart[g + 1]! += memberStart[g]!
  const next = memberStart.slice(0, count)
  const member = new Uint32Array(group.length)
  for (let i = 0; i < group.length; i++) member[next[group[i]!]!++] = i
  return { memberStart, member }
}
