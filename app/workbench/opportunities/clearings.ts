import type { Tx } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeList } from '../../platform/i18n/numbers.ts'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { drawnIds, type Landscape } from '../landscape/landscape.ts'
import { namesIn } from './names-in.ts'
import { newestReading, opportunitiesOf } from './opportunities.ts'
import { opportunitySentences } from './opportunity-words.ts'
import { withPeople } from './stored-people.ts'

/** An opportunity as the map shows it: a numbered clearing between the groups it joins. */
export interface Clearing {
  key: string
  rank: number
  between: string[]
  /** who and who, in words */
  title: string
  /** why, in one sentence */
  sentence: string
}

/** The clearings of the newest reading that the viewer may see, in the order to read them; none before the first. */
export async function clearingsOf(
  tx: Tx,
  landscape: Landscape,
  drawn: DrawnLandscape,
  language: Language,
): Promise<Clearing[]> {
  const snapshot = await newestReading(tx, landscape)
  if (!snapshot?.result) return []
  const practices = new Set(drawn.practices.map(({ id }) => id))
  const standing = opportunitiesOf(snapshot.result).filter(({ opportunity }) =>
    opportunity.between.every((id) => practices.has(id)),
  )
  const names = namesIn(drawn, language)
  return standing.map(({ opportunity }, nth) => {
    const { who, plain } = opportunitySentences(opportunity, names, language)
    // two people stand on a card and not on a map, which more people look at
    const title =
      opportunity.kind === 'unlikely-pair' ? writeList(language, opportunity.between.map(names.practice)) : who
    return { key: opportunity.key, rank: nth + 1, between: opportunity.between, title, sentence: plain }
  })
}

/** Whom to listen to first, for the first clearing: people the viewer knows by name, and the group to listen in. */
export async function listenFirst(
  tx: Tx,
  landscape: Landscape,
  drawn: DrawnLandscape,
): Promise<{ person: string; practice: string }[]> {
  const snapshot = await newestReading(tx, landscape)
  const first = snapshot?.result && opportunitiesOf(snapshot.result)[0]
  if (!first) return []
  const ids = await drawnIds(tx, landscape)
  const named = new Set(drawn.people.filter(({ name }) => name !== null).map(({ id }) => id))
  const { askFirst } = withPeople(first.opportunity, (id) => ids.externalOf.get(id) ?? null).sureness
  return askFirst.filter(({ person }) => named.has(person)).map(({ person, practice }) => ({ person, practice }))
}
