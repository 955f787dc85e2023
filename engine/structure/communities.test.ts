import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bothWays } from '../clustering/both-ways.ts'
import { karateClub } from '../fixtures/karate-club.ts'
import { publishedTies } from '../fixtures/published-ties.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { Network } from '../network/network.ts'
import type { Communities } from './communities.ts'
import { components } from './components.ts'
import { leiden } from './leiden.ts'
import { louvain } from './louvain.ts'
import { modularity } from './modularity.ts'
import { splitIntoConnected } from './split-into-connected.ts'

const karate = buildNetwork(karateClub)

/** A ring of rings: each ring of `size` people has all its ties inside but one to the next. */
function cliques(count: number, size: number) {
  const from: number[] = []
  const to: number[] = []
  for (let c = 0; c < count; c++) {
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) from.push(c * size + i) && to.push(c * size + j)
    from.push(c * size)
    to.push((((c + 1) % count) * size + 1) as number)
  }
  return buildNetwork({ people: count * size, from, to })
}

/** The largest number of pieces that the people of one group fall into when only ties inside it count. */
function mostPieces(net: Network, { of, count }: Communities): number {
  const { start, to } = bothWays(net)
  const pieces = new Uint32Array(count)
  const seen = new Set<number>()
  for (let first = 0; first < net.people; first++) {
    if (seen.has(first)) continue
    pieces[of[first]!]!++
    const walk = new Set([first])
    for (const i of walk) for (let k = start[i]!; k < start[i + 1]!; k++) if (of[to[k]!] === of[i]) walk.add(to[k]!)
    for (const i of walk) seen.add(i)
  }
  return Math.max(0, ...pieces)
}

const shapes = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  people: fc.integer({ min: 2, max: 60 }),
  ties: fc.integer({ min: 0, max: 120 }),
  directed: fc.boolean(),
  weighted: fc.boolean(),
})

describe('communities', () => {
  it('of cliques in a ring are the cliques', () => {
    for (const found of [leiden(cliques(8, 6)), louvain(cliques(8, 6))]) {
      expect(found.count).toBe(8)
      expect([...found.sizes]).toEqual(Array(8).fill(6))
      // numbered by size, then by first person
      expect([...found.of]).toEqual(Array.from({ length: 48 }, (_, i) => Math.floor(i / 6)))
      expect(found.modularity).toBeCloseTo(1 - 1 / 16 - 1 / 8, 12)
    }
  })

  it('of the karate club score as well as an exhaustive search by others: 0.4198', () => {
    const best = Math.max(...[1, 2, 3, 4, 5].map((seed) => leiden(karate, { seed }).modularity!))
    expect(best).toBeCloseTo(0.41978961209730437, 12)
    for (let seed = 1; seed <= 20; seed++)
      expect(leiden(karate, { seed, rounds: 10 }).modularity).toBeGreaterThan(0.4151)
  })

  it('are connected, each of them, and the modularity told is that of the groups', () => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(0.3, 1, 4), (shape, resolution) => {
        const net = buildNetwork(randomTies(shape))
        const found = leiden(net, { seed: shape.seed, resolution })
        expect(mostPieces(net, found)).toBe(1)
        const own = modularity(net, found.of, resolution)
        if (own === null) expect(found.modularity).toBeNull()
        else expect(found.modularity).toBeCloseTo(own, 12)
        expect(found.sizes.reduce((sum, size) => sum + size, 0)).toBe(net.people)
        expect([...found.sizes]).toEqual([...found.sizes].sort((a, b) => b - a))
      }),
      { numRuns: 150, seed: 6 },
    )
  })

  it('never score below one group, or everybody alone, or Louvain by more than a little', () => {
    let behind = 0
    fc.assert(
      fc.property(shapes, (shape) => {
        const net = buildNetwork({ ...randomTies(shape), directed: false, repeated: 'strongest' })
        if (net.ties === 0) return
        const found = leiden(net, { rounds: 5 }).modularity!
        expect(found).toBeGreaterThanOrEqual(-1e-12)
        expect(found).toBeGreaterThanOrEqual(modularity(net, components(net).of)! - 1e-12)
        behind = Math.max(behind, louvain(net).modularity! - found)
      }),
      { numRuns: 100, seed: 7 },
    )
    expect(behind).toBeLessThan(0.02)
  })

  it('cannot be bettered by joining two of them', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const net = buildNetwork({ ...randomTies(shape), directed: false, repeated: 'strongest' })
        if (net.ties === 0) return
        for (const { of, count, modularity: value } of [louvain(net), leiden(net)]) {
          for (let g = 0; g < count; g++) {
            for (let h = g + 1; h < count; h++) {
              const joined = of.map((own) => (own === h ? g : own))
              expect(modularity(net, joined)).toBeLessThanOrEqual(value! + 1e-9)
            }
          }
        }
      }),
      { numRuns: 30, seed: 8 },
    )
  })

  it('are the same for the same seed, whatever the order of ties, and with equal strengths as without', () => {
    const backwards = buildNetwork({
      people: 34,
      from: [...karateClub.to].reverse(),
      to: [...karateClub.from].reverse(),
    })
    const halves = buildNetwork({ ...karateClub, strength: karateClub.from.map(() => 0.5) })
    for (const seed of [1, 'another']) {
      expect(leiden(backwards, { seed })).toEqual(leiden(karate, { seed }))
      expect(leiden(halves, { seed }).of).toEqual(leiden(karate, { seed }).of)
    }
    const seeds = new Set(Array.from({ length: 10 }, (_, seed) => [...leiden(karate, { seed, rounds: 1 }).of].join()))
    expect(seeds.size).toBeGreaterThan(1)
  })

  it('follow strengths, take a one-way tie for a tie, and are fewer at a low resolution', () => {
    const square = { people: 4, from: [0, 1, 2, 3], to: [1, 2, 3, 0] }
    expect([...leiden(buildNetwork({ ...square, strength: [9, 1, 9, 1] })).of]).toEqual([0, 0, 1, 1])
    expect([...leiden(buildNetwork({ ...square, strength: [1, 9, 1, 9] })).of]).toEqual([0, 1, 1, 0])
    const oneWay = buildNetwork({ ...karateClub, directed: true })
    expect(leiden(oneWay).of).toEqual(leiden(karate).of)
    expect(leiden(karate, { resolution: 0 }).count).toBe(1)
    expect(leiden(karate, { resolution: 50 }).count).toBe(34)
    expect(louvain(karate, { resolution: 50 }).count).toBe(34)
  })

  it('are nobody, or everybody alone, where there are no people or no ties', () => {
    expect(leiden(buildNetwork({ people: 0, from: [], to: [] }))).toMatchObject({ count: 0, modularity: null })
    expect(louvain(buildNetwork({ people: 1, from: [], to: [] }))).toMatchObject({ count: 1, modularity: null })
    const alone = leiden(buildNetwork({ people: 1_000_000, from: [], to: [] }))
    expect([alone.count, alone.of[999_999]]).toEqual([1_000_000, 999_999])
  })

  it('refuse what cannot be, and stop when asked to', () => {
    expect(() => leiden(karate, { resolution: -1 })).toThrow('resolution is -1')
    expect(() => leiden(karate, { resolution: Number.NaN })).toThrow('resolution is NaN')
    expect(() => leiden(karate, { rounds: 0 })).toThrow('rounds is 0')
    expect(() => leiden(karate, { seed: 1.5 })).toThrow('seed is 1.5')
    expect(() => louvain(karate, { seed: Number.NaN })).toThrow('seed is NaN')
    const large = buildNetwork(randomTies({ seed: 1, people: 30_000, ties: 40_000 }))
    for (const search of [leiden, louvain]) {
      let asked = 0
      expect(() => search(large, {}, { shouldStop: () => ++asked > 1 })).toThrow('Stopped')
    }
    const told: number[] = []
    leiden(large, {}, { onProgress: (done) => told.push(done) })
    expect(told.every((done) => done >= 0 && done <= 1)).toBe(true)
    expect(Math.max(...told)).toBeGreaterThan(0.5)
  })

  it('that are in pieces are split', () => {
    const group = Uint32Array.of(3, 3, 3, 3, 0)
    splitIntoConnected(buildNetwork({ people: 5, from: [0, 2, 3], to: [1, 3, 4] }), group)
    expect([...group]).toEqual([0, 0, 2, 2, 4])
  })

  const pages = '../shared/data/facebook-pages/edges.csv.gz'
  it.skipIf(!existsSync(pages))(`of 22,470 pages score as igraph's, 0.817 (skipped where ${pages} is absent)`, () => {
    const net = buildNetwork(publishedTies(gunzipSync(readFileSync(pages)).toString(), 22_470))
    const found = leiden(net)
    expect(found.modularity).toBeGreaterThan(0.8174863878105628 - 0.001)
    expect(found.modularity).toBeGreaterThan(louvain(net).modularity! - 0.001)
    expect(mostPieces(net, found)).toBe(1)
  })

  const oracles = '../shared/oracles'
  it.skipIf(!existsSync(oracles))(
    `of the law firm score within what igraph found (skipped where ${oracles} is absent)`,
    () => {
      for (const name of ['advice', 'friends']) {
        const { n, ...known } = JSON.parse(
          readFileSync(`${oracles}/lazega_law_${name}_office.json`, 'utf8'),
        ).undirected_simple
        const net = buildNetwork(publishedTies(readFileSync(`../shared/data/lazega/law_${name}.edges.csv`, 'utf8'), n))
        const found = Array.from({ length: 20 }, (_, seed) => leiden(net, { seed, rounds: 10 }).modularity!)
        expect(Math.max(...found)).toBeGreaterThan(known.leiden_igraph_modularity_20seeds.max - 0.001)
        expect(Math.min(...found)).toBeGreaterThan(known.leiden_igraph_modularity_20seeds.min - 0.005)
        expect(louvain(net).modularity).toBeGreaterThan(known.louvain_igraph_modularity_20seeds.min - 0.005)
      }
    },
  )
})
