import type { Hono } from 'hono'
import { z } from 'zod'
import { apiAnswer } from '../../api-answer.ts'
import type { Place } from '../../visit.tsx'
import { findLandscape } from '../landscape.ts'
import { answerCareCheck } from './answer-care-check.ts'
import { longestAnswer } from './care-check.ts'
import { careChecks } from './care-queries.ts'

const answer = z.string().trim().max(longestAnswer).default('')
const answers = { harm: answer, asked: answer, lookingOn: answer, keeping: answer, stopping: answer }
const decision = z.enum(['go', 'stop'])
const look = z.object({
  decision,
  ...answers,
  answeredAt: z.date(),
  answeredBy: z.string().nullable(),
  brought: z.boolean(),
})

/** The care check for programs: what was answered, and another look at it. */
export function addCareApi(app: Hono, place: Place): void {
  app.get(
    '/api/landscapes/:slug/care',
    apiAnswer(
      {
        deed: 'read_care',
        answer: z.object({ kind: z.literal('looks'), looks: z.array(look) }),
        refusals: ['no-landscape'],
      },
      (person, _, c) =>
        place.db.as({ kind: 'person', id: person.id }, async (tx) => {
          const landscape = await findLandscape(tx, c.req.param('slug') ?? '')
          if (!landscape) return { kind: 'refused', reason: 'no-landscape' } as const
          return { kind: 'looks' as const, looks: await careChecks(tx, landscape.id) }
        }),
    ),
  )
  app.post(
    '/api/landscapes/:slug/care',
    apiAnswer(
      {
        deed: 'answer_care',
        wish: z.object({ decision, ...answers }),
        answer: z.object({ kind: z.literal('answered') }),
        refusals: ['no-landscape', 'not-allowed', 'not-all-answered'],
      },
      (person, { decision, ...answers }, c) =>
        place.db.as({ kind: 'person', id: person.id }, async (tx) => {
          const landscape = await findLandscape(tx, c.req.param('slug') ?? '')
          if (!landscape) return { kind: 'refused', reason: 'no-landscape' } as const
          return answerCareCheck(tx, place.clock, landscape, { decision, answers })
        }),
    ),
  )
}
