import { describe, expect, test } from 'vitest'
import { livingScene } from './living-scene.fixture.ts'
import { changed, countsOf, peopleAround, peopleOnHill } from './selection.ts'

const map = livingScene('place')

describe('what is chosen on the map', () => {
  test('is everybody on a hill, who together are everybody on land with a hill', () => {
    const all = map.head.hills.flatMap((_, hill) => peopleOnHill(map, hill))
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBe([...map.people.hill].filter((hill) => hill > 0).length)
  })

  test('is somebody with those they are tied to: as many as they have ties', () => {
    const map = livingScene('place', (input) => ({
      ...input,
      people: input.people.map((one) => ({ ...one, shown: true })),
    }))
    const person = map.people.degree.findIndex((degree) => degree < 255 && degree > 3)
    expect(peopleAround(map, person)).toContain(person)
    expect(peopleAround(map, person)).toHaveLength(map.people.degree[person]! + 1)
  })

  test('can be added to, taken from and replaced', () => {
    expect(changed([1, 3], [2, 3], 'add')).toEqual([1, 2, 3])
    expect(changed([1, 3], [2, 3], 'take')).toEqual([1])
    expect(changed([1, 3], [9, 2, 2], 'replace')).toEqual([2, 9])
  })

  test('is counted: of everybody, all ties and all crossings', () => {
    const everybody = [...map.people.x.keys()]
    const counts = countsOf(map, everybody)
    expect(counts.people).toBe(everybody.length)
    expect(counts.ties).toBe(map.ties.from.length)
    expect(counts.crossing).toBe([...map.ties.bridge].filter((bridge) => bridge > 0).length)
    expect(countsOf(map, [0])).toMatchObject({ people: 1, ties: 0, crossing: 0 })
  })
})
