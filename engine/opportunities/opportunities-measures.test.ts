import { expect, test } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { valuesOf } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { openBench } from './bench.ts'
import { inventedLandscape } from './invented-landscape.ts'
import { opportunitiesMeasures } from './opportunities-measures.ts'
import { spot } from './spot.ts'

const [opportunities, whatIf, ready] = opportunitiesMeasures
const landscape = buildLandscape(inventedLandscape())

test('the measure gives what the search gives', () => {
  const values = valuesOf(opportunities, { worlds: 30, limit: 2, size: 6 })
  const outcome = spot(landscape, { seed: 7, limit: 2, size: 6, assumptions: { ...pick(values), worlds: 30 } })
  expect(opportunities.run(landscape, values)).toEqual(outcome)
})

function pick({
  chance,
  crossing,
  attendance,
  attentionCost,
}: Record<'chance' | 'crossing' | 'attendance' | 'attentionCost', number>) {
  return { chance, crossing, attendance, attentionCost }
}

test('a room of people, and a room from practices', () => {
  const people = ['weavers-01', 'dyers-02']
  expect(whatIf.run(landscape, valuesOf(whatIf, { worlds: 30, people })).people).toEqual([...people].sort())
  const from = whatIf.run(landscape, valuesOf(whatIf, { worlds: 30, practices: ['dyers', 'school'], size: 5 }))
  expect(from.people.length).toBe(5)
})

test('one person hears of themselves, and somebody of whom nothing is known hears null', () => {
  expect(ready.run(landscape, valuesOf(ready, { worlds: 30, person: 'school-03' }))).toBeNull()
})

test.each([
  [
    () => opportunities.run(landscape, valuesOf(opportunities, { boundary: 'moon', worlds: 30 })),
    'parameter boundary is "moon"',
  ],
  [() => whatIf.run(landscape, valuesOf(whatIf, { people: ['nobody'], worlds: 30 })), 'parameter people is "nobody"'],
  [() => whatIf.run(landscape, valuesOf(whatIf, { worlds: 30 })), 'parameter people is []'],
  [() => whatIf.run(landscape, valuesOf(whatIf, { practices: ['moon'], worlds: 30 })), 'parameter practices is "moon"'],
  [
    () => whatIf.run(landscape, valuesOf(whatIf, { practices: ['council', 'smiths'], worlds: 30 })),
    'parameter practices is council,smiths',
  ],
  [
    () => whatIf.run(landscape, valuesOf(whatIf, { people: ['dyers-02', 'dyers-02'], worlds: 30 })),
    'parameter people is dyers-02,dyers-02',
  ],
  [() => opportunities.run(landscape, valuesOf(opportunities, { size: 1 })), 'parameter size is 1'],
  [() => opportunities.run(landscape, valuesOf(opportunities, { worlds: 1 })), 'parameter worlds is 1'],
  [() => spot(landscape, { seed: 7, fewest: Number.NaN }), 'option fewest is NaN'],
  [() => spot(landscape, { seed: 7, comparisons: 0 }), 'option comparisons is 0'],
  [() => spot(landscape, { seed: 0.5 }), 'option seed is 0.5'],
  [() => spot(landscape, { seed: 7, assumptions: { worlds: 0 } }), 'assumption worlds is 0'],
  [() => openBench(landscape, { seed: 7, assumptions: { worlds: 1 } }), 'assumption worlds is 1'],
  [() => spot(landscape, { seed: 7, introductions: ['nobody'] }), 'option introductions is "nobody"'],
  [() => spot(landscape, { seed: 7, agreedConveners: ['nobody'] }), 'option agreedConveners is "nobody"'],
  [() => spot(landscape, { seed: 7, partnerships: [['dyers', 'moon']] }), 'option partnerships is "moon"'],
  [() => ready.run(landscape, valuesOf(ready, { worlds: 30 })), 'parameter person is null'],
  [() => valuesOf(opportunities, { comparisons: 20 }), 'parameter comparisons is 20'],
  [() => spot(landscape, { seed: 7, decoys: 2 }), 'option decoys is 2'],
] as [() => unknown, string][])('what cannot be answered is refused with its place and value', (ask, words) => {
  expect(ask).toThrow(BadInput)
  expect(ask).toThrow(words)
})

test('effects are reported on as many worlds as asked for, and the result tells when lots are too few to report', () => {
  const outcome = spot(landscape, { seed: 'seven', limit: 1, comparisons: 9, assumptions: { worlds: 12 } })
  if (outcome.kind !== 'spotted') throw new Error(outcome.kind)
  const { effect, comparators } = outcome.opportunities[0]!
  expect([outcome.assumptions.worlds, outcome.reach!.worlds, effect!.worlds]).toEqual([12, 12, 12])
  expect(outcome.comparisons).toEqual({ groups: 9, enough: false })
  expect(comparators!.lot.groups).toBe(9)
})

test('a stopped search throws', () => {
  const control = { shouldStop: () => true }
  expect(() => opportunities.run(landscape, valuesOf(opportunities), control)).toThrow('Stopped')
})
