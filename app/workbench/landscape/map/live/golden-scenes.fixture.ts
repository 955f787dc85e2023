import { inventedMap } from '../../../../../bench/map/invented-map.ts'
import { seededChance } from '../chance.ts'
import { type Layout, layOut } from '../lay-out.ts'
import { madeUpFirstSketch } from '../made-up-map-input.ts'
import { mapFeatures } from '../map-features.ts'
import type { MapInput } from '../map-input.ts'
import { mapWords } from '../map-words.ts'
import { type PlacedThings, placedThings } from '../placements.ts'
import { type Scene, sceneOf } from '../scene.ts'
import { livingScene } from './living-scene.fixture.ts'
import { mapToSend } from './map-to-send.ts'
import { packMap, type SentMap } from './sent-map.ts'

type Kind = MapInput['boundaries'][number]['kind']
type People = 1 | 30 | 300 | 10_000 | 500_000
type Screen = 'desk' | 'tablet' | 'phone' | 'card'

/** One picture of the living map: how many people, how divided, on which screen, by day or night, from afar or near. */
export interface Golden {
  people: People
  boundary: 'place' | 'knowing' | 'deciding' | Kind | 'none'
  screen: Screen
  theme: 'light' | 'dark'
  /** CSS pixels for a map unit, where the boundary or a hill beside it is; far away without it */
  near?: number
  /** through a lens and a filter, or with every hill equally high */
  seen?: 'lens' | 'equal'
}

export const screens: Record<Screen, { width: number; height: number }> = {
  desk: { width: 1440, height: 900 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
  card: { width: 480, height: 360 },
}

const kinds = [
  'geographic',
  'disciplinary',
  'political',
  'cultural',
  'social',
  'class',
  'institutional',
  'other',
] as const

/**
 * Not every number of people on every screen in both lights, which would be hundreds: each boundary sign near in both lights, every screen in
 * both, and every size of landscape from afar, the three large ones also near. Other pairs are left out: nowhere do 10,000 people stand on a
 * phone, or thirty near.
 */
export const goldens: Golden[] = [
  ...kinds.flatMap((boundary) =>
    (['light', 'dark'] as const).map((theme): Golden => ({ people: 300, boundary, screen: 'card', theme, near: 1.7 })),
  ),
  { people: 1, boundary: 'none', screen: 'tablet', theme: 'light' },
  { people: 30, boundary: 'other', screen: 'desk', theme: 'light' },
  { people: 30, boundary: 'none', screen: 'phone', theme: 'dark' },
  { people: 300, boundary: 'place', screen: 'desk', theme: 'light' },
  { people: 300, boundary: 'knowing', screen: 'desk', theme: 'dark' },
  { people: 300, boundary: 'deciding', screen: 'tablet', theme: 'light' },
  { people: 300, boundary: 'none', screen: 'tablet', theme: 'dark' },
  { people: 300, boundary: 'place', screen: 'phone', theme: 'light' },
  { people: 300, boundary: 'place', screen: 'desk', theme: 'light', near: 3.4 },
  { people: 300, boundary: 'deciding', screen: 'phone', theme: 'dark', near: 2.2 },
  { people: 300, boundary: 'place', screen: 'tablet', theme: 'light', seen: 'lens' },
  { people: 300, boundary: 'none', screen: 'card', theme: 'dark', seen: 'lens' },
  { people: 300, boundary: 'none', screen: 'tablet', theme: 'light', seen: 'equal' },
  { people: 10_000, boundary: 'place', screen: 'desk', theme: 'light' },
  { people: 10_000, boundary: 'place', screen: 'tablet', theme: 'dark', near: 1.2 },
  { people: 500_000, boundary: 'place', screen: 'desk', theme: 'dark' },
  { people: 500_000, boundary: 'place', screen: 'phone', theme: 'light' },
  { people: 500_000, boundary: 'place', screen: 'tablet', theme: 'light', near: 2 },
]

export function nameOf({ people, boundary, screen, theme, near, seen }: Golden): string {
  return [people, boundary, screen, theme, ...(near ? ['near'] : []), ...(seen ? [seen] : [])].join('-')
}

const made = new Map<string, SentMap>()

/** The scene of a picture; those of one landscape with one boundary are made once. */
function sceneFor({ people, boundary, seen }: Golden): SentMap {
  const key = `${people} ${boundary} ${seen}`
  const known = made.get(key) ?? (seen ? seenScene(boundary, seen) : makeScene(people, boundary))
  made.set(key, known)
  return known
}

export function bytesFor(golden: Golden): Buffer {
  return Buffer.from(packMap(sceneFor(golden)))
}

/** What stands in the address for where one looks; empty from afar. */
export function lookAt(golden: Golden): string {
  if (!golden.near) return ''
  const { boundary, hills, land } = sceneFor(golden).head
  const line = boundary?.lines[0]?.points
  const middle = line?.[Math.floor(line.length / 2)] ?? { x: (land[0] + land[2]) / 2, y: (land[1] + land[3]) / 2 }
  const away = (hill: { x: number; y: number }) => Math.hypot(hill.x - middle.x, hill.y - middle.y)
  // among very many people a line may run where nobody is
  const { x, y } = golden.people > 1000 ? hills.reduce((one, other) => (away(other) < away(one) ? other : one)) : middle
  return `?at=${Math.round(x)},${Math.round(y)},${golden.near}`
}

function makeScene(people: People, boundary: Golden['boundary']): SentMap {
  const chosen = boundary === 'none' ? null : boundary
  if (people === 10_000 || people === 500_000) return largeScene(people)
  if (people === 30) {
    const input = madeUpFirstSketch()
    return sent(sceneOf(input, layOut(input), { frame: 'wide', boundary: chosen && 'day', openly: false }))
  }
  const kind = kinds.find((each) => each === boundary)
  return livingScene(kind ? 'place' : chosen, (input) => {
    if (people === 1) return { ...input, people: input.people.slice(0, 1), dyads: [], clearings: [], spaces: [] }
    return kind ? { ...input, boundaries: input.boundaries.map((one) => ({ ...one, kind, aggregate: false })) } : input
  })
}

/** A plate under each name, a third of the hills stepping back, and some people ringed; or equal hills. */
function seenScene(boundary: Golden['boundary'], seen: 'lens' | 'equal'): SentMap {
  return livingScene(boundary === 'none' ? null : boundary, (input) => {
    if (seen === 'equal') return { ...input, equalHills: true }
    const back = new Set(input.practices.filter((_, nth) => nth % 3 === 0).map(({ id }) => id))
    return {
      ...input,
      practices: input.practices.map((practice, nth) => ({
        ...practice,
        faint: back.has(practice.id),
        sign: { parts: [{ glyph: `steps-${(nth % 6) as 0 | 1}`, text: `${nth % 6} of 5`, brief: '' }], sentence: '' },
      })),
      people: input.people.map((person, nth) => ({
        ...person,
        faint: person.memberships.every(({ practice }) => back.has(practice)),
        ringed: nth % 7 === 0,
      })),
    }
  })
}

/** Ties more than are ever sent; the rest would only cost time. */
const mostTies = 40_000

/** Half a million people with every place given: some seven seconds, most of it for heights and sides, and no search for free spots. */
function largeScene(people: number): SentMap {
  const { input, layout } = inventedMap(people)
  const every = Math.max(1, Math.floor(input.dyads.length / mostTies))
  const fewer = { ...input, dyads: input.dyads.filter((_, nth) => nth % every === 0) }
  const scene = sceneOf(fewer, outOfRank(layout), { frame: 'wide', boundary: 'river', openly: false })
  return people > 100_000 ? sent(scene, { clearings: [], spaces: [] }) : sent(scene)
}

/** The hills stand in rank and file where speed is measured; here each is moved a little with its people, as land is. */
function outOfRank({ algorithm, hills, people }: Layout): Layout {
  const chance = seededChance('golden')
  const apart = Math.hypot(hills[1]!.x - hills[0]!.x, hills[1]!.y - hills[0]!.y)
  const moves = hills.map(() => {
    const [angle, away] = [chance() * 2 * Math.PI, chance() ** 0.5 * apart * 0.46]
    return { x: Math.cos(angle) * away, y: Math.sin(angle) * away }
  })
  const moved = <T extends { x: number; y: number }>(place: T, nth: number): T => {
    const move = moves[nth % moves.length]!
    return { ...place, x: place.x + move.x, y: place.y + move.y }
  }
  return { algorithm, hills: hills.map(moved), people: people.map(moved) }
}

function sent(scene: Scene, placements: PlacedThings = placedThings(scene)): SentMap {
  const { features } = mapFeatures(scene, placements, { say: mapWords('en'), openly: false, href: () => '/' })
  return mapToSend(scene, placements, {
    language: 'en',
    features,
    nameOf: (person) => person,
    titleOf: (clearing) => clearing,
    places: { people: '/people', whatIf: '/what-if', convene: null },
  })
}
