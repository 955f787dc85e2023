import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { apiAnswer } from '../../api-answer.ts'
import type { Place } from '../../visit.tsx'
import { findLandscape } from '../landscape.ts'
import { changeDrawing, type DrawingOutcome } from './change-drawing.ts'
import { signOf, thingKinds } from './drawn-things.ts'
import { joinPeople } from './join-people.ts'
import { storedThing } from './thing-queries.ts'

const values = z.record(z.string().max(40), z.string().max(5000))
const why = z.string().trim().max(500).optional()
const addWish = z.object({ values, why })
const changeWish = z.object({ values, based: z.string().max(100), why })
const joinWish = z.object({ with: z.string().min(1).max(200), why })

const removeQuery = z.object({
  based: z.string().max(100).default(''),
  why,
  /** they asked to go: nothing is kept to bring them back */
  asked_for: z.enum(['yes', 'no']).optional(),
})
const keptAnswer = z.object({ kind: z.enum(['kept', 'removed']), id: z.string() })
/** For what reasons a thing is not kept. */
export const drawingRefusals = [
  'no-landscape',
  'not-allowed',
  'unknown-thing',
  'not-yours',
  'not-understood',
  'changed-meanwhile',
  'removed-meanwhile',
  'there-already',
  'two-sides',
  'practices-only',
  'special-category',
  'care-check-first',
] as const

const unknownKind = { kind: 'refused', reason: 'unknown-thing' } as const

const slug = (c: Context) => c.req.param('slug') ?? ''

/** One thing of a drawing at a time, for programs: the same use cases as on the pages. */
export function addDrawingApi(app: Hono, place: Place): void {
  const root = '/api/landscapes/:slug/drawing/:kind'
  const at = (c: Context) => ({
    kind: thingKinds.find((one) => one === c.req.param('kind')),
    id: c.req.param('id') ?? '',
  })
  app.post(
    root,
    apiAnswer(
      { deed: 'add_thing', wish: addWish, answer: keptAnswer, refusals: drawingRefusals },
      async (person, wish, c) => {
        const { kind } = at(c)
        if (!kind) return unknownKind
        return told(await changeDrawing(place.db, place.clock, person, slug(c), { ...wish, kind, do: 'add' }))
      },
    ),
  )
  app.get(
    `${root}/:id`,
    apiAnswer(
      {
        deed: 'read_thing',
        answer: z.object({ kind: z.literal('thing'), values, based: z.string() }),
        refusals: ['no-landscape', 'unknown-thing'],
      },
      (person, _, c) => stands(place, person, slug(c), at(c)),
    ),
  )
  app.put(
    `${root}/:id`,
    apiAnswer(
      { deed: 'change_thing', wish: changeWish, answer: keptAnswer, refusals: drawingRefusals },
      async (person, wish, c) => {
        const { kind, id } = at(c)
        if (!kind) return unknownKind
        return told(await changeDrawing(place.db, place.clock, person, slug(c), { ...wish, kind, id, do: 'change' }))
      },
    ),
  )
  app.delete(
    `${root}/:id`,
    apiAnswer(
      { deed: 'remove_thing', query: removeQuery, answer: keptAnswer, refusals: drawingRefusals },
      async (person, _, c, query) => {
        const { kind, id } = at(c)
        if (!kind) return unknownKind
        const wish = {
          kind,
          id,
          do: 'remove',
          based: query.based,
          why: query.why,
          askedFor: query.asked_for === 'yes',
        } as const
        return told(await changeDrawing(place.db, place.clock, person, slug(c), wish))
      },
    ),
  )
  addJoining(app, place)
}

function addJoining(app: Hono, place: Place): void {
  app.post(
    '/api/landscapes/:slug/people/:person/join',
    apiAnswer(
      {
        deed: 'join_people',
        wish: joinWish,
        answer: z.object({ kind: z.literal('joined'), home: z.string() }),
        refusals: ['no-landscape', 'not-allowed', 'gone', 'other-way-round', 'special-category', 'unknown-person'],
      },
      (person, wish, c) =>
        joinPeople(place.db, person, {
          landscape: slug(c),
          kept: c.req.param('person') ?? '',
          gone: wish.with,
          why: wish.why,
        }),
    ),
  )
}

/** What a thing says now, and the sign that a change has to carry. */
function stands(
  place: Place,
  who: { id: string },
  slug: string,
  { kind, id }: { kind: (typeof thingKinds)[number] | undefined; id: string },
) {
  return place.db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = await findLandscape(tx, slug)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' } as const
    const stored = kind && (await storedThing(tx, landscape.id, kind, id))
    if (!stored) return unknownKind
    return { kind: 'thing' as const, values: stored.values, based: signOf(kind, stored) }
  })
}

function told(outcome: DrawingOutcome) {
  if (outcome.kind !== 'refused') return { kind: outcome.kind, id: outcome.id }
  const { kind, reason } = outcome
  if (reason === 'not-understood')
    return {
      kind,
      reason,
      value: outcome.value,
      more: { field: Object.keys(outcome.problems)[0], problems: outcome.problems },
    }
  // what stands there now, and the sign to send when it is to be replaced knowingly
  if (reason === 'changed-meanwhile')
    return { kind, reason, more: { now: outcome.now, based: outcome.based, by: outcome.by } }
  return reason === 'removed-meanwhile' ? { kind, reason, more: { by: outcome.by } } : { kind, reason }
}
