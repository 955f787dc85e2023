import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { project } from '../frame.ts'
import { fitted, frameOf, held, onSheet, underSheet, zoomedAt } from './camera.ts'

const sheet = { width: 1440, height: 800, covered: { left: 0, top: 90, right: 350, bottom: 0 } }
const land = [-300, -200, 500, 400] as const
const camera = fc.record({
  x: fc.double({ min: -300, max: 500, noNaN: true }),
  y: fc.double({ min: -200, max: 400, noNaN: true }),
  zoom: fc.double({ min: 0.1, max: 8, noNaN: true }),
})
const spot = fc.record({ x: fc.integer({ min: 0, max: 1440 }), y: fc.integer({ min: 0, max: 800 }) })

describe('the camera', () => {
  test('shows all land beside what panels cover', () => {
    const fit = fitted(land, sheet)
    const [first, last] = [onSheet(fit, sheet, { x: -300, y: -200 }), onSheet(fit, sheet, { x: 500, y: 400 })]
    expect(first.x).toBeGreaterThan(0)
    expect(first.y).toBeGreaterThan(90)
    expect(last.x).toBeLessThan(1440 - 350)
    expect(last.y).toBeLessThan(800)
  })

  test('goes to a place and back', () => {
    fc.assert(
      fc.property(camera, spot, (at, one) => {
        const there = onSheet(at, sheet, underSheet(at, sheet, one))
        expect(there.x).toBeCloseTo(one.x, 6)
        expect(there.y).toBeCloseTo(one.y, 6)
      }),
    )
  })

  test('zooms around the spot under the hand', () => {
    fc.assert(
      fc.property(camera, spot, fc.double({ min: 0.5, max: 2, noNaN: true }), (at, one, factor) => {
        const place = underSheet(at, sheet, one)
        const after = onSheet(zoomedAt(at, sheet, one, factor), sheet, place)
        expect(after.x).toBeCloseTo(one.x, 6)
        expect(after.y).toBeCloseTo(one.y, 6)
      }),
    )
  })

  test('never loses the land, nor comes nearer than eight pixels a unit', () => {
    expect(held({ x: 9000, y: -9000, zoom: 100 }, land, 1)).toEqual({ x: 500, y: -200, zoom: 8 })
    expect(held({ x: 0, y: 0, zoom: 0.001 }, land, 1).zoom).toBe(0.5)
  })

  test('is a frame of the drawing functions', () => {
    fc.assert(
      fc.property(camera, spot, (at, one) => {
        const drawn = project(frameOf(at, sheet), one)
        const seen = onSheet(at, sheet, one)
        expect(drawn.x).toBeCloseTo(seen.x, 6)
        expect(drawn.y).toBeCloseTo(seen.y, 6)
      }),
    )
  })
})
