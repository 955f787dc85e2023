import { describe, expect, it } from 'vitest'
import { emptyInput, fourWorlds, tie } from '../fixtures/four-worlds.ts'
import { valuesOf } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import { openWorlds } from './reach.ts'
import { reachMeasures } from './reach-measures.ts'

const [reach, spaceEffect, criticality, bestPath] = reachMeasures
const landscape = buildLandscape(fourWorlds)
const few = { worlds: 100, seed: 3 }

describe('the measures of reach', () => {
  it('are the four of this family', () => {
    expect(reachMeasures.map(({ id }) => id)).toEqual(['reach', 'space-effect', 'criticality', 'best-path-reach'])
  })

  it('give the reach of open worlds to the last bit, from blocks of worlds in their order', () => {
    const unknown = { ...fourWorlds, complete: false }
    const oneWay = { ...fourWorlds, ties: [...fourWorlds.ties, tie('A1', 'D6', { kind: 'learns', mutual: false })] }
    const cases: [LandscapeInput, Partial<Assumptions>, number][] = [
      [fourWorlds, {}, 4],
      [unknown, { unknown: 'draw' }, 7],
      [oneWay, { worlds: 33 }, 2],
    ]
    for (const [input, more, blocks] of cases) {
      const one = buildLandscape(input)
      const values = valuesOf(reach, { ...few, ...more })
      const whole = openWorlds(one, { ...defaultAssumptions, ...few, ...more }, 'score').reach()
      expect(reach.run(one, values)).toEqual(whole)
      expect(reach.parts!.count(one, values)).toBe(blocks)
      // two workers, the last block first
      const compute = [reach.parts!.open(one, values), reach.parts!.open(one, values)]
      const nths = Array.from({ length: blocks }, (_, k) => blocks - 1 - k)
      const done = nths.map((nth) => structuredClone(compute[nth % 2]!(nth))).toReversed()
      const joining = reach.parts!.join(one, values)
      for (const part of done) joining.add(part)
      expect(joining.result()).toEqual(whole)
    }
  })

  it('give the effect of a space of the people named, and refuse a name that nobody has', () => {
    const members = ['A2', 'A5', 'D4', 'D5']
    const numbers = members.map((id) => landscape.ids.people.indexOf(id))
    const worlds = openWorlds(
      landscape,
      { ...defaultAssumptions, ...few, attendance: 0.9, attentionCost: 0.1 },
      'score',
    )
    const values = valuesOf(spaceEffect, { ...few, members, attendance: 0.9, attentionCost: 0.1 })
    expect(spaceEffect.run(landscape, values)).toEqual(worlds.effect(numbers))
    expect(() => spaceEffect.run(landscape, { ...values, members: ['A2', 'Z9'] })).toThrow('parameter members is "Z9"')
    const nobody = spaceEffect.run(landscape, valuesOf(spaceEffect, few))
    expect([nobody.delta.mean, nobody.local, nobody.spillOver]).toEqual([0, null, null])
  })

  it('tell one person what the others would lose, and nothing when nobody is named', () => {
    const values = valuesOf(criticality, { ...few, person: 'A1', chance: 1, crossing: 1 })
    // A and the rest hang together through A1 alone: 2 · 3 of 12 ordered pairs of practices, 5 of 5 people of A among them
    expect(criticality.run(landscape, values).loss!.mean).toBeCloseTo(0.5, 12)
    expect(criticality.run(landscape, valuesOf(criticality, few))).toEqual({ loss: null })
    expect(() => criticality.run(landscape, { ...values, person: 'nobody' })).toThrow('parameter person is "nobody"')
  })

  it('follow the likeliest path with a space of the people named', () => {
    const values = valuesOf(bestPath, { members: ['A1', 'D1'], attendance: 1 })
    const numbers = [landscape.ids.people.indexOf('A1'), landscape.ids.people.indexOf('D1')]
    const more = bestPath.run(landscape, values)
    expect(more.local).toBe(1)
    expect(more.llc).toBeGreaterThan(bestPath.run(landscape, valuesOf(bestPath)).llc!)
    expect(numbers).not.toContain(-1)
  })

  it('say nothing of landscapes without two practices', () => {
    const none = reach.run(buildLandscape(emptyInput), valuesOf(reach, few))
    expect(none).toMatchObject({ cannotSay: 'fewer-than-two-practices', llc: { mean: 0 }, byPractice: [] })
    expect(bestPath.run(buildLandscape(emptyInput), valuesOf(bestPath)).llc).toBeNull()
  })

  it('stop between blocks when asked to', () => {
    let asked = 0
    expect(() => reach.run(landscape, valuesOf(reach, few), { shouldStop: () => ++asked > 2 })).toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
  })
})
