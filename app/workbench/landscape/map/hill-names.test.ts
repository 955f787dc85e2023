import { expect, test } from 'vitest'
import { placeHillNames } from './hill-names.ts'

/** Hills in a small square in the middle of much water. */
function crowded(hills: number) {
  const across = Math.ceil(Math.sqrt(hills))
  const list = Array.from({ length: hills }, (_, nth) => ({
    id: `c${nth}`,
    name: `Practice ${nth}`,
    people: 10,
    x: 400 + (nth % across) * (200 / across),
    y: 400 + Math.floor(nth / across) * (200 / across),
  }))
  const labels = placeHillNames(list, { taken: [], people: [], lines: [], width: 1000, height: 1000 }, 'compact')
  const lengths = labels.map(({ leader }) =>
    leader ? Math.hypot(leader[0].x - leader[1].x, leader[0].y - leader[1].y) : 0,
  )
  return { named: labels.length, longest: Math.max(...lengths) }
}

test('few hills all have their names, however far away there is room', () => {
  expect(crowded(36).named).toBe(36)
})

test('where hills are many, no line from a name to its hill runs across the map', () => {
  const { named, longest } = crowded(100)
  expect(named).toBeGreaterThan(20)
  expect(named).toBeLessThan(100)
  expect(longest).toBeLessThan(120)
})
