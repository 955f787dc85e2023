import type { Dice } from './anneal.ts'
import { cyclicRounds } from './cyclic-rounds.ts'
import { anyOrder, lineRounds, mostRounds, type Rounds } from './designs.ts'
import { golferRounds } from './golfer-rounds.ts'
import { paceOf } from './pace.ts'
import { type Plan, type Seats, sizeOf } from './seats.ts'

/** Below this share of all meetings that there could be, a plan where nobody meets twice is found without turning rounds. */
const EASY = 0.45

/**
 * An explicit design in which nobody meets twice, for these tables and rounds; null where none fits, or none is needed: it takes tables of
 * one size, all full in every round, no hosts, and people who did not know each other.
 */
export function designFor(seats: Seats, dice: Dice, pace = paceOf()): Rounds | null {
  const { people, tables, hosts = [], absent = [], met = [], together = [] } = seats
  const size = sizeOf(tables[0]!).most
  const full = tables.every((one) => sizeOf(one).most === size) && people === size * tables.length
  const ruled = hosts.length + absent.length + met.length > 0 || together.some(({ must }) => must)
  if (!full || ruled || seats.rounds < 2) return null
  const lines = lineRounds(tables.length, size, seats.rounds, pace)
  if (lines.length >= seats.rounds) return lines
  const known = golferRounds(tables.length, size)
  if (known) return known.slice(0, seats.rounds)
  const count = Math.min(seats.rounds, mostRounds(tables.length, size))
  const needed = count * (size - 1) >= EASY * (people - 1) && lines.length < count - 1
  const turned = needed ? cyclicRounds(tables.length, size, count, dice, pace) : null
  return turned ?? longest(lines)
}

/** One or two rounds without anybody meeting twice are found as easily without. */
function longest(lines: Rounds): Rounds | null {
  return lines.length > 2 ? lines : null
}

/** A plan whose first rounds are the design, with these people in it in any order. */
export function planByDesign(design: Rounds, plan: Plan, people: number, dice: Dice): Plan {
  const order = anyOrder(people, dice)
  for (const [round, table] of design.entries())
    for (let point = 0; point < people; point++) plan[round * people + order[point]!] = table[point]!
  return plan
}
