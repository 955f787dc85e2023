import { BadInput, wholeNumber } from '../bad-input.ts'
import { type Control, checkpoint } from '../control.ts'
import { fits, gainOf, lookSteps } from './anneal.ts'
import { boundsOf } from './bounds.ts'
import { drawDecoys, meet } from './decoys.ts'
import { type Hall, openHall, planOf, recount } from './hall.ts'
import { type Order, worthOf } from './judge.ts'
import { paceOf, spend } from './pace.ts'
import { usualTables } from './plan-tables.ts'
import { rulesNotKept, type Seating, seatingOf } from './seating.ts'
import { checkSeats, type Plan, type Seats, sizeOf } from './seats.ts'
import { swapSeats, unevenChange } from './swap-seats.ts'
import { readWishes } from './wishes.ts'

export interface ReplanSettings {
  readonly order: Order
  /** people who may change tables (counted in each round) only to make the plan better, beyond what the sizes and rules need */
  readonly mostMoved: number
  /** pairs apart by chance for each that is kept apart, as they were planned with; 3 unless said */
  readonly decoys?: number
}

export interface Replanned extends Seating {
  /** who sits elsewhere than before, −1 being away */
  readonly moved: readonly {
    readonly round: number
    readonly person: number
    readonly from: number
    readonly to: number
  }[]
}

/**
 * Somebody cannot come to some rounds, or comes after all: the plan as it was, with as few people moved as it takes.
 *
 * Whoever is away leaves an empty seat. People change tables only where a table would be too small (it may be smaller by as much as all
 * tables have to be), where a rule is broken, and as many more as `mostMoved` allows where that makes the plan better. Each step is the
 * best there is, by the goals in their order; there is no chance in it. Rounds where nothing changed stay as they are.
 *
 * Cost: people² for each round and each person moved; milliseconds for 40 people and 12 rounds.
 *
 * @param seats as planned for, with everybody's absences as they are now
 * @param before the plan so far; −1 for those who were away
 * @throws BadInput for seats and plans that cannot be, and when the rules cannot be kept this way; Error named AbortError when stopped
 */
export function replanTables(seats: Seats, before: Plan, settings: ReplanSettings, control?: Control): Replanned {
  const pace = paceOf(control)
  checkSeats(seats, pace)
  checkPlan(seats, before)
  wholeNumber('mostMoved', settings.mostMoved, 0, 1_000_000)
  // whoever was kept apart as if asked for stays so, or new plans would tell who was asked for
  const decoys = drawDecoys(seats, settings.decoys ?? usualTables.decoys, control)
  const stillApart = decoys.filter(([one, other]) => !meet(before, seats.people, seats.rounds, one, other))
  const wishes = readWishes(seats, stillApart, pace)
  const { plan, came } = withAbsences(seats, wishes.away, before)
  const balanced = seats.difference === undefined
  const worth = worthOf(seats, wishes, settings.order, true, balanced)
  const hall = openHall(seats, wishes, worth, plan, pace)
  for (const { round, person } of came) takeBestSeat(hall, round, person)
  for (let round = 0; round < seats.rounds; round++) {
    checkpoint(control, round / seats.rounds)
    fillSmallTables(hall, round)
  }
  keepRules(hall)
  improve(hall, settings.mostMoved, changedRounds(hall, before))
  recount(hall)
  const after = planOf(hall)
  const bounds = boundsOf(seats, wishes, pace)
  const moved = movedBetween(seats, before, after)
  control?.onProgress?.(1)
  const found = { plan: after, score: { ...hall.score }, moves: 0, bounds, balanced }
  return { ...seatingOf(seats, settings, found, 0, pace), moved }
}

function checkPlan({ people, rounds, tables, hosts = [], absent = [] }: Seats, plan: Plan): void {
  if (plan.length !== people * rounds)
    throw new BadInput('plan.length', plan.length, `give a table for each person in each round: ${people * rounds}`)
  for (let round = 0; round < rounds; round++) {
    const seated = new Uint16Array(tables.length)
    const gone = new Set(absent.filter(({ rounds: those }) => those.includes(round)).map(({ person }) => person))
    for (let person = 0; person < people; person++) {
      const table = wholeNumber(`plan[${round}, ${person}]`, plan[round * people + person], -1, tables.length - 1)
      if (table < 0) continue
      const most = sizeOf(tables[table]!).most
      if (!gone.has(person) && ++seated[table]! > most)
        throw new BadInput(`plan[${round}, ${person}]`, table, `this table has ${most} seats and more people`)
    }
    for (const { person, table } of hosts) {
      const at = plan[round * people + person]!
      if (at >= 0 && at !== table) throw new BadInput(`plan[${round}, ${person}]`, at, `this host has table ${table}`)
    }
  }
}

/** The plan without those who are away now, and with those who were away and are not any more at any free seat. */
function withAbsences({ people, rounds, tables, hosts = [] }: Seats, away: Uint8Array, before: Plan) {
  const plan = before.slice()
  const came: { round: number; person: number }[] = []
  const hostTable = new Map(hosts.map(({ person, table }) => [person, table]))
  for (let round = 0; round < rounds; round++) {
    const free = tables.map((size) => sizeOf(size).most)
    for (let i = 0; i < people; i++) {
      if (away[round * people + i]) plan[round * people + i] = -1
      if (plan[round * people + i]! >= 0) free[plan[round * people + i]!]!--
    }
    for (let person = 0; person < people; person++) {
      if (plan[round * people + person]! >= 0 || away[round * people + person]) continue
      const own = hostTable.get(person)
      const table = own ?? free.findIndex((count) => count > 0)
      if (free[table]! <= 0)
        throw new BadInput(`plan[${round}, ${person}]`, -1, `table ${table} of this host is full: free a seat there`)
      plan[round * people + person] = table
      free[table]!--
      if (own === undefined) came.push({ round, person })
    }
  }
  return { plan, came }
}

/** The gain of a swap with evenness in it. */
function worthOfSwap(hall: Hall, round: number, i: number, j: number): number {
  const even = hall.worth.even > 0 ? hall.worth.even * unevenChange(hall, round, i, j) : 0
  return gainOf(hall, round, i, j) - even
}

function swap(hall: Hall, round: number, i: number, j: number): void {
  swapSeats(hall, round, i, j, gainOf(hall, round, i, j))
}

function takeBestSeat(hall: Hall, round: number, person: number): void {
  let [best, most] = [-1, 1e-9]
  for (const seat of hall.movers[round]!) {
    if (seat < hall.people || hall.at[round]![seat] === hall.at[round]![person]) continue
    const gain = worthOfSwap(hall, round, person, seat)
    if (gain > most) [best, most] = [seat, gain]
  }
  if (best >= 0) swap(hall, round, person, best)
}

/** People move from where they can be spared to where too few are left: each time whoever costs least, or adds most. */
function fillSmallTables(hall: Hall, round: number): void {
  const { wishes, tables, seated, at, movers, people } = hall
  const lacks = (table: number) => seated[round]![table]! < wishes.least[round * tables + table]!
  while (wishes.least.subarray(round * tables, (round + 1) * tables).some((_, table) => lacks(table))) {
    let best: [number, number] | null = null
    let most = Number.NEGATIVE_INFINITY
    for (const seat of movers[round]!) {
      if (seat < people || !lacks(at[round]![seat]!)) continue
      spend(hall.pace, people * lookSteps(hall))
      for (const person of movers[round]!) {
        if (person >= people || !fits(hall, round, person, seat)) continue
        const gain = worthOfSwap(hall, round, person, seat)
        if (gain > most) {
          best = [person, seat]
          most = gain
        }
      }
    }
    if (!best) throw rulesNotKept(0)
    swap(hall, round, ...best)
  }
}

/** The best swap of a round: the gain for each person moved. */
function bestSwap(hall: Hall, round: number, seats: number) {
  const { people, movers, at } = hall
  let best: { round: number; i: number; j: number; gain: number; moved: number } | null = null
  for (const [x, i] of movers[round]!.entries()) {
    spend(hall.pace, x * lookSteps(hall))
    for (let y = 0; y < x; y++) {
      const j = movers[round]![y]!
      const moved = i < people && j < people ? 2 : 1
      if (moved > seats || at[round]![i] === at[round]![j] || !fits(hall, round, i, j)) continue
      const gain = worthOfSwap(hall, round, i, j)
      if (gain > 1e-7 && gain / moved > (best ? best.gain / best.moved : 0)) best = { round, i, j, gain, moved }
    }
  }
  return best
}

function keepRules(hall: Hall): void {
  for (let round = 0; round < hall.rounds && hall.score.broken > 0; round++)
    for (let broken = hall.score.broken; ; broken = hall.score.broken) {
      const best = brokenIn(hall, round) ? bestSwap(hall, round, 2) : null
      if (!best) break
      swap(hall, round, best.i, best.j)
      if (hall.score.broken >= broken) break
    }
  if (hall.score.broken > 0) throw rulesNotKept(0)
}

function brokenIn({ wishes, at, people, tables }: Hall, round: number): boolean {
  const { linkStart, partner, kind } = wishes
  for (let i = 0; i < people; i++)
    for (let e = linkStart[i]!; e < linkStart[i + 1]!; e++) {
      const [one, other] = [at[round]![i]!, at[round]![partner[e]!]!]
      if (kind[e] === 2 || one === tables || other === tables) continue
      if ((one === other) !== (kind[e] === 1)) return true
    }
  return false
}

function changedRounds(hall: Hall, before: Plan): number[] {
  const now = planOf(hall)
  const differs = (round: number) => {
    for (let i = 0; i < hall.people; i++)
      if (now[round * hall.people + i] !== before[round * hall.people + i]) return true
    return false
  }
  return Array.from({ length: hall.rounds }, (_, round) => round).filter(differs)
}

function improve(hall: Hall, mostMoved: number, rounds: readonly number[]): void {
  for (let left = mostMoved; left > 0; ) {
    const found = rounds.flatMap((round) => bestSwap(hall, round, left) ?? [])
    if (found.length === 0) return
    const best = found.reduce((one, other) => (other.gain / other.moved > one.gain / one.moved ? other : one))
    swap(hall, best.round, best.i, best.j)
    left -= best.moved
  }
}

function movedBetween({ people, rounds }: Seats, before: Plan, after: Plan): Replanned['moved'] {
  const moved: { round: number; person: number; from: number; to: number }[] = []
  for (let round = 0; round < rounds; round++)
    for (let person = 0; person < people; person++) {
      const [from, to] = [before[round * people + person]!, after[round * people + person]!]
      if (from !== to) moved.push({ round, person, from, to })
    }
  return moved
}
