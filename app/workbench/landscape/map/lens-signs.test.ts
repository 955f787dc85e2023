import { describe, expect, test } from 'vitest'
import { overlap } from './boxes.ts'
import { drawMap } from './draw-map.ts'
import { withEqualHills } from './equal-hills.ts'
import { type Spot, sample } from './field.ts'
import { layOut } from './lay-out.ts'
import type { LensSign } from './lens-signs.ts'
import { livingScene } from './live/living-scene.fixture.ts'
import { FAINT } from './live/sent-map.ts'
import { madeUpMapInput } from './made-up-map-input.ts'
import type { MapInput } from './map-input.ts'
import { mapWords } from './map-words.ts'
import { placementsFor } from './placements.ts'
import type { Relief } from './relief.ts'
import { sceneOf } from './scene.ts'

const plain = madeUpMapInput()
const layout = layOut(plain)
const say = mapWords('en')
const sign = (text: string): LensSign => ({
  parts: [{ glyph: 'steps-3', text, brief: '' }],
  sentence: `The lens says ${text}.`,
})

function signed(change: (input: MapInput) => void = () => {}): MapInput {
  const input = structuredClone(plain)
  for (const practice of input.practices) practice.sign = sign('3 of 5')
  change(input)
  return input
}

const count = (text: string, part: string) => text.split(part).length - 1

describe('a lens on the map', () => {
  test('puts a plate under every name and the same into every sentence', () => {
    for (const frame of ['wide', 'compact'] as const) {
      const { svg, features } = drawMap(signed(), layout, { say, frame })
      expect(count(svg, 'class="map-plate"')).toBe(count(svg, 'class="map-hill-name"'))
      const hills = features.filter(({ kind }) => kind === 'hill')
      expect(hills.every(({ sentence }) => sentence.endsWith('The lens says 3 of 5.'))).toBe(true)
    }
  })

  test('draws no plate where it has nothing to show', () => {
    const { svg } = drawMap(
      signed(({ practices }) => {
        practices[0]!.sign = { parts: [], sentence: 'Nobody we know of.' }
      }),
      layout,
      { say },
    )
    expect(count(svg, 'class="map-plate"')).toBe(count(svg, 'class="map-hill-name"') - 1)
    expect(svg).toContain('Nobody we know of.')
  })

  test('keeps names and plates apart', () => {
    for (const frame of ['wide', 'compact'] as const) {
      const scene = sceneOf(signed(), layout, { frame, boundary: 'place', openly: false })
      const boxes = [...placementsFor(scene, { peopled: true, badges: false, you: '' }).hillNames.values()].map(
        ({ box }) => box,
      )
      boxes.forEach((box, nth) => {
        for (const other of boxes.slice(nth + 1)) expect(overlap(box, other)).toBe(false)
      })
    }
  })

  test('writes what it says as text, whatever is in it', () => {
    const { svg } = drawMap(
      signed(({ practices }) => {
        practices[0]!.sign = sign('<b>')
      }),
      layout,
      { say },
    )
    expect(svg).not.toContain('<b>')
    expect(svg).toContain('&lt;b&gt;')
  })

  test('lets what is not looked for step back, in the drawing and in what is sent, and changes no place', () => {
    const fading = (input: MapInput) => {
      const own = new Set([input.practices[0]!.id])
      input.practices[0]!.faint = true
      for (const person of input.people)
        if (person.memberships.every(({ practice }) => own.has(practice))) person.faint = true
      input.people.find(({ faint }) => faint !== true)!.ringed = true
    }
    const { svg } = drawMap(signed(fading), layout, { say, level: 'middle' })
    expect(svg).toContain('map-link-hill map-faint')
    expect(svg).toContain('class="map-veil"')
    expect(count(svg, 'class="map-lens-ring"')).toBe(1)
    expect(drawMap(plain, layout, { say }).svg).not.toMatch(/map-faint|map-veil|map-lens/)
    const [sent, before] = [livingScene(null, () => signed(fading)), livingScene(null)]
    expect(sent.head.hills.filter(({ faint }) => faint)).toHaveLength(1)
    expect(sent.head.ringed).toHaveLength(1)
    expect(sent.people.mark.some((mark) => mark >= FAINT)).toBe(true)
    expect([...sent.people.x]).toEqual([...before.people.x])
    expect(Math.max(...sent.faint)).toBeGreaterThan(200)
    expect(before.faint).toHaveLength(0)
  })

  test('rings nobody who must not be found', () => {
    const hiding = signed((input) => {
      for (const person of input.people) Object.assign(person, { ringed: true, shown: false })
    })
    expect(drawMap(hiding, layout, { say, level: 'middle' }).svg).not.toContain('map-lens-ring')
    expect(livingScene(null, () => hiding).head.ringed).toEqual([])
  })
})

describe('equal hills', () => {
  const scene = sceneOf(plain, layout, { frame: 'wide', boundary: null, openly: false })
  const highest = ({ grid, height }: Relief, { x, y }: Spot) => {
    const near = [-20, -10, 0, 10, 20].flatMap((dx) => [-20, -10, 0, 10, 20].map((dy) => [x + dx, y + dy] as const))
    return Math.max(...near.map(([one, other]) => sample(grid, height, one, other)))
  }
  const equal = withEqualHills(scene.relief, scene.hills)

  test('are all as high as one another, where they were not', () => {
    const [before, after] = [scene.relief, equal].map((relief) => scene.hills.map((hill) => highest(relief, hill)))
    expect(Math.min(...before!) / Math.max(...before!)).toBeLessThan(0.6)
    expect(Math.min(...after!) / Math.max(...after!)).toBeGreaterThan(0.85)
  })

  test('leave the coast where it was', () => {
    const land = ({ height, sea }: Relief) => [...height].map((value) => value > sea)
    expect(land(equal)).toEqual(land(scene.relief))
  })

  test('write every name as large as every other', () => {
    const { svg } = drawMap({ ...plain, equalHills: true }, layout, { say })
    const sizes = [...svg.matchAll(/class="map-hill-name" font-size="([^"]+)"/g)].map(([, size]) => size)
    expect(sizes.length).toBeGreaterThan(8)
    expect(new Set(sizes).size).toBe(1)
  })
})
