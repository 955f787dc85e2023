import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { once } from '../../platform/http/idempotency.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import type { DrawnIds } from '../landscape/drawn-ids.ts'
import { drawnIds, findLandscape, type Landscape } from '../landscape/landscape.ts'
import { askInside } from './ask-for-opportunities.ts'
import { insertAccount, insertAnswer, isParticipant } from './fact-queries.ts'
import { writeJournal } from './opportunities.ts'
import { maySeeDifferently } from './opportunity-policy.ts'
import { snapshotHolds } from './snapshot-queries.ts'

/** One fact as the convener knows it, by ids of the drawing. */
export type OtherFact =
  /** these two have a tie (or have none), as told by the convener */
  | { kind: 'tie'; from: string; to: string; says: 'yes' | 'no' }
  /** this person was asked with whom of that practice they talk; with `answered`, they named nobody else than is known */
  | { kind: 'asked'; person: string; about: string | null; answered: boolean }

export interface SeeDifferentlyWish {
  landscape: string
  snapshot: string
  key: string
  fact: OtherFact
  why: string | null
  formKey?: string | undefined
}

export type SeeDifferentlyOutcome =
  /** the fact is drawn, and the landscape is read again; the earlier reading stays */
  { kind: 'changed'; snapshot: string } | { kind: 'refused'; reason: RefusedBecause }

type RefusedBecause =
  | 'no-landscape'
  | 'not-allowed'
  | 'unknown-opportunity'
  | 'unknown-person'
  | 'unknown-practice'
  | 'same-person'
  | 'too-many-at-once'

/** Changes one fact that an opportunity rests on and reads the landscape again. All of it happens, or none. */
export function seeDifferently(
  db: Database,
  clock: Clock,
  who: { id: string },
  what: SeeDifferentlyWish,
): Promise<SeeDifferentlyOutcome> {
  return db.as(
    { kind: 'person', id: who.id },
    async (tx): Promise<SeeDifferentlyOutcome> => {
      const landscape = await findLandscape(tx, what.landscape)
      if (!landscape) return { kind: 'refused', reason: 'no-landscape' }
      const refused = await whyNot(tx, landscape, what)
      if (refused) return { kind: 'refused', reason: refused }
      return changeAndReadAgain(tx, clock, landscape, what)
    },
    { why: 'I see it differently' },
  )
}

async function whyNot(tx: Tx, landscape: Landscape, what: SeeDifferentlyWish): Promise<RefusedBecause | null> {
  if (!maySeeDifferently(landscape)) return 'not-allowed'
  if (!(await snapshotHolds(tx, landscape.id, what.snapshot, what.key))) return 'unknown-opportunity'
  return whatIsUnknown(await drawnIds(tx, landscape), what.fact)
}

function whatIsUnknown(ids: DrawnIds, fact: OtherFact): RefusedBecause | null {
  if (fact.kind === 'asked') {
    if (!ids.person.has(fact.person)) return 'unknown-person'
    return fact.about !== null && !ids.practice.has(fact.about) ? 'unknown-practice' : null
  }
  if (!ids.person.has(fact.from) || !ids.person.has(fact.to)) return 'unknown-person'
  return fact.from === fact.to ? 'same-person' : null
}

async function changeAndReadAgain(
  tx: Tx,
  clock: Clock,
  landscape: Landscape,
  what: SeeDifferentlyWish,
): Promise<SeeDifferentlyOutcome> {
  let snapshot = ''
  const { location, repeated } = await once(tx, what.formKey, landscape.viewerId, async () => {
    await drawFact(tx, clock.now(), landscape, what.fact)
    const { key } = what
    const why = what.why?.trim() || null
    await writeJournal(tx, landscape, clock.now(), { key, snapshot: what.snapshot, became: 'seen differently', why })
    const changed = await findLandscape(tx, landscape.slug)
    const asked = await askInside(tx, clock, changed ?? landscape, { after: what.snapshot })
    snapshot = asked.kind === 'refused' ? '' : asked.snapshot
    return `/${snapshot}`
  })
  if (repeated) snapshot = location.slice(1)
  return snapshot ? { kind: 'changed', snapshot } : { kind: 'refused', reason: 'too-many-at-once' }
}

async function drawFact(tx: Tx, now: Date, landscape: Landscape, fact: OtherFact): Promise<void> {
  const ids = await drawnIds(tx, landscape)
  const row = { landscapeId: landscape.id, id: uuidv7(now.getTime()), recordedBy: landscape.viewerId }
  const day = now.toISOString().slice(0, 10)
  if (fact.kind === 'tie') {
    // A convener who is also drawn here is the one who reports; else the account is "as told by" whoever wrote it down.
    const reportedBy = (await isParticipant(tx, landscape.id, landscape.viewerId)) ? landscape.viewerId : null
    const ends = { fromId: ids.person.get(fact.from)!, toId: ids.person.get(fact.to)! }
    return insertAccount(tx, { ...row, ...ends, says: fact.says, reportedBy, confirmedOn: day, recordedAt: now })
  }
  await insertAnswer(tx, {
    ...row,
    personId: ids.person.get(fact.person)!,
    aboutPracticeId: fact.about === null ? null : ids.practice.get(fact.about)!,
    askedOn: day,
    answeredOn: fact.answered ? day : null,
  })
}
