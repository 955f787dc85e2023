import { describe, expect, it } from 'vitest'
import { drawDecoys, meet } from './decoys.ts'
import { planTables, usualTables } from './plan-tables.ts'
import { replanTables } from './replan-tables.ts'
import type { Seats } from './seats.ts'

const seats: Seats = {
  people: 24,
  boundaries: [{ weight: 1, sides: Array.from({ length: 24 }, (_, i) => [i % 2]) }],
  tables: [4, 4, 4, 4, 4, 4],
  rounds: 6,
  apart: [[0, 1]],
}
const quick = { ...usualTables, moves: 60_000 }
const order = 'mix, meetings, balance'

function neverMeeting(plan: ArrayLike<number>): Set<string> {
  const found = new Set<string>()
  for (let i = 0; i < seats.people; i++) {
    for (let j = i + 1; j < seats.people; j++) if (!meet(plan, seats.people, seats.rounds, i, j)) found.add(`${i} ${j}`)
  }
  return found
}

describe('pairs apart by chance', () => {
  it('are the same whatever the seed, so that what all plans have in common hides who was asked for', () => {
    const plans = Array.from({ length: 10 }, (_, seed) => planTables(seats, { ...quick, seed }).plan)
    const always = plans.map(neverMeeting).reduce((left, never) => left.intersection(never))
    const decoys = drawDecoys(seats, quick.decoys).map(([i, j]) => `${i} ${j}`)
    expect(decoys).toHaveLength(3)
    for (const pair of [...decoys, '0 1']) expect(always).toContain(pair)
  })

  it('stay apart when somebody stays away and the plan is changed', () => {
    const { plan } = planTables(seats, quick)
    const decoys = drawDecoys(seats, quick.decoys)
    for (let person = 0; person < seats.people; person++) {
      const absent = [{ person, rounds: [0, 3] }]
      const changed = replanTables({ ...seats, absent }, plan, { order, mostMoved: 20 }).plan
      for (const [i, j] of decoys) expect(meet(changed, seats.people, seats.rounds, i, j)).toBe(false)
    }
  })

  it('are others when another pair is kept apart, in whatever order it is said, and none when nobody is', () => {
    expect(drawDecoys({ ...seats, apart: [[1, 0]] }, 3)).toEqual(drawDecoys(seats, 3))
    expect(drawDecoys({ ...seats, apart: [[2, 5]] }, 3)).not.toEqual(drawDecoys(seats, 3))
    expect(drawDecoys({ ...seats, apart: [] }, 3)).toEqual([])
    expect(drawDecoys(seats, 0)).toEqual([])
  })
})
