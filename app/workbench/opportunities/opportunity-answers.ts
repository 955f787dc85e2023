import { z } from 'zod'

/** Numbers and ids of the engine, whose shape its own description tells (docs/methods). */
const ofTheEngine = z.unknown()

const opportunity = z.object({
  key: z.string(),
  kind: z.enum([
    'missing-conversation',
    'fragile-bridge',
    'unlikely-pair',
    'unheard-voice',
    'partnership',
    'ready-convener',
  ]),
  seenBy: z.enum(['engine', 'convener']),
  /** ids of the practices that it joins */
  between: z.array(z.string()),
  sides: z.object({ boundary: z.string(), sides: z.array(z.string()) }).nullable(),
  facts: z.array(z.object({ kind: z.string() })),
  sureness: z.object({ level: z.enum(['thin', 'careful', 'fair']), because: z.array(z.string()) }),
  effect: ofTheEngine,
  noEffect: ofTheEngine,
  comparators: ofTheEngine,
  doors: z.array(z.object({ practice: z.string(), nobodyAsked: z.boolean() })),
  invitees: z.array(z.object({ person: z.string(), practice: z.string(), reasons: z.array(z.string()) })),
})

/** The newest reading, as programs get it. */
export const opportunitiesAnswer = z.object({
  kind: z.literal('opportunities'),
  reading: z.uuid(),
  asOf: z.iso.date(),
  engineVersion: z.string(),
  seed: z.union([z.number(), z.string()]),
  assumptions: ofTheEngine,
  reach: ofTheEngine,
  noEffect: ofTheEngine,
  opportunities: z.array(opportunity),
})

export const readingAnswer = z.object({
  kind: z.literal('reading'),
  id: z.uuid(),
  state: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed']),
  progress: z.number().min(0).max(1),
  seed: z.int(),
  options: ofTheEngine,
  engineVersion: z.string().nullable(),
})

export const journalAnswer = z.object({
  kind: z.literal('journal'),
  entries: z.array(
    z.object({
      id: z.uuid(),
      key: z.string(),
      snapshot: z.uuid().nullable(),
      became: z.enum(['taken up', 'seen differently', 'not now', 'again']),
      why: z.string().nullable(),
      space: z.object({ id: z.string(), name: z.string() }).nullable(),
      writtenBy: z.string().nullable(),
      writtenAt: z.date(),
    }),
  ),
})

export const whatIfAnswer = z.object({
  kind: z.literal('computed'),
  engineVersion: z.string(),
  seed: z.union([z.number(), z.string()]),
  assumptions: ofTheEngine,
  people: z.array(z.string()),
  effect: ofTheEngine,
  noEffect: ofTheEngine,
  comparators: ofTheEngine,
})
