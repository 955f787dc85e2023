import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { portableExp } from '../portable-exp.ts'
import { betaQuantile, betaShare, rateFrom } from './beta.ts'

/** a, b, x, share: scipy 1.17.1, special.betainc */
const shares = [
  [0.5, 0.5, 0.1, 0.20483276469913345],
  [3.5, 1.5, 0.6, 0.28315386542845683],
  [7.5, 2.5, 0.75, 0.4508511461273695],
  [30.5, 12.5, 0.7, 0.4286918090680204],
  [1000.5, 500.5, 0.66, 0.29356786983869326],
  [0.5, 80.5, 0.01, 0.7959421451042258],
  [20000.5, 9999.5, 0.667, 0.5457808665119608],
] as const

/** a, b, p, x: scipy 1.17.1, special.betaincinv */
const quantiles = [
  [0.5, 0.5, 0.025, 0.001541333133436012],
  [3.5, 0.5, 0.025, 0.46441675695704965],
  [2.5, 1.5, 0.975, 0.9612523822148348],
  [7.5, 2.5, 0.5, 0.7671213222411449],
  [30.5, 12.5, 0.025, 0.5668279010231121],
  [1000.5, 500.5, 0.975, 0.6901834054941937],
  [0.5, 80.5, 0.975, 0.030816258492440227],
] as const

const shape = fc.double({ min: 0.05, max: 400, noNaN: true })
const inside = fc.double({ min: 0.001, max: 0.999, noNaN: true })

describe('the beta distribution', () => {
  it('gives the shares that an independent program gives, to eleven digits', () => {
    for (const [a, b, x, share] of shares) expect(betaShare(a, b, x) / share).toBeCloseTo(1, 11)
    for (const [a, b, p, x] of quantiles) expect(betaQuantile(a, b, p) / x).toBeCloseTo(1, 11)
  })

  it('is the arcsine law for two halves, and a power where one shape is 1', () => {
    for (const x of [0.001, 0.2, 0.5, 0.9]) {
      expect(betaShare(0.5, 0.5, x)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 13)
      expect(betaShare(3, 1, x)).toBeCloseTo(x ** 3, 14)
      expect(betaShare(1, 4, x)).toBeCloseTo(1 - (1 - x) ** 4, 13)
      expect(betaQuantile(3, 1, x)).toBeCloseTo(Math.cbrt(x), 13)
    }
    expect([betaShare(2, 3, 0), betaShare(2, 3, -1), betaShare(2, 3, 1), betaShare(2, 3, 7)]).toEqual([0, 0, 1, 1])
    expect([betaQuantile(2, 3, 0), betaQuantile(2, 3, 1)]).toEqual([0, 1])
  })

  it('mirrors when yes and no change places, and the quantile undoes the share', () => {
    fc.assert(
      fc.property(shape, shape, inside, (a, b, x) => {
        expect(betaShare(a, b, x) + betaShare(b, a, 1 - x)).toBeCloseTo(1, 10)
        const p = betaShare(a, b, x)
        if (p > 1e-6 && p < 1 - 1e-6) expect(betaShare(a, b, betaQuantile(a, b, p))).toBeCloseTo(p, 10)
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('says what answers say: ½ added to both, an interval that narrows and never leaves out the only thing seen', () => {
    expect(rateFrom(3, 1)).toEqual({
      mean: 3.5 / 5,
      low: betaQuantile(3.5, 1.5, 0.025),
      high: betaQuantile(3.5, 1.5, 0.975),
    })
    expect(rateFrom(0, 4)).toMatchObject({ mean: 0.1, low: 0 })
    expect(rateFrom(4, 0)).toMatchObject({ mean: 0.9, high: 1 })
    expect(rateFrom(0, 0)).toEqual({ mean: 0.5, low: 0, high: 1 })
    const width = (times: number) => rateFrom(3 * times, times).high - rateFrom(3 * times, times).low
    expect(width(1)).toBeGreaterThan(width(5))
    expect(width(5)).toBeGreaterThan(width(500))
  })

  it('refuses what cannot be', () => {
    for (const bad of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => rateFrom(bad, 1)).toThrow(BadInput)
      expect(() => rateFrom(1, bad)).toThrow('no answers')
    }
    expect(() => betaShare(0, 1, 0.5)).toThrow('a is 0')
    expect(() => betaShare(1, Number.POSITIVE_INFINITY, 0.5)).toThrow('b is Infinity')
    expect(() => betaShare(1, 1, Number.NaN)).toThrow('x is NaN')
    expect(() => betaQuantile(1, 1, 1.1)).toThrow('p is 1.1')
  })

  it('takes powers of e as exactly as numbers can hold', () => {
    for (let x = -700; x <= 700; x += 0.73) expect(portableExp(x) / Math.exp(x)).toBeCloseTo(1, 14)
    expect([portableExp(0), portableExp(-800), portableExp(800)]).toEqual([1, 0, Number.POSITIVE_INFINITY])
  })
})
