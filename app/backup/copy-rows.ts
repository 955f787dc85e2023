import type { Client, Connection, Submittable } from 'pg'

/** The part of a connection that copying uses; the types of the library do not tell of it. */
interface CopyingConnection {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(why: string): void
  stream: { pause(): void; resume(): void; writableNeedDrain: boolean; once(event: 'drain', go: () => void): void }
}

/** What the library calls while a query of our own is the one under way. */
interface Copying extends Submittable {
  handleError(error: Error): void
  handleCommandComplete(message: { text: string }): void
  handleReadyForQuery(): void
  handleCopyInResponse(connection: CopyingConnection): void
  handleCopyData(message: { chunk: Buffer }): void
}

/** Pieces that wait here at most before the server is asked to pause. */
const mostWaiting = 64

/** Reads what `copy … to stdout` gives, piece by piece, never more than a few megabytes of it in memory. Throws when the server refuses. */
export async function* copyOut(client: Client, statement: string): AsyncGenerator<Buffer> {
  const waiting: Buffer[] = []
  let ended = false
  let failed: Error | null = null
  let wake = () => {}
  let from: CopyingConnection | null = null
  const copying: Partial<Copying> & Submittable = {
    submit(connection: Connection) {
      from = connection as unknown as CopyingConnection // see CopyingConnection
      from.query(statement)
    },
    handleCopyData({ chunk }) {
      // the library writes the next bytes into the same memory
      waiting.push(Buffer.from(chunk))
      if (waiting.length > mostWaiting) from?.stream.pause()
      wake()
    },
    handleError(error) {
      failed = error
      ended = true
      wake()
    },
    handleCommandComplete() {},
    handleReadyForQuery() {
      ended = true
      wake()
    },
  }
  client.query(copying)
  for (;;) {
    const next = waiting.shift()
    if (next) yield next
    else if (ended) break
    else {
      ;(from as CopyingConnection | null)?.stream.resume()
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  ;(from as CopyingConnection | null)?.stream.resume()
  if (failed) throw failed
}

export interface CopyingIn {
  /** Sends one piece; waits while the server is slower. */
  write(piece: Buffer): Promise<void>
  /** Says that this was all, and gives the number of rows. Throws what the server refused. */
  end(): Promise<number>
}

/** Begins `copy … from stdin`. */
export function copyIn(client: Client, statement: string): CopyingIn {
  let to: CopyingConnection | null = null
  let rows = 0
  let failed: Error | null = null
  let isReady = () => {}
  let isOver = () => {}
  const ready = new Promise<void>((resolve) => {
    isReady = resolve
  })
  const over = new Promise<void>((resolve) => {
    isOver = resolve
  })
  const copying: Partial<Copying> & Submittable = {
    submit: (connection: Connection) => (connection as unknown as CopyingConnection).query(statement), // see CopyingConnection
    handleCopyInResponse(connection) {
      to = connection
      isReady()
    },
    handleCommandComplete({ text }) {
      rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? 0)
    },
    handleError(error) {
      failed = error
      isReady()
      isOver()
    },
    handleReadyForQuery() {
      isReady()
      isOver()
    },
  }
  client.query(copying)
  return {
    async write(piece) {
      await ready
      if (failed) throw failed
      to!.sendCopyFromChunk(piece)
      const { stream } = to!
      if (stream.writableNeedDrain) await Promise.race([over, new Promise<void>((go) => stream.once('drain', go))])
      if (failed) throw failed
    },
    async end() {
      await ready
      if (!failed) to!.endCopyFrom()
      await over
      if (failed) throw failed
      return rows
    },
  }
}
