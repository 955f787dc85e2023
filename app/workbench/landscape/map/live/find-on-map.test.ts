import { describe, expect, test } from 'vitest'
import { findOnMap, plainly } from './find-on-map.ts'
import { livingScene } from './living-scene.fixture.ts'
import { placesOf } from './places.ts'

const map = livingScene('place')
const places = placesOf(map)

describe('finding on the map', () => {
  test('does not mind accents, capitals and order', () => {
    expect(plainly(' Laboratório Maré ')).toBe('laboratorio mare')
    const [found] = findOnMap(map, places, 'MARE laboratorio')
    expect(found?.label).toBe('Laboratório Maré Clara')
  })

  test('gives hills before people, and where each stands', () => {
    const hill = map.head.hills[0]!
    const [found] = findOnMap(map, places, hill.name)
    expect(found).toMatchObject({ kind: 'feature', label: hill.name, x: hill.x, y: hill.y })
    const name = map.head.names![5]!
    expect(findOnMap(map, places, name)[0]).toMatchObject({ kind: 'person', person: 5, x: places.x(5) })
  })

  test('gives at most eight, and nothing for no words', () => {
    expect(findOnMap(map, places, 'name')).toHaveLength(8)
    expect(findOnMap(map, places, '  ')).toEqual([])
    expect(findOnMap(map, places, 'nobody is called so')).toEqual([])
  })
})
