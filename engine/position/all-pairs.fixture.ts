import type { Network } from '../network/network.ts'

/** Betweenness and distances straight from the definitions, over all pairs and every person between; for tests only. */
export interface AllPairs {
  distance: number[][]
  /** ordered pairs, in shares of their shortest paths */
  between: number[]
}

export function allPairs(network: Network): AllPairs {
  const n = network.people
  const length = Array.from({ length: n }, () => new Array<number>(n).fill(Number.POSITIVE_INFINITY))
  for (let i = 0; i < n; i++) {
    for (let a = network.start[i]!; a < network.start[i + 1]!; a++)
      length[i]![network.to[a]!] = 1 / (network.strength?.[a] ?? 1)
  }
  const distance = length.map((row, i) => row.map((each, j) => (i === j ? 0 : each)))
  for (let k = 0; k < n; k++) {
    for (const row of distance) for (let j = 0; j < n; j++) row[j] = Math.min(row[j]!, row[k]! + distance[k]![j]!)
  }
  const same = (one: number, other: number) => one < Number.POSITIVE_INFINITY && Math.abs(one - other) <= 1e-9 * other
  const paths = distance.map((row, s) => {
    const count = new Array<number>(n).fill(0)
    count[s] = 1
    for (const v of [...row.keys()].sort((one, other) => row[one]! - row[other]!)) {
      for (let u = 0; u < n; u++)
        if (u !== v && v !== s && same(row[u]! + length[u]![v]!, row[v]!)) count[v]! += count[u]!
    }
    return count
  })
  const between = distance.map((_, v) => {
    let sum = 0
    for (let s = 0; s < n; s++) {
      for (let t = 0; t < n; t++) {
        if (s === t || s === v || t === v || !same(distance[s]![v]! + distance[v]![t]!, distance[s]![t]!)) continue
        sum += (paths[s]![v]! * paths[v]![t]!) / paths[s]![t]!
      }
    }
    return sum
  })
  return { distance, between }
}
