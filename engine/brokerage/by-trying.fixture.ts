import type { TieColumns } from '../network/network.ts'
import type { Sides } from './sides.ts'

/** The five roles straight from the definition, by trying every three people and every three sides: for tests only. */
export function rolesByTrying(columns: TieColumns, sides: Sides): number[][] {
  const { people, from, to, directed = false } = columns
  const arcs = new Set<number>()
  for (let k = 0; k < from.length; k++) {
    arcs.add(from[k]! * people + to[k]!)
    if (!directed) arcs.add(to[k]! * people + from[k]!)
  }
  const stands = (i: number) =>
    Array.from({ length: sides.start[i + 1]! - sides.start[i]! }, (_, k) => {
      const at = sides.start[i]! + k
      return [sides.side[at]!, sides.share[at]!] as const
    })
  const everybody = [...Array(people).keys()]
  return everybody.map((b) => {
    const counts = [0, 0, 0, 0, 0]
    for (const a of everybody) {
      for (const c of everybody) {
        if (a === c || !arcs.has(a * people + b) || !arcs.has(b * people + c) || arcs.has(a * people + c)) continue
        for (const [x, ofA] of stands(a)) {
          for (const [y, ofB] of stands(b)) {
            for (const [z, ofC] of stands(c)) {
              if (x === y && y === z) counts[0]! += ofA * ofB * ofC
              else if (x === z) counts[1]! += ofA * ofB * ofC
              else if (y === z) counts[2]! += ofA * ofB * ofC
              else if (x === y) counts[3]! += ofA * ofB * ofC
              else counts[4]! += ofA * ofB * ofC
            }
          }
        }
      }
    }
    return counts
  })
}

/** Strength of each pair, both directions together, as a table. */
function strengthTable({ people, from, to, strength }: TieColumns): number[][] {
  const table = Array.from({ length: people }, () => Array<number>(people).fill(0))
  for (let k = 0; k < from.length; k++) {
    table[from[k]!]![to[k]!]! += strength ? strength[k]! : 1
    table[to[k]!]![from[k]!]! += strength ? strength[k]! : 1
  }
  return table
}

/** Burt's constraint from its definition: for tests only. */
export function constraintByTrying(columns: TieColumns): number[] {
  const table = strengthTable(columns)
  const p = table.map((row) => {
    const total = row.reduce((sum, value) => sum + value, 0)
    return row.map((value) => value / total)
  })
  return table.map((row, i) => {
    if (row.every((value) => value === 0)) return Number.NaN
    let sum = 0
    row.forEach((value, j) => {
      if (value === 0) return
      const round = row.reduce((more, _, q) => (p[i]![q]! > 0 ? more + p[i]![q]! * p[q]![j]! : more), 0)
      sum += (p[i]![j]! + round) ** 2
    })
    return sum
  })
}

/** Burt's effective size from its definition with strengths: for tests only. */
export function effectiveSizeByTrying(columns: TieColumns): number[] {
  const table = strengthTable(columns)
  return table.map((row) => {
    const total = row.reduce((sum, value) => sum + value, 0)
    if (total === 0) return Number.NaN
    const contacts = [...row.keys()].filter((j) => row[j]! > 0)
    return contacts.reduce((size, j) => {
      const strongest = Math.max(...table[j]!)
      return size + 1 - contacts.reduce((sum, q) => sum + (row[q]! / total) * (table[j]![q]! / strongest), 0)
    }, 0)
  })
}
