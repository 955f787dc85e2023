import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import type { Broken, TextPiece } from './decode-text.ts'
import { decodeText } from './decode-text.ts'
import { firstBytes, type NamedFile } from './named-file.ts'

/** One row of a table as a spreadsheet would number it, or the reason why the rest cannot be read. */
export type TableRow = { kind: 'row'; row: number; cells: string[] } | (Broken & { row: number })

export type Delimiter = ',' | ';' | '\t' | ' '

const LOOKED_AT = 1 << 16
const LONGEST_ROW = 2 ** 21

/**
 * The rows of a CSV file, blank ones included, in bounded memory. Understands quotes, doubled quotes, line breaks inside
 * quotes, and all three ways to end a line; a stray quote inside a cell is kept as text. A quote that never closes ends
 * the reading at the row where it opened.
 */
export async function* tableRows(file: NamedFile, delimiter: Delimiter): AsyncGenerator<TableRow> {
  let broken: Broken | null = null
  async function* texts() {
    for await (const piece of withoutHint(decodeText(file.open()))) {
      if (piece.kind === 'broken') {
        broken = piece
        return
      }
      yield piece.text
    }
  }
  const parser = parse({
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: LONGEST_ROW,
  })
  let row = 0
  const flowing = pipeline(Readable.from(texts()), parser).catch(() => {}) // the same error ends the loop below
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      // several spaces in a row separate once
      yield { kind: 'row', row: ++row, cells: delimiter === ' ' ? cells.filter((cell) => cell !== '') : cells }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    broken ??= { kind: 'broken', code: 'quote-not-closed', value: null }
  }
  await flowing
  if (broken) yield { ...(broken as Broken), row: row + 1 }
}

/**
 * What separates the cells: the mark that is most frequent outside quotes in the first line with anything in it; a space
 * when there is no other and the lines read as pairs of a network (`.edges`, `.txt`) rather than as names.
 */
export async function delimiterOf(file: NamedFile): Promise<Delimiter> {
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
