import { createHash } from 'node:crypto'
import type { Language } from '../../platform/i18n/language.ts'
import { pathIn, type Visit } from '../visit.tsx'
import type { DrawnLandscape } from './drawn-landscape.ts'
import { keepLayout } from './keep-layout.ts'
import { mayDraw } from './landscape.ts'
import type { Clearing } from './landscape-page.tsx'
import { type DrawnMap, drawMap } from './map/draw-map.ts'
import type { FrameName } from './map/frame.ts'
import type { Layout } from './map/lay-out.ts'
import { mapToSend } from './map/live/map-to-send.ts'
import { packMap } from './map/live/sent-map.ts'
import { type FeatureKind, mapFeatures } from './map/map-features.ts'
import { type MapInput, mapInput } from './map/map-input.ts'
import { mapWords } from './map/map-words.ts'
import { placedThings } from './map/placements.ts'
import { sceneOf } from './map/scene.ts'

export interface MapWish {
  boundary: string | null
  clearings: Clearing[]
  language: Language
  now: Date
}

/** Drawings are kept while the program runs, keyed by everything that is on them; a landscape costs some 400 kB. */
const kept = new Map<string, DrawnMap>()
const mostKept = 60

/** The landscape as a map in both frames, for this visitor. About half a second the first time, nothing afterwards. */
export async function drawLandscapeMap(
  visit: Visit,
  drawn: DrawnLandscape,
  wish: MapWish,
): Promise<{ wide: DrawnMap; compact: DrawnMap }> {
  const { input, layout } = await placedMap(visit, drawn, wish)
  const draw = (frame: FrameName) => {
    const key = keyOf(visit, input, wish, frame, layout)
    const drawing =
      kept.get(key) ??
      drawMap(input, layout, {
        say: mapWords(wish.language),
        boundary: wish.boundary,
        frame,
        audience: 'team',
        prefix: frame,
        href: (kind, id) => hrefOf(visit, wish, kind, id),
      })
    keep(key, drawing)
    return drawing
  }
  return { wide: draw('wide'), compact: draw('compact') }
}

/** What the map is drawn from, and where everything lies on it. */
async function placedMap(
  visit: Visit,
  drawn: DrawnLandscape,
  wish: MapWish,
): Promise<{ input: MapInput; layout: Layout }> {
  const clearings = wish.clearings.slice(0, 7).map(({ key, rank, between }) => ({ id: key, rank, between }))
  const input = mapInput(drawn, { seed: visit.landscape.id, clearings })
  return { input, layout: await keepLayout(visit.tx, visit.landscape, input, wish.now) }
}

/** The same map as bytes for the living map of a browser, with a tag that is the same as long as nothing on it changed. */
export async function landscapeMapBytes(
  visit: Visit,
  drawn: DrawnLandscape,
  wish: MapWish,
): Promise<{ tag: string; bytes: () => ArrayBuffer }> {
  const { input, layout } = await placedMap(visit, drawn, wish)
  const names = drawn.people.map(({ id, name }) => [id, name ?? ''] as const)
  const titles = wish.clearings.map(({ key, title }) => [key, title] as const)
  const tag = keyOf(visit, input, wish, 'wide', [layout, names, titles, mayDraw(visit.landscape)])
  return {
    tag,
    bytes: () => {
      const scene = sceneOf(input, layout, { frame: 'wide', boundary: wish.boundary, openly: false })
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
        whatIf: pathIn(visit.landscape, 'what-if'),
        convene: mayDraw(visit.landscape) ? pathIn(visit.landscape, 'spaces', 'new') : null,
      }
      return packMap(mapToSend(scene, placements, { language: wish.language, features, nameOf, titleOf, places }))
    },
  }
}

function hrefOf({ landscape }: Visit, { boundary }: MapWish, kind: FeatureKind, id: string): string {
  if (kind === 'clearing') return pathIn(landscape, 'opportunities', id)
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
