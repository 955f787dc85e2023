import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { isUuid } from '../../platform/uuid.ts'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { drawnIds, drawnLandscape } from '../landscape/landscape.ts'
import type { Visit } from '../visit.tsx'
import { type JournalEntry, newestWords } from './journal-queries.ts'
import { namesIn } from './names-in.ts'
import { opportunitiesOf, type Reading, type Snapshot } from './opportunities.ts'
import { type OpportunityNames, type OpportunitySentences, opportunitySentences } from './opportunity-words.ts'
import { pageWords } from './page-words.ts'
import { type SeenOpportunity, seenRows } from './seen-queries.ts'
import { snapshotRow, snapshotRows } from './snapshot-queries.ts'
import { isWhole, somebodyBetween, withoutBridgingPeople, withPeople } from './stored-people.ts'

/** One opportunity as the viewer meets it. */
export interface ShownCard {
  rank: number
  opportunity: Opportunity
  sentences: OpportunitySentences
  /** what a convener wrote, when it is theirs */
  seen: SeenOpportunity | null
  /** the newest word in the journal */
  word: JournalEntry | null
  /** people it was made with who left since */
  gone: number
}

export interface ShownReading {
  snapshot: Snapshot
  reading: Reading
  cards: ShownCard[]
  /** a convener's own that the engine could not check */
  unchecked: { seen: SeenOpportunity; refused: NonNullable<Reading['seen'][number]['refused']> }[]
  names: OpportunityNames
  drawn: DrawnLandscape
  /** the landscape was changed since */
  stale: boolean
}

/** Snapshots as the list needs them: the one under way or just ended, and the reading to show. */
export interface Readings {
  drawn: DrawnLandscape
  /** newest of all, without its result; null before the first */
  latest: Snapshot | null
  shown: ShownReading | null
  /** the shown one was asked for by its id and a newer one is there */
  isOlder: boolean
}

/** What is there to show: the newest reading, or the one asked for by its id. */
export async function loadReadings(visit: Visit, language: Language, wanted: string | null): Promise<Readings> {
  const { tx, landscape } = visit
  const drawn = await drawnLandscape(tx, landscape)
  const rows = await snapshotRows(tx, landscape.id)
  const newest = rows.find(({ state }) => state === 'done')
  const id = isUuid(wanted) ? wanted : newest?.id
  const snapshot = id === undefined ? null : await snapshotRow(tx, landscape.id, id)
  const shown = snapshot?.result ? await show(visit, language, drawn, snapshot, snapshot.result) : null
  return { drawn, latest: rows[0] ?? null, shown, isOlder: shown !== null && newest?.id !== shown.snapshot.id }
}

async function show(
  { tx, landscape }: Visit,
  language: Language,
  drawn: DrawnLandscape,
  snapshot: Snapshot,
  reading: Reading,
): Promise<ShownReading> {
  const ids = await drawnIds(tx, landscape)
  const names = withSomebody(namesIn(drawn, language), language)
  const words = await newestWords(tx, landscape.id)
  const seen = new Map((await seenRows(tx, landscape.id)).map((one) => [one.id, one]))
  const there = new Set(drawn.practices.map((practice) => practice.id))
  const cards = opportunitiesOf(reading)
    .filter(({ opportunity }) => opportunity.between.every((practice) => there.has(practice)))
    .filter(({ opportunity }) => isWhole(opportunity, (id) => ids.externalOf.has(id)))
    .map(({ opportunity: stored, seenAs }, nth): ShownCard => {
      const known = withPeople(stored, (id) => ids.externalOf.get(id) ?? null)
      const opportunity = drawn.about.basis === 'own-sketch' ? known : withoutBridgingPeople(known)
      return {
        rank: nth + 1,
        opportunity,
        sentences: opportunitySentences(opportunity, names, language),
        seen: seenAs ? (seen.get(seenAs) ?? null) : null,
        word: words.get(opportunity.key) ?? null,
        gone: stored.invitees.length - known.invitees.length,
      }
    })
  const unchecked = reading.seen.flatMap(({ id, refused }) => {
    const one = seen.get(id)
    return one && refused ? [{ seen: one, refused }] : []
  })
  const stale = snapshot.landscapeVersion !== landscape.version
  return { snapshot, reading, cards, unchecked, names, drawn, stale }
}

function withSomebody(names: OpportunityNames, language: Language): OpportunityNames {
  const somebody = pageWords(language)('somebody')
  return { ...names, person: (id) => (id === somebodyBetween ? somebody : names.person(id)) }
}
