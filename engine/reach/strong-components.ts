import type { World } from './world.ts'

/**
 * Which components of a world reach one another around a circle of one-way steps (Tarjan 1972, without recursion).
 *
 * @param strong receives, for each component, the number of its circle
 * @param room six times the number of people
 * @returns how many there are: as many as components when there is no circle
 */
export function strongComponents(world: World, strong: Uint32Array, room: Int32Array): number {
  const { count, downStart, downTo } = world
  const n = strong.length
  const found = room.subarray(0, n)
  const lowest = room.subarray(n, 2 * n)
  const open = room.subarray(2 * n, 3 * n)
  const path = room.subarray(3 * n, 4 * n)
  const next = room.subarray(4 * n, 5 * n)
  const isOpen = room.subarray(5 * n, 6 * n)
  found.fill(0, 0, count)
  isOpen.fill(0, 0, count)
  let order = 0
  let openCount = 0
  let circles = 0
  for (let start = 0; start < count; start++) {
    if (found[start] !== 0) continue
    let depth = 0
    path[0] = start
    next[start] = downStart[start]!
    found[start] = lowest[start] = ++order
    open[openCount++] = start
    isOpen[start] = 1
    while (depth >= 0) {
      const c = path[depth]!
      if (next[c]! < downStart[c + 1]!) {
        const d = downTo[next[c]!++]!
        if (found[d] === 0) {
          path[++depth] = d
          next[d] = downStart[d]!
          found[d] = lowest[d] = ++order
          open[openCount++] = d
          isOpen[d] = 1
        } else if (isOpen[d] === 1) lowest[c] = Math.min(lowest[c]!, found[d]!)
        continue
      }
      if (lowest[c] === found[c]) {
        let d: number
        do {
          d = open[--openCount]!
          isOpen[d] = 0
          strong[d] = circles
        } while (d !== c)
        circles++
      }
      if (--depth >= 0) lowest[path[depth]!] = Math.min(lowest[path[depth]!]!, lowest[c]!)
    }
  }
  return circles
}
