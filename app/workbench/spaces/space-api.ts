import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { apiAnswer } from '../api-answer.ts'
import { groundRules, stages } from '../landscape/drawn-landscape.ts'
import { findLandscape } from '../landscape/landscape.ts'
import { mayRead } from '../landscape/landscape-policy.ts'
import type { Place } from '../visit.tsx'
import { editSpace, seatPeople, wordInvitation } from './change-space.ts'
import { sketchSpace } from './sketch-space.ts'
import { type BoardRow, boardRows } from './space-queries.ts'
import { editWish, invitationWish, seatsWish, sketchWish } from './space-wish.ts'
import { showsWhoIsThere } from './spaces.ts'

const changed = z.object({ kind: z.literal('changed') })
const whereRefused = ['no-landscape', 'no-space', 'not-allowed'] as const
const spacesAnswer = z.object({
  kind: z.literal('spaces'),
  spaces: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      question: z.string(),
      why: z.string().nullable(),
      stage: z.enum(stages),
      groundRule: z.enum(groundRules),
      people: z.int().optional(),
      hosts: z.int().optional(),
    }),
  ),
})

/** The same use cases for programs, on the same schemas. */
export function addSpaceApi(app: Hono, place: Place): void {
  const { db, clock } = place
  const root = '/api/landscapes/:slug/spaces'
  const landscape = (c: Context) => c.req.param('slug') ?? ''
  const where = (c: Context) => ({ landscape: landscape(c), space: c.req.param('space') ?? '' })

  app.get(
    root,
    apiAnswer({ deed: 'list_spaces', answer: spacesAnswer, refusals: ['no-landscape'] }, (person, _, c) =>
      listed(place, person, landscape(c)),
    ),
  )
  app.post(
    root,
    apiAnswer(
      {
        deed: 'sketch_space',
        wish: sketchWish,
        answer: z.object({ kind: z.literal('sketched'), space: z.string() }),
        refusals: ['no-landscape', 'not-allowed', 'question-missing', 'unknown-person', 'unknown-opportunity'],
      },
      (person, wish, c) => sketchSpace(db, clock, person, { landscape: landscape(c), ...wish }),
    ),
  )
  app.put(
    `${root}/:space`,
    apiAnswer({ deed: 'edit_space', wish: editWish, answer: changed, refusals: whereRefused }, (person, wish, c) =>
      editSpace(db, clock, person, { ...where(c), ...wish }),
    ),
  )
  app.put(
    `${root}/:space/people`,
    apiAnswer(
      { deed: 'seat_people', wish: seatsWish, answer: changed, refusals: [...whereRefused, 'unknown-person', 'twice'] },
      (person, wish, c) => seatPeople(db, clock, person, { ...where(c), ...wish }),
    ),
  )
  app.put(
    `${root}/:space/invitations/:practice`,
    apiAnswer(
      {
        deed: 'word_invitation',
        wish: invitationWish,
        answer: changed,
        refusals: [...whereRefused, 'unknown-practice'],
      },
      (person, wish, c) =>
        wordInvitation(db, clock, person, { ...where(c), practice: c.req.param('practice') ?? '', ...wish }),
    ),
  )
}

function listed(place: Place, who: { id: string }, slug: string) {
  return place.db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = await findLandscape(tx, slug)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' } as const
    const team = mayRead(landscape)
    return { kind: 'spaces' as const, spaces: (await boardRows(tx, landscape.id)).map((row) => told(row, team)) }
  })
}

/** Under Chatham House even the number of those who take part stays with the team. */
function told({ rowId: _, opportunityKey: __, people, hosts, ...space }: BoardRow, team: boolean) {
  return showsWhoIsThere(space, team) ? { ...space, people, hosts } : space
}
