import { createHash } from 'node:crypto'
import type { Language } from '../../platform/i18n/language.ts'
import { keptInMemory } from '../../platform/kept-in-memory.ts'
import { pathIn, type Visit } from '../visit.tsx'
import type { DrawnLandscape } from './drawn-landscape.ts'
import { placesInTime } from './known/places-in-time.ts'
import { drawnIds, peopleLive } from './landscape.ts'
import { mayConvene } from './landscape-policy.ts'
import type { Clearing } from './looking.ts'
import type { Softness } from './map/draw-ground.ts'
import { type DrawnMap, drawMap } from './map/draw-map.ts'
import type { FrameName } from './map/frame.ts'
import { mapToSend } from './map/live/map-to-send.ts'
import { packMap } from './map/live/sent-map.ts'
import { mapChanges } from './map/map-changes.ts'
import { type FeatureKind, mapFeatures } from './map/map-features.ts'
import { type MapInput, mapInput } from './map/map-input.ts'
import { mapWords } from './map/map-words.ts'
import { placedThings } from './map/placements.ts'
import type { Measure } from './map/relief.ts'
import { FEWEST_COUNTED, sceneOf } from './map/scene.ts'
import { type MapLook, seenThrough } from './map-look.ts'
import { keepLayout, type Laid } from './places/keep-layout.ts'
import { movingOf } from './places/moving.ts'

export interface MapWish {
  boundary: string | null
  clearings: Clearing[]
  language: Language
  now: Date
  /** a file that may be passed on: nobody's own place is on it */
  passedOn?: boolean
  /** a day that is over: places and heights are those of all days */
  past?: boolean
  /** the lens and the filter; neither without it */
  look?: MapLook
  /** what stood on an earlier day, whose differences are marked */
  before?: DrawnLandscape | undefined
  /** the team is told of fewer than five as well (rule E10) */
  ofFew?: boolean
}

/** Drawings are kept while the program runs, keyed by everything that is on them; a landscape costs some 400 kB. */
const kept = keptInMemory<string, DrawnMap>()
const mostKept = 60

/** The landscape as a map in both frames, for this visitor. About half a second the first time, nothing afterwards. */
export async function drawLandscapeMap(
  visit: Visit,
  drawn: DrawnLandscape,
  wish: MapWish,
): Promise<{ wide: DrawnMap; compact: DrawnMap; laid: Laid }> {
  const placed = await placedMap(visit, drawn, wish)
  const draw = (frame: FrameName) => drawingOf(visit, placed, wish, frame, 'blurred')
  return {
    laid: placed.laid,
    // a frame that nobody looks at is not drawn
    get wide() {
      return draw('wide')
    },
    get compact() {
      return draw('compact')
    },
  }
}

/**
 * The same map for a picture: without blurs, which few programs draw well, and for the team or for anybody (rule E10). Costs as much as
 * one frame.
 */
export async function drawMapForPicture(
  visit: Visit,
  drawn: DrawnLandscape,
  wish: MapWish,
  audience: 'team' | 'public',
): Promise<DrawnMap> {
  const passed = { ...wish, passedOn: true, ofFew: wish.ofFew === true && audience === 'team' }
  const stepped = audience === 'public' && peopleLive(drawn.about.basis)
  return drawingOf(visit, await placedMap(visit, drawn, passed), passed, 'wide', 'stacked', audience, stepped)
}

/** A drawing, kept or new. */
function drawingOf(
  visit: Visit,
  { input, laid: { layout }, steady, before }: PlacedMap,
  wish: MapWish,
  frame: FrameName,
  softness: Softness,
  audience: 'team' | 'public' = 'team',
  inSteps = false,
): DrawnMap {
  const key = keyOf(visit, input, wish, frame, [layout, steady, before, softness, audience, inSteps])
  const drawing =
    kept.get(key) ??
    drawMap(input, layout, {
      say: mapWords(wish.language),
      boundary: wish.boundary,
      frame,
      audience,
      inSteps,
      softness,
      steady,
      before,
      prefix: frame,
      href: (kind, id) => hrefOf(visit, wish, kind, id),
    })
  keep(key, drawing)
  return drawing
}

interface PlacedMap {
  input: MapInput
  laid: Laid
  /** on a past day, what the heights of all days are measured against */
  steady: Measure | undefined
  /** the same of the earlier day that is compared with */
  before?: MapInput | undefined
}

/** What the map is drawn from, and where everything lies on it. */
async function placedMap(visit: Visit, drawn: DrawnLandscape, wish: MapWish): Promise<PlacedMap> {
  const seed = visit.landscape.id
  const you = wish.passedOn ? undefined : await ownId(visit, drawn)
  const passedOn = wish.passedOn === true && wish.ofFew !== true
  if (wish.past) {
    const { layout, measure, findable } = await placesInTime(visit.tx, visit.landscape, wish.now)
    const inputOf = (day: DrawnLandscape) =>
      seen(mapInput(day, { seed, you, passedOn, sees: (person) => findable.has(person) }), wish)
    const before = wish.before && inputOf(wish.before)
    const input = inputOf(drawn)
    const fewest = wish.ofFew ? 1 : FEWEST_COUNTED
    const laid: Laid = { layout, pins: [], state: 'settled', laying: null }
    return { input: before ? grown(input, before, fewest) : input, laid, steady: measure, before }
  }
  const clearings = wish.clearings.slice(0, 7).map(({ key, rank, between }) => ({ id: key, rank, between }))
  const input = mapInput(drawn, { seed, clearings, you, passedOn })
  // places do not depend on how one looks
  const laid = await keepLayout(visit.tx, visit.landscape, input, wish.now)
  return { input: seen(input, wish), laid, steady: undefined }
}

function seen(input: MapInput, { look }: MapWish): MapInput {
  return look === undefined ? input : seenThrough(input, look)
}

/** Hills that grew or shrank say so beside their names. */
function grown(input: MapInput, before: MapInput, fewest: number): MapInput {
  const sizes = new Map(before.practices.map(({ id, people }) => [id, people]))
  const practices = input.practices.map((practice) => {
    const more = practice.people - (sizes.get(practice.id) ?? 0)
    return Math.abs(more) < fewest
      ? practice
      : { ...practice, name: `${practice.name} (${more > 0 ? '+' : '−'}${Math.abs(more)})` }
  })
  return { ...input, practices }
}

/** Under which id whoever looks stands in the landscape themselves, if they do. */
async function ownId({ tx, landscape, person }: Visit, drawn: DrawnLandscape): Promise<string | undefined> {
  const own = (await drawnIds(tx, landscape)).externalOf.get(person.id)
  return drawn.people.some(({ id }) => id === own) ? own : undefined
}

/** The same map as bytes for the living map of a browser, with a tag that is the same as long as nothing on it changed. */
export async function landscapeMapBytes(
  visit: Visit,
  drawn: DrawnLandscape,
  wish: MapWish,
): Promise<{ tag: string; bytes: () => ArrayBuffer }> {
  const { input, laid, steady, before } = await placedMap(visit, drawn, wish)
  const { layout } = laid
  // back in time, and beside an earlier day, hills are not moved
  const moving = wish.past ? undefined : movingOf(visit.landscape, laid)
  const names = drawn.people.map(({ id, name }) => [id, name ?? ''] as const)
  const titles = wish.clearings.map(({ key, title }) => [key, title] as const)
  const tag = keyOf(visit, input, wish, 'wide', [layout, steady, before, names, titles, moving])
  return {
    tag,
    bytes: () => {
      const sceneFor = (day: MapInput) =>
        sceneOf(day, layout, { frame: 'wide', boundary: wish.boundary, openly: false, steady })
      const scene = sceneFor(input)
      const placements = placedThings(scene)
      const { features } = mapFeatures(scene, placements, {
        say: mapWords(wish.language),
        openly: false,
        href: (kind, id) => hrefOf(visit, wish, kind, id),
      })
      const [nameOf, titleOf] = [names, titles].map((list) => {
        const known = new Map(list)
        return (id: string) => known.get(id) ?? ''
      }) as [(id: string) => string, (id: string) => string]
      const places = {
        people: pathIn(visit.landscape, 'people'),
        whatIf: pathIn(visit.landscape, 'what-if'),
        convene: mayConvene(visit.landscape) ? pathIn(visit.landscape, 'spaces', 'new') : null,
      }
      const changes = before && mapChanges(sceneFor(before), scene)
      const { language } = wish
      return packMap(mapToSend(scene, placements, { language, features, nameOf, titleOf, places, moving, changes }))
    },
  }
}

function hrefOf({ landscape }: Visit, { boundary }: MapWish, kind: FeatureKind, id: string): string {
  if (kind === 'clearing') return pathIn(landscape, 'opportunities', id)
  if (kind === 'you') return pathIn(landscape, 'people', id)
  if (kind === 'hill') return pathIn(landscape, 'practices', id)
  if (kind === 'space') return pathIn(landscape, 'spaces', id)
  return `${pathIn(landscape, 'landscape')}?${new URLSearchParams({ view: 'crossings', boundary: boundary ?? '' })}`
}

function keyOf({ landscape }: Visit, input: MapInput, wish: MapWish, frame: FrameName, layout: unknown): string {
  const all = JSON.stringify([landscape.slug, input, layout, wish.boundary, wish.language, frame])
  return createHash('sha256').update(all).digest('base64')
}

function keep(key: string, drawing: DrawnMap): void {
  kept.delete(key)
  kept.set(key, drawing)
  const oldest = kept.keys().next().value
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
}
