import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { karateClub } from '../fixtures/karate-club.ts'
import { publishedTies } from '../fixtures/published-ties.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { Network } from '../network/network.ts'
import { degreeAssortativity, labelAssortativity } from './assortativity.ts'
import { components } from './components.ts'
import { modularity } from './modularity.ts'
import { strongComponents } from './strong-components.ts'

const karate = buildNetwork(karateClub)
const network = (people: number, pairs: string, more: { directed?: boolean; strength?: number[] } = {}) => {
  const ties = pairs.split(' ').filter(Boolean)
  const ends = ties.map((pair) => pair.split('-').map(Number))
  return buildNetwork({ people, from: ends.map(([a]) => a!), to: ends.map(([, b]) => b!), ...more })
}

/** Who reaches whom along ties, by walking from each. */
function reached(net: Network, from: number): Set<number> {
  const seen = new Set([from])
  for (const i of seen) for (let k = net.start[i]!; k < net.start[i + 1]!; k++) seen.add(net.to[k]!)
  return seen
}

const shapes = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  people: fc.integer({ min: 2, max: 30 }),
  ties: fc.integer({ min: 0, max: 40 }),
  directed: fc.boolean(),
  weighted: fc.boolean(),
})

describe('components', () => {
  it('are people whom some chain of ties joins, numbered from the first person', () => {
    const found = components(network(7, '1-2 5-6 4-5'))
    expect([...found.of]).toEqual([0, 1, 1, 2, 3, 3, 3])
    expect([...found.sizes]).toEqual([1, 2, 1, 3])
    expect(components(network(0, '')).count).toBe(0)
    expect([...components(network(3, '2-0', { directed: true })).of]).toEqual([0, 1, 0])
  })

  it('are those that walking from each person finds; with directions, those who reach one another both ways', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const net = buildNetwork(randomTies(shape))
        const weak = components(net)
        const strong = strongComponents(net)
        const undirected = buildNetwork({ ...randomTies(shape), directed: false, repeated: 'strongest' })
        for (let i = 0; i < net.people; i++) {
          const all = reached(undirected, i)
          expect([...weak.of.keys()].filter((j) => weak.of[j] === weak.of[i])).toEqual([...all].sort((a, b) => a - b))
          expect(weak.sizes[weak.of[i]!]).toBe(all.size)
          const both = [...reached(net, i)].filter((j) => reached(net, j).has(i))
          expect([...strong.of.keys()].filter((j) => strong.of[j] === strong.of[i])).toEqual(both.sort((a, b) => a - b))
          expect(strong.sizes[strong.of[i]!]).toBe(both.length)
        }
        if (!shape.directed) expect(strong).toEqual(weak)
      }),
      { numRuns: 60, seed: 3 },
    )
  })

  it('take a million people without ties, and a chain of them, in their stride', () => {
    const million = 1_000_000
    expect(components(buildNetwork({ people: million, from: [], to: [] })).count).toBe(million)
    const from = Uint32Array.from({ length: million - 1 }, (_, i) => i)
    const chain = buildNetwork({ people: million, from, to: from.map((i) => i + 1) })
    expect(components(chain).count).toBe(1)
    expect(strongComponents(chain).count).toBe(1)
    const oneWay = buildNetwork({ people: million, from, to: from.map((i) => i + 1), directed: true })
    expect(components(oneWay).count).toBe(1)
    expect(strongComponents(oneWay).count).toBe(million)
  })

  it('stop when asked to', () => {
    const stop = { shouldStop: () => true }
    expect(() => components(karate, stop)).toThrow('Stopped')
    const from = Uint32Array.from({ length: 300_000 }, (_, i) => i)
    const chain = buildNetwork({ people: 300_001, from, to: from.map((i) => i + 1) })
    expect(() => strongComponents(chain, stop)).toThrow('Stopped')
  })
})

describe('modularity', () => {
  it('is as by hand for two pairs, and counts strengths, directions and the resolution', () => {
    const pairs = network(4, '0-1 2-3')
    expect(modularity(pairs, [0, 0, 1, 1])).toBeCloseTo(1 / 2, 14)
    expect(modularity(pairs, [0, 0, 1, 1], 2)).toBeCloseTo(0, 14)
    expect(modularity(pairs, [0, 0, 0, 0])).toBeCloseTo(0, 14)
    expect(modularity(pairs, [0, 1, 2, 3])).toBeCloseTo(-1 / 4, 14)
    expect(modularity(network(4, '0-1 2-3', { strength: [3, 1] }), [0, 0, 1, 1])).toBeCloseTo(1 - 9 / 16 - 1 / 16, 14)
    // two arcs: 0 → 1 within, 1 → 2 across; out 2, 0 and in 1, 1 of 2
    expect(modularity(network(3, '0-1 1-2', { directed: true }), [0, 0, 1])).toBeCloseTo(1 / 2 - 1 / 2, 14)
    const weighted = network(3, '0-1 1-2', { directed: true, strength: [3, 1] })
    expect(modularity(weighted, [0, 0, 1])).toBeCloseTo(3 / 4 - 3 / 4, 14)
    expect(modularity(network(3, ''), [0, 1, 2])).toBeNull()
  })

  it('refuses groups that are none, and a resolution below 0', () => {
    expect(() => modularity(karate, [0])).toThrow('number of groups given is 1')
    expect(() => modularity(network(2, '0-1'), [0, 2])).toThrow('group of person 1 is 2')
    expect(() => modularity(network(2, '0-1'), [0, 0.5])).toThrow('group of person 1 is 0.5')
    expect(() => modularity(network(2, '0-1'), [0, 0], -1)).toThrow('resolution is -1')
    expect(() => modularity(network(2, '0-1'), [0, 0], Number.NaN)).toThrow('resolution is NaN')
  })
})

/** The correlation over the ends of ties, written out as its definition says. */
function correlation(ends: [number, number][]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const one = mean(ends.map(([a]) => a))
  const other = mean(ends.map(([, b]) => b))
  const together = mean(ends.map(([a, b]) => (a - one) * (b - other)))
  return together / Math.sqrt(mean(ends.map(([a]) => (a - one) ** 2)) * mean(ends.map(([, b]) => (b - other) ** 2)))
}

describe('assortativity', () => {
  it('by number of ties is what igraph gives for the karate club', () => {
    expect(degreeAssortativity(karate)).toBeCloseTo(-0.47561309768461435, 12)
  })

  it('by number of ties is −1 for a star, and nothing where all have as many or nobody has any', () => {
    expect(degreeAssortativity(network(4, '0-1 0-2 0-3'))).toBeCloseTo(-1, 12)
    expect(degreeAssortativity(network(4, '0-1 2-3'))).toBeNull()
    expect(degreeAssortativity(network(4, ''))).toBeNull()
  })

  it('by number of ties is the correlation of the ends, with directions or without', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const net = buildNetwork(randomTies(shape))
        const ends: [number, number][] = []
        for (let i = 0; i < net.people; i++) {
          for (let k = net.start[i]!; k < net.start[i + 1]!; k++) {
            const j = net.to[k]!
            ends.push([net.start[i + 1]! - net.start[i]!, net.inStart[j + 1]! - net.inStart[j]!])
          }
        }
        const value = degreeAssortativity(net)
        const equal = new Set(ends.map(([a]) => a)).size < 2 || new Set(ends.map(([, b]) => b)).size < 2
        if (equal) expect(value).toBeNull()
        else expect(value).toBeCloseTo(correlation(ends), 9)
      }),
      { numRuns: 100, seed: 4 },
    )
  })

  it('by label is 1 when all ties stay inside, −1 when all of two even labels cross, and leaves out unknown labels', () => {
    expect(labelAssortativity(network(4, '0-1 2-3'), [0, 0, 1, 1])).toBe(1)
    expect(labelAssortativity(network(4, '0-2 1-3'), [0, 0, 1, 1])).toBe(-1)
    expect(labelAssortativity(network(4, '0-1 2-3'), [5, 5, 5, 5])).toBeNull()
    expect(labelAssortativity(network(5, '0-1 2-3 3-4'), [0, 0, 1, 1, -1])).toBe(1)
    expect(labelAssortativity(network(5, '0-4 4-3'), [0, 0, 1, 1, -1])).toBeNull()
    expect(labelAssortativity(network(2, '0-1'), [-1, -1])).toBeNull()
  })

  it('by label counts strengths and directions as its definition says', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const net = buildNetwork(randomTies(shape))
        const label = Array.from({ length: net.people }, (_, i) => [300, 1, 2, -1][(i * 7 + shape.seed) % 4]!)
        const share = new Map<string, number>()
        let total = 0
        for (let i = 0; i < net.people; i++) {
          for (let k = net.start[i]!; k < net.start[i + 1]!; k++) {
            const [a, b] = [label[i]!, label[net.to[k]!]!]
            if (a < 0 || b < 0) continue
            const weight = net.strength?.[k] ?? 1
            total += weight
            for (const key of [`out ${a}`, `in ${b}`, ...(a === b ? ['same'] : [])]) {
              share.set(key, (share.get(key) ?? 0) + weight)
            }
          }
        }
        const of = (key: string) => (share.get(key) ?? 0) / total
        const chance = [300, 1, 2].reduce((sum, g) => sum + of(`out ${g}`) * of(`in ${g}`), 0)
        const value = labelAssortativity(net, label)
        if (total === 0 || chance > 1 - 1e-12) expect(value).toBeNull()
        else expect(value).toBeCloseTo((of('same') - chance) / (1 - chance), 9)
      }),
      { numRuns: 100, seed: 5 },
    )
  })

  it('refuses labels that are none', () => {
    expect(() => labelAssortativity(karate, [1])).toThrow('number of labels given is 1')
    expect(() => labelAssortativity(network(2, '0-1'), [0, -2])).toThrow('label of person 1 is -2')
    expect(() => labelAssortativity(network(2, '0-1'), [0, Number.NaN])).toThrow('label of person 1 is NaN')
  })
})

describe('what independent programs computed', () => {
  const oracles = '../shared/oracles'
  const skipped = !existsSync(oracles)
  const read = (name: string) => JSON.parse(readFileSync(`${oracles}/${name}.json`, 'utf8'))
  const tiesOf = (name: string, people: number) =>
    buildNetwork(publishedTies(readFileSync(`../shared/data/lazega/law_${name}.edges.csv`, 'utf8'), people))

  it.skipIf(skipped)(
    `for karate and the law firm is the same to ten digits (skipped where ${oracles} is absent)`,
    () => {
      for (const name of ['karate', ...['advice_office', 'advice_practice', 'friends_office', 'friends_practice']]) {
        const { undirected_simple: known, labels } = read(name === 'karate' ? name : `lazega_law_${name}`)
        const net = name === 'karate' ? karate : tiesOf(name.split('_')[0]!, known.n)
        expect(net.ties).toBe(known.m)
        const { count, sizes } = components(net)
        expect([count, Math.max(...sizes)]).toEqual([known.components, known.giant])
        expect(labelAssortativity(net, labels)).toBeCloseTo(known.assortativity_nominal, 12)
        expect(modularity(net, labels)).toBeCloseTo(known.modularity_of_labels, 12)
      }
    },
  )

  const pages = '../shared/data/facebook-pages'
  it.skipIf(!existsSync(pages))(`for 22,470 pages and their kinds (skipped where ${pages} is absent)`, () => {
    const text = (file: string) => gunzipSync(readFileSync(`${pages}/${file}.csv.gz`)).toString()
    const net = buildNetwork(publishedTies(text('edges'), 22_470))
    const kinds = ['tvshow', 'government', 'company', 'politician']
    const label = text('target')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => kinds.findIndex((kind) => line.trimEnd().endsWith(kind)))
    expect([net.ties, components(net).count]).toEqual([170_823, 1])
    expect(modularity(net, label)).toBeCloseTo(0.5246338267609175, 11)
    expect(labelAssortativity(net, label)).toBeCloseTo(0.8206200407380531, 11)
    expect(degreeAssortativity(net)).toBeCloseTo(0.08491250026369071, 11)
  })
})
