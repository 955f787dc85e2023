import type { Database, Tx } from '../../../platform/db/database.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { isCareRefusal } from '../care/care-check.ts'
import { deleteThing, holdDrawing } from '../drawing/thing-queries.ts'
import { findLandscape, type Landscape } from '../landscape.ts'
import { mayDraw } from '../landscape-policy.ts'
import { standingUndoings } from './deeds.ts'
import {
  hangingRows,
  type LoggedRow,
  peopleRows,
  putBack,
  type Restorable,
  restOfDeed,
  restorable,
  sayWhatIsUndone,
  standsAs,
  takeBack,
  undoings,
  writeAgain,
} from './history-queries.ts'
import { takenOutSince } from './kept-back-queries.ts'
import { type Hindrance, peopleOfDeed, turnName, turnPeople } from './people-of-deed.ts'

/** Why a deed cannot be undone. */
export const undoRefusals = [
  'unknown-deed',
  // something in it is not the viewer's to change or to see
  'not-yours',
  'undone-already',
  // what it left was changed since, or is gone, or something was built upon it
  'changed-since',
  'gone-since',
  'built-upon',
  // what it took away is there again, or what it hung on is gone
  'there-again',
  'nothing-to-hang-on',
  // somebody in it asked to go or was never told, or it was too long ago: nothing is kept of them
  'erased',
  // on that boundary only groups stand now
  'practices-only',
  // of two who are to be joined again, one has said something for themselves
  'other-way-round',
  // what somebody said about themselves is theirs to take back
  'their-word',
  // people and a boundary of class, politics or culture would stand together before the care check was answered
  'care-check-first',
  'too-much',
  'beginning',
] as const
export type UndoRefusal = (typeof undoRefusals)[number]
export type UndoOutcome =
  | { kind: 'undone'; rows: number }
  | { kind: 'refused'; reason: 'no-landscape' | 'not-allowed' | UndoRefusal; missing?: Missing }

/** What something in a deed needs and was taken out since: what it was called, and the deed to undo first. */
export interface Missing {
  what: string
  name: string | null
  deed: string
}

/** More than this was brought in rather than done; taking it back is taking out, person by person. */
const mostRows = 2000

class Refused extends Error {
  readonly reason: UndoRefusal
  readonly missing: Missing | null
  constructor(reason: UndoRefusal, missing: Missing | null = null) {
    super(`Refused: ${reason}`)
    this.reason = reason
    this.missing = missing
  }
}

/**
 * Undoes one deed whole or not at all: what it added is taken back, what it changed is put back, what it removed is written again. The
 * undo is a deed of its own, so that undoing it does the first one again. Row-level security holds for each row: nobody undoes what they
 * could not have done. People who were taken out, called otherwise or joined are as before for thirty days, unless it was their own wish.
 */
export async function undoDeed(
  db: Database,
  who: { id: string },
  what: { landscape: string; deed: string; why?: string | undefined; formKey?: string | undefined },
): Promise<UndoOutcome> {
  const work = async (tx: Tx): Promise<UndoOutcome> => {
    const landscape = await findLandscape(tx, what.landscape)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' }
    if (!mayDraw(landscape)) return { kind: 'refused', reason: 'not-allowed' }
    const { location } = await once(tx, what.formKey, who.id, async () => {
      await holdDrawing(tx, landscape.id)
      return String(await undone(tx, landscape, what.deed))
    })
    return { kind: 'undone', rows: Number(location) || 0 }
  }
  try {
    return await db.as({ kind: 'person', id: who.id }, work, what.why ? { why: what.why } : {})
  } catch (error) {
    if (error instanceof Refused)
      return { kind: 'refused', reason: error.reason, ...(error.missing && { missing: error.missing }) }
    const reason = refusalOf(error)
    if (reason) return { kind: 'refused', reason }
    throw error
  }
}

async function undone(tx: Tx, landscape: Landscape, id: string): Promise<number> {
  const about = /^\d{10,17}$/.test(id) ? await peopleRows(tx, landscape.id, id) : null
  if (!about) throw new Refused('unknown-deed')
  const people = peopleOfDeed(about.rows, about.undoes)
  const deed = await restOfDeed(tx, landscape.id, id, people, mostRows)
  if (deed.all > mostRows) throw new Refused('too-much')
  if (deed.rows.length < deed.all) throw new Refused('not-yours')
  if (standingUndoings(await undoings(tx, landscape.id)).has(id)) throw new Refused('undone-already')
  for (const row of deed.rows) refuseForGood(row)
  await sayWhatIsUndone(tx, id)
  const rows = inTurn(deed.rows)
  // what people belong to is there before them
  const first = people.turn === 'bring back' ? rows.filter(isHeldOnTo) : []
  for (const row of first) await turnedRound(tx, landscape, id, row)
  await done(tx, landscape, await turnPeople(tx, landscape.id, id, people))
  for (const row of rows) if (!first.includes(row)) await turnedRound(tx, landscape, id, row)
  return deed.rows.length + people.who.length
}

async function done(tx: Tx, landscape: Landscape, hindrance: Hindrance | null): Promise<void> {
  if (!hindrance) return
  const { reason, missing } = hindrance
  const since = missing ? await takenOutSince(tx, landscape.id, missing) : null
  throw new Refused(reason, missing && since ? { what: missing.what, ...since } : null)
}

function isHeldOnTo({ what, did }: LoggedRow): boolean {
  return did === 'removed' && what in rank
}

/** What other rows hang on comes first where rows are written again, and last where they are taken back. */
const rank: Record<string, number> = { participant: 0, practice: 0, boundary: 0, space: 0, side: 1 }

/** Changes are put back first, the newest before the older; then what was added goes, and what was removed comes. */
function inTurn(rows: readonly LoggedRow[]): LoggedRow[] {
  const of = (did: LoggedRow['did']) => rows.filter((row) => row.did === did)
  const rankOf = ({ what }: LoggedRow) => rank[what] ?? 2
  return [
    ...of('changed'),
    ...of('added').toSorted((a, b) => rankOf(b) - rankOf(a)),
    ...of('removed').toSorted((a, b) => rankOf(a) - rankOf(b)),
  ]
}

function refuseForGood({ what, did, after }: LoggedRow): void {
  if (what === 'landscape' || what === 'convener') throw new Refused(did === 'added' ? 'beginning' : 'not-yours')
  if (what === 'consent') throw new Refused('their-word')
  if (what === 'participant') {
    if (did === 'changed' && !(after && 'called' in after)) throw new Refused('their-word')
  } else if (!(what in restorable)) throw new Refused('not-yours')
}

async function turnedRound(tx: Tx, landscape: Landscape, deed: string, row: LoggedRow): Promise<void> {
  if (row.what === 'participant')
    return row.did === 'added'
      ? nobodyAdded(tx, landscape, row)
      : done(tx, landscape, await turnName(tx, landscape.id, deed, row))
  const table = row.what as Restorable
  if (row.did === 'removed') return writtenAgain(tx, landscape, table, row)
  const left = row.after!
  const stands = await standsAs(tx, landscape.id, table, left)
  if (stands === 'gone') throw new Refused('gone-since')
  if (stands === 'other') throw new Refused('changed-since')
  if (row.did === 'added') {
    await nothingBuilt(tx, landscape, table, String(left['id'] ?? ''))
    if (!(await takeBack(tx, landscape.id, table, left))) throw new Refused('not-yours')
    return
  }
  const before = row.before!
  const columns = Object.keys(left).filter((name) => JSON.stringify(left[name]) !== JSON.stringify(before[name]))
  const known: readonly string[] = restorable[table].columns
  if (columns.some((name) => !known.includes(name))) throw new Refused('not-yours')
  if (columns.some((name) => !(name in before))) throw new Refused('erased')
  if (columns.length > 0 && !(await putBack(tx, landscape.id, table, { before, columns })))
    throw new Refused('not-yours')
}

async function writtenAgain(tx: Tx, landscape: Landscape, table: Restorable, { before }: LoggedRow): Promise<void> {
  const row = before!
  // words that were taken out of the log are not to be had again
  if (table === 'concern' && !('words' in row)) throw new Refused('erased')
  if ((await standsAs(tx, landscape.id, table, row)) !== 'gone') throw new Refused('there-again')
  await writeAgain(tx, landscape.id, table, row, landscape.viewerId)
}

async function nobodyAdded(tx: Tx, landscape: Landscape, { after }: LoggedRow): Promise<void> {
  const person = String(after!['person_id'])
  await nothingBuilt(tx, landscape, 'participant', person)
  if (!(await deleteThing(tx, landscape.id, 'person', person))) throw new Refused('gone-since')
}

async function nothingBuilt(tx: Tx, landscape: Landscape, table: string, id: string): Promise<void> {
  if ((await hangingRows(tx, landscape.id, table, id)) > 0) throw new Refused('built-upon')
}

/** Rules that the tables hold, as refusals; anything else is a bug. */
function refusalOf(error: unknown): UndoRefusal | null {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (constraint === 'practices_only_on_this_kind') return 'practices-only'
  if (isCareRefusal(error)) return 'care-check-first'
  if (code === '23505') return 'there-again'
  if (code === '23503') return 'nothing-to-hang-on'
  return code === '42501' || code === '23514' ? 'not-yours' : null
}
