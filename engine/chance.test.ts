import { describe, expect, it } from 'vitest'
import { coin, joinKeys, sequence, shuffle, streamKey, textKey, threshold, uniform, worldKey } from './chance.ts'
import { drawRate } from './reach/draw-rate.ts'
import { portableLog } from './reach/portable-log.ts'

const keys = (count: number) => Array.from({ length: count }, (_, k) => textKey(`person ${k}`))

describe('chance that depends on names', () => {
  it('is the same on every machine', () => {
    const key = textKey('Arrábida')
    const world = worldKey(streamKey(7, 'score'), 3)
    expect([key, coin(world.low, world.high, key.low, key.high)]).toMatchInlineSnapshot(`
      [
        {
          "high": -677829679,
          "low": -1584624660,
        },
        1537018295,
      ]
    `)
  })

  it('falls evenly, and independently between pairs and between worlds', () => {
    const people = keys(60)
    const stream = streamKey(1, 'choose')
    const worlds = Array.from({ length: 200 }, (_, w) => worldKey(stream, w))
    const bins = new Float64Array(16)
    let products = 0
    let throws = 0
    for (let i = 1; i < people.length; i++) {
      const pair = joinKeys(people[i - 1]!, people[i]!)
      let before = 0.5
      for (const world of worlds) {
        const u = uniform(coin(world.low, world.high, pair.low, pair.high))
        expect(u >= 0 && u < 1).toBe(true)
        bins[Math.floor(u * 16)]!++
        products += (u - 0.5) * (before - 0.5)
        before = u
        throws++
      }
    }
    const expected = throws / 16
    const chiSquare = bins.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0)
    expect(chiSquare).toBeLessThan(37.7) // 99.9 % of chi-square with 15 degrees of freedom
    expect(Math.abs((products / throws) * 12)).toBeLessThan(4 / Math.sqrt(throws))
  })

  it('gives close ids different keys', () => {
    const many = keys(20_000).map(({ low, high }) => `${low} ${high}`)
    expect(new Set(many).size).toBe(20_000)
    expect(textKey('ab')).not.toEqual(textKey('ba'))
  })

  it('always opens at chance 1 and opens as often as the chance says', () => {
    expect(threshold(1)).toBe(0x7fff_ffff)
    const next = sequence(textKey('share'))
    let open = 0
    for (let k = 0; k < 20_000; k++) if (Math.floor(next() * 0x1_0000_0000) - 0x8000_0000 <= threshold(0.3)) open++
    expect(Math.abs(open / 20_000 - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 20_000))
  })

  it('shuffles every order about equally often', () => {
    const next = sequence(textKey('orders'))
    const seen = new Map<string, number>()
    for (let k = 0; k < 6000; k++) {
      const values = [1, 2, 3]
      shuffle(values, next)
      seen.set(values.join(), (seen.get(values.join()) ?? 0) + 1)
    }
    expect(seen.size).toBe(6)
    for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(1000 * (5 / 6)))
  })

  it('takes logarithms that differ from the built-in ones by rounding only', () => {
    for (const x of [1e-300, 1e-9, 0.3, 1, 1.4143, 2, 3.5, 1e12]) {
      expect(Math.abs(portableLog(x) - Math.log(x))).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(Math.log(x))))
    }
  })

  it('draws rates with the mean and spread of the beta distribution', () => {
    const next = sequence(textKey('rates'))
    for (const [yes, no] of [
      [0, 0],
      [0, 12],
      [3, 4],
      [40, 300],
    ] as const) {
      const [a, b] = [yes + 0.5, no + 0.5]
      const draws = Array.from({ length: 20_000 }, () => drawRate(yes, no, next))
      const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length
      const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length
      const trueVariance = (a * b) / ((a + b) ** 2 * (a + b + 1))
      expect(Math.abs(mean - a / (a + b))).toBeLessThan(4 * Math.sqrt(trueVariance / draws.length))
      expect(variance / trueVariance).toBeGreaterThan(0.9)
      expect(variance / trueVariance).toBeLessThan(1.1)
    }
  })
})
