import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import { allPairs } from './all-pairs.fixture.ts'
import { closenessOf, type DistanceSums, distanceSums, harmonicOf } from './distance-sums.ts'

function known(distance: number[][], way: 'out' | 'in'): DistanceSums {
  const n = distance.length
  const to = (i: number, j: number) => (way === 'out' ? distance[i]![j]! : distance[j]![i]!)
  const sum = (i: number, of: (distance: number) => number) =>
    [...Array(n).keys()].reduce(
      (all, j) => (i !== j && to(i, j) < Number.POSITIVE_INFINITY ? all + of(to(i, j)) : all),
      0,
    )
  const each = (of: (distance: number) => number) => Float64Array.from({ length: n }, (_, i) => sum(i, of))
  return { reached: each(() => 1), far: each((d) => d), near: each((d) => 1 / d) }
}

function expectSame(found: DistanceSums, wanted: DistanceSums): void {
  for (const part of ['reached', 'far', 'near'] as const) {
    for (let i = 0; i < wanted[part].length; i++) expect(found[part][i]).toBeCloseTo(wanted[part][i]!, 9)
  }
}

const chain = buildNetwork({ people: 5, from: [0, 1, 2], to: [1, 2, 3] })

describe('nearness', () => {
  it('adds up steps to all who can be reached', () => {
    const sums = distanceSums(chain)
    expect([...sums.reached]).toEqual([3, 3, 3, 3, 0])
    expect([...sums.far]).toEqual([6, 4, 4, 6, 0])
    expect(sums.near[0]).toBeCloseTo(1 + 1 / 2 + 1 / 3, 14)
    // three of four others, at two steps on average: 3/4 · 3/6
    expect(closenessOf(sums)[0]).toBeCloseTo(0.375, 14)
    expect(closenessOf(sums)[4]).toBe(0)
    expect(harmonicOf(sums)[0]).toBeCloseTo(11 / 6 / 4, 14)
    expect(harmonicOf(sums)[4]).toBe(0)
  })

  it('is 1 for whoever is tied to everybody', () => {
    const star = distanceSums(buildNetwork({ people: 4, from: [0, 0, 0], to: [1, 2, 3] }))
    expect([closenessOf(star)[0], harmonicOf(star)[0]]).toEqual([1, 1])
  })

  it('follows directions either way', () => {
    const arrow = buildNetwork({ people: 3, from: [0, 1], to: [1, 2], directed: true })
    expect([...distanceSums(arrow, 'out').far]).toEqual([3, 1, 0])
    expect([...distanceSums(arrow, 'in').far]).toEqual([0, 1, 3])
    expect([...distanceSums(arrow, 'in').reached]).toEqual([0, 1, 2])
  })

  it('measures a tie of strength s as 1 / s long', () => {
    const triangle = buildNetwork({ people: 3, from: [0, 1, 0], to: [1, 2, 2], strength: [2, 2, 0.5] })
    expect([...distanceSums(triangle).far]).toEqual([1.5, 1, 1.5])
    expect(distanceSums(triangle).near[0]).toBe(3)
  })

  it('agrees with the shortest of all ways between all pairs', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 1, max: 1e6 }),
          people: fc.integer({ min: 1, max: 70 }),
          ties: fc.integer({ min: 0, max: 200 }),
          directed: fc.boolean(),
          weighted: fc.boolean(),
        }),
        fc.constantFrom('out' as const, 'in' as const),
        (shape, way) => {
          const network = buildNetwork(randomTies(shape))
          expectSame(distanceSums(network, way), known(allPairs(network).distance, way))
        },
      ),
      { numRuns: 60, seed: 3 },
    )
  })

  it('agrees where nearly everybody is walked to at once', () => {
    for (const directed of [false, true]) {
      const network = buildNetwork(randomTies({ seed: 4, people: 100, ties: 2500, directed }))
      expectSame(distanceSums(network), known(allPairs(network).distance, 'out'))
    }
  })

  it('of nobody, of one and of a million who are apart takes no time and no value', () => {
    expect(distanceSums(buildNetwork({ people: 0, from: [], to: [] })).far).toHaveLength(0)
    const one = distanceSums(buildNetwork({ people: 1, from: [], to: [] }))
    expect([...closenessOf(one), ...harmonicOf(one)]).toEqual([0, 0])
    const apart = distanceSums(buildNetwork({ people: 1_000_000, from: [3], to: [999_999] }))
    expect([apart.reached[3], apart.far[999_999], apart.far[4]]).toEqual([1, 1, 0])
  })

  it('refuses another way, and stops when asked', () => {
    expect(() => distanceSums(chain, 'up' as 'out')).toThrow('way is "up": give out or in')
    for (const weighted of [false, true]) {
      let asked = 0
      const network = buildNetwork(randomTies({ seed: 2, people: 500, ties: 900, weighted }))
      expect(() => distanceSums(network, 'out', { shouldStop: () => ++asked > 3 })).toThrow('Stopped on request')
    }
  })
})
