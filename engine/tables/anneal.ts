import type { Key } from '../chance.ts'
import { type Control, checkpoint } from '../control.ts'
import { portableExp } from '../portable-exp.ts'
import { portableLog } from '../portable-log.ts'
import { type Hall, recount, type Score } from './hall.ts'
import { spend } from './pace.ts'
import type { Plan } from './seats.ts'
import { swapSeats, unevenChange } from './swap-seats.ts'
import { TOGETHER } from './wishes.ts'

/** A hall being searched: where the chance stands, how warm it is, and the best plan so far. */
export interface Search {
  readonly hall: Hall
  readonly dice: Dice
  /** is the first better than the second? */
  readonly better: (one: Score, other: Score) => boolean
  readonly best: { plan: Plan; score: Score }
  readonly onBest?: (plan: Plan, score: Score) => void
  /** moves that made things worse and were made all the same */
  worse: number
}

/** State of a small generator (xorshift, Marsaglia 2003): fast, and begun from a key of the engine's own chance. */
export type Dice = Int32Array

export function diceOf(key: Key): Dice {
  return Int32Array.of(key.low || 0x9e3779b9, key.high || 0x85ebca6b)
}

/** The next number below `limit`, for everything outside the inner loop. */
export function roll(dice: Dice, limit: number): number {
  let x = dice[0]! ^ (dice[0]! << 13)
  x ^= x >>> 17
  x ^= x << 5
  dice[0] = x
  return Math.floor(((x >>> 0) * limit) / 0x1_0000_0000)
}

export const PATIENCE = 4096
/** −ln of evenly spaced chances: how much worse a move may be, in units of heat. */
export const patience = Float64Array.from({ length: PATIENCE }, (_, k) => -portableLog((k + 0.5) / PATIENCE))

const BLOCK = 8_192
/** Moves in one round before the next. */
const STRETCH = 128

/** How long to cool, and the share of moves that may make things worse at its start and at its end. */
export interface Cooling {
  /** the work: moves to try */
  readonly moves: number
  readonly warm: number
  readonly cold: number
  /** where to begin; unless set, hotter than the slow cooling */
  readonly heat?: number
  /** swaps in one round between exchanges in all rounds */
  readonly stretch?: number
}

/**
 * Simulated annealing over swaps of two seats in a round: moves that make things worse are made with a chance that falls with
 * how much worse they make them, and rises with the heat. The heat is steered so that the share of such moves falls evenly (by
 * factors) from `warm` to `cold`, which suits every scale of differences. Exchanges of two people in all rounds are tried, too, and
 * moves of groups who sit together.
 *
 * Cost: about 10 to 60 ns for each move tried; people (and rounds × table size) for each one made.
 *
 * @param enough told of the best score: true ends the search
 * @returns the moves tried, and the heat at the end
 */
export function anneal(search: Search, cooling: Cooling, enough: (best: Score) => boolean, control?: Control) {
  const { hall } = search
  const { moves, warm, cold, stretch: usual = STRETCH } = cooling
  const block = Math.max(STRETCH, Math.min(BLOCK, Math.ceil(moves / 400)))
  const grouped = hall.wishes.kind.includes(TOGETHER)
  keepBest(search)
  let heat = cooling.heat ?? startHeat(search)
  let tried = 0
  let sinceCount = 0
  while (tried < moves && !enough(search.best.score)) {
    checkpoint(control, tried / moves)
    search.worse = 0
    const now = Math.min(block, moves - tried)
    let done = 0
    while (done < now) {
      const round = hall.rounds === 1 ? 0 : roll(search.dice, hall.rounds)
      const stretch = Math.min(hall.rounds === 1 && !grouped ? now : usual, now - done)
      tryMoves(search, round, stretch, heat)
      done += stretch
      if (hall.rounds > 1) done += exchange(search, heat)
      if (grouped) done += moveGroup(search, heat)
    }
    tried += done
    const target = warm * portableExp(portableLog(cold / warm) * Math.min(1, tried / moves))
    heat *= search.worse > target * done ? 0.93 : 1.04
    // Small errors of rounding gather where differences are not whole numbers.
    if ((sinceCount += done) > 4_000_000) {
      recount(hall)
      sinceCount = 0
    }
  }
  return { moves: tried, heat }
}

/** The typical size of a change, times a half: hotter than the slow cooling begins. */
export function startHeat({ hall, dice }: Search): number {
  let [squares, count] = [0, 0]
  for (let k = 0; k < 1000; k++) {
    const round = roll(dice, hall.rounds)
    const movers = hall.movers[round]!
    if (movers.length === 0) continue
    const delta = gainOf(hall, round, movers[roll(dice, movers.length)]!, movers[roll(dice, movers.length)]!)
    if (delta !== 0) {
      squares += delta * delta
      count++
    }
  }
  return count === 0 ? 1 : 0.5 * Math.sqrt(squares / count)
}

/** Steps of looking at one swap. */
export function lookSteps({ worth, tables, room }: Hall): number {
  return worth.even > 0 ? 8 + tables + 2 * room : 8
}

/** What a swap is worth, without evenness; 0 at one table. */
export function gainOf({ gain, at, width, pair }: Hall, round: number, i: number, j: number): number {
  const own = gain[round]!
  const [a, b] = [at[round]![i]! * width, at[round]![j]! * width]
  if (a === b) return 0
  return own[b + i]! - own[a + i]! + own[a + j]! - own[b + j]! - 2 * pair[i * width + j]!
}

/** May these two change places, as far as the sizes of the tables go? */
export function fits({ people, at, seated, wishes, tables }: Hall, round: number, i: number, j: number): boolean {
  if (i < people === j < people) return i < people
  const from = at[round]![i < people ? i : j]!
  return seated[round]![from]! > wishes.least[round * tables + from]!
}

function tryMoves(search: Search, round: number, moves: number, heat: number): void {
  const { hall, dice } = search
  const { width, people, pair, worth } = hall
  const movers = hall.movers[round]!
  const gain = hall.gain[round]!
  const at = hall.at[round]!
  const count = movers.length
  const even = worth.even
  const mostEven = 2 * even * hall.wishes.most ** 2
  if (count < 2) return
  spend(hall.pace, moves * lookSteps(hall))
  let x = dice[0]!
  for (let move = 0; move < moves; move++) {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    // One number for all three choices: its upper half, its lower half, and a mix of both.
    const i = movers[((x >>> 16) * count) >>> 16]!
    const j = movers[((x & 0xffff) * count) >>> 16]!
    const a = at[i]! * width
    const b = at[j]! * width
    if (a === b) continue
    const least = -heat * patience[Math.imul(x, 0x9e3779b1) >>> 20]!
    const delta = gain[b + i]! - gain[a + i]! + gain[a + j]! - gain[b + j]! - 2 * pair[i * width + j]!
    if (delta + mostEven < least) continue
    if ((i >= people || j >= people) && !fits(hall, round, i, j)) continue
    const whole = even > 0 ? delta - even * unevenChange(hall, round, i, j) : delta
    if (whole < least) continue
    if (whole < 0) search.worse++
    swapSeats(hall, round, i, j, delta)
    if (whole > 0) keepBest(search)
  }
  dice[0] = x
}

/** Remembers the plan when it is the best so far. */
export function keepBest(search: Search): void {
  const { hall, best, better, onBest } = search
  if (!better(hall.score, best.score)) return
  Object.assign(best.score, hall.score)
  const plan = best.plan
  const { people, rounds, tables, at } = hall
  spend(hall.pace, people * rounds)
  for (let round = 0; round < rounds; round++) {
    const row = at[round]!
    for (let i = 0; i < people; i++) plan[round * people + i] = row[i] === tables ? -1 : row[i]!
  }
  onBest?.(plan, best.score)
}

/** Two people change places in every round: nobody meets anybody more often than before, other people do. */
function exchange(search: Search, heat: number): number {
  const { hall, dice } = search
  const tries = 16
  spend(hall.pace, tries * hall.rounds * 12)
  for (let nth = 0; nth < tries; nth++) {
    const [i, j] = [roll(dice, hall.people), roll(dice, hall.people)]
    const gain = i === j ? Number.NEGATIVE_INFINITY : exchangeGain(hall, i, j)
    // An exchange of two who are alike changes nothing.
    if (gain === 0) continue
    exchangeIf(search, i, j, gain, -heat * patience[roll(dice, PATIENCE)]!)
  }
  return tries
}

/** Exchanges two people when that is worth at least so much, with and without the evenness of their tables; was it done? */
export function exchangeIf(search: Search, i: number, j: number, gain: number, least: number): boolean {
  const { hall } = search
  const even = hall.worth.even
  if (gain < least) return false
  const before = hall.score.uneven
  exchangeEverywhere(hall, i, j)
  const whole = gain - even * (hall.score.uneven - before)
  if (whole < least) {
    exchangeEverywhere(hall, i, j)
    return false
  }
  if (whole < 0) search.worse++
  if (whole > 0) keepBest(search)
  return true
}

/** −∞ where a host or somebody away is among them. */
export function exchangeGain(hall: Hall, i: number, j: number): number {
  const { at, rounds, tables, baseGain, base, width, wishes } = hall
  if (wishes.hostTable[i]! >= 0 || wishes.hostTable[j]! >= 0) return Number.NEGATIVE_INFINITY
  let sum = 0
  for (let round = 0; round < rounds; round++) {
    const [a, b] = [at[round]![i]!, at[round]![j]!]
    if (a === tables || b === tables) return Number.NEGATIVE_INFINITY
    if (a === b) continue
    const own = baseGain[round] ?? hall.gain[round]!
    sum += own[b * width + i]! - own[a * width + i]! + own[a * width + j]! - own[b * width + j]!
    sum -= 2 * base[i * width + j]!
  }
  return sum
}

export function exchangeEverywhere(hall: Hall, i: number, j: number): void {
  for (let round = 0; round < hall.rounds; round++)
    if (hall.at[round]![i] !== hall.at[round]![j]) swapSeats(hall, round, i, j, gainOf(hall, round, i, j))
}

/** A group who must sit together moves to another table, and as many people from there take their seats. */
function moveGroup(search: Search, heat: number): number {
  const { hall, dice } = search
  const { group, hostTable } = hall.wishes
  const round = roll(dice, hall.rounds)
  const at = hall.at[round]!
  const first = roll(dice, hall.people)
  const table = roll(dice, hall.tables)
  spend(hall.pace, 2 * hall.people)
  const those: number[] = []
  for (let k = 0; k < hall.people; k++) {
    if (group[k] !== group[first] || at[k] === hall.tables) continue
    if (hostTable[k]! >= 0) return 1
    if (at[k] !== table) those.push(k)
  }
  if (those.length < 2) return 1
  const spots = hall.seats[table]!
  const from = roll(dice, spots)
  const partners: number[] = []
  for (let x = 0; x < spots && partners.length < those.length; x++) {
    const k = hall.seat[round]![table * hall.room + ((from + x) % spots)]!
    if (k >= hall.people || (hostTable[k]! < 0 && group[k] !== group[first])) partners.push(k)
  }
  if (partners.length < those.length) return 1
  const made: [number, number][] = []
  let sum = 0
  for (const [nth, one] of those.entries()) {
    const other = partners[nth]!
    if (!fits(hall, round, one, other)) break
    sum += step(hall, round, one, other)
    made.push([one, other])
  }
  if (made.length < those.length || sum < -heat * patience[roll(dice, PATIENCE)]!) {
    for (const [one, other] of made.reverse()) step(hall, round, one, other)
  } else if (sum > 0) keepBest(search)
  else if (sum < 0) search.worse++
  return those.length * 2
}

function step(hall: Hall, round: number, i: number, j: number): number {
  const delta = gainOf(hall, round, i, j)
  const even = hall.worth.even > 0 ? hall.worth.even * unevenChange(hall, round, i, j) : 0
  swapSeats(hall, round, i, j, delta)
  return delta - even
}
