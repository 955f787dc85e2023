import { type Dice, roll } from './anneal.ts'
import { type Pace, paceOf, spend } from './pace.ts'
import { type Plan, type Seats, sizeOf } from './seats.ts'
import type { Wishes } from './wishes.ts'

/** Everybody at a table by chance: hosts at theirs, those who must sit together where there is room for all, then the others. */
export function firstPlan(seats: Seats, wishes: Wishes, dice: Dice, pace = paceOf()): Plan {
  const plan = new Int32Array(seats.rounds * seats.people).fill(-1)
  for (let round = 0; round < seats.rounds; round++)
    seatByChance(seats, wishes, { dice, pace }, round, plan.subarray(round * seats.people, (round + 1) * seats.people))
  return plan
}

/** Where the chance stands, and the steps made. */
interface Drawing {
  dice: Dice
  pace: Pace
}

function seatByChance({ people, tables }: Seats, wishes: Wishes, drawing: Drawing, round: number, plan: Plan): void {
  const { dice, pace } = drawing
  const { hostTable, group, away, least } = wishes
  const present = Array.from({ length: people }, (_, i) => i).filter((i) => away[round * people + i] === 0)
  const rooms = roomsByChance(
    tables.map((size) => sizeOf(size).most),
    least.subarray(round * tables.length),
    present.length,
    drawing,
  )
  const sit = (person: number, table: number) => {
    plan[person] = table
    rooms[table]!--
  }
  const hosts = present.filter((i) => hostTable[i]! >= 0)
  for (const person of hosts) sit(person, hostTable[person]!)
  const hostOf = new Map(hosts.map((person) => [group[person]!, hostTable[person]!]))
  const groups = new Map<number, number[]>()
  for (const person of inAnyOrder(present, dice))
    if (hostTable[person]! < 0) {
      const those = groups.get(group[person]!)
      if (those) those.push(person)
      else groups.set(group[person]!, [person])
    }
  const bySize = [...groups].sort((one, other) => other[1].length - one[1].length)
  for (const [of, those] of bySize) {
    spend(pace, 10 * rooms.length)
    const free = rooms.flatMap((room, table) => (room >= those.length ? [table] : []))
    const own = hostOf.get(of)
    const whole = own !== undefined && rooms[own]! >= those.length ? own : free[roll(dice, free.length)]
    for (const person of those) sit(person, whole ?? rooms.findIndex((room) => room > 0))
  }
}

/** How many sit at each table: at least its least, the others where there is room. */
function roomsByChance(most: number[], least: Uint16Array, present: number, { dice, pace }: Drawing): number[] {
  const rooms = most.map((_, table) => least[table]!)
  let left = present - rooms.reduce((sum, room) => sum + room, 0)
  while (left > 0) {
    spend(pace, 20 * rooms.length)
    const smallest = Math.min(...rooms.filter((room, table) => room < most[table]!))
    const open = rooms.flatMap((room, table) => (room === smallest && room < most[table]! ? [table] : []))
    const table = open[roll(dice, open.length)]!
    rooms[table]!++
    left--
  }
  return rooms
}

function inAnyOrder(people: readonly number[], dice: Dice): number[] {
  const order = [...people]
  for (let i = order.length - 1; i > 0; i--) {
    const j = roll(dice, i + 1)
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
  return order
}
