import { describe, expect, test } from 'vitest'
import { boxAround, overlap } from '../boxes.ts'
import { fitted, frameOf } from './camera.ts'
import { drawSigns } from './draw-signs.ts'
import { type KeptLabels, nothingKept } from './kept-labels.ts'
import { detailAt } from './level-of-detail.ts'
import { livingScene } from './living-scene.fixture.ts'
import { placesOf } from './places.ts'

const map = livingScene('place')
const places = placesOf(map)
const sheet = { width: 1400, height: 860, covered: { left: 12, top: 90, right: 360, bottom: 12 } }
const fit = fitted(map.head.land, sheet)
const panel = { left: 1040, top: 90, right: 1388, bottom: 600 }

function signsAt(zoom: number, at = { x: fit.x, y: fit.y }) {
  const camera = { ...at, zoom }
  return drawSigns(map, places, frameOf(camera, sheet), {
    detail: detailAt(zoom, null, true),
    covered: [panel],
    chosen: [],
  })
}

describe('the signs of the living map', () => {
  test('lead to everything that can be gone to when all land is in view', () => {
    const { features, svg } = signsAt(fit.zoom)
    expect(features.map(({ kind, id }) => `${kind} ${id}`)).toEqual(
      map.head.features.map(({ kind, id }) => `${kind} ${id}`),
    )
    expect(svg.match(/class="map-link map-link-clearing"/g)).toHaveLength(map.head.clearings.length)
  })

  test('lead to hills without room for their name too, by a link in which nothing is to be seen, and only by keys where people stand', () => {
    const camera = { x: fit.x, y: fit.y, zoom: fit.zoom }
    const whole = { left: 0, top: 0, right: sheet.width, bottom: sheet.height }
    const signs = (zoom: number) =>
      drawSigns(map, places, frameOf({ ...camera, zoom }, sheet), {
        detail: detailAt(zoom, null, true),
        covered: [whole],
        chosen: [],
      })
    const { svg, features } = signs(0.5)
    const hills = features.filter(({ kind }) => kind === 'hill')
    expect(hills.length).toBe(map.head.hills.length)
    expect(svg).not.toContain('map-hill-name')
    expect(svg.match(/class="map-link map-link-hill"/g)).toHaveLength(hills.length)
    expect(svg).not.toContain('map-by-keys')
    expect(signs(1.2).svg).toMatch(
      /<g class="map-by-keys"><a class="map-link map-link-hill"[^>]*><title>[^<]*<\/title><rect class="map-target"[^>]*\/><\/a><\/g>/,
    )
  })

  test('lead to at most 60 things of a kind, those nearest to the middle of the view', () => {
    const many = Array.from({ length: 150 }, (_, nth) => ({
      ...map.head.hills[0]!,
      id: `h${nth}`,
      x: fit.x + ((nth * 37) % 150) - 75,
      y: fit.y,
    }))
    const features = many.map(({ id }) => ({ kind: 'hill' as const, id, label: id, sentence: id, href: `/hill/${id}` }))
    const crowded = { ...map, head: { ...map.head, hills: many, features } }
    const whole = { left: 0, top: 0, right: sheet.width, bottom: sheet.height }
    const frame = frameOf({ x: fit.x, y: fit.y, zoom: 1 }, sheet)
    const signs = drawSigns(crowded, places, frame, { detail: detailAt(1, null, true), covered: [whole], chosen: [] })
    expect(signs.features).toHaveLength(60)
    expect(signs.svg.match(/class="map-link /g)).toHaveLength(60)
    const away = (x: number) => Math.abs(x - frame.width / 2)
    const farthest = Math.max(...signs.features.map(({ x }) => away(x)))
    expect(farthest).toBeLessThan(32)
  })

  test('are only those in view', () => {
    const [hill] = map.head.hills
    const { features } = signsAt(5, hill!)
    expect(features.some(({ kind, id }) => kind === 'hill' && id === hill!.id)).toBe(true)
    expect(features.length).toBeLessThan(map.head.features.length / 2)
  })

  test('name people only from near', () => {
    const person = { x: places.x(0), y: places.y(0) }
    expect(signsAt(fit.zoom).svg).not.toContain('Name of')
    expect(signsAt(4, person).svg).toContain('Name of')
  })

  test('put no name under a panel', () => {
    const { svg } = signsAt(2.2)
    const spots = [...svg.matchAll(/<text (?:class="[^"]*" )?x="([\d.]+)" y="([\d.]+)">Name of/g)]
    expect(spots.length).toBeGreaterThan(0)
    for (const [, x, y] of spots) {
      const under =
        Number(x) > panel.left && Number(x) < panel.right && Number(y) > panel.top && Number(y) < panel.bottom
      expect(under).toBe(false)
    }
  })

  test('write names as text, whatever is in them', () => {
    const hostile = livingScene('place', (input) => ({
      ...input,
      practices: input.practices.map((practice) => ({ ...practice, name: '<img src=x onerror=alert(1)> "&' })),
    }))
    const { svg } = drawSigns(hostile, placesOf(hostile), frameOf(fit, sheet), {
      detail: detailAt(fit.zoom, null, true),
      covered: [],
      chosen: [],
    })
    expect(svg).not.toContain('<img')
  })

  test('keep every name at its offset while the map is moved by small steps and its old place is free', () => {
    const detail = detailAt(3.2, null, true)
    let camera = { ...map.head.hills[0]!, zoom: 3.2 }
    let frame = frameOf(camera, sheet)
    let before = drawSigns(map, places, frame, { detail, covered: [panel], chosen: [] })
    let [kept, moved, people] = [0, 0, 0]
    for (let step = 0; step < 40; step += 1) {
      camera = { ...camera, x: camera.x + 6 * Math.cos(step / 6), y: camera.y + 5 * Math.sin(step / 4) }
      frame = frameOf(camera, sheet)
      const now = drawSigns(map, places, frame, { detail, covered: [panel], chosen: [], before: before.labels })
      const boxes = [...now.labels.hills.values()].map(({ label }) => label)
      for (const [id, { label, spot }] of now.labels.hills) {
        const old = before.labels.hills.get(id)
        if (old === undefined) continue
        const [dx, dy] = [
          label.x - spot.x - (old.label.x - old.spot.x),
          label.box.top - spot.y - (old.label.box.top - old.spot.y),
        ]
        if (Math.hypot(dx, dy) < 1e-6) {
          kept += 1
          continue
        }
        moved += 1
        const [along, down] = [spot.x - old.spot.x, spot.y - old.spot.y]
        const { left, top, right, bottom } = old.label.box
        const box = { left: left + along, top: top + down, right: right + along, bottom: bottom + down }
        const isOut = box.left < 4 || box.top < 4 || box.right > frame.width - 4 || box.bottom > frame.height - 4
        const isHit = [panel, ...boxes.filter((other) => other.id !== id).map((other) => other.box)].some((other) =>
          overlap(box, other),
        )
        const isTaken =
          isOut ||
          isHit ||
          now.features.some(({ kind, x, y }) => kind !== 'hill' && overlap(box, boxAround(x, y, 60, 60)))
        expect(isTaken, `the place of ${id} after step ${step}`).toBe(true)
      }
      for (const [person, side] of now.labels.people) if (before.labels.people.get(person) === side) people += 1
      before = now
    }
    expect(kept).toBeGreaterThan(4 * moved)
    expect(people).toBeGreaterThan(100)
  })

  test('let a name that stands far from its summit come nearer once the zoom has changed by more than 8 %', () => {
    const at = (zoom: number, before?: KeptLabels) =>
      drawSigns(map, places, frameOf({ x: fit.x, y: fit.y, zoom }, sheet), {
        detail: detailAt(zoom, null, true),
        covered: [panel],
        chosen: [],
        before: before ?? nothingKept,
      }).labels
    const far = at(fit.zoom)
    const led = [...far.hills.values()].filter(({ label }) => label.leader !== null)
    expect(led.length).toBeGreaterThan(0)
    const near = at(fit.zoom * 1.6, far)
    const stillLed = led.filter(({ label: { id } }) => near.hills.get(id)?.label.leader)
    expect(stillLed.length).toBeLessThan(led.length)
  })
})
