import { describe, expect, test } from 'vitest'
import { drawMap } from './draw-map.ts'
import { layOut } from './lay-out.ts'
import { livingScene } from './live/living-scene.fixture.ts'
import { madeUpMapInput } from './made-up-map-input.ts'
import { mapWords } from './map-words.ts'

const input = madeUpMapInput()
const layout = layOut(input)
const say = mapWords('en')

/** Whoever has most ties that cross a boundary, by counting over sides, and how many those are. */
function busiest(boundary: string): [person: string, crossing: number] {
  const nth = input.boundaries.findIndex(({ id }) => id === boundary)
  const sides = new Map(input.people.map(({ id, sides }) => [id, sides[nth]!]))
  const count = new Map<string, number>()
  for (const { a, b } of input.dyads) {
    const [one, other] = [sides.get(a)!, sides.get(b)!]
    if (one.length === 0 || other.length === 0 || one.some((side) => other.includes(side))) continue
    for (const end of [a, b]) count.set(end, (count.get(end) ?? 0) + 1)
  }
  return [...count].sort((one, other) => other[1] - one[1])[0]!
}

const [you, crossing] = busiest('place')
const drawn = (boundary: string | null, more: { audience?: 'public'; you?: string } = {}) =>
  drawMap({ ...input, you: more.you ?? you }, layout, { say, boundary, ...more })

describe('one’s own place on the map', () => {
  test('is the first thing one comes to, and says where it is and how many of one’s own ties cross', () => {
    const [first] = drawn('place').features
    expect(first).toMatchObject({ kind: 'you', id: you, label: 'You' })
    expect(crossing).toBeGreaterThanOrEqual(4)
    expect(first!.sentence).toContain(`${crossing} of your ties cross`)
    expect(first!.sentence).toContain('Nobody else is shown this.')
  })

  test('says nothing of crossing without a boundary, nor where that would tell on which side others stand', () => {
    for (const boundary of [null, 'deciding']) {
      const [first] = drawn(boundary).features
      expect(first!.kind).toBe('you')
      expect(first!.sentence).not.toMatch(/ties? cross/)
      expect(first!.sentence).not.toContain('Nobody else')
    }
  })

  test('is on no map for others: neither outside the team nor of somebody who does not stand in the landscape', () => {
    const kinds = (map: ReturnType<typeof drawMap>) => map.features.map(({ kind }) => kind)
    expect(kinds(drawn('place', { audience: 'public' }))).not.toContain('you')
    expect(kinds(drawn('place', { you: 'nobody' }))).not.toContain('you')
    expect(drawMap(input, layout, { say, boundary: 'place' }).svg).not.toContain('map-own')
  })

  test('goes to the living map as one place, and no other person has one', () => {
    const { head } = livingScene('place', (map) => ({ ...map, you }))
    expect(head.you).toMatchObject({ id: you, isBridge: true })
    expect(head.features.filter(({ kind }) => kind === 'you')).toHaveLength(1)
    expect(livingScene('place').head.you).toBeNull()
  })
})
