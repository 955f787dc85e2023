import type en from './words/en.json'

/** What can be said about a file or row; each code has its sentence in the catalogue. */
export type ProblemCode = Exclude<keyof typeof en, `at-${string}` | `as-${string}`>

/** Something a reader of the files must be told before anything is stored. */
export interface Problem {
  file: string
  /** the row as a spreadsheet numbers it, header included; null when it concerns the whole file */
  row: number | null
  /** the column, or the path inside a JSON file */
  field: string | null
  /** the value as it stood there, shortened */
  value: string | null
  code: ProblemCode
  severity: Severity
  /** what the sentence needs besides: a limit, the row of the first, the allowed words */
  facts?: Record<string, string | number>
}

/** A row that does not come in; something to know although it came in; a file of which nothing comes in. */
export type Severity = 'refused-row' | 'notice' | 'refused-file'

const SHOWN = 80

/** A value short enough to stand in a sentence. */
export function shortened(value: string): string {
  const line = value.toWellFormed().replace(/\s+/gu, ' ').trim()
  const letters = Array.from(line.slice(0, SHOWN * 4))
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : line
}
