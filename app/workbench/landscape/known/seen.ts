import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { drawnLandscape, type Landscape } from '../landscape.ts'
import { landscapeKnownOn } from './known-landscape.ts'
import { findableToday } from './known-queries.ts'
import { knownWords } from './known-words.ts'
import { hiding } from './may-be-found.ts'
import { asItWasOn, standingOn } from './standing-on.ts'

/** One day of a landscape: what stood then, and all that is known by the one who looks, with what was over or taken back. */
export interface Seen {
  /** ISO day */
  day: string
  standing: DrawnLandscape
  whole: DrawnLandscape
}

/** A past day, as it was known then or as it was by what is known now; null when nothing was recorded, or nobody was there yet. */
export async function seenOn(
  tx: Tx,
  landscape: Landscape,
  { day, by }: { day: string; by: 'then' | 'now' },
  language: Language,
): Promise<Seen | null> {
  const recorded = await landscapeKnownOn(tx, landscape, day, knownWords(language)('withdrawn'))
  const whole =
    by === 'then' ? recorded : hiding(await drawnLandscape(tx, landscape), await findableToday(tx, landscape.id))
  if (whole === null) return null
  const standing = by === 'then' ? standingOn(whole, day) : { ...asItWasOn(whole, day), ...spacesOf(recorded) }
  return standing.people.length > 0 ? { day, whole, standing } : null
}

/** What became of a space is written down when it is decided, so the log knows it best. */
function spacesOf(recorded: DrawnLandscape | null): Pick<DrawnLandscape, 'spaces' | 'spacePeople'> {
  return { spaces: recorded?.spaces ?? [], spacePeople: recorded?.spacePeople ?? [] }
}
