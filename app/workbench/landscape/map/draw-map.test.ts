import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { overlap } from './boxes.ts'
import { drawMap, type MapOptions } from './draw-map.ts'
import type { FrameName } from './frame.ts'
import { layOut } from './lay-out.ts'
import { madeUpFirstSketch, madeUpMapInput } from './made-up-map-input.ts'
import type { MapInput } from './map-input.ts'
import { mapWords } from './map-words.ts'
import { placementsFor } from './placements.ts'
import { sceneOf } from './scene.ts'

const input = madeUpMapInput()
const layout = layOut(input)
const say = mapWords('en')
const draw = (options: Partial<MapOptions> = {}) => drawMap(input, layout, { say, ...options })

describe('the map', () => {
  it('is the same to the byte for the same input', () => {
    const [once, again] = [draw({ boundary: 'place' }).svg, draw({ boundary: 'place' }).svg]
    expect(once === again).toBe(true)
  })

  it('is the picture we looked at: whoever changes it looks again and writes down the new digest', () => {
    const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)
    expect([digest(JSON.stringify(layout)), digest(draw({ boundary: 'place' }).svg)]).toEqual([
      '74550e9e7a7c',
      'c5b49a8bb027',
    ])
  })

  it('stays small enough to be sent with the page', () => {
    expect(draw({ boundary: 'place', level: 'far' }).svg.length).toBeLessThan(220_000)
    expect(draw({ boundary: 'place', frame: 'compact' }).svg.length).toBeLessThan(120_000)
  })

  it('holds no inline style and no script, so that a strict content policy lets it through', () => {
    for (const boundary of [null, 'place', 'knowing', 'deciding']) {
      expect(draw({ boundary }).svg.match(/\sstyle=|<style|<script|\son\w+=|NaN|undefined|Infinity/)).toBeNull()
    }
  })

  it('writes names as text, whatever is in them', () => {
    const named = structuredClone(input)
    named.practices[0]!.name = '<img src=x onerror="alert(1)"> & co'
    const { svg } = drawMap(named, layout, { say })
    expect(svg.includes('<img')).toBe(false)
    expect(svg.includes('&amp; co')).toBe(true)
  })

  it('gives every clearing, hill, space and bridge a sentence and a link', () => {
    const { features, svg } = draw({ boundary: 'place', href: (kind, id) => `/somewhere/${kind}/${id}` })
    expect(features.filter((feature) => feature.kind === 'hill')).toHaveLength(input.practices.length)
    expect(features.filter((feature) => feature.kind === 'clearing').map((feature) => feature.label)).toEqual(
      [1, 2, 3, 4, 5].map((rank) => `Clearing ${rank}`),
    )
    for (const feature of features) {
      expect(feature.sentence).toMatch(/\.$/)
      expect(feature.sentence).not.toMatch(/\.\.|undefined|\{/)
      expect(feature.href).toBe(`/somewhere/${feature.kind}/${feature.id}`)
      expect(svg.includes(`href="${feature.href}"`), `a link to ${feature.href}`).toBe(true)
    }
  })

  it('names hills from west to east after the clearings', () => {
    const { features } = draw()
    const kinds = features.map((feature) => feature.kind)
    expect(kinds.lastIndexOf('clearing')).toBeLessThan(kinds.indexOf('hill'))
    const hills = features.filter((feature) => feature.kind === 'hill').map((feature) => feature.x)
    expect(hills).toEqual([...hills].sort((a, b) => a - b))
  })

  it('speaks four languages', () => {
    const labels = (['en', 'pt', 'es', 'fr'] as const).map((language) => {
      const { features, svg } = draw({ say: mapWords(language), boundary: 'place' })
      expect(svg.includes('aria-label=')).toBe(true)
      return features[0]!.sentence
    })
    expect(new Set(labels).size).toBe(4)
  })

  it('draws seven clearings at most', () => {
    const clearings = Array.from({ length: 12 }, (_, k) => ({ id: `c${k}`, rank: k + 1, between: ['crews', 'office'] }))
    const { features } = drawMap({ ...input, clearings }, layout, { say })
    expect(features.filter((feature) => feature.kind === 'clearing')).toHaveLength(7)
  })
})

describe('crossing ties on the map', () => {
  it.each(['place', 'knowing', 'deciding'])(
    'are each on at most one bridge, and on none only where it would stand for a few (%s)',
    (boundary) => {
      const index = input.boundaries.findIndex((each) => each.id === boundary)
      const sides = new Map(input.people.map((person) => [person.id, person.sides[index]!]))
      const crossing = input.dyads.filter(({ a, b }) => {
        const [one, other] = [sides.get(a)!, sides.get(b)!]
        return one.length > 0 && other.length > 0 && !one.some((side) => other.includes(side))
      })
      const drawn = draw({ boundary })
      const onBridges = drawn.bridges.reduce((sum, row) => sum + row.count, 0)
      // where sides are only known in sum, bridges of fewer than five people are not drawn
      if (boundary === 'deciding') expect(onBridges).toBeLessThan(crossing.length)
      else expect(onBridges).toBe(crossing.length)
      expect(drawn.crossing?.crossing).toBe(crossing.length)
    },
  )

  it('carry their number from six ties on', () => {
    const { svg, bridges } = draw({ boundary: 'place' })
    const sums = new Map<string, number>()
    for (const row of bridges) sums.set(row.bridge, (sums.get(row.bridge) ?? 0) + row.count)
    const written = [...svg.matchAll(/map-bridge-number"[^>]*>(\d+)</g)].map((match) => Number(match[1]))
    expect(written.sort((a, b) => a - b)).toEqual([...sums.values()].filter((sum) => sum >= 6).sort((a, b) => a - b))
  })
})

describe('the map outside the team', () => {
  const open = draw({ boundary: 'place', audience: 'public' })

  it('draws nobody and no single tie', () => {
    expect(open.svg.includes('map-people')).toBe(false)
    expect(open.svg.includes('map-ties')).toBe(false)
    expect(draw({ boundary: 'place' }).svg.includes('map-people')).toBe(true)
  })

  it('leaves out hills and bridges that would stand for fewer than five people', () => {
    const sketch = madeUpFirstSketch()
    const places = layOut(sketch)
    expect(drawMap(sketch, places, { say, boundary: 'day' }).bridges.length).toBeGreaterThan(0)
    const shown = drawMap(sketch, places, { say, boundary: 'day', audience: 'public' })
    expect(shown.bridges).toEqual([])
    expect(shown.features).toEqual([])
    expect(shown.svg.includes('map-coast')).toBe(false)
  })

  it('tells no sum from which a bridge kept back could be worked out', () => {
    const team = draw({ boundary: 'place' })
    expect(new Set(open.bridges.map((row) => row.bridge)).size).toBeLessThan(
      new Set(team.bridges.map((row) => row.bridge)).size,
    )
    expect(open.crossing).toBeNull()
    for (const feature of open.features) if (feature.kind === 'hill') expect(feature.sentence).not.toMatch(/cross/)
  })

  it('starts no tie at a person', () => {
    const people = new Set(input.people.map((person) => person.id))
    const starts = (svg: string) => svg.match(/class="map-strands.*?<\/g><\/g>/)![0].match(/M[\d-]+ ?-?\d+/g)!
    expect(new Set(starts(open.svg)).size).toBeLessThanOrEqual(input.practices.length)
    expect(people.size).toBeGreaterThan(new Set(starts(open.svg)).size)
  })

  it('shows the side of no person where sides are only known in sum', () => {
    const people = draw({ boundary: 'deciding' }).svg.match(/<g class="map-people">.*?<\/g>/)![0]
    expect(people).toContain('map-mark-plain')
    expect(people).not.toMatch(/map-mark-[1-4]/)
  })

  it('draws the same ties with and without a boundary whose sides are only known in sum', () => {
    const ties = (boundary: string | null) => draw({ boundary }).svg.match(/<g class="map-ties".*?<\/g>/)![0]
    expect(ties('deciding')).toBe(ties(null))
    expect(ties('place')).not.toBe(ties(null))
  })

  it('tells of no crossing that a filter or few people leave alone where sides are only known in sum', () => {
    const index = input.boundaries.findIndex(({ id }) => id === 'deciding')
    const sides = new Map(input.people.map((person) => [person.id, person.sides[index]!]))
    const pair = input.dyads.find(({ a, b }) => !sides.get(a)!.some((side) => sides.get(b)!.includes(side)))!
    const told = (some: Partial<MapInput>, boundary = 'deciding') => {
      const { crossing, bridges, features } = drawMap({ ...input, ...some }, layout, { say, boundary })
      const sentences = features.map(({ sentence }) => sentence).join(' ')
      return { crossing, bridges, crosses: /cross/.test(sentences) }
    }
    const nothing = { crossing: null, bridges: [], crosses: false }
    expect(told({ dyads: [pair] })).toEqual(nothing)
    expect(told({ filtered: true })).toEqual(nothing)
    expect(told({ dyads: [] })).toEqual(nothing)
    expect(told({}).crosses).toBe(true)
    expect(told({ filtered: true }, 'place').crossing).not.toBeNull()
  })

  it('hides people who are not shown', () => {
    const hidden: MapInput = { ...input, people: input.people.map((person) => ({ ...person, shown: false })) }
    const { svg } = drawMap(hidden, layout, { say, boundary: 'place' })
    expect(svg.includes('<g class="map-people"></g>')).toBe(true)
    expect(/map-tie-(near|mid|far)"/.test(svg)).toBe(false)
  })
})

describe('names on the map', () => {
  const cases: [string, MapInput, string | null][] = [
    ['made-up coast', input, null],
    ['made-up coast by place', input, 'place'],
    ['made-up coast by knowing', input, 'knowing'],
    ['first sketch', madeUpFirstSketch(), 'day'],
  ]
  it.each(
    cases.flatMap(([title, map, boundary]) =>
      (['wide', 'compact'] as FrameName[]).map((frame) => ({ title, map, boundary, frame })),
    ),
  )('do not overlap each other, clearings or bridges ($title, $frame)', ({ map, boundary, frame }) => {
    const scene = sceneOf(map, map === input ? layout : layOut(map), { frame, boundary, openly: false })
    const placed = placementsFor(scene, { peopled: frame === 'wide', badges: false, you: '' })
    const names = [...placed.hillNames.values(), ...placed.spaceNames.values()]
    for (const name of names) {
      for (const box of placed.taken) if (box !== name.box) expect(overlap(name.box, box)).toBe(false)
      expect(name.box.left).toBeGreaterThan(0)
      expect(name.box.right).toBeLessThan(scene.frame.width)
    }
    expect(placed.hillNames.size).toBeGreaterThanOrEqual(map.practices.length)
  })
})

describe('small landscapes', () => {
  const empty: MapInput = { seed: 's', practices: [], people: [], dyads: [], boundaries: [], clearings: [], spaces: [] }
  const person = (id: string, practice?: string) => ({
    id,
    memberships: practice === undefined ? [] : [{ practice, weight: 1 }],
    sides: [],
    answered: false,
    shown: true,
  })

  it('are open water when nobody is drawn', () => {
    const { svg, features } = drawMap(empty, layOut(empty), { say })
    expect(svg.includes('nobody drawn yet')).toBe(true)
    expect(svg.includes('map-coast')).toBe(false)
    expect(features).toEqual([])
  })

  it('show one person as an islet', () => {
    const one = { ...empty, people: [person('a')] }
    expect(drawMap(one, layOut(one), { say }).svg.includes('map-coast')).toBe(true)
  })

  it('show a practice nobody was drawn in, with its name', () => {
    const practices = [{ id: 'p', name: 'Net menders', kind: 'community' as const, people: 0, answered: 0, sides: [] }]
    const bare = { ...empty, practices }
    const { svg, features } = drawMap(bare, layOut(bare), { say })
    expect(svg.includes('menders</tspan>')).toBe(true)
    expect(features[0]!.sentence).toBe('Net menders, nobody drawn here yet.')
  })

  it('keep somebody with no ties in open water of their own', () => {
    const people = [...['a', 'b', 'c', 'd', 'e'].map((id) => person(id, 'p')), person('alone')]
    const practices = [{ id: 'p', name: 'Crew', kind: 'community' as const, people: 5, answered: 0, sides: [] }]
    const map = { ...empty, people, practices }
    const { relief } = sceneOf(map, layOut(map), { frame: 'wide', boundary: null, openly: false })
    const land = relief.height.filter((height) => height > relief.sea).length
    expect(land).toBeGreaterThan(0)
    expect(
      drawMap(map, layOut(map), { say })
        .svg.match(/id="map-shape"[^>]*d="([^"]+)"/)![1]!
        .match(/M/g),
    ).toHaveLength(2)
  })
})
