import { describe, expect, test } from 'vitest'
import { drawMap } from '../draw-map.ts'
import { type Layout, layOut } from '../lay-out.ts'
import { madeUpMapInput } from '../made-up-map-input.ts'
import { mapFeatures } from '../map-features.ts'
import type { MapInput, MapPerson } from '../map-input.ts'
import { mapWords } from '../map-words.ts'
import { placedThings } from '../placements.ts'
import { sceneOf } from '../scene.ts'
import { fitted, frameOf } from './camera.ts'
import { drawSigns, type Signs } from './draw-signs.ts'
import { heightField } from './ground-fields.ts'
import { groundTiles } from './ground-tiles.ts'
import { detailAt } from './level-of-detail.ts'
import { mapToSend } from './map-to-send.ts'
import { placesOf } from './places.ts'
import { MARKS, packMap, type SentMap, unpackMap } from './sent-map.ts'
import { curvesOf, piecesOf } from './tie-curves.ts'

const usual = madeUpMapInput()
const nothing: MapInput = {
  seed: 'odd',
  practices: [],
  people: [],
  dyads: [],
  boundaries: [],
  clearings: [],
  spaces: [],
}
const sheet = { width: 1400, height: 860, covered: { left: 0, top: 0, right: 0, bottom: 0 } }

function person(id: string, practice: string | null, sides: number[][] = []): MapPerson {
  const memberships = practice === null ? [] : [{ practice, weight: 1 }]
  return { id, memberships, sides, answered: false, shown: true }
}

function practice(id: string, name: string, people: number) {
  return { id, name, kind: 'community' as const, people, answered: 0, sides: [] }
}

function sent(input: MapInput, boundary: string | null = null, layout: Layout = layOut(input)): SentMap {
  const scene = sceneOf(input, layout, { frame: 'wide', boundary, openly: false })
  const things = placedThings(scene)
  const href = (kind: string, id: string) => `/${kind}/${id}`
  const { features } = mapFeatures(scene, things, { say: mapWords('en'), openly: false, href })
  const names = new Map(input.practices.map(({ id, name }) => [id, name]))
  const nameOf = (id: string) => names.get(id) ?? `Name of ${id}`
  const options = {
    language: 'en',
    features,
    nameOf,
    titleOf: nameOf,
    places: { people: '/people', whatIf: '/', convene: null },
  }
  return unpackMap(packMap(mapToSend(scene, things, options)))
}

/** Everything that is painted and written of a map at several zooms; every number in it must be one. */
function signsOf(map: SentMap): Signs {
  const places = placesOf(map)
  const fit = fitted(map.head.land, sheet, map.head.scale)
  const all = [fit.zoom, 2.2, 5].map((zoom) => {
    const detail = detailAt(zoom, null, map.head.boundary !== null)
    return drawSigns(map, places, frameOf({ ...fit, zoom }, sheet), { detail, covered: [], chosen: [0] })
  })
  for (const { svg } of all) expect(svg).not.toMatch(/NaN|Infinity|undefined|null/)
  const field = heightField(map)
  expect(field.every(Number.isFinite)).toBe(true)
  expect(groundTiles(map, field).corners.every(Number.isFinite)).toBe(true)
  const { places: points, looks } = piecesOf(curvesOf(map, places), fit.zoom, 1e6)
  expect(points.every(Number.isFinite) && looks.every(Number.isFinite)).toBe(true)
  expect(map.people.mark.every((mark) => mark < MARKS.length)).toBe(true)
  expect(JSON.stringify(map.head)).not.toMatch(/:null,"y"|"[xy]":null/)
  return all[0]!
}

function renamed(name: string): MapInput {
  return { ...usual, practices: usual.practices.map((each, nth) => ({ ...each, name: `${name} ${nth}` })) }
}

describe('the living map of an odd landscape', () => {
  test('shows land and a mark for one person alone, tied to nobody', () => {
    for (const input of [
      { ...nothing, people: [person('a', null)] },
      { ...nothing, people: [person('a', 'p')], practices: [practice('p', 'The only one', 1)] },
    ]) {
      const map = sent(input)
      expect(map.people.x).toHaveLength(1)
      expect(map.height.some((height) => height / 65_535 > map.head.sea)).toBe(true)
      const { features } = signsOf(map)
      expect(features).toHaveLength(input.practices.length)
    }
  })

  test('is open water where there is nobody', () => {
    const map = sent(nothing)
    expect(map.height.every((height) => height / 65_535 <= map.head.sea)).toBe(true)
    expect(signsOf(map).features).toEqual([])
  })

  test('stands without ties, and without a boundary', () => {
    const map = sent({ ...usual, dyads: [], boundaries: [] })
    expect(map.ties.from).toHaveLength(0)
    expect(map.head.boundary).toBeNull()
    expect(signsOf(map).features.length).toBeGreaterThan(0)
  })

  test('writes no name of 300 letters beyond the sheet, and keeps all of it for whoever listens', () => {
    const long = `${'wide-eyed '.repeat(15)}${'unbroken'.repeat(18)}`.slice(0, 296)
    const { svg, features } = signsOf(sent(renamed(long)))
    expect(features.filter(({ label }) => label.startsWith(long))).toHaveLength(usual.practices.length)
    const spots = [...svg.matchAll(/<text[^>]* x="(-?[\d.]+)"/g)].map(([, x]) => Number(x))
    for (const x of spots) expect(x > 0 && x < sheet.width).toBe(true)
  })

  test('writes names from right to left, and emoji, as they were given', () => {
    for (const name of ['צוות החוף הצפוני', 'فريق الساحل', '🌊👩‍👩‍👧‍👦 tide 🇵🇹']) {
      const { svg, features } = signsOf(sent(renamed(name)))
      expect(features.some(({ label }) => label === `${name} 0`)).toBe(true)
      for (const word of name.split(' ')) expect(svg).toContain(word)
    }
  })

  test('takes everybody in one place', () => {
    const layout = layOut(usual)
    const together = { ...layout, people: layout.people.map(({ id }) => ({ id, x: 0, y: 0 })) }
    const map = sent(usual, 'place', together)
    expect(new Set(map.people.x).size).toBe(1)
    expect(placesOf(map).nearest({ x: 0, y: 0 }, 5)).toBe(0)
    signsOf(map)
  })

  test('draws a boundary of twelve sides', () => {
    const sides = Array.from({ length: 12 }, (_, side) => `side ${side}`)
    const people = usual.people.map((each, nth) => ({ ...each, sides: [[nth % 12]] }))
    const boundary = { id: 'many', name: 'Twelve', kind: 'other' as const, sides, aggregate: false }
    const practices = usual.practices.map((each, nth) => ({ ...each, sides: [[nth % 12]] }))
    const map = sent({ ...usual, people, practices, boundaries: [boundary] }, 'many')
    expect(map.head.boundary?.sides).toEqual(sides)
    expect(map.lead.length).toBe(12 * map.height.length)
    signsOf(map)
  })

  test('takes ten thousand practices, names the largest in view and sends the others', () => {
    const practices = Array.from({ length: 10_000 }, (_, k) => practice(`c${k}`, `Practice ${k}`, 2))
    const people = practices.flatMap(({ id }, k) => [person(`a${k}`, id), person(`b${k}`, id)])
    const dyads = practices.map((_, k) => ({ a: `a${k}`, b: `b${(k + 1) % 10_000}`, weight: 0.5 }))
    const at = (k: number) => ({ x: (k % 125) * 40, y: Math.floor(k / 125) * 40 })
    const hills = practices.map(({ id }, k) => ({ id, ...at(k) }))
    const places = people.map(({ id }, k) => ({ id, x: at(k >> 1).x + 6 * (k % 2), y: at(k >> 1).y }))
    const layout: Layout = { algorithm: 'two-stage/1', hills, people: places }
    const map = sent({ ...nothing, practices, people, dyads }, null, layout)
    expect(map.head.hills).toHaveLength(10_000)
    expect(map.head.features).toHaveLength(10_000)
    const { svg } = signsOf(map)
    expect(svg.match(/map-hill-name/g)!.length).toBeLessThanOrEqual(120)
  }, 120_000)
})

describe('the drawing of the server of an odd landscape', () => {
  test.each([
    ['nobody', nothing],
    ['one person', { ...nothing, people: [person('a', null)] }],
    ['long names', renamed('n'.repeat(300))],
    ['names from right to left', renamed('צוות החוף')],
  ])('has no number that is none: %s', (_, input) => {
    const { svg } = drawMap(input, layOut(input), { say: mapWords('en') })
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  })
})
