import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearestTowards } from './towards.ts'

const here = { x: 0, y: 0 }

test('an arrow leads to the nearest thing within 45 degrees of it', () => {
  const things = [
    { x: 100, y: 10, name: 'far east' },
    { x: 40, y: -39, name: 'north-east' },
    { x: 30, y: 60, name: 'south' },
    { x: -5, y: 0, name: 'west' },
  ]
  expect(nearestTowards(things, here, 'right')?.name).toBe('north-east')
  expect(nearestTowards(things, here, 'down')?.name).toBe('south')
  expect(nearestTowards(things, here, 'left')?.name).toBe('west')
  expect(nearestTowards(things.slice(0, 1), here, 'up')).toBeUndefined()
})

test('from anywhere, every other thing lies towards one of the four arrows', () => {
  const spot = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) })
  fc.assert(
    fc.property(spot, (thing) => {
      fc.pre(thing.x !== 0 || thing.y !== 0)
      const found = (['left', 'right', 'up', 'down'] as const).filter((way) => nearestTowards([thing], here, way))
      expect(found.length).toBeGreaterThan(0)
    }),
  )
})
