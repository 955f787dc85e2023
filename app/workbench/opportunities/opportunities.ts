import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import type { Refused } from '@ecotone/engine/opportunities/refused.ts'
import type { SpotResult } from '@ecotone/engine/opportunities/spot-outcome.ts'
import type { Assumptions } from '@ecotone/engine/reach/assumptions.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { isUuid, uuidv7 } from '../../platform/uuid.ts'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { insertJournalEntry } from './journal-queries.ts'
import { namesIn } from './names-in.ts'
import { opportunitySentences } from './opportunity-words.ts'
import { snapshotHolds, snapshotRow, snapshotRows } from './snapshot-queries.ts'
import { type PersonNames, withPeople } from './stored-people.ts'

/** A landscape as known on a date, with what the engine read in it: from the moment somebody asks for it. */
export interface Snapshot {
  id: string
  askedBy: string | null
  askedAt: Date
  asOf: string
  /** of the landscape when it was asked for; a lower one than today's means that something was changed since */
  landscapeVersion: number
  seed: number
  options: ReadingOptions
  state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'
  /** 0 to 1 */
  progress: number
  cancelAsked: boolean
  engineVersion: string | null
  inputHash: string | null
  result: Reading | null
  problem: 'engine' | 'lost' | null
  doneAt: Date | null
}

/** What was asked: with which choices, and after which earlier reading ("I see it differently"). */
export interface ReadingOptions {
  boundary: string | null
  size: number
  assumptions: Partial<Omit<Assumptions, 'seed' | 'worlds'>>
  after: string | null
}

/** What a done snapshot holds. People stand in it under the ids of their rows, so that erasing one leaves nothing behind. */
export interface Reading {
  spotted: SpotResult
  /** a convener's own opportunities, checked by the same engine */
  seen: CheckedOpportunity[]
  /** how many people there were, and how many ties; what the thin notes under the numbers are made from */
  people: number
  ties: number
}

export interface CheckedOpportunity {
  /** row id of what the convener wrote */
  id: string
  opportunity: Opportunity | null
  /** why the engine could not check it */
  refused: Refused['reason'] | null
}

/** The newest reading that is done, with people under their row ids; null before the first one. */
export async function newestReading(tx: Tx, landscape: { id: string }): Promise<Snapshot | null> {
  const rows = await snapshotRows(tx, landscape.id, 'done')
  return rows[0] ? snapshotRow(tx, landscape.id, rows[0].id) : null
}

/** The opportunities of a reading in the order to read them: the engine's, with the conveners' own behind them. */
export function opportunitiesOf(reading: Reading): { opportunity: Opportunity; seenAs: string | null }[] {
  const own = reading.seen.flatMap((one) => (one.opportunity ? [{ opportunity: one.opportunity, seenAs: one.id }] : []))
  return [...reading.spotted.opportunities.map((opportunity) => ({ opportunity, seenAs: null })), ...own]
}

/** One opportunity of a reading with people under their external ids; whoever is gone since is left out. */
export function opportunityIn(snapshot: Snapshot, key: string, names: PersonNames): Opportunity | null {
  if (!snapshot.result) return null
  const found = opportunitiesOf(snapshot.result).find(({ opportunity }) => opportunity.key === key)
  return found ? withPeople(found.opportunity, (id) => names.externalOf.get(id) ?? null) : null
}

export interface JournalNote {
  key: string
  snapshot: string | null
  became: 'taken up' | 'seen differently' | 'not now' | 'again'
  why: string | null
  space?: string | null
}

/** Writes down what became of an opportunity, inside the transaction in which it became that. Answers the id of the entry. */
export async function writeJournal(
  tx: Tx,
  landscape: { id: string; viewerId: string },
  at: Date,
  note: JournalNote,
): Promise<string> {
  const id = uuidv7(at.getTime())
  await insertJournalEntry(tx, { landscapeId: landscape.id, id, writtenBy: landscape.viewerId, writtenAt: at, ...note })
  return id
}

/** Does this reading, which the viewer may see, hold this opportunity? */
export function isHeld(tx: Tx, landscape: { id: string }, where: { snapshot: string; key: string }): Promise<boolean> {
  return snapshotHolds(tx, landscape.id, where.snapshot, where.key)
}

/** What a space sketched from a card begins with. */
export interface CardForSpace {
  between: string[]
  people: string[]
  hosts: string[]
  /** the card in a sentence, to begin the "why" with */
  why: string
}

/** The people a card proposes, who could open the doors, and why; null when there is no such card for this viewer. */
export async function cardForSpace(
  tx: Tx,
  landscape: { id: string },
  where: { snapshot: string | null; key: string | null },
  ids: PersonNames,
  said: { drawn: DrawnLandscape; language: Language },
): Promise<CardForSpace | null> {
  if (!where.key || !isUuid(where.snapshot)) return null
  const snapshot = await snapshotRow(tx, landscape.id, where.snapshot)
  const card = snapshot && opportunityIn(snapshot, where.key, ids)
  if (!card) return null
  const couldHost = card.invitees.filter(({ reasons }) => reasons.includes('host')).map(({ person }) => person)
  return {
    between: card.between,
    people: card.invitees.map(({ person }) => person),
    hosts: [...new Set([...couldHost, ...card.doors.flatMap(({ people }) => people.map(({ person }) => person))])],
    why: opportunitySentences(card, namesIn(said.drawn, said.language), said.language).plain,
  }
}
