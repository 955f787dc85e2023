import type { Language } from '../../../platform/i18n/language.ts'
import type { Selectors } from './find-passage.ts'

/**
 * Where a note stands: it waits to be read by somebody who looks after the site, anybody reads it, it was set aside, or its writer took it
 * back and only the place of it is left, for the answers.
 */
export const noteStates = ['waiting', 'shown', 'set-aside', 'taken-back'] as const
export type NoteState = (typeof noteStates)[number]

/** What a reader noted on a passage of a chapter, or answered to such a note. */
export interface ReaderNote {
  id: string
  writingId: string
  /** the note it answers; null for a note on a passage */
  answers: string | null
  /** the version it was written about; null for an answer */
  version: number | null
  /** the passage in the plain text of that version; null for an answer */
  passage: Selectors | null
  language: Language
  byline: string
  words: string
  state: NoteState
  writtenAt: Date
  /** written by whoever asks */
  mine: boolean
}

/** A note with its answers, oldest first. */
export interface Thread {
  note: ReaderNote
  answers: ReaderNote[]
}

/** The longest note and the longest passage, in characters. */
export const longestNote = 2000
export const longestPassage = 1500
/** How many notes one person writes in a day at most. */
export const mostInADay = 20

/** The notes on passages, in the order they came, each with its answers. An answer whose note is not there is left out. */
export function threadsOf(notes: readonly ReaderNote[]): Thread[] {
  return notes
    .filter(({ answers }) => answers === null)
    .map((note) => ({ note, answers: notes.filter(({ answers }) => answers === note.id) }))
}
