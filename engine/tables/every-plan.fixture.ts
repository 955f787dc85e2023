import { density } from './hall.ts'
import { type Plan, type Seats, sizeOf } from './seats.ts'
import { mixOf } from './wishes.ts'

/** Goals of a plan, written down plainly, to check the engine against. */
export function plainGoals(seats: Seats, plan: Plan): { mix: number; repeats: number; uneven: number } {
  const { people, rounds, tables, met = [] } = seats
  const difference = mixOf(seats)
  let [mix, repeats, uneven] = [0, 0, 0]
  for (let round = 0; round < rounds; round++) {
    const densities = tables.map((_, table) => {
      const those = Array.from({ length: people }, (_, i) => i).filter((i) => plan[round * people + i] === table)
      let sum = 0
      for (const i of those) for (const j of those) if (i < j) sum += difference[i * people + j]!
      mix += sum
      return density(sum, those.length)
    })
    const mean = densities.reduce((sum, one) => sum + one, 0) / tables.length
    uneven += densities.reduce((sum, one) => sum + (one - mean) ** 2, 0)
  }
  for (let i = 0; i < people; i++)
    for (let j = 0; j < i; j++) {
      let times = met.some((pair) => pair.includes(i) && pair.includes(j)) ? 1 : 0
      for (let round = 0; round < rounds; round++) {
        const table = plan[round * people + i]!
        if (table >= 0 && table === plan[round * people + j]) repeats += times++
      }
    }
  return { mix, repeats, uneven }
}

/** Every way to seat everybody in one round, one after another. */
export function* everyRound({ people, tables }: Seats): Generator<Int32Array> {
  const at = new Int32Array(people)
  const seated = tables.map(() => 0)
  function* seat(person: number): Generator<Int32Array> {
    if (person === people) {
      if (tables.every((size, table) => seated[table]! >= sizeOf(size).least)) yield at
      return
    }
    for (const [table, size] of tables.entries()) {
      if (seated[table]! >= sizeOf(size).most) continue
      at[person] = table
      seated[table]!++
      yield* seat(person + 1)
      seated[table]!--
    }
  }
  yield* seat(0)
}
