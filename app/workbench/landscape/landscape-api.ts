import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { Tx } from '../../platform/db/database.ts'
import { languageOf } from '../../platform/http/request.ts'
import { apiAnswer } from '../api-answer.ts'
import type { Place } from '../visit.tsx'
import { isCareRefusal } from './care/care-check.ts'
import { bases } from './drawn-landscape.ts'
import { drawnSchema } from './drawn-schema.ts'
import { landscapeKnownOn } from './known/known-landscape.ts'
import { withoutHidden } from './known/may-be-found.ts'
import { seenOn } from './known/seen.ts'
import { drawnIds, drawnLandscape, findLandscape, type Landscape, landscapesOf } from './landscape.ts'
import { isToldOfFew, mayDraw, teamRoles } from './landscape-policy.ts'
import { lensAnswer } from './lens/lens-answer.ts'
import { addPeople } from './sketch/add-people.ts'
import { drawBoundary, standOn } from './sketch/draw-boundary.ts'
import { sayTies } from './sketch/say-ties.ts'
import { sketchedKinds } from './sketch/sketched-kinds.ts'
import { startSketch } from './sketch/start-sketch.ts'
import { templateIds } from './templates/landscape-templates.ts'
import { recordConsent } from './told/record-consent.ts'

const id = z.string().min(1).max(200)
const words = z.string().trim().min(1).max(200)
const landscapeAnswer = {
  slug: z.string(),
  name: z.string(),
  basis: z.enum(bases),
  example: z.boolean(),
  version: z.int(),
  hope: z.string().nullable(),
  asOf: z.iso.date().nullable(),
  role: z.enum([...teamRoles, 'visitor']),
}

const sketchWish = z.object({
  name: words,
  hope: z.string().max(1000).nullish(),
  language: z.enum(['en', 'pt', 'es', 'fr']).default('en'),
  template: z.enum(templateIds).nullish(),
  considered: z.literal(true, { error: 'say true once you have thought about who could be hurt by this map' }),
})
const peopleWish = z.object({
  people: z
    .array(z.object({ label: words, group: words.nullable() }))
    .min(1)
    .max(300),
})
const boundaryWish = z.object({
  name: words,
  kind: z.enum(sketchedKinds).default('other'),
  sides: z.array(words).min(2).max(8),
})
const standingsWish = z.object({
  of: z.enum(['practices', 'people']),
  standings: z.array(z.object({ holder: id, sides: z.array(words).min(1).nullable() })).max(1000),
})
const tiesWish = z.object({
  ties: z
    .array(z.object({ one: id, other: id, says: z.enum(['yes', 'no', 'unknown']) }))
    .min(1)
    .max(1000),
})

const knownQuery = z.object({ known: z.iso.date().optional() })
const lensRoute = {
  deed: 'look_through_lens',
  query: knownQuery.extend({
    lens: z.string().optional(),
    boundary: z.string().optional(),
    only: z.string().optional(),
  }),
  answer: z.object({
    kind: z.literal('lens'),
    title: z.string().nullable(),
    notes: z.array(z.string()),
    problem: z.string().nullable(),
    practices: z.array(z.object({ practice: z.string(), words: z.string(), glyphs: z.array(z.string()) })),
    shown: z.object({ practices: z.array(z.string()).readonly(), people: z.array(z.string()).readonly() }),
  }),
  refusals: ['no-landscape', 'not-allowed', 'nothing-known', 'no-lens', 'unknown-filter'],
} as const

const whereRefused = ['no-landscape', 'not-allowed'] as const
const noLandscape = { kind: 'refused', reason: 'no-landscape' } as const
const notAllowed = { kind: 'refused', reason: 'not-allowed' } as const

/** Drawing and reading a landscape for programs: the same use cases and rules as on the pages. */
export function addLandscapeApi(app: Hono, place: Place): void {
  const root = '/api/landscapes'
  app.get(
    root,
    apiAnswer(
      {
        deed: 'list_landscapes',
        answer: z.object({ kind: z.literal('landscapes'), landscapes: z.array(z.object(landscapeAnswer)) }),
        refusals: [],
      },
      (who) =>
        as(place, who, async (tx) => ({ kind: 'landscapes' as const, landscapes: (await landscapesOf(tx)).map(told) })),
    ),
  )
  app.post(
    root,
    apiAnswer(
      {
        deed: 'start_sketch',
        wish: sketchWish,
        answer: z.object({ kind: z.literal('started'), slug: z.string() }),
        refusals: ['not-considered', 'no-name'],
      },
      (who, wish) => as(place, who, (tx) => startSketch(tx, place.clock, { ...wish, hope: wish.hope ?? null })),
    ),
  )
  app.get(
    `${root}/:slug`,
    apiAnswer(
      {
        deed: 'read_landscape',
        query: knownQuery,
        answer: z.object({ kind: z.literal('landscape'), ...landscapeAnswer, drawn: drawnSchema.nullable() }),
        refusals: ['no-landscape', 'not-allowed'],
      },
      (who, _, c, { known }) =>
        inside(place, who, c, 'look', async (tx, landscape) => ({
          kind: 'landscape' as const,
          ...told(landscape),
          drawn: await drawnOn(tx, landscape, known),
        })),
    ),
  )
  app.get(
    `${root}/:slug/lens`,
    apiAnswer(lensRoute, (who, _, c, { known }) =>
      inside(place, who, c, 'look', async (tx, landscape) => {
        const today = place.clock.now().toISOString().slice(0, 10)
        const language = languageOf(c)
        const seen =
          known === undefined
            ? { day: today, standing: await drawnLandscape(tx, landscape) }
            : await seenOn(tx, landscape, { day: known, by: 'then' }, language)
        if (seen === null) return { kind: 'refused', reason: 'nothing-known' } as const
        const outside = !isToldOfFew(landscape)
        return lensAnswer(seen.standing, new URL(c.req.url), { language, day: seen.day, outside })
      }),
    ),
  )
  addDrawing(app, place, `${root}/:slug`)
  addSaid(app, place, `${root}/:slug`)
}

function addDrawing(app: Hono, place: Place, root: string): void {
  const { clock } = place
  app.post(
    `${root}/people`,
    apiAnswer(
      {
        deed: 'add_people',
        wish: peopleWish,
        answer: z.object({ kind: z.literal('added'), people: z.int() }),
        refusals: [...whereRefused, 'care-check-first'],
      },
      (who, wish, c) =>
        inside(place, who, c, 'draw', async (tx, landscape) => {
          const pasted = wish.people.map((person, nth) => ({ line: nth + 1, ...person }))
          await addPeople(tx, clock, landscape, pasted, await groupsOf(tx, landscape))
          return { kind: 'added' as const, people: pasted.length }
        }).catch(asCareFirst),
    ),
  )
  app.post(
    `${root}/boundaries`,
    apiAnswer(
      {
        deed: 'draw_boundary',
        wish: boundaryWish,
        answer: z.object({ kind: z.literal('drawn'), id: z.string() }),
        refusals: [...whereRefused, 'no-name', 'one-side', 'sides-alike', 'care-check-first'],
      },
      (who, wish, c) =>
        inside(place, who, c, 'draw', (tx, landscape) => drawBoundary(tx, clock, landscape, wish)).catch(asCareFirst),
    ),
  )
  app.put(
    `${root}/boundaries/:boundary/standings`,
    apiAnswer(
      {
        deed: 'stand_on',
        wish: standingsWish,
        answer: z.object({ kind: z.literal('kept') }),
        refusals: [...whereRefused, 'unknown-boundary', 'unknown-side', 'practices-only', 'unknown-holder'],
      },
      (who, { of, standings }, c) =>
        inside(place, who, c, 'draw', async (tx, landscape) => {
          const { boundaries } = await drawnLandscape(tx, landscape)
          const boundary = boundaries.find((one) => one.id === c.req.param('boundary'))
          if (!boundary) return { kind: 'refused', reason: 'unknown-boundary' } as const
          const unknown = standings.flatMap(({ sides }) => sides ?? []).find((side) => !boundary.sides.includes(side))
          if (unknown !== undefined) return { kind: 'refused', reason: 'unknown-side', value: unknown } as const
          return standOn(tx, clock, landscape, boundary, of, standings)
        }),
    ),
  )
}

/** What people said when they were told, and what is said of ties. */
function addSaid(app: Hono, place: Place, root: string): void {
  const { clock } = place
  app.put(
    `${root}/people/:person/consent`,
    apiAnswer(
      {
        deed: 'record_consent',
        wish: consentWish,
        answer: z.object({ kind: z.literal('recorded') }),
        refusals: [...whereRefused, 'unknown-person', 'name-needed'],
      },
      (who, { state, name }, c) =>
        inside(place, who, c, 'draw', (tx, landscape) =>
          recordConsent(tx, clock, landscape, { person: c.req.param('person') ?? '', state, name: name ?? null }),
        ),
    ),
  )
  app.post(
    `${root}/ties`,
    apiAnswer(
      {
        deed: 'say_ties',
        wish: tiesWish,
        answer: z.object({ kind: z.literal('kept'), kept: z.int() }),
        refusals: whereRefused,
      },
      (who, { ties }, c) =>
        inside(place, who, c, 'draw', async (tx, landscape) => ({
          kind: 'kept' as const,
          ...(await sayTies(tx, clock, landscape, ties, 'over the API')),
        })),
    ),
  )
}

/**
 * The drawing of today, or as it was recorded on a day (`?known=2027-03-01`), without people who may not be found today (rule E7); null
 * where nothing was.
 */
async function drawnOn(tx: Tx, landscape: Landscape, known: string | undefined) {
  if (known === undefined) return drawnLandscape(tx, landscape)
  const recorded = await landscapeKnownOn(tx, landscape, known, 'withdrawn')
  return recorded && withoutHidden(recorded)
}

const consentWish = z.object({
  state: z.enum(['told', 'agreed', 'hidden', 'withdrawn']),
  name: words.nullish(),
})

/** A rule of the tables as a refusal: people and such a boundary stand together once the care check was answered (rule E19). */
function asCareFirst(error: unknown): { kind: 'refused'; reason: 'care-check-first' } {
  if (isCareRefusal(error)) return { kind: 'refused', reason: 'care-check-first' }
  throw error
}

type Who = { id: string }

function as<T>(place: Place, who: Who, work: (tx: Tx) => Promise<T>): Promise<T> {
  return place.db.as({ kind: 'person', id: who.id }, work)
}

function inside<T extends { kind: string }>(
  place: Place,
  who: Who,
  c: Context,
  to: 'look' | 'draw',
  work: (tx: Tx, landscape: Landscape) => Promise<T>,
): Promise<T | typeof noLandscape | typeof notAllowed> {
  return as(place, who, async (tx) => {
    const landscape = await findLandscape(tx, c.req.param('slug') ?? '')
    if (!landscape) return noLandscape
    if (to === 'draw' && !mayDraw(landscape)) return notAllowed
    return work(tx, landscape)
  })
}

/** What is told of a landscape in a list: nothing about rows. */
function told({ slug, name, basis, example, version, hope, asOf, role }: Landscape) {
  return { slug, name, basis, example, version, hope, asOf, role }
}

async function groupsOf(tx: Tx, landscape: Landscape): Promise<{ id: string; name: string }[]> {
  const { practices } = await drawnLandscape(tx, landscape)
  const ids = await drawnIds(tx, landscape)
  return practices.map((practice) => ({ id: ids.practice.get(practice.id)!, name: practice.name }))
}
