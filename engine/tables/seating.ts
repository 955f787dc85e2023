import { BadInput } from '../bad-input.ts'
import { density } from './hall.ts'
import { type Pace, paceOf, spend } from './pace.ts'
import type { TableSettings } from './plan-tables.ts'
import type { FoundPlan } from './searches.ts'
import type { Plan, Seats } from './seats.ts'
import { mixOf } from './wishes.ts'

/** A goal: what was reached, what no plan can exceed, and what may be missing between the two. */
export interface Reached {
  readonly value: number
  /** proven; it does not know who is kept apart, or together, or who hosts */
  readonly bound: number
  /** |bound − value|: 0 is as good as can be */
  readonly gap: number
}

/** A plan of tables and rounds, and how good it is. */
export interface Seating {
  readonly plan: Plan
  /** weights of boundaries crossed by pairs at one table (or their differences), over all rounds, with wishes to sit together; more is better */
  readonly mix: Reached
  /** meetings of each pair taken two by two (1 for a second meeting, 3 in all for three); less is better */
  readonly repeats: Reached
  /** over rounds, Σ over tables of (mix of a pair there − mean of its round)²; less is better, 0 is even */
  readonly uneven: Reached
  readonly told: PlanCounts
  /** moves tried */
  readonly moves: number
}

/** A plan in numbers that can be said aloud. */
export interface PlanCounts {
  /** pairs at one table, counted in each round */
  readonly meetings: number
  /** of them, the first of a pair that did not know each other */
  readonly newMeetings: number
  /** of them, those of pairs who met in an earlier round, or before */
  readonly again: number
  /** the most rounds that any two share */
  readonly mostTogether: number
  /** mix of a pair, by round and table: `mixByTable[round * tables + table]` */
  readonly mixByTable: Float64Array
  /** for each boundary, the share of pairs at one table that cross it, 0 to 1; empty when differences were given */
  readonly crossing: readonly number[]
  /** wishes (not rules) to sit together: pairs and rounds in which they do, of those in which both are there */
  readonly wishes: { readonly kept: number; readonly of: number }
}

/** What is thrown when a search ends without a plan that keeps every rule; it says neither which rule nor whose. */
export function rulesNotKept(moves: number): BadInput {
  return new BadInput(
    'rules',
    `not all kept after ${moves} moves`,
    'allow more moves, larger or more tables, or ask for fewer rules',
  )
}

export function seatingOf(
  seats: Seats,
  { order }: Pick<TableSettings, 'order'>,
  found: FoundPlan,
  moves: number,
  pace: Pace,
): Seating {
  const { score, bounds, plan } = found
  const withoutRepeats = order.startsWith('meetings') && score.repeats === 0
  const reached = (value: number, bound: number): Reached => ({ value, bound, gap: Math.abs(bound - value) })
  return {
    plan,
    mix: reached(score.mix, withoutRepeats ? bounds.mixWithoutRepeats : bounds.mix),
    repeats: reached(score.repeats, bounds.repeats),
    uneven: reached(score.uneven, 0),
    told: countPlan(seats, plan, pace),
    moves,
  }
}

/** Who sits together, as lists: `[round][table]` of people. */
export function tablesOf({ people, rounds, tables }: Seats, plan: Plan): number[][][] {
  return Array.from({ length: rounds }, (_, round) => {
    const lists = tables.map((): number[] => [])
    for (let i = 0; i < people; i++) lists[plan[round * people + i]!]?.push(i)
    return lists
  })
}

/**
 * A plan in numbers: meetings, new ones and those again, mix of each table, crossings of each boundary. Of the plan alone; it knows nothing
 * of who is kept apart.
 *
 * Cost: rounds × people × table size.
 */
export function countPlan(seats: Seats, plan: Plan, pace = paceOf()): PlanCounts {
  const { people, met = [] } = seats
  const mix = mixOf(seats, pace)
  const known = new Uint8Array(people * people)
  for (const [i, j] of met) known[Math.max(i, j) * people + Math.min(i, j)] = 1
  const shared = new Uint8Array(people * people)
  let mostTogether = 0
  const crossed = (seats.boundaries ?? []).map(() => 0)
  const tables = tablesOf(seats, plan)
  let [meetings, again] = [0, 0]
  const mixByTable = tables.flat().map((those) => {
    let sum = 0
    eachPairOf(those, pace, (i, j) => {
      meetings++
      sum += mix[i * people + j]!
      const pair = j * people + i
      if (known[pair]! + shared[pair]! > 0) again++
      mostTogether = Math.max(mostTogether, ++shared[pair]!)
      for (const [b, { sides }] of (seats.boundaries ?? []).entries()) if (crosses(sides[i]!, sides[j]!)) crossed[b]!++
    })
    return density(sum, those.length)
  })
  return {
    meetings,
    newMeetings: meetings - again,
    again,
    mostTogether,
    mixByTable: Float64Array.from(mixByTable),
    crossing: crossed.map((count) => (meetings === 0 ? 0 : count / meetings)),
    wishes: wishesKept(seats, plan, pace),
  }
}

function eachPairOf(those: readonly number[], pace: Pace, take: (smaller: number, larger: number) => void): void {
  for (const [at, j] of those.entries()) {
    spend(pace, 20 * at)
    for (let before = 0; before < at; before++) take(those[before]!, j)
  }
}

function crosses(one: readonly number[], other: readonly number[]): boolean {
  return one.length > 0 && other.length > 0 && !one.some((side) => other.includes(side))
}

function wishesKept({ together = [], people, rounds }: Seats, plan: Plan, pace: Pace): { kept: number; of: number } {
  let [kept, of] = [0, 0]
  for (const { people: those, must } of together) {
    if (must) continue
    eachPairOf([...new Set(those)], pace, (i, j) => {
      for (let round = 0; round < rounds; round++) {
        const [one, other] = [plan[round * people + i]!, plan[round * people + j]!]
        if (one < 0 || other < 0) continue
        of++
        if (one === other) kept++
      }
    })
  }
  return { kept, of }
}
