import { describe, expect, test } from 'vitest'
import { heightField } from './ground-fields.ts'
import { CORNERS, groundTiles } from './ground-tiles.ts'
import { livingScene } from './living-scene.fixture.ts'

const map = livingScene('place')
const field = heightField(map)
const tiles = groundTiles(map, field)
const { x0, y0, cell, columns, rows } = map.head.ground

function boxes(from: number, to: number) {
  return Array.from({ length: to - from }, (_, nth) => {
    const at = 2 * CORNERS * (from + nth)
    const corners = tiles.corners.subarray(at, at + 2 * CORNERS)
    return { left: corners[0]!, top: corners[1]!, right: corners[2]!, bottom: corners[5]! }
  })
}

describe('the pieces of the ground', () => {
  const all = tiles.corners.length / CORNERS / 2
  const land = tiles.inland + tiles.coast

  test('cover every cell once, and whatever lies beyond', () => {
    const grid = boxes(0, all).filter(({ left, right }) => left >= x0 - 1 && right <= x0 + columns * cell + 1)
    const area = grid.reduce((sum, { left, top, right, bottom }) => sum + (right - left) * (bottom - top), 0)
    expect(area / (columns * cell * rows * cell)).toBeCloseTo(1, 3)
    expect(boxes(all - 4, all).every(({ left, right }) => left < x0 - 1 || right > x0 + columns * cell + 1)).toBe(true)
  })

  test('put no land among the water, and no coast inland', () => {
    const heights = (box: { left: number; top: number; right: number; bottom: number }) => {
      const found: number[] = []
      for (let k = 0; k < columns * rows; k += 1) {
        const [x, y] = [x0 + ((k % columns) + 0.5) * cell, y0 + (Math.floor(k / columns) + 0.5) * cell]
        if (x > box.left && x < box.right && y > box.top && y < box.bottom) found.push(field[4 * k]!)
      }
      return found
    }
    expect(tiles.inland).toBeGreaterThan(20)
    for (const box of boxes(0, tiles.inland)) expect(Math.min(...heights(box))).toBeGreaterThan(map.head.sea)
    for (const box of boxes(land, all)) expect(Math.max(-1, ...heights(box))).toBeLessThan(map.head.sea)
  })

  test('have the water in order from the land outwards, so that what is far is one run', () => {
    expect(tiles.offshore).toHaveLength(all - land)
    expect([...tiles.offshore]).toEqual([...tiles.offshore].sort((a, b) => a - b))
  })
})
