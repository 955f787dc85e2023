import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyInput, fourWorlds, fourWorldsKnown, tie } from '../fixtures/four-worlds.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { LandscapeInput, TieInput } from '../network/landscape-input.ts'
import { crossingShare } from './crossing-share.ts'
import { fragileBoundaries, fragilityParts } from './fragile-boundary.ts'
import { type RouteNetwork, routesBetween } from './route-count.ts'
import { median } from './ties-across.ts'

const landscape = buildLandscape(fourWorlds)

/** Two practices of three and the ties between them, told in pairs such as `a1-b2`. */
function twoPractices(pairs: string, more: Partial<LandscapeInput> = {}, told: Partial<TieInput> = {}) {
  const people = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'].map((id) => ({ id }))
  return buildLandscape({
    ...emptyInput,
    people,
    practices: [{ id: 'a' }, { id: 'b' }],
    memberships: people.map(({ id }) => ({ person: id, practice: id[0]!, weight: 1 })),
    ties: pairs.split(' ').map((pair) => tie(pair.split('-')[0]!, pair.split('-')[1]!, told)),
    ...more,
  })
}

/** Separate routes by pushing one at a time through a network of split people, written as plainly as can be. */
function plainFlow(network: RouteNetwork, one: number[], other: number[]): number {
  const room = new Map<string, Map<string, number>>()
  const add = (from: string, to: string) => {
    for (const [a, b, more] of [
      [from, to, 1],
      [to, from, 0],
    ] as const) {
      const row = room.get(a) ?? new Map<string, number>()
      row.set(b, (row.get(b) ?? 0) + more)
      room.set(a, row)
    }
  }
  for (let i = 0; i < network.people; i++) {
    add(`in ${i}`, `out ${i}`)
    for (let k = network.start[i]!; k < network.start[i + 1]!; k++) add(`out ${i}`, `in ${network.to[k]!}`)
  }
  for (const i of one) add('begin', `in ${i}`)
  for (const i of other) add(`out ${i}`, 'end')
  for (let routes = 0; ; routes++) {
    const cameFrom = new Map([['begin', '']])
    for (const place of cameFrom.keys()) {
      for (const [to, left] of room.get(place) ?? []) if (left > 0 && !cameFrom.has(to)) cameFrom.set(to, place)
    }
    if (!cameFrom.has('end')) return routes
    for (let to = 'end'; to !== 'begin'; to = cameFrom.get(to)!) {
      const from = cameFrom.get(to)!
      room.get(from)!.set(to, room.get(from)!.get(to)! - 1)
      room.get(to)!.set(from, room.get(to)!.get(from)! + 1)
    }
  }
}

describe('separate routes', () => {
  it('are as many as a plain flow finds, in networks with detours, with directions and without', () => {
    const shapes = fc.record({
      seed: fc.integer({ min: 1, max: 1e6 }),
      people: fc.integer({ min: 12, max: 60 }),
      ties: fc.integer({ min: 10, max: 110 }),
      directed: fc.boolean(),
    })
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 9 }), (shape, size) => {
        const network = buildNetwork(randomTies(shape))
        const one = Array.from({ length: size }, (_, k) => k)
        const other = Array.from({ length: size }, (_, k) => (shape.seed % 4) + shape.people - 4 - k)
        const known = plainFlow(network, one, [...new Set(other)])
        expect(routesBetween(network, one, other)).toBe(known)
        expect(routesBetween(network, one, other, 2)).toBe(Math.min(2, known))
      }),
      { numRuns: 150, seed: 14 },
    )
  })

  it('of nobody are none, of the same people as many as they are, and counting stops when asked to', () => {
    const network = buildNetwork(randomTies({ seed: 1, people: 200, ties: 400 }))
    expect(routesBetween(network, [], [1, 2])).toBe(0)
    expect(routesBetween(network, [4, 4, 5, 6], [4, 5, 6])).toBe(3)
    let asked = 0
    const stop = { shouldStop: () => ++asked > 1 }
    expect(() => routesBetween(network, [1, 2], [3, 4], Number.POSITIVE_INFINITY, stop)).toThrow('Stopped')
    const from = Uint32Array.from({ length: 99_999 }, (_, i) => i)
    const row = buildNetwork({ people: 100_000, from, to: from.map((i) => i + 1) })
    let until = 8
    expect(() => routesBetween(row, [0], [99_999], 9, { shouldStop: () => --until < 0 })).toThrow('Stopped')
    expect(routesBetween(row, [0], [99_999])).toBe(1)
  })
})

describe('fragile boundaries', () => {
  it('of the four worlds: routes, spread and freshness of each two', () => {
    const pairs = fragileBoundaries(landscape, { boundary: 0 }, { limit: 4 })
    expect(pairs).toHaveLength(6)
    for (const { one, other, ties, routes, effective, freshness, fragile, weak, orMore } of pairs) {
      const pair = `${'ABCD'[one]}${'ABCD'[other]}` as 'AB' | 'CD'
      expect([ties, routes, orMore]).toEqual([fourWorldsKnown.seen[pair], fourWorldsKnown.routes[pair], false])
      for (const side of [0, 1]) expect(effective[side]).toBeCloseTo(fourWorldsKnown.effective[pair][side]!, 12)
      expect(freshness).toBe(ties > 0 ? 1 : null)
      expect(fragile).toBe(pair === 'CD' ? 'no' : 'yes')
      expect(weak).toEqual(pair === 'CD' ? [] : ties > 0 ? ['one-route', 'few-people'] : ['one-route'])
    }
    expect(fragileBoundaries(landscape, 'practices', { limit: 2 }).at(-1)).toMatchObject({ routes: 2, orMore: true })
  })

  it('are weak by few people, by no route or by ties that are not fresh, each by itself', () => {
    const [apart] = fragileBoundaries(twoPractices('a1-a2'), 'practices')
    expect(apart).toMatchObject({
      ties: 0,
      routes: 0,
      effective: [0, 0],
      freshness: null,
      weak: ['no-route'],
      fragile: 'yes',
    })
    const [steady] = fragileBoundaries(twoPractices('a1-b1 a2-b2'), 'practices')
    expect(steady).toMatchObject({ routes: 2, effective: [2, 2], weak: [], fragile: 'no' })
    const [lean] = fragileBoundaries(twoPractices('a1-b1 a1-b2 a1-b3 a2-b1'), 'practices')
    expect(lean!.effective[0]).toBeCloseTo(16 / 10, 12)
    expect(lean).toMatchObject({ routes: 2, weak: ['few-people'], fragile: 'yes' })
    const [old] = fragileBoundaries(twoPractices('a1-b1 a2-b2', {}, { freshness: 0.25 }), 'practices')
    expect(old).toMatchObject({ routes: 2, freshness: 0.25, weak: ['not-fresh'], fragile: 'yes' })
  })

  it('are only perhaps fragile where too few answered', () => {
    const asked = (ids: string[]) => ({ complete: false, answers: ids.map((person) => ({ person, about: null })) })
    const pairs = 'a1-b1 b2-b3'
    const judged = (ids: string[], leastAnswered?: number) =>
      fragileBoundaries(twoPractices(pairs, asked(ids)), 'practices', { leastAnswered })[0]!
    expect(judged(['a1', 'a2', 'b1'])).toMatchObject({
      fragile: 'perhaps',
      answered: [
        { people: 3, answered: 2 },
        { people: 3, answered: 1 },
      ],
    })
    expect(judged(['a1', 'a2', 'b1', 'b2']).fragile).toBe('yes')
    expect(judged(['a1', 'a2', 'b1'], 0.3).fragile).toBe('yes')
    expect(judged(['a1', 'a2', 'b1', 'b2'], 1).fragile).toBe('perhaps')
  })

  it('take the freshest account of a tie, of the kinds asked for, and no "no"', () => {
    const more = [
      tie('b1', 'a1', { freshness: 0.75 }),
      tie('a1', 'b1', { kind: 'trusts' }),
      tie('a1', 'b1', { says: 'no' }),
    ]
    const told = twoPractices('a1-a2', { ties: [tie('a1', 'b1', { freshness: 0.5 }), ...more] })
    expect(fragileBoundaries(told, 'practices', { kinds: ['talks'] })[0]!.freshness).toBe(0.75)
    expect(fragileBoundaries(told, 'practices')[0]!.freshness).toBe(1)
    expect([median([]), median([3]), median([1, 4]), median([5, 1, 2])]).toEqual([null, 3, 2.5, 2])
  })

  it('are the same to the last bit however pairs are shared out, and spread as one pair alone says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const small = buildLandscape(smallLandscape({ seed, people: 12, ties: 20, practices: 5, oneWay: 0.3 }))
        const input = { landscape: small, dimension: 'practices' } as const
        const values = { kinds: ['talks'] as const, limit: 3, leastAnswered: 0.5 }
        expect(fragilityParts.count(input, values)).toBe(10)
        const compute = fragilityParts.open(input, values)
        const parts = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((nth) => compute(nth)).reverse()
        const whole = fragileBoundaries(small, 'practices', values)
        expect(parts).toEqual(whole)
        for (const { one, other, effective } of whole) {
          const shares = crossingShare(small, 'practices', other, one, ['talks'])
          expect(effective).toEqual([shares[1].effective, shares[0].effective])
        }
      }),
      { numRuns: 30, seed: 15 },
    )
  })

  it('refuses what cannot be', () => {
    expect(() => fragileBoundaries(landscape, 'practices', { limit: 0 })).toThrow('limit is 0')
    expect(() => fragileBoundaries(landscape, 'practices', { leastAnswered: Number.NaN })).toThrow(
      'leastAnswered is NaN',
    )
    expect(() => fragileBoundaries(landscape, { boundary: 1 })).toThrow('boundary is 1')
    const many = { ...emptyInput, practices: Array.from({ length: 65 }, (_, a) => ({ id: `${a}` })) }
    expect(() => fragileBoundaries(buildLandscape(many), 'practices')).toThrow('number of parts is 65')
    expect(fragileBoundaries(buildLandscape(emptyInput), 'practices')).toEqual([])
  })
})
