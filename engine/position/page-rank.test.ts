import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { karateClub } from '../fixtures/karate-club.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { Network } from '../network/network.ts'
import { type PageRank, pageRank } from './page-rank.ts'

const karate = buildNetwork(karateClub)

/** Where the walk is after many steps, step by step as the definition says. */
function walked({ people, start, to, strength }: Network, damping: number): number[] {
  let at = new Array<number>(people).fill(1 / people)
  for (let step = 0; step < 400; step++) {
    let anew = 0
    const next = new Array<number>(people).fill(0)
    for (let i = 0; i < people; i++) {
      const ties = [...Array(start[i + 1]! - start[i]!).keys()].map((k) => start[i]! + k)
      const given = ties.reduce((sum, a) => sum + (strength?.[a] ?? 1), 0)
      if (given === 0) anew += at[i]!
      for (const a of ties) next[to[a]!]! += (damping * at[i]! * (strength?.[a] ?? 1)) / given
    }
    at = next.map((value) => value + (1 - damping + damping * anew) / people)
  }
  return at
}

function error(found: PageRank, known: readonly number[]): number {
  return found.rank.reduce((sum, value, i) => sum + Math.abs(value - known[i]!), 0)
}

const shapes = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  people: fc.integer({ min: 1, max: 30 }),
  ties: fc.integer({ min: 0, max: 80 }),
  directed: fc.boolean(),
  weighted: fc.boolean(),
})

describe('PageRank', () => {
  it('is the share of time a walk spends with each person, and adds up to 1', () => {
    const star = pageRank(buildNetwork({ people: 3, from: [0, 0], to: [1, 2] }))
    // r0 = 0.05 + 0.85 (r1 + r2), r1 = r2 = 0.05 + 0.85 r0 / 2
    const middle = (0.05 + 0.85 * 0.1) / (1 - 0.85 ** 2)
    expect(star.rank[0]).toBeCloseTo(middle, 12)
    expect(star.rank[1]).toBeCloseTo((1 - middle) / 2, 12)
    const arrow = pageRank(buildNetwork({ people: 2, from: [0], to: [1], directed: true }))
    // nothing goes out of 1, so the walk begins anew: r0 = (0.15 + 0.85 r1) / 2
    expect(arrow.rank[0]).toBeCloseTo(1 / 2.85, 12)
    expect(arrow.rank[0]! + arrow.rank[1]!).toBeCloseTo(1, 14)
  })

  it('agrees with walking step by step, one way, with strengths, with people nobody can leave', () => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(0, 0.5, 0.85), (shape, damping) => {
        const network = buildNetwork(randomTies(shape))
        const found = pageRank(network, { damping })
        expect(found.converged).toBe(true)
        expect(error(found, walked(network, damping))).toBeLessThan(1e-10)
      }),
      { numRuns: 100, seed: 4 },
    )
  })

  it.each([false, true])('is within its tolerance, which bounds the error (one way: %s)', (directed) => {
    const network = buildNetwork(randomTies({ seed: 5, people: 300, ties: 900, directed, weighted: true }))
    const exact = [...pageRank(network, { tolerance: 1e-13 }).rank]
    let before = 0
    for (const tolerance of [1e-2, 1e-5, 1e-8, 1e-11]) {
      const found = pageRank(network, { tolerance })
      expect(found.converged).toBe(true)
      expect(found.residual).toBeLessThanOrEqual(tolerance * 0.15)
      expect(error(found, exact)).toBeLessThanOrEqual(tolerance)
      expect(found.iterations).toBeGreaterThan(before)
      before = found.iterations
    }
  })

  it('does not mind strengths far from 1', () => {
    const columns = randomTies({ seed: 7, people: 40, ties: 120, weighted: true })
    const known = [...pageRank(buildNetwork(columns)).rank]
    for (const factor of [1e-60, 1e60]) {
      const strength = Array.from(columns.strength!, (each) => each * factor)
      const found = pageRank(buildNetwork({ ...columns, strength }))
      expect([found.converged, error(found, known) < 1e-10]).toEqual([true, true])
    }
  })

  it('says so when the rounds did not suffice', () => {
    for (const directed of [false, true]) {
      const network = { ...karate, directed }
      const found = pageRank(network, { rounds: 3 })
      expect([found.converged, found.iterations]).toEqual([false, 3])
      expect(found.residual).toBeGreaterThan(1e-10)
      expect(error(found, [...pageRank(network).rank])).toBeLessThan(found.residual / 0.15)
    }
  })

  it('gives everybody the same where there is no tie, and nobody anything where there is nobody', () => {
    expect([...pageRank(buildNetwork({ people: 4, from: [], to: [] })).rank]).toEqual([0.25, 0.25, 0.25, 0.25])
    expect([...pageRank(buildNetwork({ people: 1, from: [], to: [], directed: true })).rank]).toEqual([1])
    expect(pageRank(buildNetwork({ people: 0, from: [], to: [] }))).toEqual({
      rank: new Float64Array(0),
      iterations: 0,
      residual: 0,
      converged: true,
    })
    const million = pageRank(buildNetwork({ people: 1_000_000, from: [0], to: [1] }))
    // alone 1, tied 1 / 0.15, before all are scaled to add up to 1
    expect(million.rank[2]).toBeCloseTo(1 / (999_998 + 2 / 0.15), 15)
    expect(million.iterations).toBeLessThan(10)
  })

  it('stays with people when they are numbered anew', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const columns = randomTies({ ...shape, people: 20 })
        const turned = (i: number) => (i * 7 + 3) % 20
        const again = { ...columns, from: Array.from(columns.from, turned), to: Array.from(columns.to, turned) }
        const [before, after] = [pageRank(buildNetwork(columns)).rank, pageRank(buildNetwork(again)).rank]
        for (let i = 0; i < 20; i++) expect(after[turned(i)]).toBeCloseTo(before[i]!, 10)
      }),
      { numRuns: 30, seed: 6 },
    )
  })

  it('reads a network without directions as one where each tie goes both ways', () => {
    const both = pageRank({ ...karate, directed: true })
    expect(error(both, [...pageRank(karate).rank])).toBeLessThan(1e-10)
  })

  it('refuses settings out of range, and stops when asked', () => {
    expect(() => pageRank(karate, { damping: 1 })).toThrow('damping is 1: give a number from 0 to 0.9999')
    expect(() => pageRank(karate, { tolerance: 0 })).toThrow('tolerance is 0')
    expect(() => pageRank(karate, { rounds: 1.5 })).toThrow('rounds is 1.5')
    for (const directed of [false, true]) {
      let asked = 0
      const stop = { shouldStop: () => ++asked > 4 }
      expect(() => pageRank({ ...karate, directed }, {}, stop)).toThrow(expect.objectContaining({ name: 'AbortError' }))
    }
  })
})
