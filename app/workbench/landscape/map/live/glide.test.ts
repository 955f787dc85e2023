import { describe, expect, it } from 'vitest'
import { onSheet, zoomedAt } from './camera.ts'
import { between } from './glide.ts'

const sheet = { width: 800, height: 600, covered: { left: 0, top: 0, right: 0, bottom: 0 } }
const from = { x: 10, y: -20, zoom: 0.8 }

describe('the way from one view to another', () => {
  it('begins at the one and ends at the other', () => {
    const to = { x: 200, y: 90, zoom: 3 }
    expect(between(from, to, 0)).toEqual(from)
    const end = between(from, to, 1)
    expect(end.x).toBeCloseTo(200)
    expect(end.y).toBeCloseTo(90)
    expect(end.zoom).toBeCloseTo(3)
  })

  it('keeps what is zoomed at under the same spot all the way', () => {
    const spot = { x: 600, y: 150 }
    const place = { x: 10 + 200 / 0.8, y: -20 - 150 / 0.8 }
    const to = zoomedAt(from, sheet, spot, 2.5)
    for (const share of [0.1, 0.4, 0.8]) {
      const now = onSheet(between(from, to, share), sheet, place)
      expect(now.x).toBeCloseTo(spot.x)
      expect(now.y).toBeCloseTo(spot.y)
    }
  })

  it('goes straight where the zoom stays, fast first', () => {
    const half = between(from, { ...from, x: 110 }, 0.5)
    expect(half.x).toBeGreaterThan(60)
    expect(half.y).toBe(-20)
    expect(half.zoom).toBeCloseTo(0.8)
  })
})
