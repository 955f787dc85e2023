import { describe, expect, test } from 'vitest'
import { fitted, frameOf } from './camera.ts'
import { drawSigns } from './draw-signs.ts'
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
})
