import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { once } from '../../platform/http/idempotency.ts'
import { drawnIds, findLandscape, type Landscape } from '../landscape/landscape.ts'
import { maySketchSpaces } from './space-policy.ts'
import {
  dropInvitation,
  keepInvitation,
  replaceSeats,
  type SeatRow,
  type SpaceRow,
  spaceRow,
  updateSpace,
} from './space-queries.ts'
import type { EditWish, InvitationWish, SeatsWish } from './space-wish.ts'

interface Where {
  landscape: string
  /** id in the drawing */
  space: string
  /** of the form, if it came from one: sent again later, it must not undo what was changed meanwhile */
  formKey?: string
}

type Refused<More extends string = never> = {
  kind: 'refused'
  reason: 'no-landscape' | 'no-space' | 'not-allowed' | More
}
export type ChangeOutcome<More extends string = never> = { kind: 'changed' } | Refused | Refused<More>

/** Changes what a space is called, asks and is for, its stage and its ground rule. */
export function editSpace(
  db: Database,
  _clock: Clock,
  who: { id: string },
  what: Where & EditWish,
): Promise<ChangeOutcome> {
  return changing(db, who, what, 'edit a space', async (tx, landscape, space) => {
    await updateSpace(tx, landscape.id, space.rowId, { ...what, why: what.why || null })
    return { kind: 'changed' }
  })
}

/** Says who is in a space and how: these people and no others. */
export function seatPeople(
  db: Database,
  _clock: Clock,
  who: { id: string },
  what: Where & SeatsWish,
): Promise<ChangeOutcome<'unknown-person' | 'twice'>> {
  return changing<'unknown-person' | 'twice'>(
    db,
    who,
    what,
    'change who is in a space',
    async (tx, landscape, space) => {
      const ids = await drawnIds(tx, landscape)
      const seats = what.seats.flatMap(({ person, role, state }): SeatRow[] => {
        const personId = ids.person.get(person)
        return personId ? [{ personId, role, state }] : []
      })
      if (seats.length < what.seats.length) return { kind: 'refused', reason: 'unknown-person' }
      if (new Set(seats.map(({ personId }) => personId)).size < seats.length)
        return { kind: 'refused', reason: 'twice' }
      await replaceSeats(tx, landscape.id, space.rowId, seats)
      return { kind: 'changed' }
    },
  )
}

/** Keeps the words of the invitation to one practice; without words it is the draft again. */
export function wordInvitation(
  db: Database,
  _clock: Clock,
  who: { id: string },
  what: Where & { practice: string } & InvitationWish,
): Promise<ChangeOutcome<'unknown-practice'>> {
  return changing<'unknown-practice'>(db, who, what, 'word an invitation', async (tx, landscape, space) => {
    const practiceId = (await drawnIds(tx, landscape)).practice.get(what.practice)
    if (!practiceId) return { kind: 'refused', reason: 'unknown-practice' }
    const words = what.words.trim()
    if (words) await keepInvitation(tx, landscape.id, space.rowId, practiceId, words)
    else await dropInvitation(tx, landscape.id, space.rowId, practiceId)
    return { kind: 'changed' }
  })
}

async function changing<More extends string = never>(
  db: Database,
  who: { id: string },
  where: Where,
  why: string,
  change: (tx: Tx, landscape: Landscape, space: SpaceRow) => Promise<ChangeOutcome<More>>,
): Promise<ChangeOutcome<More>> {
  // A refusal undoes the transaction and with it the key of the form, so that the corrected form is heard.
  let refused: ChangeOutcome<More> | null = null
  const heard = async (tx: Tx, landscape: Landscape, space: SpaceRow) => {
    const outcome = await change(tx, landscape, space)
    if (outcome.kind === 'changed') return ''
    refused = outcome
    throw new Error(`Refused: ${outcome.reason}`)
  }
  const work = db.as(
    { kind: 'person', id: who.id },
    async (tx): Promise<ChangeOutcome<More>> => {
      const landscape = await findLandscape(tx, where.landscape)
      if (!landscape) return { kind: 'refused', reason: 'no-landscape' }
      const space = await spaceRow(tx, landscape.id, where.space)
      if (!space) return { kind: 'refused', reason: 'no-space' }
      if (!maySketchSpaces(landscape)) return { kind: 'refused', reason: 'not-allowed' }
      await once(tx, where.formKey, who.id, () => heard(tx, landscape, space))
      return { kind: 'changed' }
    },
    { why },
  )
  return work.catch((error: unknown) => {
    if (refused) return refused
    throw error
  })
}
