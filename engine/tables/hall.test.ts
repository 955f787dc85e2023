import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textKey } from '../chance.ts'
import { diceOf, exchangeEverywhere, exchangeGain, gainOf, roll } from './anneal.ts'
import { firstPlan } from './first-plan.ts'
import { openHall, planOf, recount } from './hall.ts'
import { sizeOf } from './seats.ts'
import { anySeats } from './seats-arbitraries.ts'
import { swapSeats, unevenChange } from './swap-seats.ts'
import { readWishes } from './wishes.ts'

const worth = { rule: 8, again: 3, even: 0.5 }
const worthOf = ({ broken, mix, repeats, uneven }: { broken: number; mix: number; repeats: number; uneven: number }) =>
  mix - worth.rule * broken - worth.again * repeats - worth.even * uneven

describe('a hall', () => {
  it('keeps gains and score exact through swaps, moves to empty seats and exchanges in all rounds', () => {
    fc.assert(
      fc.property(anySeats, fc.integer(), (seats, seed) => {
        const wishes = readWishes(seats)
        const dice = diceOf(textKey(`hall ${seed}`))
        const hall = openHall(seats, wishes, worth, firstPlan(seats, wishes, dice))
        for (let nth = 0; nth < 25; nth++) {
          const round = roll(dice, hall.rounds)
          const movers = hall.movers[round]!
          const [i, j] = [movers[roll(dice, movers.length)]!, movers[roll(dice, movers.length)]!]
          if (hall.at[round]![i] === hall.at[round]![j]) continue
          const before = worthOf(hall.score)
          const delta = gainOf(hall, round, i, j) - worth.even * unevenChange(hall, round, i, j)
          swapSeats(hall, round, i, j, gainOf(hall, round, i, j))
          expect(worthOf(hall.score) - before).toBeCloseTo(delta, 8)
        }
        const [i, j] = [roll(dice, seats.people), roll(dice, seats.people)]
        const [gain, before] = [exchangeGain(hall, i, j), { ...hall.score }]
        if (gain > Number.NEGATIVE_INFINITY) {
          exchangeEverywhere(hall, i, j)
          const without = { ...hall.score, uneven: before.uneven }
          expect(worthOf(without) - worthOf(before)).toBeCloseTo(gain, 8)
        }
        const kept = { score: { ...hall.score }, gains: hall.gain.map((gain) => gain.slice()), pair: hall.pair.slice() }
        recount(hall)
        for (const goal of ['broken', 'mix', 'repeats', 'uneven'] as const)
          expect(kept.score[goal], goal).toBeCloseTo(hall.score[goal], 8)
        const present = hall.tables * hall.width
        for (const [round, gains] of kept.gains.entries()) {
          const [was, is] = [[...gains.subarray(0, present)], [...hall.gain[round]!.subarray(0, present)]]
          // What somebody away would gain is nobody's business, and is not kept.
          for (const [cell, value] of was.entries())
            if (hall.at[round]![cell % hall.width]! < hall.tables) expect(value).toBeCloseTo(is[cell]!, 8)
        }
        expect([...kept.pair].every((value, at) => Math.abs(value - hall.pair[at]!) < 1e-8)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it('seats everybody once, hosts at their table, nobody who is away, and within the sizes', () => {
    fc.assert(
      fc.property(anySeats, fc.integer(), (seats, seed) => {
        const wishes = readWishes(seats)
        const hall = openHall(seats, wishes, worth, firstPlan(seats, wishes, diceOf(textKey(`first ${seed}`))))
        const plan = planOf(hall)
        for (let round = 0; round < seats.rounds; round++) {
          const row = plan.subarray(round * seats.people, (round + 1) * seats.people)
          const gone = (seats.absent ?? []).filter(({ rounds }) => rounds.includes(round)).map(({ person }) => person)
          for (const [person, table] of row.entries()) expect(table === -1).toBe(gone.includes(person))
          for (const { person, table } of seats.hosts ?? []) if (!gone.includes(person)) expect(row[person]).toBe(table)
          for (const [table, size] of seats.tables.entries()) {
            const count = row.filter((of) => of === table).length
            expect(count).toBeLessThanOrEqual(sizeOf(size).most)
            expect(count).toBeGreaterThanOrEqual(sizeOf(size).least - gone.length)
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})
