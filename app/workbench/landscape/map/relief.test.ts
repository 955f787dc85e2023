import { describe, expect, it } from 'vitest'
import { seededChance } from './chance.ts'
import { blurred, gridAround, sample, splat } from './field.ts'
import { reliefOf } from './relief.ts'

const crowd = (x: number, y: number, count: number) => {
  const chance = seededChance(`crowd ${x} ${y}`)
  return Array.from({ length: count }, () => ({ x: x + chance() * 90 - 45, y: y + chance() * 90 - 45, weight: 1 }))
}

describe('a blurred field', () => {
  it('keeps its sum and has the width of the Gaussian it stands for', () => {
    const grid = gridAround([{ x: 0, y: 0 }], 200)
    const field = blurred(
      grid,
      splat(grid, [{ x: 0, y: 0 }], () => 1),
      27,
    )
    expect(field.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6)
    let variance = 0
    field.forEach((value, k) => {
      variance += value * (grid.x0 + ((k % grid.columns) + 0.5) * grid.cell) ** 2
    })
    expect(Math.sqrt(variance)).toBeGreaterThan(27 * 0.95)
    expect(Math.sqrt(variance)).toBeLessThan(27 * 1.05)
    expect(sample(grid, field, 0, -54)).toBeCloseTo(sample(grid, field, 54, 0), 9)
  })

  it('is read about twice for each cell, whatever its width', () => {
    const grid = gridAround([{ x: 0, y: 0 }], 500)
    const field = splat(grid, [{ x: 0, y: 0 }], () => 1)
    const reads = (sigma: number) => {
      let count = 0
      const watched = new Proxy(field, {
        get(target, key) {
          if (typeof key === 'string' && /^\d+$/.test(key)) count += 1
          return Reflect.get(target, key, target)
        },
      })
      blurred(grid, watched, sigma)
      return count / field.length
    }
    for (const sigma of [10, 40, 150]) {
      expect(reads(sigma)).toBeGreaterThan(1)
      expect(reads(sigma)).toBeLessThan(2.1)
    }
  })
})

describe('the relief', () => {
  const relief = reliefOf([...crowd(0, 0, 30), ...crowd(320, 40, 8), { x: 700, y: 0, weight: 1 }], 'seed')
  const height = (x: number, y: number) => sample(relief.grid, relief.height, x, y)

  it('is highest where most people are, between 0 and 1', () => {
    expect(Math.max(...relief.height)).toBe(1)
    expect(Math.min(...relief.height)).toBeGreaterThanOrEqual(0)
    expect(height(0, 0)).toBeGreaterThan(height(320, 40))
  })

  it('lifts every single person out of the water, and nobody’s ground is open water', () => {
    expect(height(700, 0)).toBeGreaterThan(relief.sea)
    expect(height(520, 0)).toBeLessThan(relief.sea)
    expect(sample(relief.grid, relief.offshore, 520, 0)).toBeGreaterThan(40)
  })

  it('is lit from the north-west', () => {
    expect(sample(relief.grid, relief.light, -50, -50)).toBeGreaterThan(0)
    expect(sample(relief.grid, relief.light, 50, 50)).toBeLessThan(0)
  })

  it('makes no summit by noise: another seed moves no height by more than about a fifth', () => {
    const other = reliefOf([...crowd(0, 0, 30), ...crowd(320, 40, 8), { x: 700, y: 0, weight: 1 }], 'other seed')
    const apart = relief.height.map((value, k) => Math.abs(value - other.height[k]!) / Math.max(0.2, value))
    expect(Math.max(...apart)).toBeLessThan(0.25)
  })
})
