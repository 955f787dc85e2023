import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isStopped } from '../control.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import { crossedBy } from './crossed-by.ts'
import { type Sides, sidesFromLabels } from './sides.ts'

const shapes = fc.record({
  seed: fc.integer(),
  people: fc.integer({ min: 2, max: 9 }),
  ties: fc.integer({ min: 0, max: 20 }),
  labels: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 9, maxLength: 9 }),
})

describe('what a boundary is crossed by', () => {
  test('is ties, their ends, and people between: by hand', () => {
    // 0 and 1 stand here, 2 and 3 there, 4 elsewhere, of 5 nobody knows
    const sides = sidesFromLabels([0, 0, 1, 1, 2, -1])
    const direct = buildNetwork({ people: 6, from: [0, 0], to: [2, 3] })
    expect(crossedBy(direct, sides)[0]).toEqual({
      one: 0,
      other: 1,
      ties: 2,
      fromOne: 1,
      fromOther: 2,
      between: 0,
      people: 1,
    })
    const around = buildNetwork({ people: 6, from: [0, 4, 1, 5], to: [4, 2, 5, 3] })
    expect(crossedBy(around, sides)[0]).toMatchObject({ ties: 0, between: 2, people: 2 })
    // 4 has ties to both, so 0–2 and 1–2 are crossed directly by ties of 4
    expect(crossedBy(around, sides)[1]).toMatchObject({ one: 0, other: 2, ties: 1, between: 0 })
    const apart = buildNetwork({ people: 6, from: [0, 2], to: [1, 3] })
    expect(crossedBy(apart, sides)[0]).toMatchObject({ ties: 0, between: 0, people: 0 })
  })

  test('has no tie between somebody who straddles and one of their sides, but has them between', () => {
    const sides: Sides = {
      sides: 2,
      start: Uint32Array.of(0, 1, 3, 4),
      side: Uint32Array.of(0, 0, 1, 1),
      share: Float64Array.of(1, 0.5, 0.5, 1),
    }
    const chain = buildNetwork({ people: 3, from: [0, 1], to: [1, 2] })
    expect(crossedBy(chain, sides)[0]).toMatchObject({ ties: 0, between: 1, people: 1 })
    // whom only the straddler leads across has no two people to stand between
    const toStraddler = buildNetwork({ people: 4, from: [3], to: [1] })
    const known = { ...sides, start: Uint32Array.of(0, 1, 3, 4, 4) }
    expect(crossedBy(toStraddler, known)[0]).toMatchObject({ ties: 0, between: 0 })
  })

  test('ends with so many people: without them no tie and no chain by one person leads across', () => {
    fc.assert(
      fc.property(shapes, ({ labels, ...shape }) => {
        const columns = randomTies(shape)
        const sides = sidesFromLabels(labels.slice(0, shape.people))
        for (const row of crossedBy(buildNetwork(columns), sides)) {
          const pairs = Array.from(columns.from, (one, k) => [one, columns.to[k]!] as const)
          const tied = (one: number, other: number) =>
            pairs.some(([a, b]) => (a === one && b === other) || (a === other && b === one))
          const all = [...Array(shape.people).keys()]
          const on = (side: number) => all.filter((i) => labels[i] === side)
          const ones = on(row.one).filter((i) => on(row.other).some((j) => tied(i, j)))
          const others = on(row.other).filter((j) => on(row.one).some((i) => tied(i, j)))
          const between = all.filter(
            (b) =>
              labels[b] !== row.one &&
              labels[b] !== row.other &&
              on(row.one).some((i) => tied(i, b)) &&
              on(row.other).some((j) => tied(j, b)),
          )
          expect([row.fromOne, row.fromOther, row.between]).toEqual([ones.length, others.length, between.length])
          const gone = new Set([...(ones.length <= others.length ? ones : others), ...between])
          expect(gone.size).toBe(row.people)
          const left = (side: number) => on(side).filter((i) => !gone.has(i))
          for (const i of left(row.one)) {
            for (const j of left(row.other)) {
              expect(tied(i, j)).toBe(false)
              expect(all.some((b) => !gone.has(b) && tied(i, b) && tied(b, j))).toBe(false)
            }
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('does not ask which way a tie goes', () => {
    const sides = sidesFromLabels([0, 1])
    const arc = buildNetwork({ people: 2, from: [1], to: [0], directed: true })
    expect(crossedBy(arc, sides)[0]).toMatchObject({ ties: 1, fromOne: 1, fromOther: 1, people: 1 })
  })

  test('is nothing where there are no two sides', () => {
    expect(crossedBy(buildNetwork({ people: 0, from: [], to: [] }), sidesFromLabels([]))).toEqual([])
    const alone = buildNetwork({ people: 1, from: [], to: [] })
    expect(crossedBy(alone, sidesFromLabels([0]))).toEqual([])
    expect(() => crossedBy(alone, sidesFromLabels([]))).toThrow('length of sides.start')
  })

  test('is told of very many sides only where something leads across', () => {
    const network = buildNetwork({ people: 5, from: [0, 1, 1], to: [1, 2, 3] })
    const rows = crossedBy(network, sidesFromLabels([1999, 5, 0, -1, 3]))
    expect(rows).toEqual([
      { one: 0, other: 5, ties: 1, fromOne: 1, fromOther: 1, between: 0, people: 1 },
      { one: 0, other: 1999, ties: 0, fromOne: 0, fromOther: 0, between: 1, people: 1 },
      { one: 5, other: 1999, ties: 1, fromOne: 1, fromOther: 1, between: 0, people: 1 },
    ])
    expect(crossedBy(network, sidesFromLabels([3, 2, 1, -1, 0])).length).toBe(6)
  })

  test('can be stopped', () => {
    let caught: unknown
    try {
      crossedBy(buildNetwork({ people: 1, from: [], to: [] }), sidesFromLabels([0]), { shouldStop: () => true })
    } catch (error) {
      caught = error
    }
    expect(isStopped(caught)).toBe(true)
  })
})
