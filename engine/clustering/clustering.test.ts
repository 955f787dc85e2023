import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isStopped } from '../control.ts'
import { karateClub } from '../fixtures/karate-club.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { Network, TieColumns } from '../network/network.ts'
import { runParts } from '../parts.ts'
import { clustering, clusteringParts } from './clustering.ts'
import { forwardTies } from './forward-ties.ts'
import { rankChunks } from './rank-chunks.ts'
import { triangleLister } from './triangle-lister.ts'

/** Is there a tie in any direction? By looking through the columns. */
function tiedIn({ from, to }: TieColumns): (one: number, other: number) => boolean {
  const pairs = new Set(Array.from(from, (one, k) => `${one} ${to[k]}`))
  return (one, other) => pairs.has(`${one} ${other}`) || pairs.has(`${other} ${one}`)
}

/** Triangles of each person, by trying all pairs of people. */
function trianglesByTrying(columns: TieColumns): number[] {
  const tied = tiedIn(columns)
  const all = [...Array(columns.people).keys()]
  return all.map((i) => {
    const contacts = all.filter((j) => j !== i && tied(i, j))
    return contacts.flatMap((j, k) => contacts.slice(k + 1).filter((q) => tied(j, q))).length
  })
}

/** Everybody tied to everybody. */
function everybody(people: number): Network {
  const pairs = [...Array(people).keys()].flatMap((i) => [...Array(i).keys()].map((j) => [i, j] as const))
  return buildNetwork({ people, from: pairs.map(([i]) => i), to: pairs.map(([, j]) => j) })
}

const shapes = fc.record({
  seed: fc.integer(),
  people: fc.integer({ min: 2, max: 12 }),
  ties: fc.integer({ min: 0, max: 60 }),
  directed: fc.boolean(),
})

describe('clustering', () => {
  test('of a triangle with one more person: by hand', () => {
    const network = buildNetwork({ people: 5, from: [0, 1, 2, 2], to: [1, 2, 0, 3] })
    const { triangles, local, total, mean, transitivity } = clustering(network)
    expect([...triangles]).toEqual([1, 1, 1, 0, 0])
    expect([...local]).toEqual([1, 1, 1 / 3, 0, 0])
    expect(total).toBe(1)
    expect(mean).toBeCloseTo(7 / 15, 14)
    // five chains, of which the triangle closes three
    expect(transitivity).toBe(3 / 5)
  })

  test('counts what trying all pairs of contacts counts, one-way ties or not', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const columns = randomTies(shape)
        expect([...clustering(buildNetwork(columns)).triangles]).toEqual(trianglesByTrying(columns))
      }),
    )
  })

  test('does not change when people are numbered otherwise', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 11 }), (shape, turn) => {
        const columns = randomTies(shape)
        const turned = (i: number) => (i + turn) % shape.people
        const other = { ...columns, from: Array.from(columns.from, turned), to: Array.from(columns.to, turned) }
        const one = clustering(buildNetwork(columns))
        const two = clustering(buildNetwork(other))
        expect(two.total).toBe(one.total)
        expect(two.transitivity).toBe(one.transitivity)
        for (let i = 0; i < shape.people; i++) expect(two.local[turned(i)]).toBe(one.local[i])
      }),
    )
  })

  test('has no value where nothing could be in a triangle', () => {
    expect(clustering(everybody(0))).toMatchObject({ total: 0, mean: 0, transitivity: null })
    expect(clustering(everybody(1))).toMatchObject({ total: 0, mean: 0, transitivity: null })
    expect(clustering(everybody(2))).toMatchObject({ total: 0, mean: 0, transitivity: null })
    expect(clustering(everybody(3)).transitivity).toBe(1)
  })

  test('of a million people without ties is 0', () => {
    const { local, total } = clustering(buildNetwork({ people: 1_000_000, from: [], to: [] }))
    expect(total).toBe(0)
    expect(local.every((value) => value === 0)).toBe(true)
  })

  test('of a group where all are tied is whole, though its triangles fill many blocks', () => {
    const { triangles, total } = clustering(everybody(80))
    expect(total).toBe((80 * 79 * 78) / 6)
    expect(triangles.every((count) => count === (79 * 78) / 2)).toBe(true)
  })

  test('falls into the same parts whoever computes them, and in any order', () => {
    const network = buildNetwork(randomTies({ seed: 4, people: 2000, ties: 70_000 }))
    expect(clusteringParts.count(network, null)).toBe(16)
    const compute = clusteringParts.open(network, null)
    const parts = [
      2,
      0,
      1,
      ...Array(13)
        .keys()
        .map((k) => 15 - k),
    ]
      .map((nth) => [nth, compute(nth)] as const)
      .sort(([one], [other]) => one - other)
    const joining = clusteringParts.join(network, null)
    for (const [, part] of parts) joining.add(part)
    expect(joining.result()).toEqual(runParts(clusteringParts, network, null))
  })

  test('can be stopped, and says how far it is', () => {
    const network = everybody(60)
    let caught: unknown
    try {
      clustering(network, { shouldStop: () => true })
    } catch (error) {
      caught = error
    }
    expect(isStopped(caught)).toBe(true)
    const told: number[] = []
    clustering(network, { onProgress: (done) => told.push(done) })
    expect(told.at(-1)).toBe(1)
  })

  const oracles = ['karate', 'lazega_law_advice_practice', 'lazega_law_friends_practice']
  test.skipIf(!existsSync('../shared/oracles')).each(oracles)(
    'agrees with igraph and networkx on %s (skipped where ../shared is absent)',
    (name) => {
      const path = `../shared/oracles/${name}.json`
      const { undirected_simple: known, n } = JSON.parse(readFileSync(path, 'utf8'))
      const columns = name === 'karate' ? karateClub : lawyers(name.includes('advice') ? 'advice' : 'friends', n)
      const found = clustering(buildNetwork(columns))
      expect(found.total).toBe(known.triangles_total)
      expect(found.transitivity).toBeCloseTo(known.transitivity_global, 13)
      expect(found.mean).toBeCloseTo(known.local_clustering_mean, 13)
      for (let i = 0; i < n; i++) expect(found.local[i]).toBeCloseTo(known.local_clustering_zero[i], 13)
    },
  )
})

function lawyers(what: string, people: number): TieColumns {
  const rows = readFileSync(`../shared/data/lazega/law_${what}.edges.csv`, 'utf8').trim().split(/\r?\n/).slice(1)
  const arcs = rows.map((row) => row.split(',').map(Number))
  const [from, to] = [arcs.map(([one]) => one!), arcs.map(([, other]) => other!)]
  return { people, from, to, directed: true, self: 'leave-out' }
}

describe('forward ties', () => {
  test('keep each pair once, from the end with fewer ties, and few of them at each person', () => {
    const network = buildNetwork(randomTies({ seed: 8, people: 200, ties: 1500 }))
    const forward = forwardTies(network)
    expect(forward.ties).toBe(1500)
    expect(forward.widest).toBeLessThanOrEqual(Math.sqrt(3000))
    for (let r = 0; r < 200; r++) {
      for (let e = forward.start[r]!; e < forward.start[r + 1]!; e++) expect(forward.to[e]).toBeGreaterThan(r)
      if (r > 0) expect(forward.count[r]).toBeGreaterThanOrEqual(forward.count[r - 1]!)
    }
    expect(forwardTies(network)).toBe(forward)
  })

  test('lay the two directions of a pair together', () => {
    const network = buildNetwork({
      people: 3,
      from: [0, 1, 2],
      to: [1, 0, 1],
      strength: [2, 3, 5],
      directed: true,
    })
    const { person, ties, strength, way } = forwardTies(network)
    expect([...person]).toEqual([0, 2, 1])
    expect(ties).toBe(2)
    expect([...strength!]).toEqual([5, 5])
    // 0 and 1 both ways, 2 to 1 one way
    expect([...way!]).toEqual([3, 1])
  })

  test('are cut by their number alone', () => {
    const network = buildNetwork(randomTies({ seed: 8, people: 3000, ties: 120_000 }))
    const forward = forwardTies(network)
    const begins = rankChunks(forward, 4)
    expect(begins.length).toBe(5)
    expect(begins[0]).toBe(0)
    expect(begins[4]).toBe(3000)
    for (let k = 0; k < 4; k++) {
      const ties = forward.start[begins[k + 1]!]! - forward.start[begins[k]!]!
      expect(Math.abs(ties - 30_000)).toBeLessThanOrEqual(2 * forward.widest)
    }
    expect(rankChunks(forward, 2).length).toBe(3)
    expect([...rankChunks(forwardTies(everybody(0)), 16)]).toEqual([0])
    // without ties one part has everybody, and the others nobody
    expect([...rankChunks(forwardTies(buildNetwork({ people: 9, from: [], to: [] })), 3)]).toEqual([0, 0, 0, 9])
  })

  test('list the same triangles from any stretch of ranks, and in any order of stretches', () => {
    const forward = forwardTies(buildNetwork(randomTies({ seed: 3, people: 60, ties: 700 })))
    const whole = trianglesOf(forward, [[0, 60]])
    const inPieces = trianglesOf(forward, [
      [40, 60],
      [0, 13],
      [13, 40],
    ])
    expect(whole.length).toBeGreaterThan(500)
    expect(inPieces.sort()).toEqual(whole.sort())
  })
})

function trianglesOf(forward: ReturnType<typeof forwardTies>, stretches: [number, number][]): string[] {
  const lister = triangleLister(forward)
  const found: string[] = []
  for (const [from, until] of stretches) {
    lister.start(from, until)
    while (lister.next()) {
      const { block } = lister
      for (let k = 0; k < block.found; k++) {
        const ends = [block.lowMiddle, block.lowHigh, block.middleHigh].map((tie) => forward.to[tie[k]!])
        expect(ends).toEqual([block.middle[k], block.high[k], block.high[k]])
        found.push(`${block.low[k]} ${block.middle[k]} ${block.high[k]}`)
      }
    }
  }
  return found
}
