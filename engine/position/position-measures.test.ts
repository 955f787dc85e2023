import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { emptyInput, fourWorlds, tie } from '../fixtures/four-worlds.ts'
import { karateClub } from '../fixtures/karate-club.ts'
import { publishedTies } from '../fixtures/published-ties.ts'
import { valuesOf } from '../measure.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { Network } from '../network/network.ts'
import { runParts } from '../parts.ts'
import { betweenness } from './betweenness.ts'
import { degrees, strengths } from './degree.ts'
import { closenessOf, distanceSums, harmonicOf } from './distance-sums.ts'
import { eigenvector } from './eigenvector.ts'
import { pageRank } from './page-rank.ts'
import { positionMeasures } from './position-measures.ts'

const [degree, strength, rank, between, sampled, closeness, harmonic, eigen] = positionMeasures

const oracles = '../shared/oracles'
const lazega = (ties: string) =>
  buildNetwork(publishedTies(readFileSync(`../shared/data/lazega/law_${ties}.edges.csv`, 'utf8'), 71))
const checked: [string, () => Network][] = [
  ['karate', () => buildNetwork(karateClub)],
  ['lazega_law_advice_office', () => lazega('advice')],
  ['lazega_law_advice_practice', () => lazega('advice')],
  ['lazega_law_friends_office', () => lazega('friends')],
  ['lazega_law_friends_practice', () => lazega('friends')],
]

describe('degree and strength', () => {
  it('count and add up ties out and in', () => {
    const network = buildNetwork({ people: 4, from: [0, 0, 1], to: [1, 2, 0], strength: [2, 0.5, 4], directed: true })
    expect(degrees(network)).toEqual({ out: Float64Array.of(2, 1, 0, 0), in: Float64Array.of(1, 1, 1, 0) })
    expect(strengths(network)).toEqual({ out: Float64Array.of(2.5, 4, 0, 0), in: Float64Array.of(4, 2, 0.5, 0) })
    const plain = buildNetwork({ people: 3, from: [0, 1], to: [1, 2] })
    expect(strengths(plain)).toEqual({ out: Float64Array.of(1, 2, 1), in: Float64Array.of(1, 2, 1) })
  })
})

describe('position', () => {
  it.skipIf(!existsSync(oracles)).each(checked)(
    `of %s agrees with igraph and networkx (skipped where ${oracles} is absent)`,
    (name, read) => {
      const { undirected_simple: known } = JSON.parse(readFileSync(`${oracles}/${name}.json`, 'utf8'))
      const network = read()
      expect(network.ties).toBe(known.m)
      const degree = degrees(network).out
      expect(degree.reduce((sum, each) => sum + each, 0)).toBe(known.degree_sum)
      expect(Math.max(...degree)).toBe(known.degree_max)
      const { rank } = pageRank(network, { tolerance: 1e-13 })
      const { pairs } = betweenness(network)
      for (let i = 0; i < network.people; i++) {
        expect(Math.abs(rank[i]! - known.pagerank[i]) / known.pagerank[i]).toBeLessThan(1e-11)
        const exact = known.betweenness_unnormalised_pairs_once[i]
        expect(Math.abs(pairs[i]! - exact) / (1 + exact)).toBeLessThan(1e-13)
      }
    },
  )

  // sums of (1 + number of the person) · value, made with igraph 0.10.2
  const weighed = (values: Float64Array) => values.reduce((sum, value, i) => sum + (i + 1) * value, 0)

  it('of the karate club agrees with igraph in what the oracles leave out', () => {
    const karate = buildNetwork(karateClub)
    const sums = distanceSums(karate)
    expect(weighed(harmonicOf(sums))).toBeCloseTo(291.80656565656574, 10)
    expect(weighed(closenessOf(sums))).toBeCloseTo(252.8006211015085, 10)
    const { value, eigenvalue } = eigenvector(karate, { tolerance: 1e-12 })
    expect(weighed(value)).toBeCloseTo(228.91501184249017, 8)
    expect(eigenvalue).toBeCloseTo(6.725697727631726, 12)
  })

  it.skipIf(!existsSync(oracles))(
    `of lawyers agrees with igraph, one way and with strengths (skipped where ${oracles} is absent)`,
    () => {
      const columns = publishedTies(readFileSync('../shared/data/lazega/law_advice.edges.csv', 'utf8'), 71)
      const oneWay = buildNetwork({ ...columns, directed: true })
      expect(weighed(betweenness(oneWay).pairs) / 173239.27238420135).toBeCloseTo(1, 12)
      expect(weighed(pageRank(oneWay, { tolerance: 1e-13 }).rank)).toBeCloseTo(23.89218085528598, 10)
      expect(weighed(harmonicOf(distanceSums(oneWay, 'out')))).toBeCloseTo(1298.4421428571427, 9)
      expect(weighed(harmonicOf(distanceSums(oneWay, 'in')))).toBeCloseTo(1088.940714285714, 9)
      // ties 1 to 4 long, so that many ways are equally long
      const strength = Array.from(columns.from, (one, k) => 1 / (1 + ((one + columns.to[k]!) % 4)))
      const strong = buildNetwork({ ...columns, strength })
      expect(weighed(betweenness(strong).pairs) / 88767.29903929564).toBeCloseTo(1, 12)
      expect(weighed(pageRank(strong, { tolerance: 1e-13 }).rank)).toBeCloseTo(33.890860404024195, 10)
      expect(weighed(harmonicOf(distanceSums(strong)))).toBeCloseTo(997.4842857142851, 9)
      expect(weighed(eigenvector(strong, { tolerance: 1e-12 }).value)).toBeCloseTo(951.9215266671265, 7)
    },
  )

  const landscape = buildLandscape({
    ...emptyInput,
    people: ['a', 'b', 'c', 'd', 'alone'].map((id) => ({ id })),
    ties: [
      tie('a', 'b', { strength: 0.5 }),
      tie('b', 'c', { mutual: false, strength: 0.25 }),
      tie('c', 'd', { kind: 'works' }),
      tie('a', 'd', { kind: 'conflict' }),
    ],
  })
  const at = (values: Float64Array) =>
    landscape.ids.people.map((id, i) => `${id} ${Math.round(values[i]! * 1e6) / 1e6}`)

  it('in a landscape leaves out conflicts, and follows directions and strengths when asked', () => {
    expect(at(degree.run(landscape, valuesOf(degree)).out)).toEqual(['a 1', 'alone 0', 'b 2', 'c 2', 'd 1'])
    const oneWay = degree.run(landscape, valuesOf(degree, { directed: true }))
    expect(at(oneWay.in)).toEqual(['a 1', 'alone 0', 'b 1', 'c 2', 'd 1'])
    expect(at(strength.run(landscape, valuesOf(strength)).out)).toEqual(['a 0.5', 'alone 0', 'b 0.75', 'c 1.25', 'd 1'])
    expect(at(between.run(landscape, valuesOf(between)).pairs)).toEqual(['a 0', 'alone 0', 'b 2', 'c 2', 'd 0'])
    const kinds = valuesOf(between, { kinds: ['conflict', 'talks'] })
    expect(at(between.run(landscape, kinds).pairs)).toEqual(['a 2', 'alone 0', 'b 2', 'c 0', 'd 0'])
    expect(at(rank.run(landscape, valuesOf(rank, { damping: 0 })).rank)[0]).toBe('a 0.2')
    expect(rank.run(landscape, valuesOf(rank, { rounds: 1, directed: true })).converged).toBe(false)
  })

  it('in a landscape says how near the others are, with what reaches them', () => {
    const near = closeness.run(landscape, valuesOf(closeness))
    expect(at(near.reached)).toEqual(['a 3', 'alone 0', 'b 3', 'c 3', 'd 3'])
    expect(at(near.distance)).toEqual(['a 2', 'alone 0', 'b 1.333333', 'c 1.333333', 'd 2'])
    expect(at(near.closeness)).toEqual(['a 0.375', 'alone 0', 'b 0.5625', 'c 0.5625', 'd 0.375'])
    const told = valuesOf(harmonic, { directed: true, weighted: true, way: 'in' })
    // b to a is 2 long, a to b 2, b to c 4, c to d 1
    expect(at(harmonic.run(landscape, told).harmonic)).toEqual([
      'a 0.125',
      'alone 0',
      'b 0.125',
      'c 0.354167',
      'd 0.335714',
    ])
    expect(at(eigen.run(landscape, valuesOf(eigen)).value)).toEqual([
      'a 0.618034',
      'alone 0',
      'b 1',
      'c 1',
      'd 0.618034',
    ])
  })

  it('in parts is the same to the last bit, in whatever order they were computed', () => {
    const many = buildLandscape(fourWorlds)
    for (const each of [between, sampled, closeness, harmonic] as const) {
      const values = valuesOf(each as typeof between, each === sampled ? { error: 0.2 } : {})
      const parts = each.parts as typeof between.parts
      const count = parts!.count(many, values)
      const found = parts!.first && runParts(parts!.first.parts, many, values)
      const compute = parts!.open(many, values, undefined, found)
      const computed = [...Array(count).keys()].reverse().map((nth) => [nth, compute(nth)] as const)
      const joining = parts!.join(many, values)
      for (const [, part] of computed.reverse()) joining.add(part)
      expect(joining.result()).toEqual((each as typeof between).run(many, values))
    }
    expect(between.parts!.count(buildLandscape(emptyInput), valuesOf(between))).toBe(0)
  })

  it('gives defined values for nobody, one person and people without ties', () => {
    for (const people of [0, 1, 3]) {
      const small = buildLandscape({ ...emptyInput, people: [...Array(people).keys()].map((i) => ({ id: `p${i}` })) })
      for (const each of positionMeasures) {
        for (const directed of [false, true]) {
          const values = valuesOf(each as typeof degree, { directed })
          for (const output of Object.values((each as typeof degree).run(small, values))) {
            for (const value of [output].flat())
              if (value instanceof Float64Array) expect([...value].every(Number.isFinite)).toBe(true)
          }
        }
      }
    }
  })

  it('of samples does not offer strengths, which it would not read', () => {
    expect(Object.keys(sampled.parameters)).not.toContain('weighted')
    expect(() => valuesOf(sampled, { weighted: true })).toThrow('it has no such parameter')
  })

  it('stops each measure before its network is laid out', () => {
    for (const each of positionMeasures) {
      let asked = 0
      const control = { shouldStop: () => ++asked > 0 }
      const run = () => (each as typeof degree).run(landscape, valuesOf(each as typeof degree), control)
      expect(run).toThrow(expect.objectContaining({ name: 'AbortError' }))
      expect(asked).toBe(1)
    }
  })

  it('asks each measure a question and says that values of a person are for that person', () => {
    expect(positionMeasures.map(({ id }) => id)).toEqual([
      'degree',
      'strength',
      'page-rank',
      'betweenness',
      'betweenness-sampled',
      'closeness',
      'harmonic',
      'eigenvector',
    ])
    for (const { question, caution } of positionMeasures) {
      expect(question).toMatch(/\?$/)
      expect(caution).toContain('For the person alone')
    }
  })
})
