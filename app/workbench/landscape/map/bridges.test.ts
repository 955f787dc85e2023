import { describe, expect, it } from 'vitest'
import type { BoundaryLine } from './boundary-lines.ts'
import { bridgesFor, type Crossing } from './bridges.ts'

/** A boundary that runs north to south at x = 0. */
const line: BoundaryLine = {
  points: Array.from({ length: 101 }, (_, i) => ({ x: 0, y: i * 4 - 200, height: 0.3, mixed: false })),
  between: [0, 1],
  length: 400,
}
const crossing = (y: number, n = 0): Crossing => ({
  a: { person: `w${n}`, hill: 'west', shown: true, x: -80, y },
  b: { person: `e${n}`, hill: 'east', shown: true, x: 80, y },
})

describe('bridges', () => {
  it('gather ties that cross near each other, on the line, along its direction', () => {
    const [bridge, ...others] = bridgesFor([crossing(-6, 1), crossing(0, 2), crossing(9, 3)], [line])
    expect(others).toEqual([])
    expect(bridge!.crossings).toHaveLength(3)
    expect(bridge!.x).toBe(0)
    expect(Math.abs(bridge!.y)).toBeLessThan(8)
    expect(Math.abs(bridge!.along.y)).toBeCloseTo(1)
  })

  it('stand at least a cluster apart on one line', () => {
    const crossings = Array.from({ length: 60 }, (_, i) => crossing(i * 6 - 180, i))
    const ys = bridgesFor(crossings, [line])
      .map((bridge) => bridge.y)
      .sort((a, b) => a - b)
    expect(ys.length).toBeGreaterThan(4)
    for (let i = 1; i < ys.length; i += 1) expect(ys[i]! - ys[i - 1]!).toBeGreaterThan(30)
  })

  it('leave no crossing out: without a line near, ties cross on stones of their own', () => {
    const far: Crossing = {
      a: { person: 'x', hill: null, shown: true, x: 400, y: 0 },
      b: { person: 'y', hill: null, shown: true, x: 460, y: 0 },
    }
    const bridges = bridgesFor([crossing(0), far], [line])
    expect(bridges.flatMap((bridge) => bridge.crossings)).toHaveLength(2)
    expect(bridges.find((bridge) => bridge.crossings.includes(far))).toMatchObject({ x: 430, y: 0 })
    expect(bridgesFor([far], [])).toHaveLength(1)
  })

  it('cut a tie that meets a winding line several times once, nearest its middle', () => {
    const winding: BoundaryLine = {
      ...line,
      points: line.points.map((point, i) => ({ ...point, x: 40 * Math.sin(i / 4) })),
    }
    const bridges = bridgesFor([crossing(3)], [winding])
    expect(bridges).toHaveLength(1)
    expect(bridges[0]!.crossings).toHaveLength(1)
  })
})
