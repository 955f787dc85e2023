import { describe, expect, test } from 'vitest'
import { livingScene } from './living-scene.fixture.ts'
import { nearestTie } from './nearest-tie.ts'
import { placesOf } from './places.ts'
import { curvesOf } from './tie-curves.ts'

const map = livingScene('place')
const curves = curvesOf(map, placesOf(map))

/** A spot on a curve, and a little beside it. */
function onCurve(nth: number, t: number) {
  const [ax, ay, bx, by] = curves.ends.subarray(4 * nth, 4 * nth + 4)
  const [cx, cy] = curves.bend.subarray(2 * nth, 2 * nth + 2)
  const at = (a: number, c: number, b: number) => (1 - t) ** 2 * a + 2 * t * (1 - t) * c + t * t * b
  return { x: at(ax!, cx!, bx!), y: at(ay!, cy!, by!) }
}

describe('the tie under a finger', () => {
  test('is one that goes by there, and every tie can be met somewhere', () => {
    const met = new Set<number>()
    for (let nth = 0; nth < curves.count; nth += 1) {
      if (curves.tie[nth]! >= 0)
        for (const t of [0.2, 0.35, 0.5, 0.65, 0.8]) met.add(nearestTie(curves, onCurve(nth, t), 0.5))
    }
    const all = new Set([...curves.tie].filter((tie) => tie >= 0))
    expect(met.has(-1)).toBe(false)
    expect(met.size).toBeGreaterThan(all.size * 0.98)
  })

  test('is none over open water', () => {
    const [left, top] = map.head.land
    expect(nearestTie(curves, { x: left - 50, y: top - 50 }, 5)).toBe(-1)
  })

  test('is never half a tie whose other end must not be found', () => {
    const hidden = livingScene('deciding')
    const { tie, count } = curvesOf(hidden, placesOf(hidden))
    const halves = hidden.ties.halfHill.length
    expect(halves).toBeGreaterThan(0)
    expect([...tie.subarray(count - halves, count)].every((nth) => nth === -1)).toBe(true)
  })
})
