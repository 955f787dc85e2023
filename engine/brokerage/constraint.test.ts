import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isStopped } from '../control.ts'
import { karateClub } from '../fixtures/karate-club.ts'
import { publishedTies } from '../fixtures/published-ties.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import { runParts } from '../parts.ts'
import { constraintByTrying, effectiveSizeByTrying } from './by-trying.fixture.ts'
import { constraint, constraintParts } from './constraint.ts'
import { effectiveSize, effectiveSizeParts } from './effective-size.ts'

const shapes = fc.record({
  seed: fc.integer(),
  people: fc.integer({ min: 2, max: 12 }),
  ties: fc.integer({ min: 0, max: 60 }),
  directed: fc.boolean(),
  weighted: fc.boolean(),
})

function expectAlike(found: Float64Array, known: readonly number[], digits: number): void {
  expect(found.length).toBe(known.length)
  for (const [i, value] of known.entries()) {
    if (Number.isNaN(value)) expect(found[i]).toBeNaN()
    else expect(found[i]).toBeCloseTo(value, digits)
  }
}

describe.each([
  ['constraint', constraint, constraintByTrying, constraintParts],
  ['effective size', effectiveSize, effectiveSizeByTrying, effectiveSizeParts],
] as const)('%s', (_, measure, byTrying, parts) => {
  test('is what the definition gives, with strengths or not, one-way ties or not', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const columns = randomTies(shape)
        expectAlike(measure(buildNetwork(columns)), byTrying(columns), 12)
      }),
      { numRuns: 300 },
    )
  })

  test('does not change when all strengths are ten times as large', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const columns = randomTies({ ...shape, weighted: true })
        const strength = Array.from(columns.strength!, (value) => 10 * value)
        const more = measure(buildNetwork({ ...columns, strength }))
        expectAlike(more, [...measure(buildNetwork(columns))], 12)
      }),
    )
  })

  test('has no value for people without ties', () => {
    expect([...measure(buildNetwork({ people: 0, from: [], to: [] }))]).toEqual([])
    expect([...measure(buildNetwork({ people: 2, from: [], to: [] }))]).toEqual([Number.NaN, Number.NaN])
    const million = measure(buildNetwork({ people: 1_000_000, from: [], to: [] }))
    expect(million.every((value) => Number.isNaN(value))).toBe(true)
  })

  test('is the same to the last bit whoever computes the parts', () => {
    const network = buildNetwork(randomTies({ seed: 2, people: 3000, ties: 100_000, weighted: true }))
    const count = parts.count(network, null)
    expect([8, 16]).toContain(count)
    const one = parts.open(network, null)
    const other = parts.open(network, null)
    const done = Array.from({ length: count }, (_, k) => count - 1 - k).map((nth) => (nth % 2 ? one : other)(nth))
    const joining = parts.join(network, null)
    for (const part of done.reverse()) joining.add(part as never)
    expect(joining.result()).toEqual(runParts(parts as typeof constraintParts, network, null))
  })

  test('can be stopped', () => {
    let caught: unknown
    try {
      measure(buildNetwork(karateClub), { shouldStop: () => true })
    } catch (error) {
      caught = error
    }
    expect(isStopped(caught)).toBe(true)
  })
})

describe('constraint and effective size', () => {
  test('of somebody between two who do not know each other, and of a triangle: by hand', () => {
    const star = buildNetwork({ people: 3, from: [0, 0], to: [1, 2] })
    // two contacts of half the strength each; the others have one contact and nothing else
    expect([...constraint(star)]).toEqual([0.5, 1, 1])
    expect([...effectiveSize(star)]).toEqual([2, 1, 1])
    const triangle = buildNetwork({ people: 3, from: [0, 1, 2], to: [1, 2, 0] })
    // ½ directly and ½ · ½ by way of the third, twice
    expect([...constraint(triangle)]).toEqual([1.125, 1.125, 1.125])
    expect([...effectiveSize(triangle)]).toEqual([1, 1, 1])
  })

  test('count the two directions of a pair together', () => {
    const arcs = { people: 3, from: [0, 1, 1], to: [1, 0, 2], directed: true }
    const pairs = { people: 3, from: [0, 1], to: [1, 2], strength: [2, 1] }
    expect(constraint(buildNetwork(arcs))).toEqual(constraint(buildNetwork(pairs)))
    // 2/3 and 1/3 squared
    expect(constraint(buildNetwork(arcs))[1]).toBeCloseTo(5 / 9, 15)
  })

  const oracles = ['karate', 'law_advice_office', 'law_advice_practice', 'law_friends_office', 'law_friends_practice']
  test.skipIf(!existsSync('../shared/oracles')).each(oracles)(
    'agree with igraph and networkx on %s (skipped where ../shared is absent)',
    (name) => {
      const file = name === 'karate' ? name : `lazega_${name}`
      const { undirected_simple: known, n } = JSON.parse(readFileSync(`../shared/oracles/${file}.json`, 'utf8'))
      const table = `../shared/data/lazega/${name.split('_').slice(0, 2).join('_')}.edges.csv`
      const network = buildNetwork(name === 'karate' ? karateClub : publishedTies(readFileSync(table, 'utf8'), n))
      const values = (list: (number | null)[]) => list.map((value) => value ?? Number.NaN)
      expectAlike(constraint(network), values(known.burt_constraint), 13)
      expectAlike(effectiveSize(network), values(known.burt_effective_size), 11)
    },
  )
})
