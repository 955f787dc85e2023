import type { Language } from '../../../platform/i18n/language.ts'
import type { Visit } from '../../visit.tsx'
import { drawMapForPicture } from '../draw-landscape-map.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { drawnLandscape, peopleLive } from '../landscape.ts'
import type { DrawnMap } from '../map/draw-map.ts'
import { pictureWords } from './picture-words.ts'
import { withoutLinks } from './set-picture.ts'

/** How much of the map is around a hill, in pixels of the wide map. */
const around = { width: 560, height: 400 }

/** A map that may be passed on, and the parts of it that can be cut out. */
export interface MapToCrop {
  drawn: DrawnLandscape
  map: DrawnMap
  /** hills that stand on it: none of fewer than five people */
  hills: { id: string; name: string }[]
  language: Language
  now: Date
}

/**
 * Draws a landscape as anybody may see it: nobody on it, nothing of fewer than five people, numbers in steps of five where people live, and no
 * spaces, since who meets whom is theirs to tell. A boundary that is not there counts as none.
 */
export async function mapToCrop(
  visit: Visit,
  { boundary, language, now }: { boundary: string | null; language: Language; now: Date },
): Promise<MapToCrop> {
  const whole = await drawnLandscape(visit.tx, visit.landscape)
  const drawn = { ...whole, spaces: [] }
  const isThere = drawn.boundaries.some(({ id }) => id === boundary)
  const wish = { boundary: isThere ? boundary : null, clearings: [], language, now, passedOn: true }
  const map = await drawMapForPicture(visit, drawn, wish, 'public')
  const hills = map.features.filter(({ kind }) => kind === 'hill').map(({ id, label }) => ({ id, name: label }))
  return { drawn, map, hills, language, now }
}

/** The part around one hill, or all of it: an SVG whose colours are tokens still. Null when that hill does not stand on it. */
export function cropOf({ map }: MapToCrop, hill: string | null): { svg: string; width: number; height: number } | null {
  const at = map.features.find(({ kind, id }) => kind === 'hill' && id === hill)
  if (hill !== null && !at) return null
  const width = at ? Math.min(around.width, map.width) : map.width
  const height = at ? Math.min(around.height, map.height) : map.height
  const left = at ? within(at.x - width / 2, map.width - width) : 0
  const top = at ? within(at.y - height / 2, map.height - height) : 0
  const box = [left, top, width, height].map((one) => Math.round(one)).join(' ')
  return {
    width,
    height,
    svg:
      `<svg xmlns="http://www.w3.org/2000/svg" class="map map-wide" width="${width}" height="${height}" viewBox="${box}">` +
      `<rect width="${map.width}" height="${map.height}" fill="var(--open-water)"/>${withoutLinks(map.svg)}</svg>`,
  }
}

function within(at: number, most: number): number {
  return Math.max(0, Math.min(at, most))
}

/** What stands under it: whose map, which boundary, and what it does not tell. When it was drawn stands beside it by itself, since that changes. */
export function captionOf({ drawn, language }: MapToCrop, name: string, boundary: string | null): string {
  const say = pictureWords(language)
  const divided = drawn.boundaries.find(({ id }) => id === boundary)
  const steps = peopleLive(drawn.about.basis) ? [say('in_steps')] : []
  return [[name, divided?.name].filter(Boolean).join(' · '), say('for_public'), ...steps]
    .join('. ')
    .replace(/\.\. /g, '. ')
}
