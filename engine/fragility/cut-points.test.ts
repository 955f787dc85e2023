import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fourWorlds } from '../fixtures/four-worlds.ts'
import { karateClub } from '../fixtures/karate-club.ts'
import { publishedTies } from '../fixtures/published-ties.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { TieColumns } from '../network/network.ts'
import { networkOf } from '../network/network-of.ts'
import { components } from '../structure/components.ts'
import { cutPointTotals } from './cut-point-totals.ts'
import { cutPoints } from './cut-points.ts'

const pairsOf = (bridges: Uint32Array) =>
  Array.from({ length: bridges.length / 2 }, (_, k) => [...bridges.subarray(2 * k, 2 * k + 2)])
const cut = (pieces: Uint32Array) => [...pieces.keys()].filter((i) => pieces[i]! > 1)

/** Bridges and pieces by taking each tie, and each person, away. */
function byTakingAway(columns: TieColumns) {
  const from = [...Array.from(columns.from)]
  const to = [...Array.from(columns.to)]
  const without = (keep: (k: number) => boolean) =>
    components(
      buildNetwork({
        people: columns.people,
        from: from.filter((_, k) => keep(k)),
        to: to.filter((_, k) => keep(k)),
        repeated: 'strongest',
      }),
    )
  const whole = without(() => true)
  const bridges = from.flatMap((one, k) => {
    const same = (e: number) =>
      Math.min(from[e]!, to[e]!) === Math.min(one, to[k]!) && Math.max(from[e]!, to[e]!) === Math.max(one, to[k]!)
    return without((e) => !same(e)).count > whole.count ? [[Math.min(one, to[k]!), Math.max(one, to[k]!)]] : []
  })
  const pieces = Array.from({ length: columns.people }, (_, i) => {
    const left = without((k) => from[k] !== i && to[k] !== i)
    const joined = [...whole.of.keys()].filter((j) => j !== i && whole.of[j] === whole.of[i])
    return new Set(joined.map((j) => left.of[j])).size
  })
  const once = new Map(bridges.map((pair) => [pair.join(), pair]))
  return { bridges: [...once.values()].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!), pieces }
}

describe('bridges and cut points', () => {
  it('are as by hand in a row, a ring and a star', () => {
    const row = cutPoints(buildNetwork({ people: 4, from: [3, 1, 0], to: [2, 2, 1] }))
    expect([pairsOf(row.bridges), [...row.pieces]]).toEqual([
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
      [1, 2, 2, 1],
    ])
    const ring = cutPoints(buildNetwork({ people: 4, from: [0, 1, 2, 3], to: [1, 2, 3, 0] }))
    expect([ring.bridges.length, [...ring.pieces]]).toEqual([0, [1, 1, 1, 1]])
    expect([...cutPoints(buildNetwork({ people: 5, from: [2, 2, 2], to: [0, 1, 3] })).pieces]).toEqual([1, 1, 3, 1, 0])
    expect(cutPoints(buildNetwork({ people: 0, from: [], to: [] })).bridges).toHaveLength(0)
  })

  it('are those whose end or leaving parts others, by taking each away, whichever way ties go', () => {
    const shapes = fc.record({
      seed: fc.integer({ min: 1, max: 1e6 }),
      people: fc.integer({ min: 2, max: 14 }),
      ties: fc.integer({ min: 0, max: 18 }),
      directed: fc.boolean(),
    })
    fc.assert(
      fc.property(shapes, (shape) => {
        const columns = randomTies(shape)
        const found = cutPoints(buildNetwork(columns))
        const known = byTakingAway(columns)
        expect(pairsOf(found.bridges)).toEqual(known.bridges)
        expect([...found.pieces]).toEqual(known.pieces)
      }),
      { numRuns: 150, seed: 13 },
    )
  })

  it('take a row of a million people without running out of room, and stop when asked to', () => {
    const from = Uint32Array.from({ length: 999_999 }, (_, i) => i)
    const row = buildNetwork({ people: 1_000_000, from, to: from.map((i) => i + 1) })
    const { bridges, pieces } = cutPoints(row)
    expect([bridges.length / 2, pieces[0], pieces[500_000]]).toEqual([999_999, 1, 2])
    expect(() => cutPoints(row, { shouldStop: () => true })).toThrow('Stopped')
  })

  it('are told as totals, and for each boundary those that cross it', () => {
    // one bridge, B3–C1; A1, B3 and C1 hold the rest together, and each of them has a tie across
    expect(cutPointTotals(buildLandscape(fourWorlds))).toEqual({
      bridges: 1,
      cutPeople: 3,
      boundaries: [{ boundary: 0, bridges: 1, cutPeople: 3 }],
    })
    const oneSide = { ...fourWorlds, standings: [{ boundary: 'between', holder: { practice: 'A' }, sides: ['A'] }] }
    expect(cutPointTotals(buildLandscape(oneSide)).boundaries).toEqual([{ boundary: 0, bridges: 0, cutPeople: 0 }])
    expect(cutPointTotals(buildLandscape(fourWorlds), ['trusts'])).toMatchObject({ bridges: 0, cutPeople: 0 })
  })

  const oracles = '../shared/oracles'
  it.skipIf(!existsSync(oracles))(`are those of independent programs (skipped where ${oracles} is absent)`, () => {
    for (const name of ['karate', 'advice_office', 'friends_office']) {
      const file = name === 'karate' ? name : `lazega_law_${name}`
      const { undirected_simple: known } = JSON.parse(readFileSync(`${oracles}/${file}.json`, 'utf8'))
      const csv = `../shared/data/lazega/law_${name.split('_')[0]}.edges.csv`
      const columns = name === 'karate' ? karateClub : publishedTies(readFileSync(csv, 'utf8'), known.n)
      const { bridges, pieces } = cutPoints(buildNetwork(columns))
      expect(pairsOf(bridges)).toEqual(known.bridges)
      expect(cut(pieces)).toEqual(known.articulation_points)
    }
  })

  const vectors = '../shared/reference/domain-vectors.json'
  it.skipIf(!existsSync(vectors))(`are those of the reference vectors (skipped where ${vectors} is absent)`, () => {
    const { graph_bridges, articulation } = JSON.parse(readFileSync(vectors, 'utf8'))
    const landscape = buildLandscape(fourWorlds)
    const { bridges, pieces } = cutPoints(networkOf(landscape))
    const id = (i: number) => landscape.ids.people[i]!
    expect(pairsOf(bridges).map((pair) => pair.map(id))).toEqual(graph_bridges)
    expect(cut(pieces).map(id)).toEqual(articulation)
  })
})
