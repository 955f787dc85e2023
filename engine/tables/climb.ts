import { exchangeGain, exchangeIf, fits, gainOf, keepBest, lookSteps, type Search } from './anneal.ts'
import { recount, seatAll } from './hall.ts'
import { spend } from './pace.ts'
import { swapSeats, unevenChange } from './swap-seats.ts'

/** Above so many swaps to look at, one look at all of them costs more than it finds. */
const MOST_SWAPS = 20_000_000

/** Errors of rounding could otherwise lead round in a circle. */
const MOST_LOOKS = 200

/** From the best plan, every swap that makes it better, until there is none. */
export function climb(search: Search): void {
  const { hall, best } = search
  seatAll(hall, best.plan)
  // Counted from the plan alone: without the small errors of rounding that many swaps leave.
  Object.assign(best.score, hall.score)
  if (hall.width ** 2 * hall.rounds > MOST_SWAPS) return
  for (let improved = true, rest = MOST_LOOKS; improved && rest > 0; rest--) {
    improved = false
    for (let round = 0; round < hall.rounds; round++) if (climbRound(search, round)) improved = true
    if (hall.rounds > 1 && exchangeAll(search)) improved = true
  }
  recount(hall)
  keepBest(search)
}

/** More than errors of rounding. */
const LEAST = 1e-7

function climbRound(search: Search, round: number): boolean {
  const { hall } = search
  const movers = hall.movers[round]!
  let improved = false
  for (let x = 0; x < movers.length; x++) {
    spend(hall.pace, x * lookSteps(hall))
    for (let y = 0; y < x; y++) {
      const [i, j] = [movers[x]!, movers[y]!]
      const delta = gainOf(hall, round, i, j)
      const even = hall.worth.even
      if (delta === 0 && even === 0) continue
      if (delta + 2 * even * hall.wishes.most ** 2 <= LEAST || hall.at[round]![i] === hall.at[round]![j]) continue
      if (!fits(hall, round, i, j)) continue
      if (even > 0 && delta - even * unevenChange(hall, round, i, j) <= LEAST) continue
      swapSeats(hall, round, i, j, delta)
      keepBest(search)
      improved = true
    }
  }
  return improved
}

function exchangeAll(search: Search): boolean {
  const { hall } = search
  let improved = false
  for (let i = 0; i < hall.people; i++) {
    spend(hall.pace, i * hall.rounds * 12)
    for (let j = 0; j < i; j++) {
      const gain = exchangeGain(hall, i, j)
      if (gain > LEAST && exchangeIf(search, i, j, gain, LEAST)) improved = true
    }
  }
  return improved
}
