import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BadInput } from './bad-input.ts'
import { emptyInput, fourWorlds, tie } from './fixtures/four-worlds.ts'
import { richLandscape } from './fixtures/rich-landscape.ts'
import { audienceOf, valuesOf } from './measure.ts'
import { type AnyMeasure, measureOf, measures } from './measures.ts'
import { buildLandscape } from './network/build-landscape.ts'
import type { Landscape } from './network/landscape.ts'
import type { LandscapeInput } from './network/landscape-input.ts'
import type { Parted } from './parts.ts'

const oneWay: LandscapeInput = {
  ...fourWorlds,
  ties: fourWorlds.ties.map((told, k) => (k % 2 ? told : { ...told, mutual: false, kind: 'learns' })),
}
const landscapes: Record<string, LandscapeInput> = {
  nobody: emptyInput,
  'one person': { ...emptyInput, people: [{ id: 'a' }], practices: [{ id: 'g' }] },
  'two people without a tie': { ...emptyInput, people: [{ id: 'a' }, { id: 'b' }] },
  'one pair in no practice': { ...emptyInput, people: [{ id: 'a' }, { id: 'b' }], ties: [tie('a', 'b')] },
  'four practices': fourWorlds,
  'one-way ties': oneWay,
  'something in every table': richLandscape,
}

/** Values that ask for as little as a measure allows, and about people who are there. */
function smallValues(measure: AnyMeasure, { ids }: Landscape): Record<string, unknown> {
  const small: Record<string, number> = {
    worlds: 20,
    draws: 20,
    runs: 10,
    comparisons: 10,
    samples: 50,
    sources: 5,
    limit: 2,
  }
  const values = Object.entries(measure.parameters).map(([name, parameter]) => {
    if (parameter.kind === 'whole' && name in small) return [name, Math.max(parameter.from, small[name]!)]
    if (parameter.kind === 'id' && parameter.names === 'person') return [name, ids.people[0]]
    if (parameter.kind === 'ids' && parameter.names === 'person') return [name, ids.people.slice(0, 3)]
    return [name, undefined]
  })
  return Object.fromEntries(values)
}

/** What comes out, or in which words it is refused: some questions need somebody whom they are about. */
function answerOf(measure: AnyMeasure, landscape: Landscape, values: never): unknown {
  try {
    return measure.run(landscape, values)
  } catch (error) {
    if (error instanceof BadInput && error.place.startsWith('parameter ')) return error.message
    throw error
  }
}

const ofLandscapes = measures.filter(({ input }) => input === 'landscape')

describe('the catalogue', () => {
  test('holds every measure that a family describes, each once', async () => {
    const files = globSync('*/*-measures.ts', { cwd: import.meta.dirname })
    const families = await Promise.all(files.map((file) => import(`./${file}`)))
    const described = families.flatMap((family) => Object.values(family).flat() as AnyMeasure[])
    expect(measures.map(({ id }) => id).sort()).toEqual(described.map(({ id }) => id).sort())
    expect(new Set(measures.map(({ id }) => id)).size).toBe(measures.length)
    expect(measures.length).toBeGreaterThan(40)
  })

  test.each(measures)('$id says what it is in words somebody can read', (measure) => {
    expect(measure.id).toMatch(/^[a-z][a-z0-9-]*$/)
    expect(measure.question).toMatch(/^[A-Z].*\?$/)
    expect(measure.caution.length).toBeGreaterThan(40)
    expect(Object.keys(measure.outputs).length).toBeGreaterThan(0)
    for (const words of [measure.cost, ...Object.values(measure.when)]) expect(words.length).toBeGreaterThan(1)
    for (const { means, unit } of Object.values(measure.outputs)) expect([means, unit]).not.toContain('')
    for (const { means } of Object.values(measure.parameters)) expect(means).not.toBe('')
  })

  test.each(measures)('$id has defaults that lie in their ranges', (measure) => {
    const given = Object.fromEntries(Object.entries(measure.parameters).map(([name, one]) => [name, one.default]))
    expect(valuesOf(measure, given)).toEqual(valuesOf(measure))
  })

  test('tells what is said of persons to each of them alone', () => {
    const outputs = measures.flatMap(({ outputs }) => Object.values(outputs))
    for (const output of outputs) expect(audienceOf(output)).toBe(output.per === 'person' ? 'that-person' : 'everyone')
    expect(outputs.filter((output) => audienceOf(output) === 'that-person').length).toBeGreaterThan(15)
  })

  test('gives a measure with the types of its own result when its id is written out', () => {
    const reach = measureOf('reach')
    const result = reach.run(buildLandscape(fourWorlds), valuesOf(reach, { worlds: 20 }))
    const mean: number = result.llc.mean
    expect(mean).toBeGreaterThan(0)
  })

  test('finds a measure by its id, and says which there are when there is none', () => {
    expect(measureOf('page-rank').family).toBe('position')
    expect(() => measureOf('fame')).toThrow('measure is "fame": the catalogue has')
  })
})

/** Each part by a worker of its own, which has done nothing before. */
function partsThatTravelled<Values, Part, Result>(
  parts: Parted<Landscape, Values, Part, Result>,
  landscape: Landscape,
  values: Values,
  found: unknown,
): Result {
  const joining = parts.join(landscape, values)
  for (let nth = 0; nth < parts.count(landscape, values); nth++) {
    const part = parts.open(landscape, values, undefined, structuredClone(found))(nth)
    joining.add(structuredClone(part))
  }
  return joining.result()
}

describe.each(Object.entries(landscapes))('of %s', (_, input) => {
  const landscape = buildLandscape(input)
  const again = buildLandscape({ ...input, people: input.people.toReversed(), ties: input.ties.toReversed() })

  test.each(ofLandscapes)('$id gives an answer, the same each time and in whatever order the rows came', (measure) => {
    const values = valuesOf(measure, smallValues(measure, landscape))
    const answer = answerOf(measure, landscape, values as never)
    expect(answerOf(measure, again, values as never)).toEqual(answer)
    // where each person has a number, NaN is what cannot be said, and the measure says so
    const mayBeNaN = /not a number|NaN/.test(JSON.stringify(measure.outputs))
    expect(numbersIn(answer).some(Number.isNaN) && !mayBeNaN).toBe(false)
  })

  test.each(ofLandscapes.filter(({ parts }) => parts))('$id is the same from parts that travelled', (measure) => {
    const values = valuesOf(measure, smallValues(measure, landscape))
    const parts = measure.parts!
    const found = parts.first && partsThatTravelled(parts.first.parts, landscape, values, undefined)
    expect(partsThatTravelled(parts, landscape, values, found)).toEqual(measure.run(landscape, values))
  })

  test.each(ofLandscapes.filter(({ parts }) => parts))('$id stops when asked to', (measure) => {
    const values = valuesOf(measure, smallValues(measure, landscape))
    if (measure.parts!.count(landscape, values) === 0) return
    expect(() => measure.run(landscape, values, { shouldStop: () => true })).toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
  })
})

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}
