import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { once } from '../../platform/http/idempotency.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { drawnIds, findLandscape, type Landscape } from '../landscape/landscape.ts'
import { isHeld, writeJournal } from '../opportunities/opportunities.ts'
import { maySketchSpaces } from './space-policy.ts'
import { insertSpace, replaceSeats, type SeatRow } from './space-queries.ts'
import type { SketchWish } from './space-wish.ts'

export type SketchOutcome =
  | { kind: 'sketched'; space: string }
  | {
      kind: 'refused'
      reason: 'no-landscape' | 'not-allowed' | 'question-missing' | 'unknown-person' | 'unknown-opportunity'
    }

type Wish = SketchWish & { landscape: string; formKey?: string | undefined }

/**
 * Makes a space that is only imagined yet: a question, why, who would be there and who could host. Sketched from an opportunity, it
 * writes "taken up" into the journal in the same transaction. Nobody is told anything.
 */
export function sketchSpace(db: Database, clock: Clock, who: { id: string }, what: Wish): Promise<SketchOutcome> {
  return db.as(
    { kind: 'person', id: who.id },
    async (tx): Promise<SketchOutcome> => {
      const landscape = await findLandscape(tx, what.landscape)
      if (!landscape) return { kind: 'refused', reason: 'no-landscape' }
      if (!maySketchSpaces(landscape)) return { kind: 'refused', reason: 'not-allowed' }
      if (!what.question.trim()) return { kind: 'refused', reason: 'question-missing' }
      const seats = await seatRows(tx, landscape, what)
      if (!seats) return { kind: 'refused', reason: 'unknown-person' }
      if (what.from && !(await isHeld(tx, landscape, what.from)))
        return { kind: 'refused', reason: 'unknown-opportunity' }
      const { location } = await once(tx, what.formKey, who.id, () => keep(tx, clock, landscape, what, seats))
      return { kind: 'sketched', space: location.slice(1) }
    },
    { why: 'sketch a space' },
  )
}

async function seatRows(tx: Tx, landscape: Landscape, what: Wish): Promise<SeatRow[] | null> {
  const ids = await drawnIds(tx, landscape)
  const hosts = new Set(what.hosts)
  const people = [...new Set([...what.hosts, ...what.people])]
  const seats = people.flatMap((person): SeatRow[] => {
    const personId = ids.person.get(person)
    return personId ? [{ personId, role: hosts.has(person) ? 'host' : 'invited', state: 'not yet asked' }] : []
  })
  return seats.length === people.length ? seats : null
}

async function keep(tx: Tx, clock: Clock, landscape: Landscape, what: Wish, seats: SeatRow[]): Promise<string> {
  const now = clock.now()
  const rowId = uuidv7(now.getTime())
  const question = what.question.trim()
  await insertSpace(tx, {
    landscapeId: landscape.id,
    rowId,
    id: rowId,
    name: what.name?.trim() || shortened(question),
    question,
    why: what.why?.trim() || null,
    stage: 'imagined',
    groundRule: 'open',
    opportunityKey: what.from?.key ?? null,
    madeBy: landscape.viewerId,
    madeAt: now,
  })
  await replaceSeats(tx, landscape.id, rowId, seats)
  if (what.from) {
    const { key, snapshot } = what.from
    await writeJournal(tx, landscape, now, { key, snapshot, became: 'taken up', why: null, space: rowId })
  }
  return `/${rowId}`
}

/** A space that nobody named yet is called by the beginning of its question, cut between words. */
function shortened(question: string): string {
  const line = question.replace(/\s+/g, ' ')
  if (line.length <= 70) return line
  return `${line.slice(0, 70).replace(/\s\S*$/, '')} …`
}
