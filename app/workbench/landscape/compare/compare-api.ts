import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/database.ts'
import { apiAnswer } from '../../api-answer.ts'
import type { Place } from '../../visit.tsx'
import { knowledgeWish } from '../known/known-wish.ts'
import { seenOn } from '../known/seen.ts'
import { standingOn } from '../known/standing-on.ts'
import { stepsOf } from '../known/steps.ts'
import { drawnLandscape, findLandscape, type Landscape } from '../landscape.ts'
import { isToldOfFew } from '../landscape-policy.ts'
import { compareDays, whysOfComing, whysOfGoing } from './compare-days.ts'
import { daysCompared } from './days-compared.ts'

const both = z.object({ one: z.int(), other: z.int() })
const whys = z.partialRecord(z.enum([...whysOfComing, ...whysOfGoing]), z.int())
const moved = z.object({ ties: z.int(), sides: z.int() })
const end = z.object({ id: z.string().nullable(), name: z.string().nullable() })
const by = z.enum(['then', 'now']).optional()

const stepsRoute = {
  deed: 'list_steps',
  query: z.object({ by }),
  answer: z.object({
    kind: z.literal('steps'),
    steps: z.array(
      z.object({
        day: z.string(),
        isToday: z.boolean(),
        changes: z.int(),
        peopleAdded: z.int(),
        peopleRemoved: z.int(),
        tiesAdded: z.int(),
        tiesRemoved: z.int(),
      }),
    ),
  }),
  refusals: ['no-landscape', 'not-allowed'],
} as const

const changesRoute = {
  deed: 'compare_days',
  query: z.object({ than: z.iso.date(), known: z.iso.date().optional(), by, boundary: z.string().optional() }),
  answer: z.object({
    kind: z.literal('changes'),
    from: z.string(),
    to: z.string(),
    people: both.extend({ came: z.int(), went: z.int() }),
    answered: both,
    ties: both.extend({ came: whys, went: whys }),
    practices: z.array(
      z.object({ id: z.string(), name: z.string(), one: z.int().nullable(), other: z.int().nullable() }),
    ),
    spaces: z.array(
      z.object({ id: z.string(), name: z.string(), one: z.string().nullable(), other: z.string().nullable() }),
    ),
    crossing: z
      .object({
        crossing: both,
        known: both,
        came: moved,
        went: moved,
        bridges: z.array(both.extend({ from: end, to: end, people: z.int() })),
      })
      .nullable(),
  }),
  refusals: ['no-landscape', 'not-allowed', 'no-such-day', 'same-day', 'nothing-known', 'unknown-boundary'],
} as const

/**
 * The landscape in time, for programs of its team: the days on which something changed, and what differs between two of them. Both tell of
 * fewer than five people, and so nobody else gets them (rule E10).
 */
export function addCompareApi(app: Hono, place: Place): void {
  const today = () => place.clock.now().toISOString().slice(0, 10)
  app.get(
    '/api/landscapes/:slug/steps',
    apiAnswer(stepsRoute, (who, _, c, query) =>
      asTeam(place, who, c, async (tx, landscape) => ({
        kind: 'steps' as const,
        steps: await stepsOf(tx, landscape, query.by ?? 'then', today()),
      })),
    ),
  )
  app.get(
    '/api/landscapes/:slug/changes',
    apiAnswer(changesRoute, (who, _, c) =>
      asTeam(place, who, c, (tx, landscape) => compared(tx, landscape, new URL(c.req.url), today())),
    ),
  )
}

function asTeam<T>(place: Place, who: { id: string }, c: Context, work: (tx: Tx, landscape: Landscape) => Promise<T>) {
  return place.db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = await findLandscape(tx, c.req.param('slug') ?? '')
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' } as const
    return isToldOfFew(landscape) ? work(tx, landscape) : ({ kind: 'refused', reason: 'not-allowed' } as const)
  })
}

type Reason = 'no-such-day' | 'same-day' | 'nothing-known'

/** What differs between the days `known` and `than` of an address, the earlier one first. */
async function compared(tx: Tx, landscape: Landscape, url: URL, today: string) {
  const { known, than, problem } = daysCompared(url, today)
  const refused = (reason: Reason, name: 'known' | 'than') =>
    ({ kind: 'refused', reason, value: `${name}=${url.searchParams.get(name) ?? ''}` }) as const
  if (known === 'not-a-day' || known === 'future') return refused('no-such-day', 'known')
  if (than === null) return refused(problem === 'same' ? 'same-day' : 'no-such-day', 'than')
  const knowledge = knowledgeWish(url)
  const before = await seenOn(tx, landscape, { day: than, by: knowledge }, 'en')
  if (!before) return refused('nothing-known', 'than')
  const after = known === 'today' ? await seenToday(tx, landscape, today) : await seenOn(tx, landscape, known, 'en')
  if (!after) return refused('nothing-known', 'known')
  const boundary = url.searchParams.get('boundary')
  const isThere = after.standing.boundaries.some(({ id }) => id === boundary)
  if (boundary !== null && !isThere) return { kind: 'refused', reason: 'unknown-boundary', value: boundary } as const
  return { kind: 'changes' as const, ...compareDays(before, after, boundary) }
}

async function seenToday(tx: Tx, landscape: Landscape, today: string) {
  const whole = await drawnLandscape(tx, landscape)
  return { day: today, whole, standing: standingOn(whole, today) }
}
