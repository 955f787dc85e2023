import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { readWords } from '../../writing/read-words.ts'
import { findShown } from '../../writing/writing-queries.ts'
import { selectorsOf } from './find-passage.ts'
import { countNotesByState, insertNote } from './note-queries.ts'
import { plainText } from './plain-text.ts'

/** A note that comes with a book: by whom, on which words of which chapter, and what others answered. */
export interface BroughtNote {
  chapter: string
  /** stands in the chapter once, as it is when the notes come */
  quote: string
  byline: string
  language: Language
  words: string
  writtenAt: Date
  answers: { byline: string; words: string; writtenAt: Date }[]
}

/**
 * Writes notes that come with the book, unless there is any note already. They are nobody's here, and shown at once: whoever brings them looks
 * after the site, else the database refuses.
 *
 * @throws Error when the words of a chapter do not hold the quote
 */
export async function bringNotes(tx: Tx, clock: Clock, notes: readonly BroughtNote[]): Promise<void> {
  if ((await countNotesByState(tx)).size > 0) return
  for (const one of notes) {
    const found = await findShown(tx, 'chapter', one.chapter)
    if (found.kind !== 'shown') continue
    const { id: writingId, version, words } = found.writing
    const { text } = plainText(readWords(words))
    const start = text.indexOf(one.quote)
    if (start < 0) throw new Error(`The chapter ${one.chapter} does not say "${one.quote}".`)
    const alike = { writingId, language: one.language, state: 'shown', mine: false } as const
    const id = uuidv7(clock.now().getTime())
    const { byline, words: said, writtenAt } = one
    const passage = selectorsOf(text, start, start + one.quote.length)
    await insertNote(tx, { ...alike, id, answers: null, version, passage, byline, words: said, writtenAt })
    for (const answer of one.answers)
      await insertNote(tx, {
        ...alike,
        ...answer,
        id: uuidv7(clock.now().getTime()),
        answers: id,
        version: null,
        passage: null,
      })
  }
}
