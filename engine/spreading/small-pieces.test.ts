import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { streamKey, worldKey } from '../chance.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { networkOf } from '../network/network-of.ts'
import { defaultAssumptions } from '../reach/assumptions.ts'
import { bandOf } from './bands.ts'
import { bandsHeld } from './bands-held.ts'
import { carriersIn } from './carriers.ts'
import { addPair, clearPairs, hasPair, openPairSet } from './pair-set.ts'
import { drawPeople } from './starters.ts'

describe('ties of a landscape', () => {
  it('carry both ways by one coin where both ways carry, and each way that a network of learning has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (seed) => {
        const landscape = buildLandscape(smallLandscape({ seed, people: 9, ties: 14, practices: 3, oneWay: 0.5 }))
        const kinds = defaultAssumptions.kinds
        const { start, tie: row } = carriersIn(landscape, { ...defaultAssumptions, chance: 1, crossing: 1 })
        const network = networkOf(landscape, { kinds, directed: true, weighted: true })
        const found = new Map<string, number[]>()
        for (let i = 0; i < 9; i++) {
          for (let k = start[i]!; k < start[i + 1]!; k++)
            found.set(`${i} ${row[4 * k]}`, [...row.subarray(4 * k, 4 * k + 4)])
        }
        expect(found.size).toBe(network.ties)
        for (let i = 0; i < 9; i++) {
          for (let k = network.start[i]!; k < network.start[i + 1]!; k++) {
            const [, open, low, high] = found.get(`${i} ${network.to[k]}`)!
            expect((open! + 2 ** 31 + 1) / 2 ** 32).toBeCloseTo(network.strength![k]!, 8)
            const back = found.get(`${network.to[k]} ${i}`)
            if (back) expect(back.slice(2)).toEqual([low, high])
          }
        }
      }),
      { numRuns: 60, seed: 6 },
    )
  })
})

describe('people by lot', () => {
  const personKey = Uint32Array.from({ length: 200 }, (_, k) => Math.imul(k + 7, 0x9e3779b1))
  const draw = (from: number[], count: number, run: number) =>
    Array.from(drawPeople(from, count, personKey, worldKey(streamKey(1, 'lot'), run), 'starters'))

  it('are as many as asked, each once, in whatever order they might be drawn', () => {
    const from = Array.from({ length: 100 }, (_, i) => i)
    for (let run = 0; run < 20; run++) {
      const drawn = draw(from, 7, run)
      expect(new Set(drawn).size).toBe(7)
      expect(draw(from.toReversed(), 7, run)).toEqual(drawn)
      // who is drawn out of fewer hangs on those alone
      const fewer = from.filter((i) => drawn.includes(i) || i % 3 === 0)
      expect(draw(fewer, 7, run)).toEqual(drawn)
    }
    expect(draw([4, 2], 7, 0)).toEqual([2, 4])
    expect(draw([], 3, 0)).toEqual([])
  })

  it('are each as likely as the others', () => {
    const counts = new Array<number>(10).fill(0)
    for (let run = 0; run < 3000; run++) for (const i of draw([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3, run)) counts[i]!++
    for (const count of counts) expect(Math.abs(count - 900)).toBeLessThan(4 * Math.sqrt(3000 * 0.21))
  })
})

describe('bands', () => {
  it('are values of stories that were drawn', () => {
    expect(bandOf([5, 1, 4, 2, 3, 10, 9, 8, 7, 6])).toEqual({ low: 1, median: 5, high: 9 })
    expect(bandOf(Array.from({ length: 30 }, (_, k) => k + 1))).toEqual({ low: 3, median: 15, high: 27 })
    expect(bandOf([Number.POSITIVE_INFINITY, 3])).toEqual({ low: 3, median: 3, high: Number.POSITIVE_INFINITY })
    expect(bandOf([4])).toEqual({ low: 4, median: 4, high: 4 })
  })

  it('are held against what happened, by the share inside them', () => {
    const bands = [
      { early: 2, late: 6 },
      { early: 2, late: null },
      { early: 3, late: 4 },
      { early: null, late: null },
    ]
    expect(bandsHeld(bands, [6, null, 5, null])).toEqual({ inside: 3, of: 4, share: 0.75 })
    expect(bandsHeld(bands, [1, 1, 3, 9])).toEqual({ inside: 1, of: 4, share: 0.25 })
    expect(bandsHeld([], [])).toBeNull()
    expect(() => bandsHeld(bands, [1])).toThrow('length of real is 1')
    expect(() => bandsHeld([{ early: 4, late: 2 }], [1])).toThrow('bands[0].late is 2')
    expect(() => bandsHeld([{ early: 1, late: 2 }], [-1])).toThrow(BadInput)
    expect(() => bandsHeld([{ early: 1.5, late: 2 }], [1])).toThrow(BadInput)
  })
})

describe('a set of pairs', () => {
  it('holds what was put in, however many and however large', () => {
    const set = openPairSet()
    clearPairs(set)
    const known = new Set<number>()
    for (let k = 0; k < 3000; k++) {
      const pair = (Math.imul(k, 0x9e3779b1) >>> 22) * 2 ** 30 + (k % 17)
      expect(addPair(set, pair)).toBe(!known.has(pair))
      known.add(pair)
    }
    expect([...known].every((pair) => hasPair(set, pair))).toBe(true)
    expect(hasPair(set, 2 ** 50)).toBe(false)
    clearPairs(set)
    expect(hasPair(set, [...known][0]!)).toBe(false)
  })
})
