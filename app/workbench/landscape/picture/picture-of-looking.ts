import { writeDay } from '../../../platform/i18n/numbers.ts'
import { drawMapForPicture } from '../draw-landscape-map.ts'
import type { LandscapeAbout } from '../drawn-landscape.ts'
import { peopleLive } from '../landscape.ts'
import { landscapeWords } from '../landscape-words.ts'
import type { Lens } from '../lens/lens.ts'
import { lensWords } from '../lens/lens-words.ts'
import { type Looking, mapWishOf } from '../looking.ts'
import type { DrawnMap } from '../map/draw-map.ts'
import { drawLensGlyph } from '../map/lens-signs.ts'
import { isAggregate } from '../map/map-input.ts'
import { type KeyEntry, pictureKey } from './picture-key.ts'
import { pictureWords } from './picture-words.ts'
import type { PictureParts } from './set-picture.ts'

/** A picture before it is set on a paper, and the same in words. */
export interface PictureInWords extends PictureParts {
  /** what the map shows, in a few sentences */
  description: string
  /** every hill, clearing, space and bridge in a sentence */
  sentences: string[]
}

/** Who is to see a picture: anybody it is passed on to, or the team that drew the landscape. */
export type PictureAudience = 'team' | 'public'

/**
 * What somebody looks at as a picture: the map, its key and its cartouche, as this visitor may see it. Unless it is for the team, nothing
 * on it stands for fewer than five people (rule E10).
 */
export async function pictureOfLooking(looking: Looking, audience: PictureAudience): Promise<PictureInWords> {
  const { visit, language, drawn, boundary, lens } = looking
  const map = await drawMapForPicture(visit, drawn, mapWishOf(looking), audience)
  const groupsOnly = boundary !== null && (audience === 'public' || isAggregate(boundary.kind))
  const entriesOfMap = pictureKey(
    { svg: map.svg, boundary: boundary && { ...boundary, aggregate: groupsOnly } },
    pictureWords(language),
  )
  const entries = [...entriesOfMap, ...lensEntries(lens)]
  const counts = [...countsOf(looking, map), ...lookOf(looking, audience)]
  const stepped = audience === 'public' && peopleLive(drawn.about.basis)
  const audienceInWords = [`for_${audience}` as const, ...(stepped ? (['in_steps'] as const) : [])]
  const cartouche = [...cartoucheOf(looking), audienceInWords.map((key) => pictureWords(language)(key)).join(' ')]
  const title = visit.landscape.name
  return {
    map,
    title,
    counts,
    entries,
    cartouche,
    description: [title, ...counts, ...entries.map(({ words }) => words), ...cartouche].map(sentence).join(' '),
    sentences: map.features
      .filter(({ kind, id }) => kind !== 'hill' || looking.only.practices.has(id))
      .map(({ sentence }) => sentence),
  }
}

function countsOf({ language }: Looking, { crossing, counted }: DrawnMap): string[] {
  const say = landscapeWords(language)
  const counts = say('counts', counted)
  if (crossing === null) return [counts]
  return [counts, say('legend_cross', { crossing: crossing.crossing, all: crossing.known, unknown: 0 })]
}

/** What the shapes of a lens mean; its cautions go with them. */
function lensEntries(lens: Lens | null): KeyEntry[] {
  if (lens === null || lens.problem !== null) return []
  return lens.classes.map(({ glyph, words }) => ({ glyph: drawLensGlyph(glyph).svg, words }))
}

/** Through which lens, what misleads in it, and how much a filter shows. */
function lookOf({ language, drawn, lens, only }: Looking, audience: PictureAudience): string[] {
  const shown = lensWords(language)('only_shown', {
    practices: only.practices.size,
    allPractices: drawn.practices.length,
    people: only.people.size,
    allPeople: drawn.people.length,
  })
  const said = lens === null ? [] : [[`${lens.title}.`, lens.problem ?? lens.notes.join(' ')].join(' ')]
  // how many pass a filter may be one person, or all but one
  return only.active && audience === 'team' ? [...said, shown] : said
}

/** Who drew it, as of when, from what, what is missing: no view is from nowhere. */
function cartoucheOf({ language, drawn: { about }, known, now }: Looking): string[] {
  const say = pictureWords(language)
  const asOf = typeof known === 'string' ? about.asOf : known.day
  const lines = [
    [about.drawnBy && say('drawn_by', { who: about.drawnBy }), asOf && say('as_of', { day: writeDay(language, asOf) })],
    [say(`from_${about.basis}`), ...sourceOf(about).map((source) => say('source', { source }))],
    [about.knownGaps ? say('missing', { what: about.knownGaps }) : say('missing_unknown')],
    [say('taken', { day: writeDay(language, now.toISOString().slice(0, 10)) })],
  ]
  return lines.map((parts) => parts.filter(Boolean).join(' · ')).filter((line) => line !== '')
}

function sourceOf({ source, licence }: LandscapeAbout): string[] {
  return source === null ? [] : [[source, licence].filter(Boolean).join(', ')]
}

function sentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`
}
