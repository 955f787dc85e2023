import { type Dice, roll } from './anneal.ts'
import { finiteField, primePower } from './finite-field.ts'
import { paceOf, spend } from './pace.ts'

/** For each round, the table of each of `tables × size` people. */
export type Rounds = Uint16Array[]

/** The most rounds in which so many people can meet nobody twice: each round uses up `size` − 1 of the others. */
export function mostRounds(tables: number, size: number): number {
  return size === 1 ? Number.POSITIVE_INFINITY : tables < size ? 1 : Math.floor((tables * size - 1) / (size - 1))
}

/**
 * People are points (column i, height y); round r has the tables y = c + r · xᵢ over a field, so any two of different columns meet once.
 * Those of one column never met: where a column falls into tables, they play the same game inside.
 *
 * @param most no more rounds than these are wanted
 * @returns all such rounds, in none of which anybody meets anybody again (lines of an affine plane, or of a part of one); none where the
 *   number of tables is no power of a prime, or smaller than a table
 */
export function lineRounds(tables: number, size: number, most = Number.POSITIVE_INFINITY, pace = paceOf()): Rounds {
  const field = size > 1 && size <= tables && primePower(tables) ? finiteField(tables, pace) : null
  if (!field)
    return size === 1 || tables === 1 ? [Uint16Array.from({ length: tables * size }, (_, i) => i % tables)] : []
  const { sum, product } = field
  const lines = Array.from({ length: Math.min(tables, most) }, (_, r) => {
    const round = new Uint16Array(tables * size)
    for (let column = 0; column < size; column++) {
      spend(pace, 5 * tables)
      const along = product[r * tables + column]! * tables
      const negative = sum.subarray(along, along + tables).indexOf(0)
      for (let y = 0; y < tables; y++) round[column * tables + y] = sum[y * tables + negative]!
    }
    return round
  })
  if (tables % size !== 0 || most <= tables) return lines
  const perColumn = tables / size
  const inside = perColumn === 1 ? [new Uint16Array(size)] : lineRounds(perColumn, size, most - tables, pace)
  const columns = (inside.length > 0 ? inside : [byTurns(perColumn, size)]).map((within) =>
    Uint16Array.from({ length: tables * size }, (_, person) => {
      const column = Math.floor(person / tables)
      return column * perColumn + within[person % tables]!
    }),
  )
  return [...lines, ...columns]
}

function byTurns(tables: number, size: number): Uint16Array {
  return Uint16Array.from({ length: tables * size }, (_, person) => person % tables)
}

/** Numbers from 0 in any order. */
export function anyOrder(count: number, dice: Dice): number[] {
  const order = Array.from({ length: count }, (_, k) => k)
  for (let i = count - 1; i > 0; i--) {
    const j = roll(dice, i + 1)
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
  return order
}
