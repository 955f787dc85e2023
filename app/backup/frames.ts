import { createHash, type Hash } from 'node:crypto'
import { BackupProblem } from './backup-problem.ts'

/** One frame of a backup: what kind it is, and its bytes. `begin`, `table` and `end` hold JSON, `rows` what COPY gives as text. */
export interface Frame {
  kind: 'begin' | 'table' | 'rows' | 'end'
  bytes: Buffer
}

const letters = { begin: 'B', table: 'T', rows: 'R', end: 'E' } as const
const kinds = new Map(Object.entries(letters).map(([kind, letter]) => [letter.charCodeAt(0), kind as Frame['kind']]))

/** No frame is longer than this; a length beyond it means that the bytes are not a backup. */
const mostBytes = 1 << 28

/** A frame as bytes: a letter, four bytes of length (the higher first), and its content. */
export function frameBytes({ kind, bytes }: Frame): Buffer {
  const head = Buffer.alloc(5)
  head.write(letters[kind], 'latin1')
  head.writeUInt32BE(bytes.length, 1)
  return Buffer.concat([head, bytes])
}

export function jsonFrame(kind: 'begin' | 'table' | 'end', value: unknown): Frame {
  return { kind, bytes: Buffer.from(JSON.stringify(value)) }
}

/** The digest over all frames before the last. */
export function framesDigest(): Hash {
  return createHash('sha256')
}

/** Takes frames out of a stream of bytes. Throws `BackupProblem` when the bytes end in the middle of one, or are none. */
export async function* readFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let held: Buffer = Buffer.alloc(0)
  for await (const piece of source) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece])
    for (;;) {
      if (held.length < 5) break
      const kind = kinds.get(held[0]!)
      const length = held.readUInt32BE(1)
      if (kind === undefined || length > mostBytes) throw new BackupProblem('damaged')
      if (held.length < 5 + length) break
      yield { kind, bytes: held.subarray(5, 5 + length) }
      held = held.subarray(5 + length)
    }
  }
  if (held.length > 0) throw new BackupProblem('cut-off')
}
