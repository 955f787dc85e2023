import type { Context } from 'hono'
import type { Tx } from '../../platform/db/database.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import type { Place, Visit } from '../visit.tsx'
import { type Comparison, compareDays } from './compare/compare-days.ts'
import { type DaysCompared, daysCompared } from './compare/days-compared.ts'
import type { MapWish } from './draw-landscape-map.ts'
import type { DrawnBoundary, DrawnLandscape } from './drawn-landscape.ts'
import { type KnownWish, knowledgeWish } from './known/known-wish.ts'
import { seenOn } from './known/seen.ts'
import { datedIn, standingOn } from './known/standing-on.ts'
import { drawnLandscape, type Landscape } from './landscape.ts'
import { isToldOfFew } from './landscape-policy.ts'
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
  /** whether numbers of fewer than five are told: to the team alone (rule E10) */
  ofFew: boolean
  /** what differs from an earlier day, where one is asked for */
  compared: Compared | null
  /** why the other day that is asked for is not compared with, or that the two were turned round */
  comparing: Pick<DaysCompared, 'than' | 'isTurned'> & { problem: DaysCompared['problem'] | 'nothing' }
}

/** An earlier day beside the one that is looked at. */
export interface Compared {
  comparison: Comparison
  /** what stood on the earlier day */
  before: DrawnLandscape
}

/** Nothing was recorded yet on the day that is asked for. */
export interface NothingToSee {
  kind: 'nothing-known'
  day: string
}

/** What this request looks at, as this visitor may see it. `passedOn`: for a file, in which a lens tells no more than outside the team. */
export async function lookingAt(
  { clock }: Place,
  c: Context,
  visit: Visit,
  clearingsOf: ClearingsOf,
  { passedOn = false }: { passedOn?: boolean } = {},
): Promise<Looking | NothingToSee> {
  const url = new URL(c.req.url)
  const language = languageOf(c)
  const now = clock.now()
  const today = now.toISOString().slice(0, 10)
  const { known, ...comparing } = daysCompared(url, today)
  const { tx, landscape } = visit
  const by = knowledgeWish(url)
  // the earlier day first: what the log said until then is not read twice
  const before = comparing.than === null ? null : await seenOn(tx, landscape, { day: comparing.than, by }, language)
  const past = typeof known === 'string' ? null : await seenOn(tx, landscape, known, language)
  if (typeof known !== 'string' && past === null) return { kind: 'nothing-known', day: known.day }
  const drawn = past?.standing ?? (await drawnLandscape(tx, landscape))
  const boundary = chosenBoundary(url, drawn)
  const seen = past ?? { day: today, whole: drawn, standing: standingOn(drawn, today) }
  const eyes = { day: seen.day, outside: passedOn || !isToldOfFew(landscape) }
  const lens = lookThrough(drawn, lensWish(url), eyes, lensWords(language))
  return {
    kind: 'looking',
    visit: past ? { ...visit, landscape: { ...landscape, role: 'visitor' } } : visit,
    language,
    url,
    now,
    drawn,
    boundary,
    lens: lens === 'no-lens' ? null : lens,
    noLens: lens === 'no-lens' ? url.searchParams.get('lens') : null,
    only: onlyOf(drawn, boundary, url),
    // what was found is found in today's landscape
    clearings: past || before ? [] : await clearingsOf(tx, landscape, drawn, language),
    known,
    ofFew: isToldOfFew(landscape),
    dated: past && by === 'now' ? datedIn(drawn) : null,
    compared: before && { comparison: compareDays(before, seen, boundary?.id ?? null), before: before.standing },
    comparing: { ...comparing, problem: comparing.than !== null && before === null ? 'nothing' : comparing.problem },
  }
}

/** The boundary in the address; right after a first sketch the one that was just drawn. */
function chosenBoundary(url: URL, drawn: DrawnLandscape): DrawnBoundary | null {
  const wish = url.searchParams.get('boundary')
  if (wish === null && url.searchParams.get('first') === 'yes') return drawn.boundaries.at(-1) ?? null
  return drawn.boundaries.find(({ id }) => id === wish) ?? null
}

/** The same as a wish for the map. */
export function mapWishOf({
  boundary,
  lens,
  only,
  clearings,
  language,
  now,
  known,
  compared,
  ofFew,
}: Looking): MapWish {
  const past = typeof known !== 'string' || compared !== null
  const before = compared?.before
  return { boundary: boundary?.id ?? null, clearings, language, now, past, before, ofFew, look: { lens, only } }
}
