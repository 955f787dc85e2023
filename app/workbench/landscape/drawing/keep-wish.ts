import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Landscape } from '../landscape.ts'
import { addThing } from './add-thing.ts'
import { type FieldProblems, problemsOf, rowIn, signOf, type ThingKind, type Values } from './drawn-things.ts'
import { resolved } from './resolved-values.ts'
import { homeOf } from './thing-places.ts'
import {
  callPerson,
  deleteThing,
  type LastChange,
  lastChangeOf,
  type StoredThing,
  sidesLeft,
  storedThing,
  updateThing,
} from './thing-queries.ts'

/** What somebody wishes to do to one thing of a drawing. `based` is the sign of what they saw when they decided. */
export type ThingWish = { kind: ThingKind } & (
  | { do: 'add'; values: Values }
  | { do: 'change'; id: string; based: string; values: Values }
  /** `askedFor`: this person asked to go, so nothing is kept to bring them back */
  | { do: 'remove'; id: string; based?: string | undefined; askedFor?: boolean | undefined }
)

export type DrawingRefusal =
  | { kind: 'refused'; reason: 'no-landscape' | 'not-allowed' | 'unknown-thing' }
  /** it is not the viewer's to change: somebody else named this person, or they say their name themselves */
  | { kind: 'refused'; reason: 'not-yours' }
  | { kind: 'refused'; reason: 'not-understood'; problems: FieldProblems; value: string }
  /** somebody changed it since: what it says now, and who it was */
  | { kind: 'refused'; reason: 'changed-meanwhile'; now: Values; based: string; by: LastChange | null }
  | { kind: 'refused'; reason: 'removed-meanwhile'; by: LastChange | null }
  | { kind: 'refused'; reason: 'there-already' | 'two-sides' | 'practices-only' | 'special-category' }
  /** people and a boundary of class, politics or culture would stand together before the care check was answered */
  | { kind: 'refused'; reason: 'care-check-first' }
/** `home` is the address of the page on which it is seen. */
export interface Kept {
  id: string
  home: string
}

/** Thrown inside the transaction, so that a refusal leaves nothing of it and the form's key is free again. */
class Refused extends Error {
  readonly refusal: DrawingRefusal
  constructor(refusal: DrawingRefusal) {
    super(`Refused: ${refusal.reason}`)
    this.refusal = refusal
  }
}

/**
 * Does what is wished for one thing, inside a transaction that holds the drawing (`holdDrawing`); throws what `refusalIn` reads. Of two
 * who change the same thing the second is told what the first did, and overwrites nothing unseen.
 */
export async function keepWish(tx: Tx, clock: Clock, landscape: Landscape, wish: ThingWish): Promise<Kept> {
  if (wish.do === 'add') {
    const what = await understood(tx, landscape, wish.kind, wish.values, true)
    const id = await addThing(tx, clock, landscape, wish.kind, what)
    return keptAt(landscape, wish.kind, { id, values: what.values, boundary: what.side?.boundary ?? null })
  }
  const stored = await storedThing(tx, landscape.id, wish.kind, wish.id)
  if (!stored) throw new Refused(await notThere(tx, landscape, wish))
  if (wish.do === 'remove') return removed(tx, landscape, wish, stored)
  await unchanged(tx, landscape, wish, stored)
  const to = { ...stored.values, ...wish.values }
  const values = await understood(tx, landscape, wish.kind, to, false, stored.boundary)
  const { kind } = wish
  const done =
    kind === 'person'
      ? await callPerson(tx, landscape.id, stored.rowId, to.name!)
      : await updateThing(tx, landscape.id, kind, stored.rowId, { to, sideId: values.side?.sideId ?? null })
  if (!done) throw new Refused({ kind: 'refused', reason: 'not-yours' })
  return keptAt(landscape, kind, { id: wish.id, ...stored })
}

function keptAt(
  landscape: Landscape,
  kind: ThingKind,
  thing: { id: string; values: Values; boundary: string | null; gone?: boolean },
): Kept {
  return { id: thing.id, home: homeOf(landscape, kind, thing) }
}

async function removed(
  tx: Tx,
  landscape: Landscape,
  wish: ThingWish & { do: 'remove' },
  stored: StoredThing,
): Promise<Kept> {
  if (wish.based !== undefined) await unchanged(tx, landscape, { ...wish, based: wish.based }, stored)
  if (wish.kind === 'side' && (await sidesLeft(tx, landscape.id, stored.rowId)) <= 2)
    throw new Refused({ kind: 'refused', reason: 'two-sides' })
  if (!(await deleteThing(tx, landscape.id, wish.kind, stored.rowId, wish.askedFor)))
    throw new Refused({ kind: 'refused', reason: 'not-yours' })
  return keptAt(landscape, wish.kind, { id: wish.id, ...stored, gone: true })
}

async function unchanged(
  tx: Tx,
  landscape: Landscape,
  { kind, based }: { kind: ThingKind; based: string },
  stored: StoredThing,
): Promise<void> {
  const stands = signOf(kind, stored)
  if (stands === based) return
  const by = await lastChangeOf(tx, landscape.id, kind, stored.rowId)
  throw new Refused({ kind: 'refused', reason: 'changed-meanwhile', now: stored.values, based: stands, by })
}

/** What is not there (any longer): to whoever saw it, the one who removed it is named where the log may say so. */
async function notThere(
  tx: Tx,
  landscape: Landscape,
  { kind, based = '' }: { kind: ThingKind; based?: string | undefined },
): Promise<DrawingRefusal> {
  const row = rowIn(based)
  if (row === null) return { kind: 'refused', reason: 'unknown-thing' }
  return { kind: 'refused', reason: 'removed-meanwhile', by: await lastChangeOf(tx, landscape.id, kind, row) }
}

async function understood(
  tx: Tx,
  landscape: Landscape,
  kind: ThingKind,
  values: Values,
  isNew: boolean,
  boundary: string | null = null,
) {
  const problems = problemsOf(kind, values, isNew)
  const { found, unknown } = await resolved(tx, landscape, kind, values, isNew, boundary)
  for (const [field, problem] of Object.entries(unknown)) problems[field as keyof FieldProblems] ??= problem
  if (found.from && found.from.rowId === found.to?.rowId) problems.to ??= 'same-person'
  const [first] = Object.entries(problems)
  if (first)
    throw new Refused({ kind: 'refused', reason: 'not-understood', problems, value: `${first[0]} ${first[1]}` })
  // whoever was named by name goes on under their id
  const ids = (['person', 'practice', 'boundary', 'from', 'to', 'reportedBy'] as const).flatMap((field) =>
    found[field] ? [[field, found[field].id] as const] : [],
  )
  return { ...found, values: { ...values, ...Object.fromEntries(ids) } }
}

const constraints: Record<
  string,
  DrawingRefusal['reason'] & ('practices-only' | 'special-category' | 'care-check-first')
> = {
  care_check_first: 'care-check-first',
  practices_only_on_this_kind: 'practices-only',
  special_category_needs_own_consent: 'special-category',
}

/** What an error of `keepWish` refuses, the rules that the tables hold among it; null for anything else, which is a bug. */
export function refusalIn(error: unknown): DrawingRefusal | null {
  if (error instanceof Refused) return error.refusal
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code === '23505') return { kind: 'refused', reason: 'there-already' }
  const rule = code === '23514' && constraint !== undefined ? constraints[constraint] : undefined
  if (rule) return { kind: 'refused', reason: rule }
  return code === '42501' ? { kind: 'refused', reason: 'not-yours' } : null
}
