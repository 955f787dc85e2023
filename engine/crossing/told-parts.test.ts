import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { valuesOf } from '../measure.ts'
import { crossingMeasures } from './crossing-measures.ts'
import { practicesOf } from './small-practice.fixture.ts'
import { toldParts } from './told-parts.ts'

const small = practicesOf([12, 12, 2])
const [whole, byPart, , fractional, matrix] = crossingMeasures
const range = (from: number, end: number) => Array.from({ length: end - from }, (_, k) => from + k)

describe('what is told of parts', () => {
  it('hides small parts, and the smallest beside them where a total would give them away', () => {
    expect(toldParts([range(0, 12), range(12, 24), range(24, 26)])).toEqual([false, true, false])
    expect(toldParts([range(0, 12), range(12, 21), range(21, 23), range(23, 26)])).toEqual([true, true, false, false])
    expect(toldParts([range(0, 12), range(12, 21), [], range(23, 27)])).toEqual([true, false, true, false])
    // the two small ones have the same four people
    expect(toldParts([range(0, 4), range(0, 4), range(4, 9), range(9, 20)])).toEqual([false, false, false, true])
    expect(toldParts([range(0, 12), range(12, 14)])).toEqual([false, false])
    expect(toldParts([range(0, 12), range(12, 14)], 1)).toEqual([true, true])
    expect(toldParts([])).toEqual([])
  })

  it('leaves nobody or enough people in what is hidden, whatever the parts', () => {
    const people = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 15 }), { maxLength: 9 }), { maxLength: 7 })
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 7 }), (parts, fewest) => {
        const told = toldParts(parts, fewest)
        parts.forEach((part, a) => {
          if (told[a]) expect(part.length === 0 || part.length >= fewest).toBe(true)
        })
        const hidden = new Set(parts.flatMap((part, a) => (told[a] ? [] : part)))
        const all = parts.every((part, a) => !told[a] || part.length === 0)
        expect(hidden.size === 0 || hidden.size >= fewest || all).toBe(true)
      }),
    )
  })
})

describe.each([null, 'between'])('of practices of 12, 12 and 2 people, told apart by %s,', (boundary) => {
  it('the matrix tells no cell of the small one, nor one that gives it away', () => {
    const { pairs, ties } = matrix.run(small, valuesOf(matrix, { boundary, draws: 5 }))
    expect(pairs.one.map((one, k) => `${one}${pairs.other[k]}`)).toEqual(['ab', 'ac', 'bc'])
    for (const [field, column] of Object.entries(pairs)) {
      if (field !== 'one' && field !== 'other') expect(column).toEqual([null, null, null])
    }
    expect(ties).toBe(12 + 12 + 1 + 3 + 2 + 2)
    const raw = matrix.run(small, valuesOf(matrix, { boundary, draws: 5, fewest: 1 }))
    expect(raw.pairs.seen).toEqual([3, 2, 2])
    // with 12, 12, 6 and 2, what is hidden is the business of eight people
    const more = practicesOf([12, 12, 6, 2])
    expect(matrix.run(more, valuesOf(matrix, { boundary, draws: 0 })).pairs.seen).toEqual([
      3,
      null,
      null,
      null,
      null,
      null,
    ])
  })

  it('values by part leave so much out that no difference tells of the small one', () => {
    const found = byPart.run(small, valuesOf(byPart, { boundary }))
    expect(found).toMatchObject({ people: [null, 12, null], external: [null, 5, null], internal: [null, 12, null] })
    expect(byPart.run(small, valuesOf(byPart, { boundary, fewest: 1 })).external).toEqual([5, 5, 4])
  })

  it('whole values say who answered, and are not told when they are those of a small side', () => {
    for (const measure of [whole, fractional]) {
      const found = measure.run(small, valuesOf(measure as typeof whole, { boundary, draws: 5 }) as never)
      expect(found).toMatchObject({ external: 7, internal: 25, answered: { people: 26, answered: 5 } })
      const two = practicesOf([12, 2])
      expect(measure.run(two, valuesOf(measure as typeof whole, { boundary, draws: 5 }) as never)).toMatchObject({
        external: null,
        ei: null,
        shuffled: null,
        withoutTopBridger: null,
        unplaced: 0,
        answered: { people: 14, answered: 3 },
      })
    }
  })
})

it('measures that lay out ties in one go stop when asked to, before and after', () => {
  const own = crossingMeasures[2]
  for (const stopAt of [1, 2, 3]) {
    let asked = 0
    const control = { shouldStop: () => ++asked >= stopAt }
    // copies, with which no network is kept
    expect(() => byPart.run({ ...small }, valuesOf(byPart), control)).toThrow('Stopped on request')
    asked = 0
    expect(() => own.run({ ...small }, valuesOf(own, { person: 'a00' }), control)).toThrow('Stopped on request')
  }
})
