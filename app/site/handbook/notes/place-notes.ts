import { keptInMemory } from '../../../platform/kept-in-memory.ts'
import type { ShownWriting } from '../../writing/writing.ts'
import { treeOf } from '../kept-trees.ts'
import { type FoundPassage, findPassage } from './find-passage.ts'
import { plainText } from './plain-text.ts'
import type { ReaderNote, Thread } from './reader-note.ts'

/** A thread at its place in the chapter as it stands. */
export interface PlacedThread extends Thread {
  start: number
  end: number
}

/** Where the notes on a chapter are now: at their passages, in the order of the text, or about a passage that has since changed. */
export interface PlacedNotes {
  placed: PlacedThread[]
  orphaned: Thread[]
}

/** More than the notes of a book; beyond that all are looked for anew. */
const most = 20_000
const found = keptInMemory<string, FoundPassage | null>()

/** Finds the passages of these notes in the version that is shown, each once for that version. */
export function placeNotes(writing: ShownWriting, threads: readonly Thread[]): PlacedNotes {
  const placed: PlacedThread[] = []
  const orphaned: Thread[] = []
  const text = threads.length > 0 ? plainText(treeOf(writing)).text : ''
  for (const thread of threads) {
    const at = placeOf(text, writing, thread.note)
    if (at) placed.push({ ...thread, start: at.start, end: at.end })
    else orphaned.push(thread)
  }
  return { placed: placed.sort((a, b) => a.start - b.start || a.end - b.end), orphaned }
}

function placeOf(text: string, { id, version }: ShownWriting, note: ReaderNote): FoundPassage | null {
  if (!note.passage) return null
  const key = `${note.id} ${id} ${version}`
  const known = found.get(key)
  if (known !== undefined) return known
  if (found.size >= most) found.clear()
  const place = findPassage(text, note.passage)
  found.set(key, place)
  return place
}
