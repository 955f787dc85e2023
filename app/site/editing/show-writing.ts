import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { EditedWriting } from './editing-queries.ts'
import { type Kept, keepVersion } from './save-writing.ts'
import { setScheduled, setShown, setTakenDown, setUnscheduled } from './show-queries.ts'

/** Which round of the draft is meant: what somebody else saved since must not be shown unread. */
interface Meant {
  round: number
  note: string | null
}

export type Shown =
  | Exclude<Kept, { kind: 'kept' }>
  | { kind: 'shown' }
  | { kind: 'scheduled' }
  | { kind: 'shown-already' }

/** Keeps the draft as a version, unless it is one, and shows it to anybody: now, or at a moment to come. */
export async function showWriting(
  tx: Tx,
  clock: Clock,
  writing: EditedWriting,
  { round, note, at }: Meant & { at: Date | null },
): Promise<Shown> {
  const { id, draft, state } = writing
  if (round !== draft.round) return { kind: 'conflict', theirs: draft }
  // what readers have before them cannot be taken from them until then
  if (at && state === 'shown') return { kind: 'shown-already' }
  const kept = await keepVersion(tx, clock, writing, { written: draft, round, note })
  if (kept.kind !== 'kept') return kept
  if (at) await setScheduled(tx, id, kept.version, at)
  else await setShown(tx, id, kept.version, clock.now())
  return { kind: at ? 'scheduled' : 'shown' }
}

/** Takes down what is shown, or makes a draft again of what was to be shown later. Nothing of it is lost. */
export async function takeDown(tx: Tx, clock: Clock, { id, state }: EditedWriting): Promise<void> {
  if (state === 'scheduled') await setUnscheduled(tx, id)
  else await setTakenDown(tx, id, clock.now())
}
