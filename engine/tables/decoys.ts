import { streamKey } from '../chance.ts'
import type { Control } from '../control.ts'
import { anneal, diceOf, roll } from './anneal.ts'
import { firstPlan } from './first-plan.ts'
import { openHall } from './hall.ts'
import { paceOf } from './pace.ts'
import type { TableSettings } from './plan-tables.ts'
import { groupsOf, type Seats } from './seats.ts'
import { readWishes } from './wishes.ts'

const MOST_MOVES = 200_000

/**
 * Further pairs to keep apart, by chance, where anybody is kept apart: whoever reads a plan and sees that two people never meet cannot
 * tell whether that was asked for. They are drawn from pairs who do not meet in some plan that keeps all rules, so they never make a
 * plan impossible.
 */
export function drawDecoys(seats: Seats, settings: TableSettings, control?: Control): [number, number][] {
  const { apart = [], people, rounds } = seats
  if (apart.length === 0 || settings.decoys === 0) return []
  const dice = diceOf(streamKey(settings.seed, 'decoys'))
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
  const moves = Math.min(MOST_MOVES, settings.moves)
  anneal(search, { moves, warm: 0.006, cold: 0.0003 }, ({ broken }) => broken === 0, control)
  if (best.score.broken > 0) return []
  const group = groupsOf(seats)
  const decoys = new Map<number, [number, number]>()
  const wanted = Math.min(apart.length * settings.decoys, people * 2)
  for (let tries = 0; tries < 50 * wanted && decoys.size < wanted; tries++) {
    const [i, j] = [roll(dice, people), roll(dice, people)]
    if (i >= j || group[i] === group[j] || meet(plan, people, rounds, i, j)) continue
    decoys.set(i * people + j, [i, j])
  }
  return [...decoys.values()]
}

function meet(plan: Int32Array, people: number, rounds: number, i: number, j: number): boolean {
  for (let round = 0; round < rounds; round++) {
    const table = plan[round * people + i]!
    if (table >= 0 && table === plan[round * people + j]) return true
  }
  return false
}
