import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { karateClub } from '../fixtures/karate-club.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { Network } from '../network/network.ts'
import { eigenvector } from './eigenvector.ts'

const karate = buildNetwork(karateClub)
const of = (people: number, pairs: string, directed = false, strength: number[] | null = null) => {
  const ends = pairs
    .split(' ')
    .filter(Boolean)
    .map((pair) => pair.split('-').map(Number))
  return buildNetwork({
    people,
    from: ends.map(([one]) => one!),
    to: ends.map(([, other]) => other!),
    directed,
    strength,
  })
}
const rounded = (values: Float64Array) => [...values].map((value) => Math.round(value * 1e8) / 1e8)

/** The largest difference between what comes in and the value times the eigenvalue. */
function stretch({ people, inStart, from, inStrength }: Network, value: Float64Array, eigenvalue: number): number {
  let worst = 0
  for (let i = 0; i < people; i++) {
    let sum = 0
    for (let a = inStart[i]!; a < inStart[i + 1]!; a++) sum += (inStrength?.[a] ?? 1) * value[from[a]!]!
    worst = Math.max(worst, Math.abs(sum - eigenvalue * value[i]!))
  }
  return worst
}

describe('the leading eigenvector', () => {
  it('has the values known by hand', () => {
    const star = eigenvector(of(5, '0-1 0-2 0-3 0-4'))
    expect(rounded(star.value)).toEqual([1, 0.5, 0.5, 0.5, 0.5])
    expect(star.eigenvalue).toBeCloseTo(2, 9)
    const chain = eigenvector(of(3, '0-1 1-2'))
    expect(chain.value[0]).toBeCloseTo(Math.SQRT1_2, 9)
    expect(chain.eigenvalue).toBeCloseTo(Math.SQRT2, 9)
    expect(rounded(eigenvector(of(4, '0-1 1-2 2-3 3-0')).value)).toEqual([1, 1, 1, 1])
    expect(eigenvector(of(3, '0-1 1-2 0-2', false, [1, 1, 1])).eigenvalue).toBeCloseTo(2, 9)
    expect(eigenvector(of(3, '0-1 1-2', false, [3, 4])).eigenvalue).toBeCloseTo(5, 9)
  })

  it('is stretched only, never below 0, and largest at 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), fc.boolean(), (seed, weighted, directed) => {
        const network = buildNetwork(randomTies({ seed, people: 25, ties: directed ? 110 : 60, weighted, directed }))
        const found = eigenvector(network)
        expect(found.converged).toBe(true)
        expect(stretch(network, found.value, found.eigenvalue)).toBeLessThan(1e-8)
        expect(Math.max(...found.value)).toBe(1)
        expect(Math.min(...found.value)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 60, seed: 2 },
    )
  })

  it('belongs to the piece with the largest eigenvalue; the others get 0', () => {
    const found = eigenvector(of(8, '0-1 1-2 0-2 3-4 4-5 5-6'))
    expect(rounded(found.value)).toEqual([1, 1, 1, 0, 0, 0, 0, 0])
    expect(found.eigenvalue).toBeCloseTo(2, 9)
  })

  it('settles where ties only lead across two halves, and round a ring', () => {
    const halves = eigenvector(of(7, '0-4 0-5 0-6 1-4 1-5 2-4 3-4'))
    expect(halves.converged).toBe(true)
    expect(stretch(of(7, '0-4 0-5 0-6 1-4 1-5 2-4 3-4'), halves.value, halves.eigenvalue)).toBeLessThan(1e-8)
    const ring = eigenvector(of(4, '0-1 1-2 2-3 3-0', true))
    expect(rounded(ring.value)).toEqual([1, 1, 1, 1])
  })

  it('one way, is 0 for everybody where no circle of ties is, and 0 for those no circle leads to', () => {
    const arrow = eigenvector(of(3, '0-1 1-2', true))
    expect([[...arrow.value], arrow.eigenvalue, arrow.converged]).toEqual([[0, 0, 0], 0, true])
    const led = eigenvector(of(4, '0-1 1-2 2-1 2-3', true))
    expect(rounded(led.value)).toEqual([0, 1, 1, 1])
  })

  it('of nobody, of one, and of people without ties is 0', () => {
    for (const directed of [false, true]) {
      for (const people of [0, 1, 3]) {
        const found = eigenvector(of(people, '', directed))
        expect([[...found.value], found.eigenvalue, found.converged]).toEqual([new Array(people).fill(0), 0, true])
      }
    }
  })

  it('says so when the rounds did not suffice, and goes on when its sums have drifted', () => {
    const chain = buildNetwork({
      people: 400,
      from: [...Array(399).keys()],
      to: [...Array(399).keys()].map((i) => i + 1),
    })
    expect(eigenvector(chain, { rounds: 20 }).converged).toBe(false)
    const found = eigenvector(chain, { tolerance: 1e-11 })
    expect(found.iterations).toBeGreaterThan(51)
    // the chain’s own: 2 cos(π / 401)
    expect(found.eigenvalue).toBeCloseTo(2 * Math.cos(Math.PI / 401), 10)
    expect(eigenvector({ ...karate, directed: true }, { rounds: 2 }).converged).toBe(false)
  })

  it('refuses settings out of range, and stops when asked', () => {
    expect(() => eigenvector(karate, { tolerance: Number.NaN })).toThrow('tolerance is NaN')
    expect(() => eigenvector(karate, { rounds: 0 })).toThrow('rounds is 0')
    for (const directed of [false, true]) {
      let asked = 0
      const stop = { shouldStop: () => ++asked > 3 }
      expect(() => eigenvector({ ...karate, directed }, {}, stop)).toThrow('Stopped on request')
    }
  })
})
