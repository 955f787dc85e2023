import type { Broken } from './decode-text.ts'
import { joinBytes } from './join-bytes.ts'

/**
 * A file to read, by the name its owner gave it. `open` may be called more than once: reading first looks at the
 * beginning, and then goes through the whole.
 */
export interface NamedFile {
  name: string
  open: () => AsyncIterable<Uint8Array>
  /** of a sheet in a workbook: its rows, which are no text that could be split */
  rows?: () => AsyncIterable<TableRow>
}

/** One row of a table as a spreadsheet would number it, or the reason why the rest cannot be read. */
export type TableRow = { kind: 'row'; row: number; cells: string[] } | (Broken & { row: number })

const SLICE = 1 << 18

/** A file that is already in memory, given out in slices so that a long one never blocks other work. */
export function fileFromBytes(name: string, bytes: Uint8Array): NamedFile {
  return {
    name,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += SLICE) yield bytes.subarray(at, at + SLICE)
    },
  }
}

/** The first `count` bytes of a file (fewer when it is shorter). The rest is not read. */
export async function firstBytes(file: NamedFile, count: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of file.open()) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= count) break
  }
  return joinBytes(chunks).subarray(0, count)
}

/** All bytes of a file, or null when there are more than `limit`. Costs as much memory as the file is long. */
export async function allBytes(file: NamedFile, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of file.open()) {
    length += chunk.length
    if (length > limit) return null
    chunks.push(chunk)
  }
  return joinBytes(chunks)
}

/** The last part of a path, without the folders before it. */
export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}
