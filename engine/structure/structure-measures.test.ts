import { describe, expect, it } from 'vitest'
import type { Control } from '../control.ts'
import { practicesOf } from '../crossing/small-practice.fixture.ts'
import { emptyInput, fourWorlds, tie } from '../fixtures/four-worlds.ts'
import { faultsOf } from '../fixtures/sound-measure.ts'
import { valuesOf } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { Landscape } from '../network/landscape.ts'
import { structureMeasures } from './structure-measures.ts'

const landscape = buildLandscape(fourWorlds)
const [pieces, communities, , degree, mixing, efficiency, cross] = structureMeasures

describe('measures of structure', () => {
  it.each(structureMeasures.map((measure) => [measure.id, measure] as const))(
    '%s says what it answers, in parts or whole',
    (_, measure) => {
      expect(faultsOf(measure)).toEqual([])
    },
  )

  it('find the four worlds again, in one piece', () => {
    expect(pieces.run(landscape, valuesOf(pieces)).count).toBe(1)
    expect(pieces.run(landscape, valuesOf(pieces, { joined: 'both' })).count).toBe(1)
    expect(pieces.run(landscape, valuesOf(pieces, { kinds: ['trusts'] })).count).toBe(24)
    expect([...communities.run(landscape, valuesOf(communities)).sizes]).toEqual([6, 6, 6, 6])
    expect(degree.run(landscape, valuesOf(degree)).assortativity).toBeCloseTo(-0.04856512141280051, 12)
  })

  it('compare sides with chance as by hand, for who stands on one side', () => {
    // 32 of 38 ties inside; the four worlds have 18, 19, 20 and 19 ends of 76
    const chance = (18 ** 2 + 19 ** 2 + 20 ** 2 + 19 ** 2) / 76 ** 2
    const found = mixing.run(landscape, valuesOf(mixing, { boundary: 'between' }))
    expect(found.inside).toBeCloseTo(32 / 38, 14)
    expect(found.chance).toBeCloseTo(chance, 14)
    expect(found.modularity).toBeCloseTo(32 / 38 - chance, 14)
    expect(found.assortativity).toBeCloseTo((32 / 38 - chance) / (1 - chance), 14)
    expect(found.leftOut).toBe(0)
    expect(() => mixing.run(landscape, valuesOf(mixing, { boundary: 'none such' }))).toThrow(
      'parameter boundary is "none such"',
    )
    const standings = [
      { boundary: 'between', holder: { practice: 'A' }, sides: ['A', 'B'] },
      { boundary: 'between', holder: { practice: 'B' }, sides: ['B'] },
    ]
    const straddling = buildLandscape({ ...fourWorlds, standings })
    expect(mixing.run(straddling, valuesOf(mixing, { boundary: 'between' }))).toMatchObject({
      inside: 1,
      assortativity: null,
      leftOut: 18,
    })
  })

  it('leave sides of too few people out of mixing', () => {
    const { inside, chance, leftOut } = mixing.run(practicesOf([12, 12, 2]), valuesOf(mixing))
    // as if nobody stood in the third: 24 ties inside and 3 across
    expect(inside).toBeCloseTo(24 / 27, 14)
    expect(chance).toBeCloseTo(0.5, 14)
    expect(leftOut).toBe(2)
    const raw = mixing.run(practicesOf([12, 12, 2]), valuesOf(mixing, { fewest: 1 }))
    expect(raw.inside).toBeCloseTo(25 / 32, 14)
    expect(raw.leftOut).toBe(0)
  })

  it('stop when asked to, before, between and after what they lay out', () => {
    for (const stopAt of [1, 2, 3]) {
      for (const measure of [degree, mixing]) {
        let asked = 0
        const run = measure.run as (input: Landscape, values: unknown, control: Control) => unknown
        const stop = () => run(landscape, valuesOf(measure as typeof degree), { shouldStop: () => ++asked >= stopAt })
        expect(stop).toThrow('Stopped on request')
      }
    }
  })

  it('know how many parts there are before anything is laid out', () => {
    const countsOnly = { counts: landscape.counts } as Landscape
    for (const measure of [efficiency, cross]) {
      const values = valuesOf(measure as typeof cross)
      expect(measure.parts!.count(countsOnly, values)).toBe(1)
      expect(() => measure.parts!.join(countsOnly, values)).not.toThrow()
    }
    // of 40 people only 8 are in a practice: the second of two parts is empty
    const people = Array.from({ length: 40 }, (_, i) => ({ id: `p${i}` }))
    const memberships = people.slice(0, 8).map(({ id }, i) => ({ person: id, practice: 'AB'[i % 2]!, weight: 1 }))
    const ties = [tie('p0', 'p1'), tie('p1', 'p39'), tie('p39', 'p2')]
    const few = buildLandscape({ ...emptyInput, people, practices: [{ id: 'A' }, { id: 'B' }], memberships, ties })
    const values = valuesOf(cross, { sources: 0 })
    expect(cross.parts!.count(few, values)).toBe(2)
    const found = cross.run(few, values)
    expect(found).toMatchObject({ sources: 8, pairs: 32, interval: null })
    // p0 – p1 in one step, p1 – p2 in two
    expect(found.value).toBeCloseTo((2 * (1 + 1 / 2)) / 32, 14)
  })

  it('ask about pairs of different practices only when told to', () => {
    expect(efficiency.run(landscape, valuesOf(efficiency)).pairs).toBe(24 * 23)
    const found = cross.run(landscape, valuesOf(cross))
    expect([found.pairs, found.interval]).toEqual([24 * 18, null])
    expect(found.value).toBeLessThan(efficiency.run(landscape, valuesOf(efficiency)).value!)
    // igraph says so
    expect(efficiency.run(landscape, valuesOf(efficiency)).value).toBeCloseTo(0.3830601564297211, 12)
    expect(found.value).toBeCloseTo(0.2795892122281013, 12)
    expect(cross.run(landscape, valuesOf(cross, { sources: 8, seed: 2 })).sources).toBe(8)
  })
})
