import type { Context } from 'hono'
import type { Tx } from '../../platform/db/database.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import type { Place, Visit } from '../visit.tsx'
import type { MapWish } from './draw-landscape-map.ts'
import type { DrawnBoundary, DrawnLandscape } from './drawn-landscape.ts'
import { type KnownWish, knownDrawing, knownWish } from './known/known-view.tsx'
import { datedIn } from './known/standing-on.ts'
import { drawnLandscape, type Landscape } from './landscape.ts'
import { type Lens, lensWish } from './lens/lens.ts'
import { lensWords } from './lens/lens-words.ts'
import { lookThrough } from './lens/look-through.ts'
import { type Only, onlyOf } from './only/only.ts'

/** A clearing on the map, as the part of the workbench that finds them tells it. */
export interface Clearing {
  key: string
  rank: number
  between: string[]
  /** who and who, in words */
  title: string
  /** why, in one sentence */
  sentence: string
}

/** Asks the opportunities for the newest reading; the landscape itself does not know how they are found. */
export type ClearingsOf = (
  tx: Tx,
  landscape: Landscape,
  drawn: DrawnLandscape,
  language: Language,
) => Promise<Clearing[]>

/**
 * What somebody looks at, and how: all of it stands in the address, so that it can be shared and gone back to. The page, the living map
 * and every picture read it here, and so show the same.
 */
export interface Looking {
  kind: 'looking'
  /** whose eyes these are; back in time one may change nothing, not even keep places that were computed */
  visit: Visit
  language: Language
  url: URL
  now: Date
  drawn: DrawnLandscape
  boundary: DrawnBoundary | null
  /** what is said of each practice; null without a lens */
  lens: Lens | null
  /** the lens that the address asks for and that is not there */
  noLens: string | null
  /** what alone is shown */
  only: Only
  clearings: Clearing[]
  /** which day's knowledge is shown */
  known: KnownWish
  /** of a past day by what is known now: how much of what is shown has a date */
  dated: { dated: number; undated: number } | null
}

/** Nothing was recorded yet on the day that is asked for. */
export interface NothingToSee {
  kind: 'nothing-known'
  day: string
}

/** What this request looks at, as this visitor may see it. */
export async function lookingAt(
  { clock }: Place,
  c: Context,
  visit: Visit,
  clearingsOf: ClearingsOf,
): Promise<Looking | NothingToSee> {
  const url = new URL(c.req.url)
  const language = languageOf(c)
  const now = clock.now()
  const known = knownWish(url, now.toISOString().slice(0, 10))
  const past = await knownDrawing(visit.tx, visit.landscape, known, language)
  if (typeof known !== 'string' && past === null) return { kind: 'nothing-known', day: known.day }
  const drawn = past ?? (await drawnLandscape(visit.tx, visit.landscape))
  const boundary = chosenBoundary(url, drawn)
  const eyes = {
    day: typeof known === 'string' ? now.toISOString().slice(0, 10) : known.day,
    outside: visit.landscape.role === 'visitor',
  }
  const lens = lookThrough(drawn, lensWish(url), eyes, lensWords(language))
  return {
    kind: 'looking',
    visit: past ? { ...visit, landscape: { ...visit.landscape, role: 'visitor' } } : visit,
    language,
    url,
    now,
    drawn,
    boundary,
    lens: lens === 'no-lens' ? null : lens,
    noLens: lens === 'no-lens' ? url.searchParams.get('lens') : null,
    only: onlyOf(drawn, boundary, url),
    // what was found is found in today's landscape
    clearings: past ? [] : await clearingsOf(visit.tx, visit.landscape, drawn, language),
    known,
    dated: typeof known !== 'string' && known.by === 'now' ? datedIn(drawn) : null,
  }
}

/** The boundary in the address; right after a first sketch the one that was just drawn. */
function chosenBoundary(url: URL, drawn: DrawnLandscape): DrawnBoundary | null {
  const wish = url.searchParams.get('boundary')
  if (wish === null && url.searchParams.get('first') === 'yes') return drawn.boundaries.at(-1) ?? null
  return drawn.boundaries.find(({ id }) => id === wish) ?? null
}

/** The same as a wish for the map. */
export function mapWishOf({ boundary, lens, only, clearings, language, now, known }: Looking): MapWish {
  const past = typeof known !== 'string'
  return { boundary: boundary?.id ?? null, clearings, language, now, past, look: { lens, only } }
}
