import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitsOnFloor, openFloor, recountFloor, swapOnFloor } from './floor.ts'
import { openHall } from './hall.ts'
import { planTables, usualTables } from './plan-tables.ts'
import type { Seats } from './seats.ts'
import { readWishes } from './wishes.ts'

/** Nine people with differences of their own, at tables of these sizes. */
function nine(tables: Seats['tables'], more: Partial<Seats> = {}): Seats {
  const difference = Float64Array.from({ length: 81 }, (_, at) => {
    const [i, j] = [Math.floor(at / 9), at % 9]
    return i === j ? 0 : 1 + ((Math.min(i, j) * 37 + Math.max(i, j) * 61) % 23) / 7
  })
  return { people: 9, tables, rounds: 1, difference, ...more }
}

const loose = { least: 2, most: 5 }

function floorOf(seats: Seats, plan: number[]) {
  return openFloor(openHall(seats, readWishes(seats), { rule: 0, again: 0, even: 0 }, Int32Array.from(plan)))
}

describe('one round laid out by places', () => {
  it('knows after any swaps what counting anew says', () => {
    const place = fc.nat(14)
    fc.assert(
      fc.property(fc.array(fc.tuple(place, place), { maxLength: 30 }), (swaps) => {
        const floor = floorOf(nine([loose, loose, loose]), [0, 0, 0, 1, 1, 1, 2, 2, 2])
        for (const [one, other] of swaps)
          if (floor.tableOf[one] !== floor.tableOf[other] && fitsOnFloor(floor, one, other))
            swapOnFloor(floor, one, other)
        const [more, seated, sum] = [floor.more.slice(), floor.seated.slice(), floor.sum]
        expect(Math.min(...seated)).toBeGreaterThanOrEqual(2)
        recountFloor(floor)
        expect(sum).toBeCloseTo(floor.sum, 8)
        expect(seated).toEqual(floor.seated)
        for (const [at, value] of more.entries()) expect(value).toBeCloseTo(floor.more[at]!, 8)
      }),
    )
  })

  it('lets hosts stay, seats nobody who is away, and keeps tables large enough', () => {
    const seats = nine([loose, loose, loose], {
      hosts: [
        { person: 0, table: 2 },
        { person: 4, table: 2 },
      ],
      absent: [{ person: 8, rounds: [0] }],
    })
    for (const seed of [1, 2, 3]) {
      const { plan } = planTables(seats, { ...usualTables, moves: 4_000, starts: 1, seed })
      expect([plan[0], plan[4], plan[8]]).toEqual([2, 2, -1])
      const sizes = [0, 1, 2].map((table) => plan.filter((at) => at === table).length)
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(2)
      expect(Math.max(...sizes)).toBeLessThanOrEqual(5)
    }
  })
})
