import { type Pace, paceOf, spend } from './pace.ts'
import { type Plan, type Seats, sizeOf } from './seats.ts'
import { APART, MET, TOGETHER, type Wishes } from './wishes.ts'

/** How much one thing is worth beside one unit of mix, while searching. */
export interface Worth {
  /** a rule kept: one pair kept apart, or together */
  rule: number
  /** one meeting fewer that is not the first */
  again: number
  /** one unit less unevenness between the tables of a round */
  even: number
}

/** How good a plan is; the better of two is told by `Standing` fields in the order asked for. */
export interface Score {
  /** pairs at one table, or not at one, against a rule */
  broken: number
  mix: number
  /** for each pair, its meetings taken two by two: 1 for the second meeting, 3 for three, 6 for four */
  repeats: number
  /** over rounds, Σ over tables of (mix of a pair there − mean of the round's tables)² */
  uneven: number
}

/**
 * People at their tables, in all rounds, with what each would gain at each other table kept up to date.
 * Empty seats are people, too: numbers from `people` up, worth nothing to anybody; so a move is a swap with an empty seat.
 */
export interface Hall {
  readonly people: number
  /** people and empty seats */
  readonly width: number
  readonly tables: number
  readonly rounds: number
  readonly wishes: Wishes
  readonly worth: Worth
  /** what a pair that shares a table is worth by itself, and less what it costs to meet again; `width × width` */
  readonly base: Float64Array
  readonly pair: Float64Array
  /** `gain[round][table * width + person]`: worth of this person's pairs with those at the table; a last row for those away */
  readonly gain: Float64Array[]
  /** the same by `base` alone; empty when nothing depends on other rounds */
  readonly baseGain: Float64Array[]
  /** table of each, round by round; `tables` is away */
  readonly at: Uint16Array[]
  /** who sits where: `seat[round][table * room + place]`, and the place of each */
  readonly seat: Uint16Array[]
  readonly place: Uint16Array[]
  readonly room: number
  readonly seats: Uint16Array
  /** people at each table, without empty seats */
  readonly seated: Uint16Array[]
  /** those who may be moved */
  readonly movers: Uint16Array[]
  /** differences at each table, `round * tables + table`, without wishes */
  readonly tableMix: Float64Array
  readonly score: Score
  /** steps of one swap, and those made since it was last asked whether to stop */
  readonly swapSteps: number
  readonly pace: Pace
}

/** Seats as many empty chairs as a round needs: the most over all rounds. */
function emptySeats({ people, rounds, tables }: Seats, { away }: Wishes): { seats: Uint16Array; empty: number[] } {
  const seats = Uint16Array.from(tables, (size) => sizeOf(size).most)
  const all = seats.reduce((sum, size) => sum + size, 0)
  const empty = Array.from({ length: rounds }, (_, round) => {
    let present = people
    for (let i = 0; i < people; i++) present -= away[round * people + i]!
    return all - present
  })
  return { seats, empty }
}

/** A hall with people at the tables of a plan; whoever is away is away there, too. */
export function openHall(seats: Seats, wishes: Wishes, worth: Worth, plan: Plan, pace = paceOf()): Hall {
  const { people, rounds } = seats
  const tables = seats.tables.length
  const { seats: size, empty } = emptySeats(seats, wishes)
  const width = people + Math.max(...empty)
  const room = Math.max(...size)
  const many = <Row>(make: (round: number) => Row) => Array.from({ length: rounds }, (_, round) => make(round))
  const base = new Float64Array(width * width)
  for (let i = 0; i < people; i++) {
    spend(pace, 2 * people)
    for (let j = 0; j < people; j++) base[i * width + j] = wishes.mix[i * people + j]!
    base[i * width + i] = 0
    for (let e = wishes.linkStart[i]!; e < wishes.linkStart[i + 1]!; e++) {
      const kind = wishes.kind[e]!
      base[i * width + wishes.partner[e]!]! += kind === MET ? -worth.again : kind === APART ? -worth.rule : worth.rule
    }
  }
  const twice = rounds > 1 && worth.again > 0
  const gains = () => {
    spend(pace, (tables + 1) * width)
    return new Float64Array((tables + 1) * width)
  }
  const hall: Hall = {
    people,
    width,
    tables,
    rounds,
    wishes,
    worth,
    base,
    pair: twice ? new Float64Array(width * width) : base,
    gain: many(gains),
    baseGain: twice ? many(gains) : [],
    at: many(() => new Uint16Array(width).fill(tables)),
    seat: many(() => new Uint16Array(tables * room)),
    place: many(() => new Uint16Array(width)),
    room,
    seats: size,
    seated: many(() => new Uint16Array(tables)),
    movers: many((round) => moversOf(wishes, people, round, empty[round]!)),
    tableMix: new Float64Array(rounds * tables),
    score: { broken: 0, mix: 0, repeats: 0, uneven: 0 },
    swapSteps: 4 * width + 4 * room + tables + (twice ? 4 * room * (2 + 2 * rounds) : 0),
    pace,
  }
  seatAll(hall, plan)
  return hall
}

function moversOf({ hostTable, away }: Wishes, people: number, round: number, empty: number): Uint16Array {
  const movers: number[] = []
  for (let i = 0; i < people; i++) if (hostTable[i]! < 0 && away[round * people + i] === 0) movers.push(i)
  for (let e = 0; e < empty; e++) movers.push(people + e)
  return Uint16Array.from(movers)
}

/** Seats everybody as the plan says, and counts everything anew. */
export function seatAll(hall: Hall, plan: Plan): void {
  for (let round = 0; round < hall.rounds; round++) seatRound(hall, plan, round)
  recount(hall)
}

function seatRound({ at, seat, place, seated, seats, people, tables, room }: Hall, plan: Plan, round: number): void {
  const taken = new Uint16Array(tables)
  const sit = (one: number, table: number) => {
    const spot = taken[table]!++
    at[round]![one] = table
    place[round]![one] = spot
    seat[round]![table * room + spot] = one
  }
  at[round]!.fill(tables)
  for (let i = 0; i < people; i++) if (plan[round * people + i]! >= 0) sit(i, plan[round * people + i]!)
  seated[round]!.set(taken)
  let empty = people
  for (let table = 0; table < tables; table++) while (taken[table]! < seats[table]!) sit(empty++, table)
}

/** Gains and score from nothing: exact again after many small steps. */
export function recount(hall: Hall): void {
  const { rounds, width, people, pair, base, baseGain, worth, pace } = hall
  if (pair !== base) {
    for (let i = 0; i < width; i++) {
      spend(pace, 2 * width)
      pair.set(base.subarray(i * width, (i + 1) * width), i * width)
    }
    for (let round = 0; round < rounds; round++)
      eachPair(hall, round, (i, j) => {
        pair[i * width + j]! -= worth.again
        pair[j * width + i]! -= worth.again
      })
  }
  for (let round = 0; round < rounds; round++) {
    const at = hall.at[round]!
    const [gain, own] = [hall.gain[round]!, baseGain[round]]
    spend(pace, gain.length)
    gain.fill(0)
    own?.fill(0)
    for (let j = 0; j < people; j++) {
      spend(pace, own ? 4 * people : 2 * people)
      const table = at[j]!
      for (let k = 0; k < people; k++) gain[table * width + k]! += pair[j * width + k]!
      if (!own) continue
      for (let k = 0; k < people; k++) {
        own[table * width + k]! += base[j * width + k]!
        // Their meeting in this round is not one "again" by itself.
        if (at[k] === table && k !== j) gain[table * width + k]! += worth.again
      }
    }
  }
  Object.assign(hall.score, scoreOf(hall))
}

function eachPair(hall: Hall, round: number, take: (i: number, j: number, table: number) => void): void {
  const { tables, people, room, seats } = hall
  const seat = hall.seat[round]!
  for (let table = 0; table < tables; table++)
    for (let x = 0; x < seats[table]!; x++) {
      spend(hall.pace, 8 * x)
      for (let y = 0; y < x; y++) {
        const i = seat[table * room + x]!
        const j = seat[table * room + y]!
        if (i < people && j < people) take(i, j, table)
      }
    }
}

/** The score, counted from the plan alone. Sets the mix of each table, too. */
function scoreOf(hall: Hall): Score {
  const { people, rounds, tableMix, wishes, tables } = hall
  const { mix, difference, linkStart, partner, kind } = wishes
  const meetings = new Uint8Array(people * people)
  tableMix.fill(0)
  let broken = 0
  for (let i = 0; i < people; i++)
    for (let e = linkStart[i]!; e < linkStart[i + 1]!; e++) {
      const other = partner[e]!
      if (other > i) continue
      spend(hall.pace, rounds)
      if (kind[e] === MET) meetings[i * people + other] = 1
      else for (let round = 0; round < rounds; round++) broken += brokenIn(hall, round, i, other, kind[e]!)
    }
  let [repeats, sum, uneven] = [0, 0, 0]
  for (let round = 0; round < rounds; round++)
    eachPair(hall, round, (i, j, table) => {
      sum += mix[i * people + j]!
      tableMix[round * tables + table]! += difference[i * people + j]!
      repeats += meetings[i > j ? i * people + j : j * people + i]!++
    })
  for (let round = 0; round < rounds; round++) uneven += unevenness(hall, round)
  return { broken, mix: sum, repeats, uneven }
}

function brokenIn(hall: Hall, round: number, one: number, other: number, kind: number): number {
  const at = hall.at[round]!
  if (at[one] === hall.tables || at[other] === hall.tables) return 0
  return (at[one] === at[other]) === (kind === TOGETHER) ? 0 : 1
}

/** Mix of a pair at a table of so many people. */
export function density(mix: number, people: number): number {
  return people > 1 ? (2 * mix) / (people * (people - 1)) : 0
}

function unevenness({ tables, tableMix, seated }: Hall, round: number): number {
  let [sum, squares] = [0, 0]
  for (let table = 0; table < tables; table++) {
    const one = density(tableMix[round * tables + table]!, seated[round]![table]!)
    sum += one
    squares += one * one
  }
  return Math.max(0, squares - (sum * sum) / tables)
}

/** Who sits where now. */
export function planOf({ at, people, rounds, tables }: Hall): Plan {
  const plan = new Int32Array(rounds * people)
  for (let round = 0; round < rounds; round++)
    for (let i = 0; i < people; i++) plan[round * people + i] = at[round]![i] === tables ? -1 : at[round]![i]!
  return plan
}
