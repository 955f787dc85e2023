import { describe, expect, it } from 'vitest'
import { type Layout, layOut } from './lay-out.ts'
import { madeUpFirstSketch, madeUpMapInput } from './made-up-map-input.ts'
import { homesOf, withoutPins, withPins } from './with-pins.ts'

const input = madeUpMapInput()
const homes = homesOf(input)
const layout = layOut(input)
const pin = { id: 'crews', x: 812.34, y: -97.5 }

describe('pins over a layout', () => {
  it('move the hill and everybody who is at home there by the same way, and nobody else', () => {
    const shown = withPins(layout, [pin], homes)
    const old = layout.hills.find(({ id }) => id === 'crews')!
    expect(shown.hills.find(({ id }) => id === 'crews')).toEqual(pin)
    for (const [nth, person] of layout.people.entries()) {
      const now = shown.people[nth]!
      const [dx, dy] = homes.get(person.id) === 'crews' ? [pin.x - old.x, pin.y - old.y] : [0, 0]
      expect(now.x).toBeCloseTo(person.x + dx, 2)
      expect(now.y).toBeCloseTo(person.y + dy, 2)
    }
    const others = (of: Layout) => of.hills.filter(({ id }) => id !== 'crews')
    expect(others(shown)).toEqual(others(layout))
  })

  it('leave nothing behind when they are taken off again', () => {
    expect(withoutPins(withPins(layout, [pin], homes), [pin], homes, layout)).toEqual(layout)
    expect(withPins(layout, [], homes)).toBe(layout)
  })

  it('hold over every later layout, whoever joins and whatever hill comes', () => {
    const shown = withPins(layout, [pin], homes)
    const more = structuredClone(input)
    more.practices.push({ ...more.practices[0]!, id: 'divers', people: 1 })
    more.people.push({ ...more.people[0]!, id: 'diver', memberships: [{ practice: 'divers', weight: 1 }] })
    more.dyads.push({ a: 'diver', b: more.people[0]!.id, weight: 1 })
    const next = layOut(more, shown)
    expect(next.hills.find(({ id }) => id === 'crews')).toEqual(pin)
    const kept = withoutPins(next, [pin], homesOf(more), layout)
    expect(withPins(kept, [pin], homesOf(more)).hills).toEqual(next.hills)
    // the hill itself goes back to its old place once the pin is gone
    expect(kept.hills.find(({ id }) => id === 'crews')).toEqual(layout.hills.find(({ id }) => id === 'crews'))
  })

  it('stand fast when the map is laid out anew around them, to the last digit', () => {
    const far = { id: 'day', x: -400, y: 333.33 }
    const sketch = madeUpFirstSketch()
    const pins = [
      { ...far, id: sketch.practices[0]!.id },
      { id: sketch.practices[3]!.id, x: 10, y: 20 },
    ]
    const around: Layout = { algorithm: 'two-stage/1', hills: pins, people: [] }
    const first = layOut(sketch, around)
    for (const one of pins) expect(first.hills).toContainEqual(one)
    expect(layOut(sketch, around)).toEqual(first)
    const second = layOut(sketch, around, { arrangement: 3 })
    expect(layOut(sketch, around, { arrangement: 3 })).toEqual(second)
    expect(second.hills).not.toEqual(first.hills)
    for (const one of pins) expect(second.hills).toContainEqual(one)
  })
})
