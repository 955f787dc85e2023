import type { Limits } from './limits.ts'
import { type Problem, type Severity, shortened } from './problem.ts'

/** What goes along through the reading of several files: what was found out, how much was read, how much may be. */
export interface Reading {
  problems: Problem[]
  files: FileCount[]
  limits: Limits
  /** stops the reading between two rows */
  signal: AbortSignal | null
  /** what was read and has no home among our words, by what it was said of and under which heading */
  homeless: Map<string, Homeless>
  /** headings that are kept as custom fields instead */
  keep: ReadonlySet<string>
  /** told each row that does not come in, with its cells as they stand there */
  onRefused: ((refused: RefusedRow) => void) | null
  /** how often each kind of problem was found in each file, told or not */
  found: Map<string, { severity: Severity; count: number }>
}

export interface RefusedRow {
  file: string
  row: number
  /** the first row of the table, to write above the cells; empty when it has none */
  header: string[]
  cells: string[]
  reasons: Problem[]
}

/** For each file: rows that came in and rows that did not make up all rows that were read; blank rows are not rows. */
export interface FileCount {
  file: string
  rowsRead: number
  accepted: number
  refused: number
}

/** What a custom field can be kept of. */
export const customHolders = ['people', 'practices', 'memberships', 'ties'] as const
export type CustomHolder = (typeof customHolders)[number]

/** A heading that is none of our words: how often something stood under it, and what. Its values are left where they are. */
export interface Homeless {
  file: string
  field: string
  /** what it was said of; null for tables that keep nothing but their own columns */
  of: CustomHolder | null
  count: number
  example: string
}

export interface ReadingOptions {
  signal?: AbortSignal | null
  keep?: Iterable<string>
  onRefused?: ((refused: RefusedRow) => void) | null
}

export function startReading(
  limits: Limits,
  { signal = null, keep = [], onRefused = null }: ReadingOptions = {},
): Reading {
  const found = { problems: [], files: [], homeless: new Map(), found: new Map() }
  return { ...found, limits, signal, keep: new Set(keep), onRefused }
}

/** Problems of one kind in one file that are told one by one; the others are only counted, so that memory stays small. */
const toldOfAKind = 500
const mostHomeless = 500

/** Notes something that a reader of the files must be told. */
export function tell(reading: Reading, problem: Problem): void {
  const kind = JSON.stringify([problem.file, problem.severity, problem.code])
  const found = reading.found.get(kind) ?? { severity: problem.severity, count: 0 }
  reading.found.set(kind, found)
  found.count++
  if (found.count <= toldOfAKind) reading.problems.push(problem)
}

/** Takes back what was told of a file after the first `told` problems: one reason for the whole file stands for all of them. */
export function untell(reading: Reading, file: string, told: number): void {
  reading.problems.length = told
  for (const kind of reading.found.keys()) if (JSON.parse(kind)[0] === file) reading.found.delete(kind)
  for (const problem of reading.problems) {
    if (problem.file !== file) continue
    const kind = JSON.stringify([problem.file, problem.severity, problem.code])
    reading.found.set(kind, { severity: problem.severity, count: (reading.found.get(kind)?.count ?? 0) + 1 })
  }
}

/** How many things were found, of each severity, the untold ones included. */
export function foundOf({ found }: Reading): Record<Severity, number> {
  const sums = { 'refused-row': 0, notice: 0, 'refused-file': 0 }
  for (const { severity, count } of found.values()) sums[severity] += count
  return sums
}

/** Counts something that stands under a heading of no home, and keeps the first as an example. */
export function noteHomeless(reading: Reading, of: Pick<Homeless, 'file' | 'field' | 'of'>, value: string): void {
  const key = JSON.stringify([of.of, of.field])
  const known = reading.homeless.get(key)
  if (known) known.count++
  else if (reading.homeless.size < mostHomeless)
    reading.homeless.set(key, { ...of, field: of.field, count: 1, example: shortened(value) })
  else {
    const rest = JSON.stringify([null, '…'])
    const others = reading.homeless.get(rest) ?? { file: of.file, field: '…', of: null, count: 0, example: '' }
    reading.homeless.set(rest, { ...others, count: others.count + 1 })
  }
}
