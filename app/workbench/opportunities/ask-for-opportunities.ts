import { engineVersion } from '@ecotone/engine/version.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { enqueue } from '../../platform/jobs/job.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { drawnIds, findLandscape, type Landscape } from '../landscape/landscape.ts'
import type { ReadingOptions, Snapshot } from './opportunities.ts'
import { mayAskForOpportunities } from './opportunity-policy.ts'
import { insertSnapshot, snapshotRows } from './snapshot-queries.ts'
import { spottingWork } from './spotting-work.ts'
import { usualSeed, usualSize } from './usual-choices.ts'

export interface AskWish {
  /** slug of the landscape */
  landscape: string
  /** only openings across this boundary (its id in the drawing) */
  boundary?: string | null | undefined
  /** how many people a space would hold, 2 to 40 */
  size?: number | undefined
  seed?: number | undefined
  assumptions?: ReadingOptions['assumptions'] | undefined
  /** the reading that this one follows, when a fact was changed */
  after?: string | null | undefined
  /** even when a reading with the same choices is there: something that is no part of the drawing was added */
  anew?: boolean | undefined
}

export type AskOutcome =
  | { kind: 'ready'; snapshot: string }
  | { kind: 'waiting'; snapshot: string }
  | { kind: 'refused'; reason: 'no-landscape' | 'unknown-boundary' | 'not-allowed' | 'too-many-at-once' }

/** Unfinished readings that one person may have in one landscape. */
const atOnce = 3

/**
 * Has a landscape read. Answers the stored reading when nothing changed since one with the same choices, the one that is being
 * read when there is one, and else asks for a new one.
 */
export function askForOpportunities(
  db: Database,
  clock: Clock,
  who: { id: string },
  what: AskWish,
): Promise<AskOutcome> {
  return db.as({ kind: 'person', id: who.id }, async (tx) => {
    const landscape = await findLandscape(tx, what.landscape)
    if (!landscape) return { kind: 'refused', reason: 'no-landscape' }
    return askInside(tx, clock, landscape, what)
  })
}

/** The same inside a transaction of somebody who just changed something. */
export async function askInside(
  tx: Tx,
  clock: Clock,
  landscape: Landscape,
  what: Omit<AskWish, 'landscape'>,
): Promise<AskOutcome> {
  if (!mayAskForOpportunities(landscape)) return { kind: 'refused', reason: 'not-allowed' }
  const wish = wishOf(clock, landscape, what)
  if (wish.options.boundary !== null && !(await drawnIds(tx, landscape)).boundary.has(wish.options.boundary)) {
    return { kind: 'refused', reason: 'unknown-boundary' }
  }
  const known = await snapshotRows(tx, landscape.id)
  const same = what.anew ? undefined : known.find((one) => isSame(one, wish))
  if (same) return { kind: same.state === 'done' ? 'ready' : 'waiting', snapshot: same.id }
  const unfinished = known.filter((one) => one.askedBy === landscape.viewerId && isUnfinished(one))
  if (unfinished.length >= atOnce) return { kind: 'refused', reason: 'too-many-at-once' }

  const now = clock.now()
  const id = uuidv7(now.getTime())
  await insertSnapshot(tx, { landscapeId: landscape.id, id, askedBy: landscape.viewerId, askedAt: now, ...wish })
  await enqueue(tx, spottingWork, { landscape: landscape.id, snapshot: id })
  return { kind: 'waiting', snapshot: id }
}

type Wish = Pick<Snapshot, 'asOf' | 'landscapeVersion' | 'seed' | 'options'>

function wishOf(clock: Clock, landscape: Landscape, what: Omit<AskWish, 'landscape'>): Wish {
  return {
    asOf: landscape.asOf ?? clock.now().toISOString().slice(0, 10),
    landscapeVersion: landscape.version,
    seed: what.seed ?? usualSeed,
    options: {
      boundary: what.boundary ?? null,
      size: what.size ?? usualSize,
      assumptions: what.assumptions ?? {},
      after: what.after ?? null,
    },
  }
}

export function isUnfinished(snapshot: Pick<Snapshot, 'state' | 'cancelAsked'>): boolean {
  return (snapshot.state === 'waiting' || snapshot.state === 'running') && !snapshot.cancelAsked
}

/** Would this snapshot answer the wish: done by this engine, or on its way, for the same landscape and choices? */
function isSame(one: Snapshot, wish: Wish): boolean {
  const answers = one.state === 'done' ? one.engineVersion === engineVersion : isUnfinished(one)
  return (
    answers &&
    one.landscapeVersion === wish.landscapeVersion &&
    one.asOf === wish.asOf &&
    one.seed === wish.seed &&
    one.options.boundary === wish.options.boundary &&
    one.options.size === wish.options.size &&
    sameAssumptions(one.options.assumptions, wish.options.assumptions)
  )
}

function sameAssumptions(one: object, other: object): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  return sorted(one) === sorted(other)
}
