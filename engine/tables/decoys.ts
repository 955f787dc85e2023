import { type Key, textKey } from '../chance.ts'
import type { Control } from '../control.ts'
import { anneal, diceOf, roll } from './anneal.ts'
import { firstPlan } from './first-plan.ts'
import { openHall } from './hall.ts'
import { paceOf } from './pace.ts'
import { groupsOf, type Seats } from './seats.ts'
import { readWishes } from './wishes.ts'

const MOVES = 200_000

/**
 * Further pairs to keep apart, by chance, where anybody is kept apart: whoever reads a plan and sees that two people never meet cannot
 * tell whether that was asked for. They are drawn from pairs who do not meet in some plan that keeps all rules, so they never make a
 * plan impossible.
 *
 * They are drawn under a key made of the pairs that are kept apart, which no page shows, and of nothing that somebody may choose: trying other
 * seeds, or planning again after somebody stays away, leaves the same pairs apart, so that what all plans have in common tells no more than
 * one plan does.
 *
 * @param wanted how many for each pair that is kept apart
 */
export function drawDecoys(asked: Seats, wanted: number, control?: Control): [number, number][] {
  const seats = { ...asked, absent: [] }
  const { apart = [], people, rounds } = seats
  if (apart.length === 0 || wanted === 0) return []
  const dice = diceOf(hiddenKey(apart, people))
  const pace = paceOf(control)
  const wishes = readWishes(seats, [], pace)
  const plan = firstPlan(seats, wishes, dice, pace)
  const hall = openHall(seats, wishes, { rule: 1, again: 0, even: 0 }, plan, pace)
  const best = { plan, score: { ...hall.score } }
  const search = {
    hall,
    dice,
    better: (one: { broken: number }, other: { broken: number }) => one.broken < other.broken,
    best,
    worse: 0,
  }
  anneal(search, { moves: MOVES, warm: 0.006, cold: 0.0003 }, ({ broken }) => broken === 0, control)
  if (best.score.broken > 0) return []
  const group = groupsOf(seats)
  const decoys = new Map<number, [number, number]>()
  const most = Math.min(apart.length * wanted, people * 2)
  for (let tries = 0; tries < 50 * most && decoys.size < most; tries++) {
    const [i, j] = [roll(dice, people), roll(dice, people)]
    if (i >= j || group[i] === group[j] || meet(plan, people, rounds, i, j)) continue
    decoys.set(i * people + j, [i, j])
  }
  return [...decoys.values()]
}

/** A key of the pairs, whatever their order and the order in each. */
function hiddenKey(apart: readonly (readonly [number, number])[], people: number): Key {
  const key = { low: people, high: 0 }
  for (const [one, other] of apart) {
    const pair = textKey(`apart ${Math.min(one, other)} ${Math.max(one, other)}`)
    key.low = (key.low + pair.low) | 0
    key.high ^= pair.high
  }
  return key
}

/** Do these two sit at one table in some round of this plan? */
export function meet(plan: ArrayLike<number>, people: number, rounds: number, i: number, j: number): boolean {
  for (let round = 0; round < rounds; round++) {
    const table = plan[round * people + i]!
    if (table >= 0 && table === plan[round * people + j]) return true
  }
  return false
}
