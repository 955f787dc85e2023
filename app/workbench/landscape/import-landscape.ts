import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { type CareAnswers, lacksCare, needsCare } from './care/care-check.ts'
import { insertCareCheck } from './care/care-queries.ts'
import type { DrawnLandscape } from './drawn-landscape.ts'
import { emptyOfWhoWithdrew } from './empty-of-who-withdrew.ts'
import { keepDrawing } from './keep-drawing.ts'
import { slugOf } from './landscape.ts'
import { addConveners, insertLandscape, markAsExample } from './landscape-queries.ts'
import { waitsUntilTomorrow, whoAskedToBeGone } from './who-asked-to-be-gone.ts'
import { withoutPeople } from './without-people.ts'

export interface ImportWish {
  drawn: DrawnLandscape
  /** a name of its own, instead of the one in the files */
  name?: string
  /** shown to everybody who signs in; only for fictional landscapes */
  example?: boolean
  why?: string
  /** somebody said yes to "should this be mapped at all?" */
  considered?: boolean
  /** the care check, answered for this import; needed where people and a boundary of class, politics or culture come in (rule E19) */
  care?: CareAnswers | null
  /** told how far it is, 0 to 1, a few times a second */
  onProgress?: (share: number) => void
  /** stops it half-way by throwing, so that nothing of it is left */
  signal?: AbortSignal
}

export type ImportOutcome =
  | { kind: 'imported'; id: string; slug: string; rows: number }
  | { kind: 'refused'; reason: 'nobody-in-it' | 'care-check-first' | 'too-many-today' }

/**
 * Brings a drawn landscape in: a new landscape with the viewer as its steward, whole or not at all (one transaction).
 *
 * Whoever asked to be gone from a landscape of this team is left out with everything said of them, and nobody is told whether there was
 * anybody; such tries are counted (decision 048). Names of people who have not agreed become labels that only the viewer reads. Cost: about 1 s for 20,000 rows,
 * 10 s for 200,000.
 */
export function importLandscape(
  db: Database,
  clock: Clock,
  who: { id: string },
  what: ImportWish,
): Promise<ImportOutcome> {
  return db.as({ kind: 'person', id: who.id }, (tx) => importInto(tx, clock, who, what), { why: what.why ?? 'import' })
}

/** The same inside a transaction that already runs as `who`, for use cases that do more in one go. */
export async function importInto(tx: Tx, clock: Clock, who: { id: string }, what: ImportWish): Promise<ImportOutcome> {
  if (what.drawn.people.length === 0) return { kind: 'refused', reason: 'nobody-in-it' }
  if (lacksCare(what.drawn, what.care ?? null, clock.now())) return { kind: 'refused', reason: 'care-check-first' }
  if (await waitsUntilTomorrow(tx, what.drawn)) return { kind: 'refused', reason: 'too-many-today' }
  const now = clock.now()
  const id = uuidv7(now.getTime())
  const about = what.name ? { ...what.drawn.about, name: what.name } : what.drawn.about
  const slug = await insertLandscape(tx, id, slugOf(about.name), about, what.considered ? now : null)
  await keepCareChecks(tx, id, what, now)
  const gone = await whoAskedToBeGone(tx, what.drawn)
  const rows = await keepDrawing(tx, {
    landscapeId: id,
    drawnBy: who.id,
    now,
    drawn: emptyOfWhoWithdrew(gone.size > 0 ? withoutPeople(what.drawn, gone) : what.drawn, () =>
      uuidv7(now.getTime()),
    ),
    onProgress: what.onProgress,
    signal: what.signal,
  })
  await addConveners(
    tx,
    id,
    about.team.filter((one) => !gone.has(one)),
  )
  if (what.example) await markAsExample(tx, id)
  return { kind: 'imported', id, slug, rows }
}

/** What was answered before comes along with its day; what was answered for this import counts from today. */
async function keepCareChecks(tx: Tx, landscapeId: string, { drawn, care }: ImportWish, now: Date): Promise<void> {
  const newId = () => uuidv7(now.getTime())
  for (const { answered, ...check } of (drawn.careChecks ?? []).toReversed())
    await insertCareCheck(tx, landscapeId, { id: newId(), ...check, answeredAt: new Date(answered) })
  if (care && needsCare(drawn))
    await insertCareCheck(tx, landscapeId, { id: newId(), decision: 'go', ...care, answeredAt: null })
}
