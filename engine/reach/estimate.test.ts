import { describe, expect, it } from 'vitest'
import { dataBand, estimate, estimateOfSums } from './estimate.ts'

describe('an estimate', () => {
  it('is the mean ± 1.96 standard errors of the first values', () => {
    const { mean, low, high } = estimate(Float64Array.of(0.1, 0.2, 0.3, 0.4, 99), 4)
    const error = Math.sqrt(0.05 / 3 / 4)
    expect(mean).toBeCloseTo(0.25, 15)
    expect(mean - low).toBeCloseTo(1.959963984540054 * error, 15)
    expect(high - mean).toBeCloseTo(1.959963984540054 * error, 15)
  })

  it('stays between the least that can be and 1', () => {
    expect(estimate(Float64Array.of(0, 0, 0.5), 3, 0).low).toBe(0)
    expect(estimate(Float64Array.of(-1, 0, 0.4), 3).low).toBe(-1)
    expect(estimate(Float64Array.of(1, 1, 0.5), 3, 0).high).toBe(1)
    expect(estimateOfSums(0.5, 0.25, 3, 0).low).toBe(0)
    expect(estimateOfSums(2.5, 2.25, 3, 0).high).toBe(1)
    expect(estimateOfSums(-0.6, 1.16, 3).low).toBe(-1)
  })

  it('is the same from sums, and has no width where all values are one', () => {
    const values = Float64Array.of(0.2, 0.1, 0.7, 0.4, 0.15)
    const sum = values.reduce((x, y) => x + y)
    const squares = values.reduce((total, x) => total + x * x, 0)
    const [one, other] = [estimate(values, 5), estimateOfSums(sum, squares, 5)]
    for (const key of ['mean', 'low', 'high'] as const) expect(other[key]).toBeCloseTo(one[key], 14)
    expect(estimateOfSums(0.3, 0.02, 3)).toMatchObject({ mean: 0.3 / 3, low: 0.3 / 3, high: 0.3 / 3 })
  })
})

describe('the band of what unknown data may make of a value', () => {
  it('has no width when two worlds of the same data have nothing in common', () => {
    const { low, high } = dataBand(Float64Array.of(0, 1, 0, 1, 0, 0, 1, 1), 4, 0)
    expect([low, high]).toEqual([0.5, 0.5])
  })

  it('is that of the values themselves when the data decide alone, lopsided as they are', () => {
    const once = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 10].map((x) => x / 20)
    const { low, high } = dataBand(Float64Array.of(...once, ...once), 11, 0)
    expect(low).toBeCloseTo(0.1 / 20, 12)
    expect(high).toBeCloseTo(0.9 / 20, 12)
    const lower = dataBand(
      Float64Array.of(...once, ...once).map((x) => 0.5 - x),
      11,
      -1,
    )
    expect([lower.low, lower.high]).toEqual([expect.closeTo(0.5 - 0.9 / 20, 12), expect.closeTo(0.5 - 0.1 / 20, 12)])
  })

  it('is drawn in by the share of the spread that is chance alone', () => {
    // two worlds of each data: means 0.3, 0.3, 0.7, 0.7, of whose spread three quarters are shared
    const values = Float64Array.of(0.2, 0.4, 0.6, 0.8, 0.4, 0.2, 0.8, 0.6)
    const { low, high } = dataBand(values, 4, 0)
    expect(high - 0.5).toBeCloseTo(0.5 - low, 12)
    expect(high).toBeCloseTo(0.5 + Math.sqrt(0.75) * 0.2, 12)
  })
})
