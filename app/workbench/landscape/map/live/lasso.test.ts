import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInside, peopleInside } from './lasso.ts'
import { livingScene } from './living-scene.fixture.ts'
import { placesOf } from './places.ts'

const spot = fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }) })

describe('a lasso', () => {
  test('holds what is inside its line, and the middle of a figure of eight on neither side', () => {
    const square = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 10 },
      { x: 0, y: 10 },
    ]
    expect(isInside(square, { x: 5, y: 5 })).toBe(true)
    expect(isInside(square, { x: 15, y: 5 })).toBe(false)
    const twice = [...square, ...square]
    expect(isInside(twice, { x: 5, y: 5 })).toBe(false)
  })

  test('is the same wherever the line begins and whichever way it goes', () => {
    fc.assert(
      fc.property(fc.array(spot, { minLength: 3, maxLength: 9 }), spot, fc.nat(), (line, one, turn) => {
        // between whole numbers, so that nobody stands on the line itself
        const place = { x: one.x + 0.37, y: one.y + 0.41 }
        const at = turn % line.length
        const turned = [...line.slice(at), ...line.slice(0, at)]
        expect(isInside(turned, place)).toBe(isInside(line, place))
        expect(isInside(line.toReversed(), place)).toBe(isInside(line, place))
      }),
    )
  })

  test('around all land holds everybody, around open water nobody', () => {
    const map = livingScene(null)
    const places = placesOf(map)
    const [left, top, right, bottom] = map.head.land
    const around = [
      { x: left - 9, y: top - 9 },
      { x: right + 9, y: top - 9 },
      { x: right + 9, y: bottom + 9 },
      { x: left - 9, y: bottom + 9 },
    ]
    expect(peopleInside(places, around)).toHaveLength(places.count)
    expect(
      peopleInside(
        places,
        around.map(({ x, y }) => ({ x: x + 9000, y })),
      ),
    ).toEqual([])
    expect(peopleInside(places, around.slice(0, 2))).toEqual([])
  })
})
