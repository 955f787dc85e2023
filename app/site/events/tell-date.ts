import type { Language } from '../../platform/i18n/language.ts'
import { isWholeDay } from '../../platform/i18n/local-time.ts'
import type { DateRow } from '../writing/blocks.ts'
import type { Row } from './event-queries.ts'
import { whereOf } from './event-row.tsx'
import { eventWords } from './event-words.ts'
import { placesLeft } from './guests/places-left.ts'
import { writeShortByClocks } from './times/write-times.ts'

/** What is said of a date wherever it stands as a row among other things: in words, and the moment for programs. */
export function tellDate(language: Language, row: Row, now: Date): Omit<DateRow, 'event' | 'state' | 'isOff'> {
  return {
    title: row.title,
    language: row.language,
    when: writeShortByClocks(language, row),
    moment: isWholeDay(row.starts) ? row.starts : row.from.toISOString(),
    where: whereOf(eventWords(language), row),
    places: placesLeft(language, row, now)?.words ?? null,
  }
}
