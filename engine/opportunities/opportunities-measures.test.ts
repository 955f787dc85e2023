import { expect, test } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { valuesOf } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
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
  [() => whatIf.run(landscape, valuesOf(whatIf, { worlds: 30 })), 'parameter practices is null'],
  [() => ready.run(landscape, valuesOf(ready, { worlds: 30 })), 'parameter person is null'],
  [() => valuesOf(opportunities, { comparisons: 20 }), 'parameter comparisons is 20'],
  [() => spot(landscape, { seed: 7, decoys: 2 }), 'option decoys is 2'],
] as [() => unknown, string][])('what cannot be answered is refused with its place and value', (ask, words) => {
  expect(ask).toThrow(BadInput)
  expect(ask).toThrow(words)
})

test('a stopped search throws', () => {
  const control = { shouldStop: () => true }
  expect(() => opportunities.run(landscape, valuesOf(opportunities), control)).toThrow('Stopped')
})
