import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { apiAnswer } from '../api-answer.ts'
import { drawnIds, findLandscape } from '../landscape/landscape.ts'
import type { Place } from '../visit.tsx'
import { askForOpportunities } from './ask-for-opportunities.ts'
import { askWhatIf } from './ask-what-if.ts'
import { questionNames, readAnswers } from './assumption-answers.ts'
import { bringOpportunity } from './bring-opportunity.ts'
import { journalEntries } from './journal-queries.ts'
import { newestReading, opportunitiesOf } from './opportunities.ts'
import { journalAnswer, opportunitiesAnswer, readingAnswer, whatIfAnswer } from './opportunity-answers.ts'
import { seeDifferently } from './see-differently.ts'
import { setAside } from './set-aside.ts'
import { snapshotRow } from './snapshot-queries.ts'
import { stopReading } from './stop-reading.ts'
import { withoutBridgingPeople, withPeople } from './stored-people.ts'
import type { Benches } from './what-if-benches.ts'

const id = z.string().min(1).max(1000)

const readWish = z.object({
  boundary: id.nullish(),
  size: z.int().min(2).max(40).optional(),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
})

const setAsideWish = z.object({
  reading: z.uuid(),
  key: id,
  became: z.enum(['not now', 'again']),
  why: z.string().max(1000).nullish(),
})

const differentlyWish = z.object({
  reading: z.uuid(),
  key: id,
  fact: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('tie'), from: id, to: id, says: z.enum(['yes', 'no']) }),
    z.object({ kind: z.literal('asked'), person: id, about: id.nullable(), answered: z.boolean() }),
  ]),
  why: z.string().max(1000).nullish(),
})

const bringWish = z.object({ words: z.string().min(1).max(500), practices: z.array(id).min(1).max(12) })

const answers = z.object(Object.fromEntries(questionNames.map((name) => [name, z.string().optional()])))
const whatIfWish = z.union([
  z.object({ people: z.array(id).max(200), assumptions: answers.optional() }),
  z.object({ practices: z.array(id).max(50), size: z.int().min(2).max(60), assumptions: answers.optional() }),
])

const bringRefusals = [
  'no-landscape',
  'not-allowed',
  'words-missing',
  'no-practices',
  'too-many-practices',
  'unknown-practice',
  'too-many-at-once',
] as const
const differentlyRefusals = [
  'no-landscape',
  'not-allowed',
  'unknown-opportunity',
  'unknown-person',
  'unknown-practice',
  'same-person',
  'too-many-at-once',
] as const
const whatIfRefusals = [
  'no-landscape',
  'too-large',
  'unknown-practice',
  'unknown-person',
  'practice-too-small',
  'too-few',
  'no-invitation-possible',
] as const
const asked = z.object({ kind: z.enum(['ready', 'waiting']), snapshot: z.uuid() })

/** The same use cases for programs, on the same rules. */
export function addOpportunityApi(app: Hono, place: Place, benches: Benches): void {
  addReadings(app, place)
  addJournal(app, place, benches)
}

const root = '/api/landscapes/:slug'
const slug = (c: Context) => c.req.param('slug') ?? ''

function addReadings(app: Hono, place: Place): void {
  const { db, clock } = place
  app.post(
    `${root}/readings`,
    apiAnswer(
      {
        deed: 'ask_for_reading',
        wish: readWish,
        answer: asked,
        refusals: ['no-landscape', 'unknown-boundary', 'not-allowed', 'too-many-at-once'],
      },
      (person, wish, c) => askForOpportunities(db, clock, person, { landscape: slug(c), ...wish }),
    ),
  )
  app.get(
    `${root}/readings/:reading`,
    apiAnswer({ deed: 'read_reading', answer: readingAnswer, refusals: ['no-reading'] }, (person, _, c) =>
      readingState(place, person, slug(c), c.req.param('reading') ?? ''),
    ),
  )
  app.delete(
    `${root}/readings/:reading`,
    apiAnswer(
      {
        deed: 'stop_reading',
        answer: z.object({ kind: z.literal('stopping') }),
        refusals: ['no-landscape', 'nothing-to-stop'],
      },
      (person, _, c) => stopReading(db, clock, person, { landscape: slug(c), snapshot: c.req.param('reading') ?? '' }),
    ),
  )
  app.get(
    `${root}/opportunities`,
    apiAnswer({ deed: 'list_opportunities', answer: opportunitiesAnswer, refusals: ['no-reading'] }, (person, _, c) =>
      listed(place, person, slug(c)),
    ),
  )
  app.post(
    `${root}/opportunities`,
    apiAnswer(
      {
        deed: 'bring_opportunity',
        wish: bringWish,
        answer: z.object({ kind: z.literal('brought'), snapshot: z.uuid() }),
        refusals: bringRefusals,
      },
      (person, wish, c) => bringOpportunity(db, clock, person, { landscape: slug(c), ...wish }),
    ),
  )
}

function addJournal(app: Hono, place: Place, benches: Benches): void {
  const { db, clock } = place
  app.get(
    `${root}/journal`,
    apiAnswer({ deed: 'read_journal', answer: journalAnswer, refusals: ['no-landscape'] }, (person, _, c) =>
      journal(place, person, slug(c)),
    ),
  )
  app.post(
    `${root}/journal`,
    apiAnswer(
      {
        deed: 'set_aside',
        wish: setAsideWish,
        answer: z.object({ kind: z.literal('written') }),
        refusals: ['no-landscape', 'not-allowed', 'unknown-opportunity', 'why-missing'],
      },
      (person, { reading, why, ...wish }, c) =>
        setAside(db, clock, person, { landscape: slug(c), snapshot: reading, why: why ?? null, ...wish }),
    ),
  )
  app.post(
    `${root}/opportunities/differently`,
    apiAnswer(
      {
        deed: 'see_differently',
        wish: differentlyWish,
        answer: z.object({ kind: z.literal('changed'), snapshot: z.uuid() }),
        refusals: differentlyRefusals,
      },
      (person, { reading, why, ...wish }, c) =>
        seeDifferently(db, clock, person, { landscape: slug(c), snapshot: reading, why: why ?? null, ...wish }),
    ),
  )
  app.post(
    `${root}/what-if`,
    apiAnswer(
      { deed: 'ask_what_if', wish: whatIfWish, answer: whatIfAnswer, refusals: whatIfRefusals },
      (person, { assumptions = {}, ...question }: z.infer<typeof whatIfWish>, c) =>
        askWhatIf(db, clock, person, { landscape: slug(c), question, assumptions: readAnswers(assumptions) }, benches),
    ),
  )
}

type Who = { id: string }
const noReading = { kind: 'refused', reason: 'no-reading' } as const

function readingState(place: Place, who: Who, slug: string, id: string) {
  return place.db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = await findLandscape(tx, slug)
    const snapshot = landscape && z.uuid().safeParse(id).success ? await snapshotRow(tx, landscape.id, id) : null
    if (!snapshot) return noReading
    const { state, progress, seed, options, engineVersion } = snapshot
    return { kind: 'reading' as const, id, state, progress, seed, options, engineVersion }
  })
}

/** The newest reading as the viewer may see it: people under the ids of the drawing, nobody in the middle of a path. */
function listed(place: Place, who: Who, slug: string) {
  return place.db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = await findLandscape(tx, slug)
    const snapshot = landscape && (await newestReading(tx, landscape))
    if (!landscape || !snapshot?.result) return noReading
    const ids = await drawnIds(tx, landscape)
    const rename = (person: string) => ids.externalOf.get(person) ?? null
    const opportunities = opportunitiesOf(snapshot.result).map(({ opportunity }) =>
      withoutBridgingPeople(withPeople(opportunity, rename)),
    )
    const { assumptions, reach, noEffect, seed, engineVersion } = snapshot.result.spotted
    return {
      kind: 'opportunities' as const,
      reading: snapshot.id,
      asOf: snapshot.asOf,
      engineVersion,
      seed,
      assumptions,
      reach,
      noEffect,
      opportunities,
    }
  })
}

function journal(place: Place, who: Who, slug: string) {
  return place.db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = await findLandscape(tx, slug)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' } as const
    return { kind: 'journal' as const, entries: await journalEntries(tx, landscape.id) }
  })
}
