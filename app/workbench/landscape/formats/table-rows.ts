import type { TextPiece } from './decode-text.ts'
import { decodeText } from './decode-text.ts'
import { firstBytes, type NamedFile, type TableRow } from './named-file.ts'
import { splitCsv } from './split-csv.ts'

export type Delimiter = ',' | ';' | '\t' | ' '

const LOOKED_AT = 1 << 16

/**
 * The rows of a table, blank ones included, in bounded memory. A quote that never closes, or bytes that are no text, end the
 * reading with the number of the row where that began.
 */
export async function* tableRows(file: NamedFile, delimiter: Delimiter): AsyncGenerator<TableRow> {
  if (file.rows) {
    yield* file.rows()
    return
  }
  const splitter = splitCsv(delimiter)
  let row = 0
  // several spaces in a row separate once
  const rowOf = (cells: string[]): TableRow => {
    return { kind: 'row', row: ++row, cells: delimiter === ' ' ? cells.filter((cell) => cell !== '') : cells }
  }
  for await (const piece of withoutHint(decodeText(file.open()))) {
    if (piece.kind === 'broken') {
      yield { ...piece, row: row + 1 }
      return
    }
    for (const cells of splitter.push(piece.text)) yield rowOf(cells)
    const code = splitter.broken(false)
    if (code) {
      yield { kind: 'broken', code, value: null, facts: { limit: 2 ** 21 }, row: row + 1 }
      return
    }
  }
  const code = splitter.broken(true)
  if (code) yield { kind: 'broken', code, value: null, row: row + 1 }
  else for (const cells of splitter.end()) yield rowOf(cells)
}

/**
 * What separates the cells: the mark that is most frequent outside quotes in the first line with anything in it; a space
 * when there is no other and the lines read as pairs of a network (`.edges`, `.txt`) rather than as names.
 */
export async function delimiterOf(file: NamedFile): Promise<Delimiter> {
  if (file.rows) return ','
  const head = await firstBytes(file, LOOKED_AT)
  let text = ''
  for await (const piece of decodeText(oneChunk(head))) if (piece.kind === 'text') text += piece.text
  const hint = /^sep=([,;\t])\r?\n/iu.exec(text)
  if (hint) return hint[1] as Delimiter
  const lines = text.split(/\r\n|\n|\r/u).filter((line) => line.trim() !== '' && !/^[#%]/u.test(line))
  const counted = ([',', ';', '\t'] as const).map((mark) => ({ mark, count: countOutsideQuotes(lines[0] ?? '', mark) }))
  const most = counted.reduce((best, one) => (one.count > best.count ? one : best))
  if (most.count > 0) return most.mark
  return /\.(edges|edgelist|txt)$/iu.test(file.name) && looksLikePairs(lines.slice(0, 200)) ? ' ' : ','
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** The same two or three words on each line, of which some come again: a list of full names seldom does that. */
function looksLikePairs(lines: string[]): boolean {
  const words = lines.map((line) => line.trim().split(/\s+/u))
  const width = words[0]?.length ?? 0
  if ((width !== 2 && width !== 3) || words.some((line) => line.length !== width)) return false
  const ends = words.flatMap((line) => line.slice(0, 2))
  return new Set(ends).size < ends.length || ends.every((end) => /^\d+$/u.test(end)) || isPairHeader(words[0] ?? [])
}

function isPairHeader(words: string[]): boolean {
  return /^(source|from|de)$/iu.test(words[0] ?? '') && /^(target|to|para|a|vers)$/iu.test(words[1] ?? '')
}

function countOutsideQuotes(line: string, mark: string): number {
  let count = 0
  let quoted = false
  for (const letter of line) {
    if (letter === '"') quoted = !quoted
    else if (letter === mark && !quoted) count++
  }
  return count
}

/** Some spreadsheets write "sep=;" as a first line that they do not show: it is no row. */
async function* withoutHint(pieces: AsyncIterable<TextPiece>): AsyncGenerator<TextPiece> {
  let first = true
  for await (const piece of pieces) {
    yield first && piece.kind === 'text' ? { kind: 'text', text: piece.text.replace(/^sep=.\r?\n/iu, '') } : piece
    first = false
  }
}
