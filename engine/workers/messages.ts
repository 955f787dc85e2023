import type { Landscape } from '../network/landscape.ts'

/** What a worker is told. `run` numbers the computations of a crew. */
export type ToWorker =
  | {
      kind: 'open'
      run: number
      work: string
      stage: Stage
      input: SentInput
      values: unknown
      found: unknown
      stop: Int32Array | null
    }
  | { kind: 'part'; run: number; nth: number }
  | { kind: 'whole'; run: number }
  | { kind: 'close'; run: number }

/** What is computed first, so that every part knows it, or the work itself. */
export type Stage = 'first' | 'itself'

/** What a worker tells. */
export type FromWorker =
  | { kind: 'progress'; run: number; nth: number; done: number }
  | { kind: 'part'; run: number; nth: number; part: unknown }
  | { kind: 'whole'; run: number; result: unknown }
  | { kind: 'failed'; run: number; error: SentError }

/** Errors lose their kind on the way between workers, so it is written out. */
export interface SentError {
  name: string
  message: string
  stack: string | undefined
  bad: { place: string; value: unknown; advice: string } | null
}

/** An input on its way: landscapes go as their buffer, inside an object too; everything else is copied as it is. */
export type SentInput =
  /** `mark` is the same for the same buffer, so that a worker reads it once */
  | { kind: 'landscape'; mark: number; buffer: ArrayBuffer | SharedArrayBuffer }
  | { kind: 'fields'; fields: Record<string, SentInput> }
  | { kind: 'plain'; value: unknown }

/** One end of a line between a crew and a worker, whatever kind of worker it is. */
export interface Port<Out, In> {
  post(message: Out, transfer?: ArrayBuffer[]): void
  listen(onMessage: (message: In) => void): void
}

/** Is this a landscape in memory? */
export function isLandscape(value: unknown): value is Landscape {
  return typeof value === 'object' && value !== null && 'buffer' in value && 'ids' in value && 'dyadStart' in value
}
