import type { Hono } from 'hono'
import { z } from 'zod'
import { apiAnswer } from '../../api-answer.ts'
import type { Place } from '../../visit.tsx'
import { drawnSchema } from '../drawn-schema.ts'
import { exportLandscape } from '../export-landscape.ts'

/** `GET /api/landscapes/:slug/whole`: the whole landscape for programs of its stewards, as the folder of tables holds it. */
export function takeAwayApi(app: Hono, place: Place): void {
  app.get(
    '/api/landscapes/:slug/whole',
    apiAnswer(
      {
        deed: 'take_landscape_away',
        scope: 'export',
        answer: z.object({ kind: z.literal('whole'), drawn: drawnSchema }),
        refusals: ['no-landscape', 'not-allowed'],
      },
      async (who, _, c) => {
        const outcome = await exportLandscape(place.db, who, c.req.param('slug') ?? '')
        if (outcome.kind === 'exported') return { kind: 'whole' as const, drawn: outcome.drawn }
        return { kind: 'refused', reason: outcome.kind === 'not-found' ? 'no-landscape' : 'not-allowed' }
      },
    ),
  )
}
