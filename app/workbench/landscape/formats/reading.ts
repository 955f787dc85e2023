import type { Limits } from './limits.ts'
import type { Problem } from './problem.ts'

/** What goes along through the reading of several files: what was found out, how much was read, how much may be. */
export interface Reading {
  problems: Problem[]
  files: FileCount[]
  limits: Limits
  /** stops the reading between two rows */
  signal: AbortSignal | null
}

/** For each file: rows that came in and rows that did not make up all rows that were read; blank rows are not rows. */
export interface FileCount {
  file: string
  rowsRead: number
  accepted: number
  refused: number
}

export function startReading(limits: Limits, signal: AbortSignal | null): Reading {
  return { problems: [], files: [], limits, signal }
}
