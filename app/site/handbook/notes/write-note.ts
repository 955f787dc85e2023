import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { isUuid, uuidv7 } from '../../../platform/uuid.ts'
import type { ShownWriting } from '../../writing/writing.ts'
import { treeOf } from '../kept-trees.ts'
import { selectorsOf } from './find-passage.ts'
import { findNote, insertNote, whatIWrote } from './note-queries.ts'
import { plainText } from './plain-text.ts'
import { longestNote, longestPassage, mostInADay, type NoteState, type ReaderNote } from './reader-note.ts'
import { whereSeen } from './where-seen.ts'

/** A stretch of the plain text of a version, as the address of a form says it (`3-120-480`), and the words that somebody saw there. */
export interface Meant {
  version: number
  start: number
  end: number
  quote: string | null
}

/** Reads `3-120-480`; null for anything else. */
export function readMeant(at: string | undefined, quote: string | undefined): Meant | null {
  const found = /^(\d{1,6})-(\d{1,7})-(\d{1,7})$/.exec(at ?? '')
  if (!found) return null
  const [version, start, end] = found.slice(1).map(Number) as [number, number, number]
  return { version, start, end, quote: quote ? quote.replace(/\s/g, ' ').slice(0, longestPassage) : null }
}

/** The passage that is meant, in the version that is shown; null when it is not clearly there (any longer). */
export function passageMeant(
  writing: ShownWriting,
  { version, start, end, quote }: Meant,
): { start: number; end: number } | null {
  const { text } = plainText(treeOf(writing))
  if (quote !== null) return whereSeen(text, quote, version === writing.version ? start : null)
  if (version !== writing.version) return null
  const slice = text.slice(start, end)
  const from = start + (slice.length - slice.trimStart().length)
  return slice.trim() === '' ? null : { start: from, end: from + slice.trim().length }
}

export type WrittenNote =
  | { kind: 'written'; id: string; state: NoteState }
  | {
      kind: 'refused'
      reason:
        | 'words-missing'
        | 'words-long'
        | 'name-missing'
        | 'name-long'
        | 'passage-changed'
        | 'not-there'
        | 'too-many'
    }

/** What somebody sends: on a passage, or in answer to a note. */
export interface SentNote {
  language: Language
  byline: string
  words: string
  on: Meant | null
  answers: string | null
}

/**
 * Writes a note on a passage of this chapter, or an answer to one. It waits to be read by somebody who looks after the site, unless a note
 * of the same writer was shown before.
 */
export async function writeNote(tx: Tx, clock: Clock, writing: ShownWriting, sent: SentNote): Promise<WrittenNote> {
  const { language, byline, words } = sent
  if (words === '') return refused('words-missing')
  if (words.length > longestNote) return refused('words-long')
  if (byline === '') return refused('name-missing')
  if (byline.length > 80) return refused('name-long')
  const about = await whatItIsAbout(tx, writing, sent)
  if (about === 'not-there' || about === 'passage-changed') return refused(about)
  const now = clock.now()
  const { known, lately } = await whatIWrote(tx, new Date(now.getTime() - 86_400_000))
  if (lately >= mostInADay) return refused('too-many')
  const note = { id: uuidv7(now.getTime()), writingId: writing.id, language, byline, words, writtenAt: now, mine: true }
  const state = known ? 'shown' : 'waiting'
  await insertNote(tx, { ...note, ...about, state })
  return { kind: 'written', id: note.id, state }
}

type Refused = Extract<WrittenNote, { kind: 'refused' }>

function refused(reason: Refused['reason']): Refused {
  return { kind: 'refused', reason }
}

type About = Pick<ReaderNote, 'answers' | 'version' | 'passage'>

async function whatItIsAbout(
  tx: Tx,
  writing: ShownWriting,
  { on, answers }: SentNote,
): Promise<About | 'not-there' | 'passage-changed'> {
  if (answers !== null) {
    const note = isUuid(answers) ? await findNote(tx, answers) : null
    const stands = note?.writingId === writing.id && note.answers === null
    if (!stands || (note.state !== 'shown' && note.state !== 'taken-back')) return 'not-there'
    return { answers, version: null, passage: null }
  }
  const found = on && passageMeant(writing, on)
  if (!found || found.end - found.start > longestPassage) return 'passage-changed'
  const passage = selectorsOf(plainText(treeOf(writing)).text, found.start, found.end)
  return { answers: null, version: writing.version, passage }
}
