import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fourWorlds, fourWorldsKnown } from '../fixtures/four-worlds.ts'
import { karateClub } from '../fixtures/karate-club.ts'
import { publishedTies } from '../fixtures/published-ties.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { buildNetwork } from '../network/build-network.ts'
import { networkOf } from '../network/network-of.ts'
import { crossingByChance, crossingByChanceParts } from './crossing-by-chance.ts'
import { crossingMatrix } from './crossing-matrix.ts'
import { areApart, isPlaced, type Parts, partsOf, partsOfLabels } from './dimension.ts'
import { externalInternal, externalInternalAmong, externalInternalParts } from './e-i.ts'
import { externalInternalByPart, ownExternalInternal } from './e-i-by-part.ts'
import { fractionalExternalInternal } from './fractional-e-i.ts'
import { evenShares, inCommon, meanInCommon, type Shares, sharesOf } from './shares.ts'

const karate = buildNetwork(karateClub)
const sides = partsOfLabels(karateClub.side, 2)

/** Every order of the numbers 0 to n − 1. */
function orders(n: number): number[][] {
  if (n === 0) return [[]]
  return orders(n - 1).flatMap((order) =>
    Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
  )
}

/** A few people, ties among them, and labels some of whom are unknown. */
function small(seed: number, people = 6) {
  const network = buildNetwork(randomTies({ seed, people, ties: 7, weighted: true }))
  const label = Array.from({ length: people }, (_, i) => ((i * 3 + seed * 7) % 4) - 1)
  return { network, parts: partsOfLabels(label, 3) }
}

function tiesOf(network: ReturnType<typeof buildNetwork>, parts: Parts) {
  const ties: { i: number; j: number; strength: number }[] = []
  for (let i = 0; i < network.people; i++) {
    for (let k = network.start[i]!; k < network.start[i + 1]!; k++) {
      const j = network.to[k]!
      if (j > i && isPlaced(parts, i) && isPlaced(parts, j)) ties.push({ i, j, strength: network.strength?.[k] ?? 1 })
    }
  }
  return ties
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const sd = (values: number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)))

describe('E-I', () => {
  it('has the exact mean and spread of all ways to deal labels out, tried one by one', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const { network, parts } = small(seed)
      const placed = [...Array(6).keys()].filter((i) => isPlaced(parts, i))
      const ties = tiesOf(network, parts)
      const values = orders(placed.length).map((order) => {
        const wears = new Map(placed.map((i, k) => [i, placed[order[k]!]!]))
        const across = ties.filter(({ i, j }) => areApart(parts, wears.get(i)!, wears.get(j)!)).length
        return (2 * across - ties.length) / ties.length
      })
      const found = externalInternalAmong(network, parts, { draws: 0 })
      if (ties.length === 0) expect(found).toMatchObject({ ei: null, expected: null, expectedSd: null, shuffled: null })
      else {
        expect(found.expected).toBeCloseTo(mean(values), 12)
        expect(found.expectedSd).toBeCloseTo(sd(values), 12)
      }
    }
  })

  it('of overlapping practices has the exact mean and spread as well', () => {
    for (let seed = 1; seed <= 4; seed++) {
      const landscape = buildLandscape(smallLandscape({ seed, people: 7, ties: 9, practices: 3, oneWay: 0 }))
      const [network, parts] = [networkOf(landscape), partsOf(landscape, 'practices')]
      const placed = [...Array(7).keys()].filter((i) => isPlaced(parts, i))
      const ties = tiesOf(network, parts)
      const values = orders(placed.length).map((order) => {
        const wears = new Map(placed.map((i, k) => [i, placed[order[k]!]!]))
        return (2 * ties.filter(({ i, j }) => areApart(parts, wears.get(i)!, wears.get(j)!)).length) / ties.length - 1
      })
      const found = externalInternal(landscape, 'practices', { draws: 2000 })
      expect(found.expected).toBeCloseTo(mean(values), 12)
      expect(found.expectedSd).toBeCloseTo(sd(values), 12)
      expect(found.shuffled!.mean).toBeCloseTo(mean(values), 1)
      expect(found.shuffled!.sd).toBeCloseTo(sd(values), 1)
    }
  })

  it('from shuffled labels has mean, spread and interval near the exact ones', () => {
    const { expected, expectedSd, shuffled, ei } = externalInternalAmong(karate, sides, { draws: 4000 })
    expect(Math.abs(shuffled!.mean - expected!)).toBeLessThan((4 * expectedSd!) / Math.sqrt(4000))
    expect(shuffled!.sd / expectedSd!).toBeCloseTo(1, 1)
    expect(shuffled!.low).toBeLessThan(expected! - 1.5 * expectedSd!)
    expect(shuffled!.high).toBeGreaterThan(expected! + 1.5 * expectedSd!)
    expect(shuffled!.atOrBelow).toBe(0)
    expect(ei).toBeLessThan(shuffled!.low)
  })

  it('is the same however draws are shared out, and another with another seed', () => {
    const [input, values] = [
      { network: karate, parts: sides },
      { draws: 50, seed: 3 },
    ]
    expect(externalInternalParts.count(input, values)).toBe(4)
    const [last, seen, first, second] = [3, 0, 1, 2].map((nth) => externalInternalParts.open(input, values)(nth))
    const joining = externalInternalParts.join(input, values)
    for (const part of [seen!, first!, second!, last!]) joining.add(part)
    expect(last).toHaveLength(10)
    expect(joining.result()).toEqual(externalInternalAmong(karate, sides, values))
    expect(externalInternalAmong(karate, sides, { draws: 50, seed: 4 }).shuffled).not.toEqual(joining.result().shuffled)
  })

  it('is rescaled only where sizes and ties leave no room: all pairs tied', () => {
    const all = buildNetwork({ people: 4, from: [0, 0, 0, 1, 1, 2], to: [1, 2, 3, 2, 3, 3] })
    const found = externalInternalAmong(all, partsOfLabels([0, 0, 1, 1], 2), { draws: 0 })
    expect(found).toMatchObject({ external: 4, internal: 2, rescaled: null, density: 0, expectedSd: 0 })
    const five = buildNetwork({ people: 4, from: [0, 0, 0, 1, 1], to: [1, 2, 3, 2, 3] })
    expect(externalInternalAmong(five, partsOfLabels([0, 0, 1, 1], 2), { draws: 0 }).rescaled).toBe(1)
  })

  it('with directions counts every arc', () => {
    const arcs = buildNetwork({ people: 3, from: [0, 1, 1], to: [1, 0, 2], directed: true })
    const parts = partsOfLabels([0, 0, 1], 2)
    expect(externalInternalAmong(arcs, parts, { draws: 5 })).toMatchObject({
      external: 1,
      internal: 2,
      expectedSd: null,
    })
    expect(ownExternalInternal(arcs, parts, 1)).toEqual({ external: 1, internal: 2, ei: -1 / 3 })
  })

  it('shuffles many different sets of practices as well as few', () => {
    // three of 24 practices each, none alike: more sets than a table of pairs holds
    const people = 2300
    const start = Uint32Array.from({ length: people + 1 }, (_, i) => 3 * i)
    const triples: number[] = []
    for (let a = 0; a < 26 && triples.length < 3 * people; a++) {
      for (let b = a + 1; b < 26; b++) for (let c = b + 1; c < 26; c++) triples.push(a, b, c)
    }
    const part = Uint32Array.from(triples.slice(0, 3 * people))
    const lists = Array.from({ length: 26 }, (_, a) =>
      Uint32Array.from([...Array(people).keys()].filter((i) => part.subarray(3 * i, 3 * i + 3).includes(a))),
    )
    const parts: Parts = { numbers: [...lists.keys()], start, part, people: lists, placed: people }
    const network = buildNetwork(randomTies({ seed: 1, people, ties: 3000 }))
    const { expected, expectedSd, shuffled } = externalInternalAmong(network, parts, { draws: 40 })
    expect(Math.abs(shuffled!.mean - expected!)).toBeLessThan((4 * expectedSd!) / Math.sqrt(40))
  })

  it('by part is as by hand, and nothing for parts of fewer people than five', () => {
    const landscape = buildLandscape(fourWorlds)
    const parts = partsOf(landscape, { boundary: 0 })
    const [a, b, c, d] = externalInternalByPart(networkOf(landscape), parts)
    expect(a).toEqual({
      part: 0,
      people: 6,
      external: 2,
      internal: 8,
      ei: -0.6,
      expected: (6 * 18 - 15) / (6 * 18 + 15),
    })
    expect([b, c, d].map((part) => part!.external)).toEqual([3, 4, 3])
    expect(externalInternalByPart(networkOf(landscape), parts, 7)[0]).toMatchObject({
      people: null,
      external: null,
      ei: null,
    })
    expect(() => externalInternalByPart(karate, sides, 0)).toThrow('fewest people is 0')
    // three in a row; who stands on both sides is inside with either
    const straddling: Parts = {
      numbers: [0, 1],
      start: Uint32Array.of(0, 1, 3, 4),
      part: Uint32Array.of(0, 0, 1, 1),
      people: [Uint32Array.of(0, 1), Uint32Array.of(1, 2)],
      placed: 3,
    }
    const row = buildNetwork({ people: 3, from: [0, 1], to: [1, 2] })
    expect(externalInternalByPart(row, straddling, 1)).toMatchObject([
      { external: 1, internal: 1, ei: 0 },
      { external: 1, internal: 1, ei: 0 },
    ])
    expect(externalInternalAmong(row, straddling, { draws: 0 })).toMatchObject({ external: 0, internal: 2 })
  })

  it('of one person adds up to that of all, each tie from both ends', () => {
    const own = [...Array(34).keys()].map((i) => ownExternalInternal(karate, sides, i))
    const whole = externalInternalAmong(karate, sides, { draws: 0 })
    expect(mean(own.map(({ external }) => external)) * 34).toBeCloseTo(2 * whole.external, 9)
    expect(ownExternalInternal(karate, partsOfLabels(Array(34).fill(-1), 1), 0).ei).toBeNull()
    for (const person of [-1, 34, 0.5]) expect(() => ownExternalInternal(karate, sides, person)).toThrow('person is')
  })

  it('refuses labels, draws and seeds that cannot be, and stops when asked to', () => {
    expect(() => partsOfLabels([0, 2], 2)).toThrow('label of person 1 is 2')
    expect(() => partsOfLabels([0, -2], 2)).toThrow('label of person 1 is -2')
    expect(() => externalInternalAmong(karate, sides, { draws: -1 })).toThrow('draws is -1')
    expect(() => externalInternalAmong(karate, sides, { draws: Number.NaN })).toThrow('draws is NaN')
    expect(() => externalInternalAmong(karate, sides, { draws: 1, seed: 0.5 })).toThrow('seed is 0.5')
    let asked = 0
    expect(() => externalInternalAmong(karate, sides, {}, { shouldStop: () => ++asked > 2 })).toThrow('Stopped')
  })
})

describe('fractional E-I', () => {
  const overlapping = (seed: number) => {
    const landscape = buildLandscape(smallLandscape({ seed, people: 8, ties: 12, practices: 3, oneWay: 0.4 }))
    return { network: networkOf(landscape, { weighted: true }), shares: sharesOf(landscape, 'practices') }
  }
  /** Σ_g min(m_ig, m_jg) with shares looked up one by one. */
  const common = (shares: Shares, i: number, j: number) => {
    const of = (person: number, g: number) => {
      for (let k = shares.start[person]!; k < shares.start[person + 1]!; k++)
        if (shares.part[k] === g) return shares.share[k]!
      return 0
    }
    return shares.numbers.reduce((sum, g) => sum + Math.min(of(i, g), of(j, g)), 0)
  }

  it('is by strength what plain E-I is by number, where everybody belongs to one part', () => {
    const plain = externalInternalAmong(karate, sides, { draws: 200 })
    const { expectedSd, rescaled, density, shuffled, ...same } = plain
    const found = fractionalExternalInternal(karate, evenShares(sides), { draws: 200 })
    expect(found).toMatchObject({ external: same.external, internal: same.internal, unplaced: 0 })
    expect(found.ei).toBeCloseTo(same.ei!, 12)
    expect(found.expected).toBeCloseTo(same.expected!, 12)
    expect(found.withoutTopBridger).toBeCloseTo(same.withoutTopBridger!, 12)
    expect(found.shuffled!.mean).toBeCloseTo(shuffled!.mean, 12)
  })

  it('counts what two people have in common as its definition says, and its mean over pairs exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const { network, shares } = overlapping(seed)
        const placed = [...Array(8).keys()].filter((i) => isPlaced(shares, i))
        const pairs = placed.flatMap((i) => placed.filter((j) => j > i).map((j) => common(shares, i, j)))
        if (placed.length > 1) expect(meanInCommon(shares)).toBeCloseTo(mean(pairs), 12)
        else expect(meanInCommon(shares)).toBeNull()
        for (const i of placed)
          for (const j of placed) expect(inCommon(shares, i, j)).toBeCloseTo(common(shares, i, j), 12)
        const ties = tiesOf(network, shares)
        const external = ties.reduce((sum, { i, j, strength }) => sum + strength * (1 - common(shares, i, j)), 0)
        const total = ties.reduce((sum, { strength }) => sum + strength, 0)
        const found = fractionalExternalInternal(network, shares, { draws: 0 })
        expect(found.external).toBeCloseTo(external, 10)
        if (total === 0)
          expect(found).toMatchObject({ ei: null, expected: null, shuffled: null, withoutTopBridger: null })
        else expect(found.ei).toBeCloseTo((2 * external - total) / total, 10)
        const without = placed.flatMap((gone) => {
          const left = ties.filter(({ i, j }) => i !== gone && j !== gone)
          const own = ties.filter(({ i, j }) => i === gone || j === gone)
          const crosses = own.some(({ i, j }) => common(shares, i, j) < 1 - 1e-9)
          const sum = left.reduce((s, { strength }) => s + strength, 0)
          return left.length > 0 && crosses
            ? [left.reduce((s, { i, j, strength }) => s + strength * (1 - 2 * common(shares, i, j)), 0) / sum]
            : []
        })
        if (without.length === 0) expect(found.withoutTopBridger).toBeNull()
        else expect(found.withoutTopBridger).toBeCloseTo(Math.min(...without), 9)
      }),
      { numRuns: 60, seed: 12 },
    )
  })

  it('puts who straddles half on each side, and deals memberships out anew as one', () => {
    const landscape = buildLandscape({
      ...fourWorlds,
      boundaries: [{ id: 'river', kind: 'geographic', sides: ['east', 'west'] }],
      standings: [
        { boundary: 'river', holder: { practice: 'A' }, sides: ['east'] },
        { boundary: 'river', holder: { practice: 'B' }, sides: ['east', 'west'] },
        { boundary: 'river', holder: { practice: 'C' }, sides: ['west'] },
      ],
    })
    const shares = sharesOf(landscape, { boundary: 0 })
    // A1–B1, A1–B2 and B3–C1 half across; eight inside each of A, B, C; D is on no side
    const found = fractionalExternalInternal(networkOf(landscape), shares, { draws: 500 })
    expect(found).toMatchObject({ external: 1.5, internal: 25.5, unplaced: 6 })
    expect(found.shuffled!.mean).toBeCloseTo(found.expected!, 1)
    expect(() => fractionalExternalInternal(karate, evenShares(sides), { draws: 1.5 })).toThrow('draws is 1.5')
    expect(() => fractionalExternalInternal(karate, evenShares(sides), { seed: Number.NaN })).toThrow('seed is NaN')
  })
})

describe('ties between two parts by chance', () => {
  it('counts what is seen as the matrix does, and lies around what chance gives', () => {
    const landscape = buildLandscape(fourWorlds)
    const cells = crossingMatrix(landscape, { boundary: 0 }).cells
    const found = crossingByChance(networkOf(landscape), partsOf(landscape, { boundary: 0 }), { draws: 1000 })
    expect(found.map(({ one, other, seen }) => [one, other, seen])).toEqual(
      cells.map(({ one, other, seen }) => [one, other, seen]),
    )
    for (const { shuffled } of found) {
      expect(Math.abs(shuffled!.mean - fourWorldsKnown.expectedPerPair)).toBeLessThan(
        (4 * shuffled!.sd) / Math.sqrt(1000),
      )
      expect(shuffled!.low).toBeLessThan(fourWorldsKnown.expectedPerPair)
      expect(shuffled!.high).toBeGreaterThan(fourWorldsKnown.expectedPerPair)
    }
    expect(found[1]!.shuffled!.atOrBelow).toBeLessThan(0.05)
    expect(crossingByChance(karate, sides, { draws: 0 })).toEqual([{ one: 0, other: 1, seen: 11, shuffled: null }])
  })

  it('is the same however draws are shared out', () => {
    const [input, values] = [
      { network: karate, parts: sides },
      { draws: 30, seed: 'x' },
    ]
    const parts = [2, 1, 0].map((nth) => crossingByChanceParts.open(input, values)(nth)).reverse()
    const joining = crossingByChanceParts.join(input, values)
    for (const part of parts) joining.add(part)
    expect(joining.result()).toEqual(crossingByChance(karate, sides, values))
    const many = partsOfLabels(Array(34).fill(0), 129)
    expect(() => crossingByChance(karate, many)).toThrow('number of parts is 129')
    // 128² counts of 8 bytes for each draw: 200 million bytes hold 1525
    const full = partsOfLabels(Array(34).fill(0), 128)
    expect(crossingByChanceParts.count({ network: karate, parts: full }, { draws: 1525, seed: 1 })).toBe(1 + 77)
    expect(() => crossingByChance(karate, full, { draws: 1526 })).toThrow('draws is 1526')
    expect(() => crossingByChance(karate, sides, { seed: 1.5 })).toThrow('seed is 1.5')
  })
})

describe('what independent programs computed', () => {
  const oracles = '../shared/oracles'
  it.skipIf(!existsSync(oracles))(
    `for karate and the law firm is the same to twelve digits (skipped where ${oracles} is absent)`,
    () => {
      for (const name of ['karate', 'advice_office', 'advice_practice', 'friends_office', 'friends_practice']) {
        const file = name === 'karate' ? name : `lazega_law_${name}`
        const {
          undirected_simple: known,
          labels,
          label_values,
        } = JSON.parse(readFileSync(`${oracles}/${file}.json`, 'utf8'))
        const csv = `../shared/data/lazega/law_${name.split('_')[0]}.edges.csv`
        const network = name === 'karate' ? karate : buildNetwork(publishedTies(readFileSync(csv, 'utf8'), known.n))
        const parts = partsOfLabels(labels, label_values.length)
        const found = externalInternalAmong(network, parts, { draws: 0 })
        expect(found).toMatchObject({ external: known.external_ties, internal: known.internal_ties })
        expect(found.ei).toBeCloseTo(known.EI_index, 12)
        expect(found.expected).toBeCloseTo(known.EI_expected_random_pairs, 12)
        for (let i = 0; i < known.n; i++) {
          const { ei } = ownExternalInternal(network, parts, i)
          if (known.EI_index_per_node[i] === null) expect(ei).toBeNull()
          else expect(ei).toBeCloseTo(known.EI_index_per_node[i], 12)
        }
        for (const { one, other, seen } of crossingByChance(network, parts, { draws: 0 })) {
          expect(seen).toBe(known.mixing_matrix_sym[one][other])
        }
        externalInternalByPart(network, parts, 1).forEach(({ internal, people }, g) => {
          expect([2 * internal!, people]).toEqual([known.mixing_matrix_sym[g][g], known.side_sizes[g]])
        })
      }
    },
  )

  const vectors = '../shared/reference/domain-vectors.json'
  it.skipIf(!existsSync(vectors))(`for the four worlds (skipped where ${vectors} is absent)`, () => {
    const { ei } = JSON.parse(readFileSync(vectors, 'utf8'))
    const found = externalInternal(buildLandscape(fourWorlds), { boundary: 0 }, { draws: 0 })
    expect(found.rescaled).toBeCloseTo(ei.rescaled, 12)
    expect(found.expectedSd).toBeCloseTo(ei.perm_sd, 2)
  })
})
