import { describe, expect, it } from 'vitest'
import { type Area, cutAtTiles, grown } from './strips.ts'

const most = { width: 120, height: 90 }
const at = (left: number, top: number): Area => ({ left, top, right: left + 100, bottom: top + 70 })
const pixels = ({ left, top, right, bottom }: Area) => (right - left) * (bottom - top)
const has = (area: Area, x: number, y: number) => x >= area.left && x < area.right && y >= area.top && y < area.bottom

describe('what is painted of a moved map', () => {
  it('is all of it at first, and nothing while the sheet lies within what is painted', () => {
    expect(grown(null, at(0, 0), most, 8)).toEqual({ holds: at(0, 0), strips: [at(0, 0)] })
    const { holds } = grown(at(0, 0), at(3, 2), most, 8)
    expect(grown(holds, at(7, 6), most, 8)).toEqual({ holds, strips: [] })
  })

  it('is a strip on each side that lacks something, a little further than is asked for', () => {
    const { holds, strips } = grown(at(0, 0), at(3, 0), most, 8)
    expect(holds).toEqual({ left: 0, top: 0, right: 111, bottom: 70 })
    expect(strips).toEqual([{ left: 100, right: 111, top: 0, bottom: 70 }])
  })

  it('always holds what is asked for, never more than there is room for, and paints no pixel twice', () => {
    let holds: Area | null = null
    let painted = new Set<string>()
    for (let step = 0; step < 60; step += 1) {
      const wanted = at(Math.round(70 * Math.sin(step / 5)), Math.round(45 * Math.cos(step / 7)))
      const growth = grown(holds, wanted, most, 8)
      const now = new Set<string>()
      let wrong = 0
      for (let x = growth.holds.left; x < growth.holds.right; x += 1)
        for (let y = growth.holds.top; y < growth.holds.bottom; y += 1) {
          const fresh = growth.strips.filter((strip) => has(strip, x, y)).length
          if (fresh !== (painted.has(`${x} ${y}`) ? 0 : 1)) wrong += 1
          now.add(`${x} ${y}`)
        }
      expect(wrong).toBe(0)
      for (const edge of ['left', 'top'] as const) expect(growth.holds[edge]).toBeLessThanOrEqual(wanted[edge])
      for (const edge of ['right', 'bottom'] as const) expect(growth.holds[edge]).toBeGreaterThanOrEqual(wanted[edge])
      expect(growth.holds.right - growth.holds.left).toBeLessThanOrEqual(most.width)
      expect(growth.holds.bottom - growth.holds.top).toBeLessThanOrEqual(most.height)
      holds = growth.holds
      painted = now
    }
  })

  it('begins anew after a jump to where nothing is painted', () => {
    expect(grown(at(0, 0), at(500, 0), most, 8)).toEqual({ holds: at(500, 0), strips: [at(500, 0)] })
  })

  it('is cut where tiles meet, left and above of the corner too', () => {
    const cut = cutAtTiles({ left: -10, top: -5, right: 130, bottom: 20 }, most)
    expect(cut.reduce((sum, area) => sum + pixels(area), 0)).toBe(140 * 25)
    for (const { left, top, right, bottom } of cut) {
      expect(Math.floor(left / 120)).toBe(Math.floor((right - 1) / 120))
      expect(Math.floor(top / 90)).toBe(Math.floor((bottom - 1) / 90))
    }
    expect(cut).toHaveLength(6)
  })
})
