import { type Dice, roll } from './anneal.ts'
import { anyOrder, mostRounds, type Rounds } from './designs.ts'
import { type Pace, paceOf, spend } from './pace.ts'

/** Moves spent on each way to cut the people into cycles. */
const MOVES = 200_000
const MOST_FIRST = 3
const HOT = 0.6

/**
 * A round that is turned: people are hands on clocks of `turn` hours (and a few who stay in the middle), and each round all clocks
 * go on by one hour. Nobody meets twice when every distance between two clocks comes up at most once in the first round; so only one
 * round has to be searched for, or two or three that are all turned.
 *
 * @returns null where none was found
 */
export function cyclicRounds(tables: number, size: number, count: number, dice: Dice, pace = paceOf()): Rounds | null {
  const people = tables * size
  if (people > 120) return null
  const last = Math.min(people, mostRounds(tables, size) + 1)
  for (let first = 1; first <= MOST_FIRST; first++)
    for (let turn = Math.max(Math.ceil(count / first), 3); turn <= last / first; turn++) {
      const middle = people % turn
      // Somebody in the middle meets everybody of a clock, so each clock only once.
      if (middle > tables || (middle > 0 && (size - 1) * first > Math.floor(people / turn))) continue
      const found = firstRounds([tables, size, turn, first], dice, pace)
      if (found) return found.flatMap((round) => turned(round, turn, turn)).slice(0, count)
    }
  return null
}

/** Distances between hands on clocks, how often each comes up, and the price of coming up twice. */
interface Clocks {
  turn: number
  clocks: number
  seen: Uint16Array
}

/** The kind of a pair: its two clocks and the hours between, or who is in the middle and which clock; −1 may never meet. */
function kindOf({ turn, clocks }: Clocks, one: number, other: number): number {
  const hands = clocks * turn
  if (one > other) [one, other] = [other, one]
  if (one >= hands) return -1
  const clock = Math.floor(one / turn)
  if (other >= hands) return clocks * clocks * turn + (other - hands) * clocks + clock
  const hours = ((other % turn) - (one % turn) + turn) % turn
  const second = Math.floor(other / turn)
  if (clock !== second) return (clock * clocks + second) * turn + hours
  // On one clock, three hours ahead is three behind for the other; half way round comes up twice by itself.
  if (hours * 2 === turn) return -1
  return (clock * clocks + clock) * turn + Math.min(hours, turn - hours)
}

function firstRounds(
  [tables, size, turn, many]: readonly [number, number, number, number],
  dice: Dice,
  pace: Pace,
): Rounds | null {
  const people = tables * size
  const clocks = Math.floor(people / turn)
  const kinds = clocks * clocks * turn + (people - clocks * turn) * clocks
  const state: Clocks = { turn, clocks, seen: new Uint16Array(kinds) }
  const seat = Uint16Array.from(Array.from({ length: many }, () => anyOrder(people, dice)).flat())
  let cost = 0
  for (let at = 0; at < seat.length; at++) cost += enter(state, seat, size, at, 1, at)
  let heat = HOT
  for (let move = 0; move < MOVES * many && cost > 0; move++) {
    spend(pace, 80 * size)
    heat = move % 50_000 === 0 ? HOT : heat * 0.99994
    const round = roll(dice, many) * people
    const [x, y] = [round + roll(dice, people), round + roll(dice, people)]
    if (Math.floor(x / size) === Math.floor(y / size)) continue
    const change = exchange(state, seat, size, x, y)
    if (change > 0 && roll(dice, 1 << 20) > (1 << 20) * cooled(change / heat)) exchange(state, seat, size, x, y)
    else cost += change
  }
  if (cost > 0) return null
  return Array.from({ length: many }, (_, nth) => {
    const round = new Uint16Array(people)
    for (let at = 0; at < people; at++) round[seat[nth * people + at]!] = Math.floor(at / size)
    return round
  })
}

/** About exp(−x), by multiplications and divisions only. */
function cooled(x: number): number {
  const half = 1 / (1 + x / 16 + (x * x) / 512)
  const square = half * half
  return square ** 2 * square ** 2 * square ** 2 * square ** 2
}

/** Adds (or takes away) the pairs of one seat with the seats of its table before `until`; answers the change of the price. */
function enter(state: Clocks, seat: Uint16Array, size: number, at: number, by: 1 | -1, until: number): number {
  const start = Math.floor(at / size) * size
  let cost = 0
  for (let x = start; x < Math.min(until, start + size); x++) {
    if (x === at) continue
    const kind = kindOf(state, seat[x]!, seat[at]!)
    if (kind < 0) cost += by
    else if (by > 0) cost += state.seen[kind]!++ > 0 ? 1 : 0
    else cost -= --state.seen[kind]! > 0 ? 1 : 0
  }
  return cost
}

function exchange(state: Clocks, seat: Uint16Array, size: number, x: number, y: number): number {
  const all = seat.length
  let cost = enter(state, seat, size, x, -1, all) + enter(state, seat, size, y, -1, all)
  const kept = seat[x]!
  seat[x] = seat[y]!
  seat[y] = kept
  cost += enter(state, seat, size, x, 1, all) + enter(state, seat, size, y, 1, all)
  return cost
}

function turned(first: Uint16Array, turn: number, count: number): Rounds {
  const hands = Math.floor(first.length / turn) * turn
  return Array.from({ length: count }, (_, by) => {
    const round = new Uint16Array(first.length)
    for (let person = 0; person < first.length; person++) {
      const clock = Math.floor(person / turn) * turn
      const now = person < hands ? clock + ((person - clock + by) % turn) : person
      round[now] = first[person]!
    }
    return round
  })
}
