import { describe, expect, it } from 'vitest'
import type { Control } from '../control.ts'
import { emptyInput, fourWorlds, tie } from '../fixtures/four-worlds.ts'
import { valuesOf } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import { openWorlds } from './reach.ts'
import { reachMeasures } from './reach-measures.ts'
import { untoldPractices } from './told-reach.ts'

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
      const told = reach.run(one, values)
      expect(told).toMatchObject(whole)
      expect(reach.parts!.count(one, values)).toBe(blocks)
      // two workers, the last block first
      const compute = [reach.parts!.open(one, values), reach.parts!.open(one, values)]
      const nths = Array.from({ length: blocks }, (_, k) => blocks - 1 - k)
      const done = nths.map((nth) => structuredClone(compute[nth % 2]!(nth))).toReversed()
      const joining = reach.parts!.join(one, values)
      for (const part of done) joining.add(part)
      expect(joining.result()).toEqual(told)
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
    expect(spaceEffect.run(landscape, { ...values, fewest: 4 })).toMatchObject(worlds.effect(numbers))
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
    const values = valuesOf(bestPath, { members: ['A1', 'D1'], attendance: 1, fewest: 2 })
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

  it('tell nothing of practices with fewer than five people, nor what would give it away', () => {
    const held = { A: 6, B: 3, C: 7, D: 6 }
    const memberships = Object.entries(held).flatMap(([practice, people]) =>
      Array.from({ length: people }, (_, k) => ({ person: `${practice}${k}`, practice, weight: 1 })),
    )
    const people = memberships.map(({ person }) => ({ id: person }))
    const ties = [tie('A0', 'B0'), tie('B0', 'C0'), tie('C0', 'D0'), tie('A1', 'A2'), tie('B0', 'B1')]
    const small = buildLandscape({ ...fourWorlds, people, memberships, ties, complete: false })
    const all = reach.run(small, valuesOf(reach, { ...few, fewest: 1 }))
    const told = reach.run(small, valuesOf(reach, few))
    // B has three people; what is left of the sums would tell of it, so the smallest of the others, A, is not told of either
    expect(told.byPractice.map((row) => row.told)).toEqual([false, false, true, true])
    for (const [practice, row] of told.byPractice.entries()) {
      const { into, from, local } = all.byPractice[practice]!
      expect([into, from, local]).not.toContain(null)
      expect(row).toMatchObject(practice < 2 ? { into: null, from: null, local: null } : { into, from, local })
    }
    const shown = Array.from(told.between!, (chance) => !Number.isNaN(chance))
    const both = (at: number) => Math.floor(at / 4) >= 2 && at % 4 >= 2
    expect(shown).toEqual(shown.map((_, at) => both(at)))
    expect(told.between![11]).toBe(all.between![11])
    expect(told.llc).toEqual(all.llc)
    const members = ['A0', 'C1', 'D1', 'D2']
    const effect = spaceEffect.run(small, valuesOf(spaceEffect, { ...few, members }))
    expect(effect.gainByPractice.map((gain) => gain === null)).toEqual([true, true, false, false])
    expect(effect).toMatchObject({ split: null, local: null, spillOver: null })
    const five = spaceEffect.run(small, valuesOf(spaceEffect, { ...few, members: [...members, 'C2'] }))
    expect([five.local, five.split, five.spillOver]).not.toContain(null)
    const path = bestPath.run(small, valuesOf(bestPath, { members }))
    expect(path).toMatchObject({ into: [null, null, expect.any(Number), expect.any(Number)], local: null, split: null })
    expect(path.answered.byPractice).toEqual([null, null, { people: 7, answered: 0 }, { people: 6, answered: 0 }])
  })

  it('tell of all practices where each has enough people, and of none where all together have too few', () => {
    const sizes = (held: number[]) => {
      const memberships = held.flatMap((people, a) =>
        Array.from({ length: people }, (_, k) => ({ person: `${a} ${k}`, practice: `g${a}`, weight: 1 })),
      )
      const practices = held.map((_, a) => ({ id: `g${a}` }))
      return buildLandscape({
        ...emptyInput,
        practices,
        memberships,
        people: memberships.map(({ person }) => ({ id: person })),
      })
    }
    const untold = (held: number[], fewest = 5) => [...untoldPractices(sizes(held), fewest)]
    expect(untold([5, 9, 0])).toEqual([0, 0, 0])
    expect(untold([1, 3, 0])).toEqual([1, 1, 0])
    // 2 + 2 people are too few between them, 2 + 3 are not
    expect(untold([2, 2, 6, 7])).toEqual([1, 1, 1, 0])
    expect(untold([2, 3, 6, 7])).toEqual([1, 1, 0, 0])
    expect(untold([2, 2, 6, 7], 1)).toEqual([0, 0, 0, 0])
    expect(untold([8, 9, 20], 9)).toEqual([1, 1, 0])
  })

  it('give how many answered and what was assumed, and say when not even a gain is sure', () => {
    const answers = ['A1', 'A2', 'B1'].map((person) => ({ person, about: 'A' }))
    const asked = buildLandscape({ ...fourWorlds, complete: false, answers })
    const told = reach.run(asked, valuesOf(reach, { ...few, chance: 0.4 }))
    expect(told.answered.everybody).toEqual({ people: 24, answered: 3 })
    expect(told.answered.byPractice.map((rate) => rate!.answered)).toEqual([2, 1, 0, 0])
    expect(told.assumptions).toEqual({ ...defaultAssumptions, ...few, chance: 0.4, spaces: 'none' })
    const members = ['A2', 'A5', 'D4', 'D5', 'B1', 'C1']
    const sure = spaceEffect.run(asked, valuesOf(spaceEffect, { ...few, members }))
    expect(sure).toMatchObject({ cannotTell: false, answered: told.answered, assumptions: { attentionCost: 0 } })
    const none = spaceEffect.run(asked, valuesOf(spaceEffect, { ...few, members: ['A2'] }))
    expect(none.cannotTell).toBe(true)
    const path = bestPath.run(asked, valuesOf(bestPath, { members }))
    expect(path.answered).toEqual(told.answered)
    expect(path.assumptions).not.toHaveProperty('worlds')
    expect(() => reach.run(landscape, { ...valuesOf(reach), chnce: 0.9 } as never)).toThrow('assumption chnce is 0.9')
  })

  it('tell their progress forwards, a few hundred times at most, to the end', () => {
    const members = ['A2', 'A5', 'D4', 'D5']
    const runs: [string, (control: Control) => unknown][] = [
      ['reach', (control) => reach.run(landscape, valuesOf(reach, { worlds: 5000 }), control)],
      ['effect', (control) => spaceEffect.run(landscape, valuesOf(spaceEffect, { worlds: 5000, members }), control)],
      ['loss', (control) => criticality.run(landscape, valuesOf(criticality, { worlds: 3000, person: 'A1' }), control)],
      ['path', (control) => bestPath.run(landscape, valuesOf(bestPath), control)],
    ]
    for (const [name, run] of runs) {
      const told: number[] = []
      run({ onProgress: (done) => told.push(done) })
      expect([name, told.length > 10 && told.length < 300]).toEqual([name, true])
      expect(told).toEqual(told.toSorted((one, other) => one - other))
      expect([told[0]! < 0.1, told.at(-1)]).toEqual([true, 1])
    }
  })

  it('stop between blocks when asked to', () => {
    let asked = 0
    expect(() => reach.run(landscape, valuesOf(reach, few), { shouldStop: () => ++asked > 2 })).toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
  })
})
