import fc from 'fast-check'
import type { Seats } from './seats.ts'

/** Small gatherings with everything that can be asked for: ranges of sizes, hosts, absences, rules, wishes, earlier meetings. */
export const anySeats: fc.Arbitrary<Seats> = fc
  .record({
    sizes: fc.array(fc.record({ size: fc.integer({ min: 2, max: 5 }), slack: fc.integer({ min: 0, max: 2 }) }), {
      minLength: 2,
      maxLength: 4,
    }),
    rounds: fc.integer({ min: 1, max: 4 }),
    short: fc.nat(),
    draw: fc.infiniteStream(fc.nat({ max: 999_983 })),
    host: fc.boolean(),
    away: fc.boolean(),
  })
  .map(({ sizes, rounds, short, draw, host, away }) => {
    const next = (limit: number) => (draw.next().value as number) % limit
    const tables = sizes.map(({ size, slack }) => (slack === 0 ? size : { least: size - 1, most: size + slack }))
    const least = sizes.reduce((sum, { size, slack }) => sum + (slack === 0 ? size : size - 1), 0)
    const most = sizes.reduce((sum, { size, slack }) => sum + size + slack, 0)
    const people = least + (short % (most - least + 1))
    const pair = (): [number, number] => {
      const one = next(people)
      return [one, (one + 1 + next(people - 1)) % people]
    }
    return {
      people,
      tables,
      rounds,
      boundaries: [1, 0.5].map((weight) => ({
        weight,
        sides: Array.from({ length: people }, () => [[0], [1], [2], [0, 1], []][next(5)]!),
      })),
      apart: [pair()],
      together: [{ people: pair(), must: false, weight: 2 }],
      met: [pair(), pair()],
      hosts: host ? [{ person: next(people), table: next(tables.length) }] : [],
      absent: away ? [{ person: next(people), rounds: [next(rounds)] }] : [],
    }
  })
