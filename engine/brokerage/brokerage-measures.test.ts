import { describe, expect, test } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { practicesOf } from '../crossing/small-practice.fixture.ts'
import { emptyInput, fourWorlds, tie } from '../fixtures/four-worlds.ts'
import { type Measure, type Parameters, type Values, valuesOf } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { Landscape } from '../network/landscape.ts'
import { brokerageMeasures } from './brokerage-measures.ts'

const landscape = buildLandscape(fourWorlds)
const nobody = buildLandscape(emptyInput)
const [roles, own, crossed, handedOver, constraint, effectiveSize] = brokerageMeasures
const A1 = landscape.ids.people.indexOf('A1')

/** Runs a measure with its defaults, but for these values. */
function run<Input, P extends Parameters, Result, Part>(
  measure: Measure<Input, P, Result, Part>,
  input: Input,
  given: Partial<Values<P>> = {},
): Result {
  return measure.run(input, valuesOf(measure, given))
}

describe('a measure of brokerage', () => {
  test('has a name and a question of its own', () => {
    expect(new Set(brokerageMeasures.map(({ id }) => id)).size).toBe(brokerageMeasures.length)
    for (const { question, family } of brokerageMeasures) {
      expect(question).toMatch(/\?$/)
      expect(family).toBe('brokerage')
    }
  })

  test.each(brokerageMeasures.filter(({ input }) => input === 'landscape').map((one) => [one.id, one] as const))(
    'gives what it says it gives, also of nobody: %s',
    (_, measure) => {
      for (const input of [landscape, nobody]) {
        const result = (measure.run as (input: Landscape, values: unknown) => object)(input, valuesOf(measure as never))
        expect(Object.keys(result).sort()).toEqual(Object.keys(measure.outputs).sort())
      }
    },
  )
})

describe('of the four worlds', () => {
  test('six ties of one person and two lead from A to B, and none from A to D', () => {
    const found = run(crossed, landscape, { boundary: 'between' })
    const row = (one: string, other: string) => found.one.findIndex((id, k) => id === one && found.other[k] === other)
    const values = (k: number) => [
      found.ties[k],
      found.fromOne[k],
      found.fromOther[k],
      found.between[k],
      found.people[k],
    ]
    expect(values(row('A', 'B'))).toEqual([2, 1, 2, 0, 1])
    expect(values(row('A', 'D'))).toEqual([0, 0, 0, 0, 0])
    expect(values(row('C', 'D'))).toEqual([3, 3, 3, 0, 3])
    expect(run(crossed, landscape)).toEqual(found)
  })

  test('nothing is told of a side of two people, nor of one that would give it away', () => {
    const small = practicesOf([12, 12, 2])
    for (const boundary of [null, 'between']) {
      const { one, other, ...told } = run(crossed, small, { boundary })
      expect(one.map((id, k) => `${id}${other[k]}`)).toEqual(['ab', 'ac', 'bc'])
      for (const column of Object.values(told)) expect(column).toEqual([null, null, null])
      const raw = run(crossed, small, { boundary, fewest: 1 })
      expect(raw.ties).toEqual([3, 2, 2])
      expect(raw.answered[1]).toEqual([
        { people: 12, answered: 2 },
        { people: 2, answered: 1 },
      ])
      const { random, answered } = run(roles, small, { boundary, draws: 0 })
      for (const values of [...Object.values(random!.expected), ...Object.values(random!.sd)]) {
        expect(values).toEqual([null, expect.any(Number), null])
      }
      expect(answered).toEqual({ people: 26, answered: 5 })
      expect(run(roles, small, { boundary, draws: 0, fewest: 1 }).random!.sd.liaison).not.toContain(null)
    }
  })

  test('who stands between is known, against chance', () => {
    const found = run(roles, landscape, { boundary: 'between', draws: 40 })
    expect(found.people.gatekeeper[A1]).toBe(6)
    expect(found).toMatchObject({ known: 24, unknown: 0 })
    expect(found.total.liaison).toBe(0)
    expect(found.total.liaison).toBeLessThan(found.shuffled!.low.liaison)
    expect(found.shuffled!.draws).toBe(40)
    expect(() => run(roles, landscape, { boundary: 'none' })).toThrow(BadInput)
    expect(() => run(roles, landscape, { draws: -1 })).toThrow(BadInput)
  })

  test('one person learns where they stand, and nobody else', () => {
    const found = run(own, landscape, { person: 'A1', boundary: 'between', draws: 40 })
    expect(found.roles).toEqual({ coordinator: 6, consultant: 0, gatekeeper: 6, representative: 6, liaison: 0 })
    expect(found.shuffled!.draws).toBe(40)
    expect(() => run(own, landscape, { person: 'nobody' })).toThrow('parameter person is "nobody"')
  })

  test('parts give what running gives', () => {
    const values = valuesOf(roles, { boundary: 'between', draws: 9 })
    expect(roles.parts!.count(landscape, values)).toBe(8 + 2)
    const compute = roles.parts!.open(landscape, values)
    const parts = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((nth) => compute(nth)).reverse()
    const joining = roles.parts!.join(landscape, values)
    for (const part of parts) joining.add(part)
    expect(joining.result()).toEqual(roles.run(landscape, values))
  })

  test('how many parts there are is known before anything is laid out', () => {
    const countsOnly = { counts: landscape.counts } as Landscape
    for (const measure of [roles, constraint, effectiveSize]) {
      const values = valuesOf(measure as typeof roles)
      const parts = (measure as typeof roles).parts!
      expect(parts.count(countsOnly, values)).toBe(parts.count(landscape, values))
      expect(() => parts.join(countsOnly, values)).not.toThrow()
    }
  })

  test('constraint and effective size go by strengths when asked', () => {
    const [first, ...rest] = fourWorlds.ties
    const uneven = buildLandscape({ ...fourWorlds, ties: [{ ...first!, strength: 0.25 }, ...rest] })
    const alike = run(constraint, uneven).constraint
    expect(alike).toEqual(run(constraint, landscape).constraint)
    expect(run(constraint, uneven, { weighted: true }).constraint[A1]).not.toBe(alike[A1])
    // five contacts, of whom B1 and B2 know each other: one tie of five, or of a strength of 4.25
    expect(run(effectiveSize, uneven).effectiveSize[A1]).toBeCloseTo(5 - 2 / 5, 14)
    expect(run(effectiveSize, uneven, { weighted: true }).effectiveSize[A1]).toBeCloseTo(5 - 2 / 4.25, 14)
  })

  test('what was handed over needs two accounts unless said', () => {
    const met = [tie('A2', 'B1'), tie('A2', 'B1'), tie('A4', 'B2')]
    const later = buildLandscape({ ...fourWorlds, ties: [...fourWorlds.ties, ...met] })
    const found = run(handedOver, { earlier: landscape, later }, { boundary: 'between' })
    expect(Object.keys(found).sort()).toEqual(Object.keys(handedOver.outputs).sort())
    expect(found.handedOver.across).toBe(2)
    expect(found.perhaps.across).toBe(4)
    const one = run(handedOver, { earlier: landscape, later }, { boundary: 'between', accounts: 1 })
    expect(one.handedOver).toEqual(found.perhaps)
  })
})
