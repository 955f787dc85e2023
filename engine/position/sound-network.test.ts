import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { sequence, streamKey } from '../chance.ts'
import { karateClub } from '../fixtures/karate-club.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { Network, TieColumns } from '../network/network.ts'
import { betweenness, betweennessFrom } from './betweenness.ts'
import { degrees, strengths } from './degree.ts'
import { distanceSums, harmonicOf } from './distance-sums.ts'
import { eigenvector } from './eigenvector.ts'
import { pageRank } from './page-rank.ts'
import { sampledBetweenness } from './sampled-betweenness.ts'

const karate = buildNetwork(karateClub)
const kernels: Record<string, (network: Network) => unknown> = {
  degrees,
  strengths,
  betweenness: (network) => betweenness(network),
  betweennessFrom: (network) => betweennessFrom(network, []),
  sampledBetweenness: (network) => sampledBetweenness(network, { error: 0.2, doubt: 0.1, seed: 1 }),
  distanceSums: (network) => distanceSums(network),
  eigenvector: (network) => eigenvector(network),
  pageRank: (network) => pageRank(network),
}

describe('what is no network', () => {
  it.each(Object.entries(kernels))('is refused, not answered with nothing: %s', (_, kernel) => {
    for (const wrong of [{}, null, 'ties', karateClub]) {
      expect(() => kernel(wrong as unknown as Network)).toThrow(BadInput)
    }
    expect(() => kernel({} as Network)).toThrow('network.people is undefined: give a network, as buildNetwork makes it')
    expect(() => kernel(karate)).not.toThrow()
  })

  const weighted = buildNetwork({ people: 3, from: [0, 1], to: [1, 2], strength: [1, 2] })
  it.each([
    [{ people: -1 }, 'network.people is -1'],
    [{ people: 1.5 }, 'network.people is 1.5'],
    [{ directed: undefined }, 'network.directed is undefined'],
    [{ start: undefined }, 'network.start is undefined'],
    [{ start: [0, 1, 3, 4] }, 'network.start is 0,1,3,4'],
    [{ people: 4 }, 'length of network.start is 4'],
    [{ inStart: new Uint32Array(2) }, 'length of network.inStart is 2'],
    [{ to: new Uint32Array(3) }, 'length of network.to is 3'],
    [{ from: new Uint32Array(5) }, 'length of network.from is 5'],
    [{ strength: new Float64Array(1) }, 'length of network.strength is 1'],
    [{ inStrength: new Float64Array(1) }, 'length of network.inStrength is 1'],
    [{ inStrength: null }, 'network.inStrength is null'],
  ])('is named where it is wrong: %o', (wrong, words) => {
    expect(() => betweenness({ ...weighted, ...wrong } as unknown as Network)).toThrow(words)
  })
})

describe('a setting that nobody reads', () => {
  it('is refused by its name', () => {
    const alpha = { alpha: 0.5 } as object
    expect(() => pageRank(karate, alpha)).toThrow('alpha is 0.5: there is no such setting; there is damping, tolerance')
    expect(() => eigenvector(karate, alpha)).toThrow('alpha is 0.5: there is no such setting; there is tolerance')
    const wish = { error: 0.2, doubt: 0.1, seed: 1, ...alpha }
    expect(() => sampledBetweenness(karate, wish)).toThrow('alpha is 0.5: there is no such setting; there is error')
  })
})

describe('strengths from 1e-100 to 1e100', () => {
  /** Strengths all over the range, by their exponents. */
  const wild = (columns: TieColumns, seed: number): TieColumns => {
    const next = sequence(streamKey(seed, 'wild'))
    return { ...columns, strength: Array.from(columns.from, (_, k) => 10 ** [-100, 100, 200 * next() - 100][k % 3]!) }
  }

  it.each([false, true])('give values that are numbers, within their tolerance and range (one way: %s)', (directed) => {
    for (let seed = 1; seed <= 30; seed++) {
      const network = buildNetwork(wild(randomTies({ seed, people: 25, ties: 45, directed }), seed))
      const rank = pageRank(network)
      expect(rank.converged).toBe(true)
      expect(rank.rank.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12)
      const { value, eigenvalue, converged } = eigenvector(network)
      expect([converged, value.every((each) => each >= 0 && each <= 1), eigenvalue < 1e102]).toEqual([true, true, true])
      const { pairs, share } = betweenness(network)
      expect(pairs.every((each) => each >= 0 && each <= 24 * 23)).toBe(true)
      expect(share.every((each) => each >= 0 && each <= 1)).toBe(true)
      expect(harmonicOf(distanceSums(network)).every((each) => each >= 0 && each <= 1e100)).toBe(true)
    }
  })

  it.each([1e-100, 1e100])('all alike are as all 1, but for their unit: %s', (strength) => {
    for (const directed of [false, true]) {
      const columns = randomTies({ seed: 4, people: 30, ties: 80, directed })
      const plain = buildNetwork(columns)
      const network = buildNetwork({ ...columns, strength: Array.from(columns.from, () => strength) })
      const [rank, knownRank] = [pageRank(network).rank, pageRank(plain).rank]
      const [pairs, knownPairs] = [betweenness(network).pairs, betweenness(plain).pairs]
      const [near, knownNear] = [distanceSums(network).near, distanceSums(plain).near]
      const [lead, knownLead] = [eigenvector(network), eigenvector(plain)]
      for (let i = 0; i < 30; i++) {
        expect(rank[i]).toBeCloseTo(knownRank[i]!, 9)
        expect(pairs[i]).toBeCloseTo(knownPairs[i]!, 8)
        expect(near[i]! / strength).toBeCloseTo(knownNear[i]!, 8)
        expect(lead.value[i]).toBeCloseTo(knownLead.value[i]!, 7)
      }
      expect(lead.eigenvalue / strength).toBeCloseTo(knownLead.eigenvalue, 8)
    }
  })

  it('change nothing where only one way leads from anybody to anybody', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const next = sequence(streamKey(seed, 'tree'))
      const to = Array.from({ length: 39 }, (_, k) => Math.floor(next() * (k + 1)))
      const tree = { people: 40, from: to.map((_, k) => k + 1), to }
      const known = betweenness(buildNetwork(tree)).pairs
      betweenness(buildNetwork(wild(tree, seed))).pairs.forEach(
        (pairs, i) => void expect(pairs).toBeCloseTo(known[i]!, 9),
      )
    }
  })
})
