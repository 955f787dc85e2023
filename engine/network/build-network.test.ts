import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { fourWorlds, tie } from '../fixtures/four-worlds.ts'
import { buildLandscape } from './build-landscape.ts'
import { buildNetwork } from './build-network.ts'
import type { Network, TieColumns } from './network.ts'
import { networkOf } from './network-of.ts'

function rows(network: Network): [number, number[], number[]][] {
  return Array.from({ length: network.people }, (_, i) => [
    i,
    [...network.to.subarray(network.start[i], network.start[i + 1])],
    [...network.from.subarray(network.inStart[i], network.inStart[i + 1])],
  ])
}

const pairs = fc.uniqueArray(
  fc.tuple(fc.nat(9), fc.nat(9), fc.double({ min: 0.1, max: 2, noNaN: true })).filter(([a, b]) => a !== b),
  { selector: ([a, b]) => Math.min(a, b) * 10 + Math.max(a, b) },
)

describe('a network', () => {
  test('undirected, stands at both ends in ascending order', () => {
    const network = buildNetwork({ people: 4, from: [2, 0, 3], to: [0, 1, 2], strength: [5, 6, 7] })
    expect(rows(network)).toEqual([
      [0, [1, 2], [1, 2]],
      [1, [0], [0]],
      [2, [0, 3], [0, 3]],
      [3, [2], [2]],
    ])
    expect([...network.strength!]).toEqual([6, 5, 6, 5, 7, 7])
    expect(network.ties).toBe(3)
  })

  test('directed, has its ties out and its ties in', () => {
    const network = buildNetwork({ people: 3, from: [2, 0, 1], to: [0, 1, 0], strength: [5, 6, 7], directed: true })
    expect(rows(network)).toEqual([
      [0, [1], [1, 2]],
      [1, [0], [0]],
      [2, [0], []],
    ])
    expect([...network.inStrength!]).toEqual([7, 5, 6])
    expect(network.ties).toBe(3)
  })

  test('is the same whatever order its ties come in', () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), (drawn, directed) => {
        const of = (list: [number, number, number][]) =>
          buildNetwork({
            people: 10,
            from: list.map(([a]) => a),
            to: list.map(([, b]) => b),
            strength: list.map(([, , w]) => w),
            directed,
          })
        expect(of([...drawn].reverse())).toEqual(of(drawn))
        expect(of(drawn).ties).toBe(drawn.length)
      }),
    )
  })

  test('keeps the strongest of a pair that comes twice, when asked to', () => {
    const twice = { people: 3, from: [0, 1, 1], to: [1, 0, 2], strength: [1, 4, 2] }
    const network = buildNetwork({ ...twice, repeated: 'strongest' })
    expect([...network.strength!]).toEqual([4, 4, 2, 2])
    expect(network.ties).toBe(2)
    expect(() => buildNetwork(twice)).toThrow('tie 1 is "1 to 0": it comes twice, first as tie 0; give each pair once')
    const oneWay = { people: 3, from: [2, 1, 0, 1], to: [0, 0, 1, 0], directed: true }
    expect(() => buildNetwork(oneWay)).toThrow('tie 3 is "1 to 0": it comes twice, first as tie 1')
  })

  test('tells how far it is, and stops when asked to, in every stretch of the way', () => {
    const ring = Uint32Array.from({ length: 300_000 }, (_, i) => i)
    const columns = { people: ring.length, from: ring, to: ring.map((i) => (i + 1) % ring.length), directed: true }
    const told: number[] = []
    buildNetwork(columns, { onProgress: (done) => told.push(done) })
    expect(told.length).toBeGreaterThan(15)
    expect(told).toEqual([...told].sort((one, other) => one - other))
    expect(told[0]).toBe(0)
    expect(told.at(-1)).toBeLessThanOrEqual(1)
    for (const after of [0, 3, 7, told.length - 1]) {
      let asked = 0
      expect(() => buildNetwork(columns, { shouldStop: () => asked++ === after })).toThrow('Stopped on request')
    }
  })

  test.each<[TieColumns, string]>([
    [{ people: 2.5, from: [], to: [] }, 'people is 2.5: give a whole number from 0 to 2147483646'],
    [{ people: 2 ** 31, from: [], to: [] }, 'people is 2147483648: give a whole number from 0 to 2147483646'],
    [{ people: 2, from: [0], to: [2] }, 'to[0] is 2: give the number of a person, 0 to 1'],
    [{ people: 2, from: [Number.NaN], to: [1] }, 'from[0] is NaN: give the number of a person, 0 to 1'],
    [{ people: 2, from: [-1], to: [1] }, 'from[0] is -1: give the number of a person, 0 to 1'],
    [{ people: 2, from: [0.5], to: [1] }, 'from[0] is 0.5: give the number of a person, 0 to 1'],
    [{ people: 2, from: [1], to: [1] }, 'tie 0 is "1 to 1": a tie joins two people'],
    [{ people: 2, from: [0, 1], to: [1] }, 'length of to is 1: give as many as in from, 2'],
    [{ people: 2, from: [0], to: [1], strength: [] }, 'length of strength is 0: give as many as in from, 1'],
    [
      { people: 2, from: [0], to: [1], strength: ['2'] as never },
      'strength[0] is "2": give a number above 0, from 1e-100 to 1e100, or take the tie out',
    ],
    [{ people: 2, from: [0], to: [1], strength: [null] as never }, 'strength[0] is null: give a number above 0'],
    [{ people: 2, from: [0], to: [1], repeated: 'sum' as never }, 'repeated is "sum": give refuse or strongest'],
    [{ people: 2, from: [0], to: [1], self: 'drop' as never }, 'self is "drop": give refuse or leave-out'],
    [{ people: 2, from: [0], to: [1], directed: 'no' as never }, 'directed is "no": give true or false'],
    ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY, true as never, 1e-309, 1.5e308].map(
      (w) =>
        [{ people: 2, from: [0], to: [1], strength: [w] }, `strength[0] is ${w}: give a number above 0`] as [
          TieColumns,
          string,
        ],
    ),
  ])('refuses %o and says why', (columns, words) => {
    expect(() => buildNetwork(columns)).toThrow(words)
    expect(() => buildNetwork(columns)).toThrow(BadInput)
  })

  test('of a million people without a tie is quick and empty', () => {
    const network = buildNetwork({ people: 1_000_000, from: [], to: [], self: 'leave-out' })
    expect([network.people, network.ties, network.to.length]).toEqual([1_000_000, 0, 0])
  })
})

describe('the network of a landscape', () => {
  const landscape = buildLandscape({
    ...fourWorlds,
    ties: [
      tie('A1', 'A2', { strength: 0.5 }),
      tie('A2', 'A1', { kind: 'works', strength: 0.8, freshness: 0.5 }),
      tie('A1', 'B1', { mutual: false, kind: 'learns', strength: 0.75 }),
      tie('B1', 'B2', { kind: 'conflict' }),
      tie('B2', 'B3', { says: 'no' }),
    ],
  })
  const [a1, a2, b1] = ['A1', 'A2', 'B1'].map((id) => landscape.ids.people.indexOf(id))

  test('has one tie for each pair that anybody told of, without conflicts', () => {
    const network = networkOf(landscape)
    expect(network.ties).toBe(2)
    expect([...network.to.subarray(network.start[a1!], network.start[a1! + 1])]).toEqual([a2, b1])
  })

  test('directed, follows who can learn from whom', () => {
    const network = networkOf(landscape, { directed: true, weighted: true })
    expect(network.ties).toBe(3)
    expect([...network.to.subarray(network.start[b1!], network.start[b1! + 1])]).toEqual([])
    expect([...network.from.subarray(network.inStart[b1!], network.inStart[b1! + 1])]).toEqual([a1])
    expect([...network.strength!].sort()).toEqual([0.5, 0.5, 0.75])
  })

  test('counts the kinds it is asked for', () => {
    expect(networkOf(landscape, { kinds: ['conflict'] }).ties).toBe(1)
    expect(networkOf(landscape, { kinds: [] }).ties).toBe(0)
  })

  test.each<[object, string]>([
    [{ kinds: ['love'] }, 'kinds[0] is "love": give some of talks'],
    [{ kinds: ['talks', 'love'], directed: true }, 'kinds[1] is "love": give some of talks'],
    [{ kinds: 'talks' }, 'kinds is "talks": give a list of some of talks'],
    [{ directed: 'no' }, 'directed is "no": give true or false'],
    [{ weighted: 1 }, 'weighted is 1: give true or false'],
  ])('refuses %j', (choice, words) => {
    expect(() => networkOf(landscape, choice)).toThrow(words)
    expect(() => networkOf(landscape, choice)).toThrow(BadInput)
  })

  test('keeps a tie that one told of and another denied; the dissent stays among the accounts', () => {
    const denied = buildLandscape({
      ...fourWorlds,
      ties: [tie('A1', 'A2', { strength: 0.5 }), tie('A2', 'A1', { says: 'no' }), tie('B1', 'B2', { says: 'no' })],
    })
    expect(denied.counts.accounts).toBe(3)
    for (const directed of [false, true]) {
      const network = networkOf(denied, { directed, weighted: true })
      expect([network.ties, network.strength![0]]).toEqual([directed ? 2 : 1, 0.5])
    }
  })

  test.each([false, true])('tells how far it is and stops when asked to (directed: %j)', (directed) => {
    const told: number[] = []
    const network = networkOf(landscape, { directed }, { onProgress: (done) => told.push(done) })
    expect(network).toEqual(networkOf(landscape, { directed }))
    expect(told.length).toBeGreaterThan(4)
    expect(told).toEqual([...told].sort((one, other) => one - other))
    expect(() => networkOf(landscape, { directed }, { shouldStop: () => true })).toThrow('Stopped on request')
  })
})
