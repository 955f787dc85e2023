import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { TieColumns } from '../network/network.ts'
import { allPairs } from './all-pairs.fixture.ts'
import { betweenness, betweennessFrom } from './betweenness.ts'

const of = (people: number, pairs: string, more: Partial<TieColumns> = {}) => {
  const ends = pairs
    .split(' ')
    .filter(Boolean)
    .map((pair) => pair.split('-').map(Number))
  return buildNetwork({ people, from: ends.map(([one]) => one!), to: ends.map(([, other]) => other!), ...more })
}
const expectClose = (values: ArrayLike<number>, known: ArrayLike<number>, digits: number) => {
  expect(values.length).toBe(known.length)
  let worst = 0
  for (let i = 0; i < known.length; i++) {
    worst = Math.max(worst, Math.abs(values[i]! - known[i]!))
  }
  expect(worst).toBeLessThan(0.5 * 10 ** -digits)
}
const rounded = (values: Float64Array) => [...values].map((value) => Math.round(value * 1e9) / 1e9)

const shapes = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  people: fc.integer({ min: 1, max: 24 }),
  ties: fc.integer({ min: 0, max: 90 }),
  directed: fc.boolean(),
  weighted: fc.boolean(),
})

describe('betweenness', () => {
  it('counts the pairs whose shortest paths lead through a person', () => {
    expect(rounded(betweenness(of(5, '0-1 1-2 2-3 3-4')).pairs)).toEqual([0, 3, 4, 3, 0])
    expect(rounded(betweenness(of(5, '0-1 0-2 0-3 0-4')).pairs)).toEqual([6, 0, 0, 0, 0])
    expect(rounded(betweenness(of(4, '0-1 1-2 2-3 3-0')).pairs)).toEqual([0.5, 0.5, 0.5, 0.5])
    expect(rounded(betweenness(of(4, '0-1 0-2 0-3 1-2 1-3 2-3')).pairs)).toEqual([0, 0, 0, 0])
    expect(rounded(betweenness(of(5, '0-1 1-2 2-3 3-4')).share)).toEqual([0, 0.3, 0.4, 0.3, 0])
  })

  it('gives the share of all pairs, which is (n − 2) / n of the share of pairs of others', () => {
    for (const [people, ties] of [
      [3, '0-1 0-2'],
      [5, '0-1 0-2 0-3 0-4'],
    ] as const) {
      const oneWay = ties
        .split(' ')
        .map((tie) => `${tie} ${[...tie].reverse().join('')}`)
        .join(' ')
      for (const directed of [false, true]) {
        const [middle] = betweenness(of(people, directed ? oneWay : ties, { directed })).share
        expect(middle).toBeCloseTo(1 - 2 / people, 12)
      }
    }
  })

  it('follows directions, each ordered pair once', () => {
    expect(rounded(betweenness(of(4, '0-1 1-2 2-3', { directed: true })).pairs)).toEqual([0, 2, 2, 0])
    expect(rounded(betweenness(of(3, '0-1 1-2 2-0', { directed: true })).pairs)).toEqual([1, 1, 1])
    expect(rounded(betweenness(of(3, '0-1 1-2', { directed: true })).share)).toEqual([0, 0.166666667, 0])
  })

  it('takes the strong way round where a tie of strength s is 1 / s long', () => {
    const triangle = of(3, '0-1 1-2 0-2', { strength: [1, 1, 0.25] })
    expect(rounded(betweenness(triangle).pairs)).toEqual([0, 1, 0])
    const even = of(4, '0-1 1-2 0-3 3-2', { strength: [3, 0.3, 0.3, 3] })
    expect(rounded(betweenness(even).pairs)).toEqual([0.5, 0.5, 0.5, 0.5])
  })

  it('of nobody, of one, of people without ties, and of pieces, is what the definition says', () => {
    expect(betweenness(of(0, '')).pairs).toHaveLength(0)
    expect(rounded(betweenness(of(1, '')).share)).toEqual([0])
    expect(rounded(betweenness(of(2, '0-1')).share)).toEqual([0, 0])
    expect(rounded(betweenness(of(7, '0-1 1-2 4-5 5-6')).pairs)).toEqual([0, 1, 0, 0, 0, 1, 0])
    const million = betweenness(of(1_000_000, '7-8 8-9'))
    expect(million.pairs[8]).toBe(1)
    expect(million.pairs.reduce((sum, each) => sum + each, 0)).toBe(1)
  })

  it('agrees with counting over all pairs and everybody between, one-way and with strengths', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const network = buildNetwork(randomTies(shape))
        const known = allPairs(network).between.map((pairs) => (shape.directed ? pairs : pairs / 2))
        expectClose(betweenness(network).pairs, known, 9)
      }),
      { numRuns: 120, seed: 5 },
    )
  })

  it('agrees also where rings are large enough to be walked from their far side', () => {
    for (const directed of [false, true]) {
      for (const [people, ties] of [
        [60, 1200],
        [120, 400],
        [120, 3000],
      ] as const) {
        const network = buildNetwork(randomTies({ seed: 3, people, ties, directed }))
        const known = allPairs(network).between
        expectClose(betweennessFrom(network, [...known.keys()]), known, 8)
      }
    }
  })

  it('leaves nothing behind of one walk for the next where one-way ties come from people who were not reached', () => {
    // a hub whom everybody tells, who tells three: the walks back from the three must not stay with the crowd
    const crowd = Array.from({ length: 40 }, (_, k) => `${k + 4}-1 ${k + 4}-2`).join(' ')
    const network = of(60, `0-1 1-2 2-3 0-3 3-0 ${crowd}`, { directed: true })
    const known = allPairs(network).between
    expectClose(betweennessFrom(network, [...known.keys()]), known, 9)
  })

  it('counts more shortest paths than a number can hold', () => {
    // a chain of diamonds 0 < 1, 2 > 3 < 4, 5 > 6 …: twice as many paths after each
    const diamonds = 2200
    const from: number[] = []
    const to: number[] = []
    for (let k = 0; k < diamonds; k++) {
      from.push(3 * k, 3 * k, 3 * k + 1, 3 * k + 2)
      to.push(3 * k + 1, 3 * k + 2, 3 * k + 3, 3 * k + 3)
    }
    const people = 3 * diamonds + 1
    // and beside it a plain way of the same length, with one path to each
    const beside = Array.from({ length: 2 * diamonds }, (_, k) => people + k)
    const network = buildNetwork({
      people: people + beside.length,
      from: [...from, 0, ...beside.slice(1)],
      to: [...to, people, ...beside.slice(0, -1)],
    })
    const known = Array.from({ length: people }, (_, v) =>
      v % 3 === 0 ? people - 1 - v : (people - (v - (v % 3)) - 3) / 2,
    )
    known[0] = 0
    expectClose(betweennessFrom(network, [0]), [...known, ...beside.map((_, k) => beside.length - 1 - k)], 6)
  })

  it('with strengths refuses to count more equally long paths than a number can hold', () => {
    const chain = (diamonds: number) => {
      const from = Array.from({ length: diamonds }, (_, k) => [3 * k, 3 * k, 3 * k + 1, 3 * k + 2]).flat()
      const to = Array.from({ length: diamonds }, (_, k) => [3 * k + 1, 3 * k + 2, 3 * k + 3, 3 * k + 3]).flat()
      return buildNetwork({ people: 3 * diamonds + 1, from, to, strength: from.map(() => 1) })
    }
    expect(betweennessFrom(chain(990), [0])[3]).toBeCloseTo(3 * 990 - 3, 6)
    expect(() => betweennessFrom(chain(1100), [0])).toThrow('more than 1e300 ways between them are equally long')
  })

  it('counts as before where ways of hardly any and of far too many paths meet', () => {
    const shortcut = 1100
    const from: number[] = []
    const to: number[] = []
    for (let k = 0; k < shortcut; k++) {
      from.push(3 * k, 3 * k, 3 * k + 1, 3 * k + 2)
      to.push(3 * k + 1, 3 * k + 2, 3 * k + 3, 3 * k + 3)
    }
    const end = 3 * shortcut
    // one more way to the end, as long as the diamonds: one path beside 2 to the power of 1,100
    const way = Array.from({ length: 2 * shortcut - 1 }, (_, k) => end + 1 + k)
    const network = buildNetwork({ people: end + way.length + 1, from: [...from, 0, ...way], to: [...to, ...way, end] })
    const sums = betweennessFrom(network, [0])
    expect(sums[end]).toBeCloseTo(0, 9)
    expect(sums[way[0]!]).toBeCloseTo(way.length - 1, 9)
    expect(sums[3]).toBeCloseTo(end - 3, 9)
  })

  it('stays with people when they are numbered anew', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const columns = randomTies({ ...shape, people: 20 })
        const turned = (i: number) => (i * 7 + 3) % 20
        const before = betweenness(buildNetwork(columns)).pairs
        const after = betweenness(
          buildNetwork({ ...columns, from: Array.from(columns.from, turned), to: Array.from(columns.to, turned) }),
        ).pairs
        expectClose(
          before.map((_, i) => after[turned(i)]!),
          before,
          9,
        )
      }),
      { numRuns: 40, seed: 6 },
    )
  })

  it('from some sources adds up to the whole, and refuses a source that is nobody', () => {
    const network = buildNetwork(randomTies({ seed: 9, people: 30, ties: 60 }))
    const whole = betweenness(network).pairs
    const first = betweennessFrom(
      network,
      Array.from({ length: 11 }, (_, i) => i),
    )
    const rest = betweennessFrom(
      network,
      Array.from({ length: 19 }, (_, i) => 11 + i),
    )
    expectClose(
      first.map((sum, i) => (sum + rest[i]!) / 2),
      whole,
      10,
    )
    expect(() => betweennessFrom(network, [30])).toThrow('sources[0] is 30: give a whole number from 0 to 29')
  })

  it.each([false, true])('stops when asked, inside one walk (strengths: %s)', (weighted) => {
    const network = buildNetwork(randomTies({ seed: 2, people: 30_000, ties: 60_000, weighted }))
    let asked = 0
    const control = { shouldStop: () => ++asked > 2 }
    expect(() => betweennessFrom(network, [0], control)).toThrow(expect.objectContaining({ name: 'AbortError' }))
  })
})
