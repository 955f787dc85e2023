import type { ProblemCode } from './problem.ts'

/** Takes the text of a table in pieces of any length and gives its rows as they become complete. */
export interface CsvSplitter {
  /** the rows that this piece of text completes */
  push(text: string): string[][]
  /** the last row, when the text does not end with a line break */
  end(): string[][]
  /** why the row that is being read can no longer become a row; null while all is well */
  broken(ended: boolean): ProblemCode | null
}

const LONGEST_ROW = 2 ** 21

/**
 * Splits CSV as RFC 4180 and the spreadsheets of this world write it: cells in quotes may hold separators, line breaks and
 * doubled quotes; a quote inside a cell that does not begin with one is text; lines end with \n, \r\n or \r. Written by
 * hand so that the rows before a damaged place are never lost: the place is what people need to be told.
 */
export function splitCsv(delimiter: string): CsvSplitter {
  let cells: string[] = []
  let cell = ''
  let size = 0
  /** quoted: inside quotes. closing: just after a quote inside quotes, which may be the first of two. */
  let state: 'start' | 'plain' | 'quoted' | 'closing' = 'start'
  let afterReturn = false

  function endCell() {
    cells.push(cell)
    cell = ''
    state = 'start'
  }
  function endRow(rows: string[][]) {
    endCell()
    rows.push(cells)
    cells = []
    size = 0
  }
  function push(text: string): string[][] {
    const rows: string[][] = []
    for (let at = 0; at < text.length; ) {
      if (afterReturn) {
        afterReturn = false
        if (text[at] === '\n') {
          at++
          continue
        }
      }
      if (state === 'quoted') {
        const quote = text.indexOf('"', at)
        const to = quote === -1 ? text.length : quote
        cell += text.slice(at, to)
        size += to - at
        if (quote !== -1) state = 'closing'
        at = to + 1
        continue
      }
      const letter = text[at]
      if (letter === '"' && (state === 'start' || state === 'closing')) {
        if (state === 'closing') cell += letter
        state = 'quoted'
        at++
      } else if (letter === delimiter) {
        endCell()
        at++
      } else if (letter === '\n' || letter === '\r') {
        endRow(rows)
        afterReturn = letter === '\r'
        at++
      } else {
        const to = endOfPlain(text, at + 1, delimiter)
        cell += text.slice(at, to)
        size += to - at
        state = 'plain'
        at = to
      }
    }
    return rows
  }
  function end(): string[][] {
    const rows: string[][] = []
    if (cells.length > 0 || cell !== '' || state !== 'start') endRow(rows)
    return rows
  }
  function broken(ended: boolean): ProblemCode | null {
    if (state === 'quoted' && (ended || size > LONGEST_ROW)) return 'quote-not-closed'
    return size > LONGEST_ROW ? 'line-too-long' : null
  }
  return { push, end, broken }
}

function endOfPlain(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length) {
    const letter = text[at]
    if (letter === delimiter || letter === '\n' || letter === '\r') return at
    at++
  }
  return at
}
