import { beforeEach, describe, expect, it, vi } from 'vitest'
import { boundsOf } from './bounds.ts'
import { lineRounds } from './designs.ts'
import { eigenvalues } from './eigenvalues.ts'
import { finiteField } from './finite-field.ts'
import { firstPlan } from './first-plan.ts'
import { type Floor, openFloor, swapOnFloor } from './floor.ts'
import { openHall } from './hall.ts'
import { BREATH, type Pace, spend } from './pace.ts'
import { planTables, usualTables } from './plan-tables.ts'
import { replanTables } from './replan-tables.ts'
import { countPlan } from './seating.ts'
import { checkSeats, type Seats } from './seats.ts'
import { readWishes } from './wishes.ts'

/** Swaps and looks at evenness since it was last asked whether to stop, and the most that were. */
const since = vi.hoisted(() => ({ swaps: 0, looks: 0, mostSwaps: 0, mostLooks: 0, asked: 0 }))

vi.mock('./swap-seats.ts', async (original) => {
  const real = await original<typeof import('./swap-seats.ts')>()
  return {
    swapSeats: (...how: Parameters<typeof real.swapSeats>) => {
      since.mostSwaps = Math.max(since.mostSwaps, ++since.swaps)
      real.swapSeats(...how)
    },
    unevenChange: (...how: Parameters<typeof real.unevenChange>) => {
      since.mostLooks = Math.max(since.mostLooks, ++since.looks)
      return real.unevenChange(...how)
    },
  }
})

function ask(): boolean {
  since.asked++
  since.swaps = 0
  since.looks = 0
  return false
}

/** Steps as a stretch of work counts them, with how often it asked. */
function counted(): Pace & { asked: () => number } {
  const before = since.asked
  return { steps: 0, shouldStop: ask, asked: () => since.asked - before }
}

const dice = () => Int32Array.of(5, 7)

/** So many people at tables of so many, on two boundaries. */
function gathering(people: number, size: number, rounds: number, more: Partial<Seats> = {}): Seats {
  const sides = (count: number) => Array.from({ length: people }, (_, i) => [((i * 7919) >> 3) % count])
  return {
    people,
    tables: Array(people / size).fill(size),
    rounds,
    boundaries: [{ sides: sides(3) }, { weight: 2, sides: sides(5) }],
    ...more,
  }
}

beforeEach(() => Object.assign(since, { swaps: 0, looks: 0, mostSwaps: 0, mostLooks: 0, asked: 0 }))

describe('a large gathering can be stopped at once', () => {
  // A swap costs four cells for each person, and for each two at a table one for each round; a look at evenness costs tables and seats.
  it.each([
    ['500 people at tables of 5 in 4 rounds', gathering(500, 5, 4), 2_000 + 200, 118],
    ['240 people at tables of 60 in 20 rounds', gathering(240, 60, 20), 960 + 10_080, 132],
    [
      '300 people in pairs who sit together',
      gathering(300, 6, 3, {
        together: Array.from({ length: 40 }, (_, k) => ({ people: [2 * k, 2 * k + 1], must: true })),
      }),
      1_200 + 192,
      70,
    ],
  ])('%s: it is asked again after a bounded number of swaps and looks', (_, seats, swap, look) => {
    planTables(seats, { ...usualTables, moves: 40_000, starts: 1 }, { shouldStop: ask })
    expect(since.mostSwaps).toBeGreaterThan(1)
    expect(since.mostSwaps * swap).toBeLessThanOrEqual(BREATH + 2 * swap)
    expect(since.mostLooks * look).toBeLessThanOrEqual(2 * BREATH)
  })

  it('also while a plan is mended after an absence', () => {
    const seats = gathering(200, 10, 2)
    const { plan } = planTables(seats, { ...usualTables, moves: 2_000, starts: 1 })
    Object.assign(since, { swaps: 0, looks: 0, mostSwaps: 0, mostLooks: 0, asked: 0 })
    const absent = [0, 1, 2, 3, 4].map((person) => ({ person, rounds: [0] }))
    const control = { shouldStop: ask }
    replanTables({ ...seats, absent }, plan, { order: 'mix, meetings, balance', mostMoved: 4 }, control)
    expect(since.asked).toBeGreaterThan(2)
    expect(since.mostLooks * (8 + 20 + 20)).toBeLessThanOrEqual(2 * BREATH)
  })

  const large = gathering(1_000, 4, 3)
  const wishes = readWishes(large)
  const roomy: Seats = { people: 50, tables: Array(600).fill({ least: 0, most: 3 }), rounds: 4 }
  const given = { boundaries: undefined, difference: new Float64Array(1_000 ** 2) }
  const hall = openHall(large, wishes, { rule: 0, again: 0, even: 0 }, firstPlan(large, wishes, dice()))
  const changePlaces = (floor: Floor, times: number) => {
    for (let nth = 0; nth < times; nth++) swapOnFloor(floor, 0, 999)
  }
  // The cells that each stretch reads or writes at least.
  it.each<[string, number, (pace: Pace) => unknown]>([
    ['wishes are read', 3 * 1_000 ** 2, (pace) => readWishes(large, [], pace)],
    ['everybody gets a first seat', 3 * 1_000 * 250, (pace) => firstPlan(large, wishes, dice(), pace)],
    [
      'the hall is opened',
      8 * 1_000 ** 2,
      (pace) => openHall(large, wishes, { rule: 9, again: 3, even: 1 }, firstPlan(large, wishes, dice()), pace),
    ],
    [
      'gains at many tables are laid out',
      16e6,
      (pace) => openHall(roomy, readWishes(roomy), { rule: 9, again: 3, even: 1 }, new Int32Array(200), pace),
    ],
    ['one round is laid out by places', 2 * 1_000 ** 2, (pace) => openFloor({ ...hall, pace })],
    ['people change places', 7.5e6, (pace) => changePlaces({ ...openFloor(hall), pace }, 1_000)],
    ['differences are checked', 1_000 ** 2, (pace) => checkSeats({ ...large, ...given }, pace)],
    ['pairs are checked', 50 * 40_000, (pace) => checkSeats({ ...large, met: Array(40_000).fill([1, 2]) }, pace)],
    ['rules of pairs are read', 2 * 4 * 1_000 ** 2 + 3e6, (pace) => readWishes(large, [], pace)],
    ['bounds are proven', 1_000 ** 2 * 10, (pace) => boundsOf(large, wishes, pace)],
    ['eigenvalues are sought', 200 ** 3, (pace) => eigenvalues(new Float64Array(200 ** 2).fill(1), 200, pace)],
    ['a field is made', 499 ** 2 * 2, (pace) => finiteField(499, pace)],
    ['lines are drawn', 256 ** 2 * 2, (pace) => lineRounds(256, 4, 200, pace)],
    ['meetings are counted', 10 * 500 ** 2, (pace) => countPlan(gathering(500, 500, 10), new Int32Array(5_000), pace)],
  ])('while %s, it is asked for each million cells at the latest', (_, cells, work) => {
    const pace = counted()
    work(pace)
    expect(pace.asked()).toBeGreaterThanOrEqual(Math.floor(cells / BREATH))
    const stopped = () => work({ steps: BREATH, shouldStop: () => true })
    expect(stopped).toThrow(expect.objectContaining({ name: 'AbortError' }))
  })

  it('steps add up until it is asked', () => {
    const pace = counted()
    spend(pace, BREATH - 1)
    expect(pace.asked()).toBe(0)
    spend(pace, 1)
    expect([pace.asked(), pace.steps]).toEqual([1, 0])
  })
})
