import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { sequence, streamKey } from '../chance.ts'
import { isStopped } from '../control.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { Network } from '../network/network.ts'
import { introducerPath, type PathQuestion } from './introducer-path.ts'

function network(people: number, ties: readonly (readonly [number, number, number])[], directed = false): Network {
  return buildNetwork({
    people,
    from: ties.map(([from]) => from),
    to: ties.map(([, to]) => to),
    strength: ties.map(([, , strength]) => strength),
    directed,
  })
}

/** The best of all simple paths, tried one by one; the product taken from the first tie on. */
function byTrying(net: Network, { from, ends, agreed, most = 3 }: PathQuestion) {
  let best: { people: number[]; chance: number } | null = null
  const open = (i: number) => !agreed || agreed[i] === 1
  const walk = (path: number[], chance: number): void => {
    const last = path.at(-1)!
    const whole = chance * ends[last]!
    const shorter = best !== null && path.length < best.people.length
    if (whole > 0 && (!best || whole > best.chance || (whole === best.chance && shorter))) {
      best = { people: path, chance: whole }
    }
    if (path.length > most) return
    for (let at = net.start[last]!; at < net.start[last + 1]!; at++) {
      const next = net.to[at]!
      if (!path.includes(next) && open(next)) walk([...path, next], chance * net.strength![at]!)
    }
  }
  for (const first of Array.from(from)) if (open(first)) walk([first], 1)
  return best as { people: number[]; chance: number } | null
}

describe('an introducer path', () => {
  // 0 is on the team; 4 is of the practice; a strong long way 0-1-2-3-4 and a weak short one 0-5-4
  const ways = network(7, [
    [0, 1, 0.9],
    [1, 2, 0.9],
    [2, 3, 0.9],
    [3, 4, 0.9],
    [0, 5, 0.5],
    [5, 4, 0.5],
  ])
  const ends = [0, 0, 0, 0, 1, 0, 0]

  it('is the one with the largest product among those that are short enough', () => {
    const long = introducerPath(ways, { from: [0], ends, most: 4 })!
    expect(long.people).toEqual([0, 1, 2, 3, 4])
    expect(long.chance).toBeCloseTo(0.9 ** 4, 15)
    expect(introducerPath(ways, { from: [0], ends })).toEqual({ people: [0, 5, 4], chance: 0.25 })
    expect(introducerPath(ways, { from: [0], ends, most: 1 })).toBeNull()
    expect(introducerPath(ways, { from: [6], ends })).toBeNull()
  })

  it('passes only through people who agreed, the first and the last too', () => {
    const agreed = [1, 1, 1, 1, 1, 0, 1]
    expect(introducerPath(ways, { from: [0], ends, agreed })).toBeNull()
    expect(introducerPath(ways, { from: [0], ends, agreed, most: 4 })!.people).toEqual([0, 1, 2, 3, 4])
    expect(introducerPath(ways, { from: [0], ends, agreed: [0, 1, 1, 1, 1, 1, 1] })).toBeNull()
    expect(introducerPath(ways, { from: [0], ends, agreed: [1, 1, 1, 1, 0, 1, 1], most: 4 })).toBeNull()
  })

  it('is one person when somebody of the team is known there already, and weighs what the last one is worth', () => {
    expect(introducerPath(ways, { from: [0, 4], ends, most: 0 })).toEqual({ people: [4], chance: 1 })
    const trusted = [0.2, 0, 0, 0, 0.3, 0.6, 0]
    expect(introducerPath(ways, { from: [0], ends: trusted })).toEqual({ people: [0, 5], chance: 0.3 })
    expect(introducerPath(ways, { from: [0], ends: [0.4, 0, 0, 0, 0.3, 0.6, 0] })!.people).toEqual([0])
  })

  it('follows one-way ties only along their way', () => {
    const oneWay = network(2, [[0, 1, 1]], true)
    expect(introducerPath(oneWay, { from: [0], ends: [0, 1] })!.people).toEqual([0, 1])
    expect(introducerPath(oneWay, { from: [1], ends: [1, 0] })).toBeNull()
  })

  it('goes to fewer ties and then to lower numbers when products are equal', () => {
    const square = network(4, [
      [0, 1, 0.5],
      [0, 2, 0.5],
      [1, 3, 0.5],
      [2, 3, 0.5],
    ])
    expect(introducerPath(square, { from: [0], ends: [0, 0, 0, 1] })!.people).toEqual([0, 1, 3])
    expect(introducerPath(square, { from: [0], ends: [0, 0, 1, 1] })!.people).toEqual([0, 2])
    expect(introducerPath(square, { from: [0], ends: [0, 0.5, 0.5, 1] })!.people).toEqual([0, 1])
    const whole = network(3, [
      [0, 1, 1],
      [1, 2, 1],
      [0, 2, 1],
    ])
    expect(introducerPath(whole, { from: [0], ends: [0, 0, 1] })!.people).toEqual([0, 2])
  })

  it('is the best of all paths, tried one by one', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 0, max: 5 }), fc.boolean(), (seed, most, directed) => {
        const next = sequence(streamKey(seed, 'introducer test'))
        const ties: [number, number, number][] = []
        for (let i = 0; i < 8; i++) {
          for (let j = 0; j < 8; j++) {
            if ((directed ? i !== j : i < j) && next() < 0.35) ties.push([i, j, Math.ceil(next() * 8) / 8])
          }
        }
        const net = network(8, ties, directed)
        const question = {
          from: [0, 1],
          ends: Array.from({ length: 8 }, () => (next() < 0.3 ? Math.ceil(next() * 4) / 4 : 0)),
          agreed: Array.from({ length: 8 }, () => Number(next() < 0.85)),
          most,
        }
        const found = introducerPath(net, question)
        const tried = byTrying(net, question)
        expect(found?.chance).toBe(tried?.chance)
        expect(found?.people.length).toBe(tried?.people.length)
        for (const person of found?.people ?? []) expect(question.agreed[person]).toBe(1)
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  it('is quick among a million people who know nobody', () => {
    const alone = buildNetwork({ people: 1_000_000, from: [], to: [] })
    const nobody = new Float64Array(1_000_000)
    expect(introducerPath(alone, { from: [3], ends: nobody })).toBeNull()
  })

  it('counts ties without strength as 1, stops when asked to, and refuses what cannot be', () => {
    const plain = buildNetwork({ people: 2, from: [0], to: [1] })
    expect(introducerPath(plain, { from: [0], ends: [0, 0.5] })).toEqual({ people: [0, 1], chance: 0.5 })
    let thrown: unknown
    try {
      introducerPath(ways, { from: [0], ends }, { shouldStop: () => true })
    } catch (error) {
      thrown = error
    }
    expect(isStopped(thrown)).toBe(true)
    expect(() => introducerPath(ways, { from: [7], ends })).toThrow('person to start from is 7')
    expect(() => introducerPath(ways, { from: [0], ends: [1] })).toThrow('length of ends')
    expect(() => introducerPath(ways, { from: [0], ends: ends.map(() => Number.NaN) })).toThrow('ends[0] is NaN')
    expect(() => introducerPath(ways, { from: [0], ends, agreed: [1] })).toThrow('length of agreed')
    expect(() => introducerPath(ways, { from: [0], ends, most: 1.5 })).toThrow('most ties')
    expect(() => introducerPath(network(2, [[0, 1, 2]]), { from: [0], ends: [0, 1] })).toThrow(BadInput)
  })
})
