import { z } from 'zod'
import {
  bases,
  boundaryKinds,
  concernKinds,
  consentStates,
  type DrawnLandscape,
  groundRules,
  invitationStates,
  membershipModes,
  practiceKinds,
  purposes,
  spaceRoles,
  stages,
  tieKinds,
} from './drawn-landscape.ts'

const text = z.string().nullable()
const day = z.iso.date().nullable()
const custom = z.record(z.string(), z.string()).optional()
const holder = { person: text, practice: text }
const one = z.union([z.object({ person: z.string() }), z.object({ practice: z.string() })])

const about = z.object({
  name: z.string(),
  language: text,
  drawnBy: text,
  hope: text,
  forWhom: text,
  notOurAim: text,
  knownGaps: text,
  basis: z.enum(bases),
  source: text,
  licence: text,
  complete: z.boolean(),
  asOf: day,
  team: z.array(z.string()),
})

const divided = {
  boundaries: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(boundaryKinds),
      sides: z.array(z.string()),
      history: text,
      stakes: text,
    }),
  ),
  standings: z.array(z.object({ boundary: z.string(), side: text, ...holder })),
}

const said = {
  ties: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      kind: z.enum(tieKinds),
      strength: z.number().min(0).max(1),
      mutual: z.boolean(),
      says: z.enum(['yes', 'no']),
      reportedBy: text,
      since: day,
      until: day,
      confirmed: day,
      recorded: day,
      retracted: day,
      custom,
    }),
  ),
  legitimacy: z.array(
    z.object({
      person: z.string(),
      practice: z.string(),
      kind: z.enum(['claimed', 'attested']),
      answeredBy: text,
      wouldCome: z.boolean().nullable(),
      ground: text,
      recorded: day,
    }),
  ),
  concerns: z.array(z.object({ concern: z.string(), words: z.string(), kind: z.enum(concernKinds), ...holder })),
  answers: z.array(z.object({ person: z.string(), question: z.string(), about: text, asked: day, answered: day })),
}

const convened = {
  spaces: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      question: z.string(),
      why: text,
      stage: z.enum(stages),
      groundRule: z.enum(groundRules),
    }),
  ),
  spacePeople: z.array(
    z.object({
      space: z.string(),
      person: z.string(),
      role: z.enum(spaceRoles),
      state: z.enum(invitationStates),
    }),
  ),
  invitations: z.array(z.object({ space: z.string(), practice: z.string(), words: z.string() })),
  keepApart: z.array(z.object({ one, other: one, concern: text })),
}

/** A whole drawing, as programs read it. What is `null` was not said, or is not for the viewer to know. */
export const drawnSchema: z.ZodType<DrawnLandscape> = z.object({
  about,
  people: z.array(z.object({ id: z.string(), name: text, email: text, phone: text, language: text, custom })),
  practices: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(practiceKinds),
      does: text,
      specialCategory: z.boolean(),
      custom,
    }),
  ),
  memberships: z.array(
    z.object({
      person: z.string(),
      practice: z.string(),
      weight: z.number(),
      mode: z.enum(membershipModes).nullable(),
      since: day,
      until: day,
      custom,
    }),
  ),
  ...divided,
  ...said,
  ...convened,
  consents: z.array(
    z.object({
      person: z.string(),
      purpose: z.enum(purposes),
      state: z.enum(consentStates),
      said: text,
    }),
  ),
  careChecks: z
    .array(
      z.object({
        decision: z.enum(['go', 'stop']),
        answered: z.string(),
        harm: z.string(),
        asked: z.string(),
        lookingOn: z.string(),
        keeping: z.string(),
        stopping: z.string(),
      }),
    )
    .optional(),
})
