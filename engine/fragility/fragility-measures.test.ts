import { describe, expect, it } from 'vitest'
import { practicesOf } from '../crossing/small-practice.fixture.ts'
import { fourWorlds, fourWorldsKnown } from '../fixtures/four-worlds.ts'
import { faultsOf } from '../fixtures/sound-measure.ts'
import { valuesOf } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { fragilityMeasures } from './fragility-measures.ts'

const landscape = buildLandscape(fourWorlds)
const [fragile, routes, single, own] = fragilityMeasures

describe('measures of fragility', () => {
  it.each(fragilityMeasures.map((measure) => [measure.id, measure] as const))(
    '%s says what it answers, in parts or whole',
    (_, measure) => {
      expect(faultsOf(measure)).toEqual([])
    },
  )

  it('count routes between practices, and between sides', () => {
    const found = fragile.run(landscape, valuesOf(fragile, { boundary: 'between', limit: 9 }))
    expect(found.one.map((one, k) => [one + found.other[k], found.routes[k]])).toEqual([
      ['AB', 1],
      ['AC', 1],
      ['BC', 1],
      ['AD', 1],
      ['BD', 1],
      ['CD', 3],
    ])
    for (const [pair, known] of Object.entries(fourWorldsKnown.routes)) {
      const asked = valuesOf(routes, { from: pair[0], to: pair[1] })
      expect(routes.run(landscape, asked)).toEqual({
        routes: known,
        answered: Array(2).fill({ people: 6, answered: 6 }),
      })
    }
    expect(routes.run(landscape, valuesOf(routes, { from: 'A' })).routes).toBeNull()
    expect(() => routes.run(landscape, valuesOf(routes, { from: 'A', to: 'Z' }))).toThrow('parameter to is "Z"')
    expect(() => routes.run(landscape, valuesOf(routes, { from: 'Z', to: 'A' }))).toThrow('parameter from is "Z"')
  })

  it('tell nothing of a practice of two, nor of one that would give it away', () => {
    const small = practicesOf([12, 12, 2])
    for (const boundary of [null, 'between']) {
      const { one, other, ...told } = fragile.run(small, valuesOf(fragile, { boundary }))
      expect(one.map((id, k) => `${id}${other[k]}`)).toEqual(['ab', 'ac', 'bc'])
      for (const column of Object.values(told)) expect(column).toEqual([null, null, null])
      expect(fragile.run(small, valuesOf(fragile, { boundary, fewest: 1 })).ties).toEqual([3, 2, 2])
    }
    const nothing = { routes: null, answered: null }
    expect(routes.run(small, valuesOf(routes, { from: 'a', to: 'c' }))).toEqual(nothing)
    expect(routes.run(small, valuesOf(routes, { from: 'c', to: 'b' }))).toEqual(nothing)
    expect(routes.run(small, valuesOf(routes, { from: 'a', to: 'c', fewest: 2 })).routes).toBe(2)
    expect(routes.run(small, valuesOf(routes, { from: 'a', to: 'b' }))).toEqual({
      routes: 3,
      answered: Array(2).fill({ people: 12, answered: 2 }),
    })
  })

  it('stop when asked to, also before anything is laid out', () => {
    let asked = 0
    for (const stopAt of [1, 2, 3]) {
      asked = 0
      const control = { shouldStop: () => ++asked >= stopAt }
      expect(() => own.run(landscape, valuesOf(own, { person: 'B3' }), control)).toThrow('Stopped on request')
    }
  })

  it('name nobody but to that person', () => {
    const told = JSON.stringify([fragile, single].map((measure) => measure.run(landscape, valuesOf(measure) as never)))
    for (const { id } of fourWorlds.people) expect(told).not.toContain(id)
    expect(own.run(landscape, valuesOf(own, { person: 'B3' }))).toEqual({ pieces: 2, bridges: 1 })
    expect(own.run(landscape, valuesOf(own, { person: 'B4' }))).toEqual({ pieces: 1, bridges: 0 })
    expect(() => own.run(landscape, valuesOf(own, { person: 'nobody' }))).toThrow('parameter person is "nobody"')
  })
})
