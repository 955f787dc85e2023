import { describe, expect, it } from 'vitest'
import { fourWorlds, fourWorldsKnown } from '../fixtures/four-worlds.ts'
import { faultsOf } from '../fixtures/sound-measure.ts'
import { valuesOf } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { crossingMeasures } from './crossing-measures.ts'

const landscape = buildLandscape(fourWorlds)
const [whole, byPart, own, fractional, matrix] = crossingMeasures

describe('measures of crossing', () => {
  it.each(crossingMeasures.map((measure) => [measure.id, measure] as const))(
    '%s says what it answers, in parts or whole',
    (_, measure) => {
      expect(faultsOf(measure)).toEqual([])
    },
  )

  it('give the same for practices as for the boundary between them', () => {
    for (const boundary of [null, 'between']) {
      const { ei, expected } = whole.run(landscape, valuesOf(whole, { boundary, draws: 20 }))
      expect(ei).toBeCloseTo(fourWorldsKnown.ei.ei, 12)
      expect(expected).toBeCloseTo(fourWorldsKnown.ei.expected, 12)
      expect(fractional.run(landscape, valuesOf(fractional, { boundary, draws: 20 })).ei).toBeCloseTo(
        fourWorldsKnown.ei.ei,
        12,
      )
      expect(byPart.run(landscape, valuesOf(byPart, { boundary }))).toMatchObject({
        part: ['A', 'B', 'C', 'D'],
        people: [6, 6, 6, 6],
      })
      const { pairs } = matrix.run(landscape, valuesOf(matrix, { boundary, draws: 20 }))
      expect(pairs.one.map((one, k) => [one + pairs.other[k], pairs.seen[k]])).toEqual(
        Object.entries(fourWorldsKnown.seen),
      )
    }
    expect(() => whole.run(landscape, valuesOf(whole, { boundary: 'none such' }))).toThrow(
      'parameter boundary is "none such"',
    )
  })

  it('tell a person about that person', () => {
    expect(own.run(landscape, valuesOf(own, { person: 'A1' }))).toEqual({ external: 2, internal: 3, ei: -0.2 })
    expect(() => own.run(landscape, valuesOf(own, { person: 'nobody' }))).toThrow('parameter person is "nobody"')
  })
})
