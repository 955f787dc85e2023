import { createHash } from 'node:crypto'
import type { Language } from '../../platform/i18n/language.ts'
import { pathIn, type Visit } from '../visit.tsx'
import type { DrawnLandscape } from './drawn-landscape.ts'
import { keepLayout } from './keep-layout.ts'
import type { Clearing } from './landscape-page.tsx'
import { type DrawnMap, drawMap } from './map/draw-map.ts'
import type { FrameName } from './map/frame.ts'
import type { FeatureKind } from './map/map-features.ts'
import { type MapInput, mapInput } from './map/map-input.ts'
import { mapWords } from './map/map-words.ts'

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
  const clearings = wish.clearings.slice(0, 7).map(({ key, rank, between }) => ({ id: key, rank, between }))
  const input = mapInput(drawn, { seed: visit.landscape.id, clearings })
  const layout = await keepLayout(visit.tx, visit.landscape, input, wish.now)
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
