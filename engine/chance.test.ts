import { describe, expect, it } from 'vitest'
import {
  blockKeys,
  coin,
  highest,
  joinKeys,
  openIn,
  sequence,
  shuffle,
  streamKey,
  textKey,
  threshold,
  uniform,
  WORLDS_IN_BLOCK,
  worldKey,
} from './chance.ts'
import { portableLog } from './portable-log.ts'
import { drawRate } from './reach/draw-rate.ts'

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

describe('coins of 32 worlds at once', () => {
  const stream = streamKey(3, 'score')
  const bit = (mask: number, world: number) => (mask >>> world) & 1
  /** The number of each world, all its 32 digits. */
  const numbers = (keys: Int32Array, low: number, high: number) =>
    Array.from({ length: WORLDS_IN_BLOCK }, (_, world) => {
      let number = 0
      for (let digit = 0; digit < 32; digit++) {
        const drawn = coin(keys[2 * digit]!, keys[2 * digit + 1]!, low, high)
        number = 2 * number + bit(drawn, world)
      }
      return number
    })

  it('are open exactly where the number of a world is at most what the chance allows', () => {
    for (const block of [0, 1, 31_249]) {
      const keys = blockKeys(stream, block)
      for (const { low, high } of keysOfPairs(12)) {
        const of = numbers(keys, low, high)
        for (const most of [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, highest(0.1), ...of.slice(0, 4), of[5]! - 1]) {
          const open = openIn(keys, low, high, most)
          for (const [world, number] of of.entries()) expect(bit(open, world)).toBe(number <= most ? 1 : 0)
        }
      }
    }
  })

  it('have keys that differ between digits, blocks and streams, and from those of single worlds', () => {
    const all = [blockKeys(stream, 0), blockKeys(stream, 1), blockKeys(streamKey(4, 'score'), 0)].flatMap((keys) =>
      Array.from({ length: 32 }, (_, k) => `${keys[2 * k]} ${keys[2 * k + 1]}`),
    )
    const single = Array.from({ length: 64 }, (_, w) => worldKey(stream, w)).map(({ low, high }) => `${low} ${high}`)
    expect(new Set([...all, ...single]).size).toBe(96 + 64)
  })

  it('are the same on every machine', () => {
    const { low, high } = textKey('Arrábida')
    expect(
      [0.01, 0.1, 0.5, 0.9].map((p) => openIn(blockKeys(stream, 2), low, high, highest(p))),
    ).toMatchInlineSnapshot(`
      [
        0,
        -2143223792,
        -1971984911,
        -2051,
      ]
    `)
  })

  it('open as often as the chance says, and independently of world, of pairs that share people, and round a circle of four', () => {
    const people = keys(24)
    const sum = (i: number, j: number) => [
      (people[i]!.low + people[j]!.low) | 0,
      (people[i]!.high + people[j]!.high) | 0,
    ]
    const p = 0.3
    let throws = 0
    const totals = { open: 0, worlds: 0, sharing: 0, circle: 0 }
    for (let block = 0; block < 25; block++) {
      const of = blockKeys(stream, block)
      const open = (i: number, j: number) => openIn(of, sum(i, j)[0]!, sum(i, j)[1]!, highest(p))
      for (let i = 0; i < 20; i++) {
        const masks = [open(i, i + 1), open(i + 1, i + 2), open(i + 2, i + 3), open(i + 3, i)]
        for (let world = 0; world < 32; world++) {
          const [a, b, c, d] = masks.map((mask) => bit(mask, world) - p) as [number, number, number, number]
          totals.open += a
          totals.worlds += a * (bit(masks[0]!, (world + 1) % 32) - p)
          totals.sharing += a * b
          totals.circle += a * b * c * d
          throws++
        }
      }
    }
    const sigma = Math.sqrt(p * (1 - p))
    for (const [what, power] of [
      ['open', 1],
      ['worlds', 2],
      ['sharing', 2],
      ['circle', 4],
    ] as const) {
      expect(Math.abs(totals[what]) / Math.sqrt(throws)).toBeLessThan(4 * sigma ** power)
    }
  })

  it('allow nothing less than one in 2³², and everything at chance 1', () => {
    expect([highest(1e-30), highest(2 ** -32), highest(2 ** -31), highest(0.5), highest(1)]).toEqual([
      0,
      0,
      1,
      2 ** 31 - 1,
      2 ** 32 - 1,
    ])
    expect(threshold(0.5)).toBe(-1)
  })
})

function keysOfPairs(count: number) {
  return keys(count + 1)
    .slice(1)
    .map((key, k) => joinKeys(key, textKey(`other ${k}`)))
}
