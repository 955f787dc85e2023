import { describe, expect, test } from 'vitest'
import { livingScene } from './living-scene.fixture.ts'
import { placesOf } from './places.ts'
import { curvesOf, piecesOf } from './tie-curves.ts'

const map = livingScene('place')
const curves = curvesOf(map, placesOf(map))

describe('ties cut into pieces', () => {
  test('lie no farther beside their curves than can be seen, at any zoom', () => {
    for (const zoom of [0.5, 2, 8]) {
      const { places, corners } = piecesOf(curves, zoom, Number.POSITIVE_INFINITY)
      let [tie, point, worst] = [0, 0, 0]
      for (; tie < curves.count; tie += 1) {
        const [ax, ay, bx, by] = curves.ends.subarray(4 * tie, 4 * tie + 4)
        const [cx, cy] = curves.bend.subarray(2 * tie, 2 * tie + 2)
        expect([places[4 * point], places[4 * point + 1]]).toEqual([ax, ay])
        let pieces = 0
        while (places[4 * (point + 2 * pieces)] !== bx || places[4 * (point + 2 * pieces) + 1] !== by) pieces += 1
        for (let piece = 0; piece < pieces; piece += 1) {
          const t = (piece + 0.5) / pieces
          const curve = [
            (1 - t) ** 2 * ax! + 2 * t * (1 - t) * cx! + t * t * bx!,
            (1 - t) ** 2 * ay! + 2 * t * (1 - t) * cy! + t * t * by!,
          ]
          const k = 4 * (point + 2 * piece)
          const middle = [(places[k]! + places[k + 8]!) / 2, (places[k + 1]! + places[k + 9]!) / 2]
          const beside = Math.hypot(curve[0]! - middle[0]!, curve[1]! - middle[1]!) * zoom
          if (pieces < 14) worst = Math.max(worst, beside)
        }
        point += 2 * (pieces + 1)
      }
      expect(worst).toBeLessThan(0.3)
      expect(point).toBe(places.length / 4)
      expect(Math.max(...corners)).toBe(point - 1)
    }
  })

  test('are few when all land is in view', () => {
    expect(piecesOf(curves, 1, Number.POSITIVE_INFINITY).corners.length).toBeLessThan(
      piecesOf(curves, 8, Number.POSITIVE_INFINITY).corners.length / 1.8,
    )
  })

  test('leave out the weakest where the land has no room for all, and never one that crosses', () => {
    const crossing = [...curves.look.keys()].filter((k) => k % 3 === 0 && curves.look[k] === 1).length
    const few = piecesOf(curves, 1, 1)
    expect(few.looks.filter((look, k) => k % 3 === 0 && look === 0)).toHaveLength(0)
    expect(few.corners.length / 6).toBeGreaterThanOrEqual(crossing)
    const [left, top, right, bottom] = map.head.land
    const all = piecesOf(curves, 1, (right - left) * (bottom - top))
    expect(all.corners).toEqual(piecesOf(curves, 1, Number.POSITIVE_INFINITY).corners)
  })
})

describe('very many crossing ties', () => {
  test('are one line from each hill to each bridge, as wide as they are many', () => {
    const times = 4
    const repeat = (column: ArrayLike<number>) => Array.from({ length: times }, () => Array.from(column)).flat()
    const { from, to, bridge } = map.ties
    const repeated = {
      from: Uint32Array.from(repeat(from)),
      to: Uint32Array.from(repeat(to)),
      bridge: Uint16Array.from(repeat(bridge)),
    }
    const many = { ...map, ties: { ...map.ties, ...repeated } }
    const lines = (of: typeof curves) => [...of.look].filter((look, k) => k % 3 === 0 && look === 1).length
    const crossing = [...bridge].filter((nth) => nth > 0).length
    expect(crossing * times).toBeGreaterThan(600)
    expect(lines(curves)).toBe(2 * crossing + map.ties.halfHill.length)
    expect(lines(curvesOf(many, placesOf(many)))).toBeLessThan(crossing)
  })
})
