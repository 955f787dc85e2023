import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import {
  type Draft,
  draftIsVersion,
  type EditedWriting,
  findEdited,
  insertVersion,
  saveDraft,
  type Written,
} from './editing-queries.ts'

/** What somebody sends of a writing: its words, and which round of the draft they had before them. */
export interface Sending {
  written: Written
  round: number
}

export type Saved = { kind: 'saved'; round: number } | { kind: 'conflict'; theirs: Draft }

/** Saves what is being written. When somebody else saved since, nothing is written over: their draft comes back. */
export async function saveWriting(
  tx: Tx,
  clock: Clock,
  writing: EditedWriting,
  { written, round }: Sending,
): Promise<Saved> {
  const { id, draft } = writing
  // a page that was opened before anybody began, and nothing typed on it
  if (draft.round === 0 && same(draft, written)) return { kind: 'saved', round: 0 }
  const saved = await saveDraft(tx, { id, written, round, beganFrom: draft.beganFrom }, clock.now())
  if (saved !== null) return { kind: 'saved', round: saved }
  const now = await findEdited(tx, id)
  return { kind: 'conflict', theirs: now?.draft ?? draft }
}

export type Kept =
  | { kind: 'kept'; version: number; isNew: boolean }
  | { kind: 'no-title' }
  | { kind: 'conflict'; theirs: Draft }

/** Saves, and keeps it as a version; one that says the same as the version it began from is not kept again. */
export async function keepVersion(
  tx: Tx,
  clock: Clock,
  writing: EditedWriting,
  sending: Sending & { note: string | null },
): Promise<Kept> {
  if (sending.written.title.trim() === '') return { kind: 'no-title' }
  const saved = await saveWriting(tx, clock, writing, sending)
  if (saved.kind === 'conflict') return saved
  const now = (await findEdited(tx, writing.id))!
  if (!now.isChanged && now.draft.beganFrom !== null)
    return { kind: 'kept', version: now.draft.beganFrom, isNew: false }
  const version = await keep(tx, clock, now.id, now.draft, sending.note)
  await draftIsVersion(tx, now.id, version)
  return { kind: 'kept', version, isNew: true }
}

/**
 * After two wrote at the same time: keeps what the other saved and what the viewer wrote, each as a version, so that whichever they go on
 * with, the other is there to be compared. The draft stays the other's.
 */
export async function keepBoth(
  tx: Tx,
  clock: Clock,
  writing: EditedWriting,
  mine: Written,
  note: string,
): Promise<{ theirs: number; mine: number }> {
  const now = (await findEdited(tx, writing.id))!
  let theirs = now.draft.beganFrom
  if (theirs === null || now.isChanged) {
    theirs = await keep(tx, clock, now.id, now.draft, note, now.draft.savedBy)
    await draftIsVersion(tx, now.id, theirs)
  }
  return { theirs, mine: await keep(tx, clock, now.id, mine, note) }
}

/** Makes the draft say what a version says. What the draft said is kept as a version first. */
export async function goBackTo(
  tx: Tx,
  clock: Clock,
  writing: EditedWriting,
  version: Written,
  note: string,
): Promise<void> {
  const { draft } = writing
  if (writing.isChanged) await keep(tx, clock, writing.id, draft, note, draft.savedBy)
  await saveWriting(tx, clock, writing, { written: version, round: draft.round })
}

function keep(
  tx: Tx,
  clock: Clock,
  id: string,
  { title, summary, words }: Written,
  note: string | null,
  by?: string | null,
) {
  const written = { title: title.trim() || '…', summary, words }
  return insertVersion(tx, { id, written, note, by }, clock.now())
}

function same(one: Written, other: Written): boolean {
  return one.title === other.title && one.summary === other.summary && one.words === other.words
}
