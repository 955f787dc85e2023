import { describe, expect, test } from 'vitest'
import type { MapInput } from '../map-input.ts'
import { livingScene } from './living-scene.fixture.ts'
import { MARKS, packMap, type SentMap, unpackMap } from './sent-map.ts'

/** Hides the person with most ties. */
function hiding(input: MapInput): MapInput & { hidden: string } {
  const ties = new Map<string, number>()
  for (const { a, b } of input.dyads) for (const id of [a, b]) ties.set(id, (ties.get(id) ?? 0) + 1)
  const [hidden] = [...ties].sort((one, other) => other[1] - one[1])[0]!
  return { ...input, hidden, people: input.people.map((one) => (one.id === hidden ? { ...one, shown: false } : one)) }
}

function halvesOf({ ties }: SentMap): number {
  return ties.halfTies.reduce((sum, some) => sum + some, 0)
}

describe('a map that is sent', () => {
  const open = livingScene('place')

  test('comes back from its bytes as it was', () => {
    expect(unpackMap(packMap(open))).toEqual(open)
  })

  test('tells nothing of whoever must not be found but their part of the height', () => {
    let hidden = ''
    const map = livingScene('place', (input) => {
      const hiddenInput = hiding(input)
      hidden = hiddenInput.hidden
      return hiddenInput
    })
    expect(map.people.x.length).toBe(open.people.x.length - 1)
    expect(map.head.names).not.toContain(`Name of ${hidden}`)
    expect(JSON.stringify(map.head)).not.toContain(hidden)
    // none of the hidden one's crossing ties begins at a person: both halves begin at hills
    expect(map.ties.halfHill.length).toBeGreaterThan(0)
    const touched = map.ties.from.length + halvesOf(map) / 2
    expect(touched).toBeLessThanOrEqual(open.ties.from.length)
    expect([...map.height]).toEqual([...open.height])
  })

  test('tells nobody’s side of a boundary that is drawn in the aggregate alone', () => {
    const map = livingScene('deciding')
    expect(map.head.boundary?.aggregate).toBe(true)
    expect(new Set(map.people.mark)).toEqual(new Set([MARKS.indexOf('plain')]))
    expect([...map.ties.bridge].some((bridge) => bridge > 0)).toBe(false)
    expect(map.ties.halfBridge.length).toBeGreaterThan(0)
    // what is missing beside the map without the boundary would tell who crosses
    const without = livingScene('none')
    expect([...map.ties.from]).toEqual([...without.ties.from])
    expect([...map.ties.to]).toEqual([...without.ties.to])
  })

  test('has a bridge for every tie that crosses, and a place for everything that can be gone to', () => {
    const { boundary, features, hills, clearings, spaces } = open.head
    const crossing = [...open.ties.bridge].filter((bridge) => bridge > 0).length + halvesOf(open) / 2
    expect(boundary!.bridges.reduce((sum, { ties }) => sum + ties, 0)).toBe(crossing)
    const count = (kind: string) => features.filter((feature) => feature.kind === kind).length
    expect(count('hill')).toBe(hills.length)
    expect(count('clearing')).toBe(clearings.length)
    expect(count('space')).toBe(spaces.length)
    expect(count('bridge')).toBe(boundary!.bridges.length)
  })

  test('puts people first who have most ties, so that the rest can be left out', () => {
    expect([...open.people.degree]).toEqual([...open.people.degree].sort((a, b) => b - a))
  })
})
