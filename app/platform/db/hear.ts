import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'

/** Told of every notification on a channel; of `null` when some may have been missed, because the connection was lost meanwhile. */
export type Heard = (payload: string | null) => void

export interface Hearing {
  /** Begins to listen to a channel and gives the function that ends it. */
  hear(channel: string, heard: Heard): () => void
  /** Done when every channel that was asked for until now is listened to: what is told before that is not heard. */
  listening(): Promise<void>
  close(): Promise<void>
}

/** Milliseconds between two attempts to connect again. */
const patience = 1000

/**
 * Listens to what the database tells (`NOTIFY`), on one connection for the whole program, opened when the first one listens. When it
 * breaks, it is opened again as long as anybody listens, and everybody is told that something may have been missed.
 */
export function openHearing(url: string): Hearing {
  const listeners = new Map<string, Set<Heard>>()
  let client: Client | null = null
  let closed = false
  let again: NodeJS.Timeout | null = null
  let asking: Promise<void> = Promise.resolve()

  function lost(which: Client): void {
    if (client !== which) return
    client = null
    void which.end().catch(() => {})
    if (closed || again || listeners.size === 0) return
    again = setTimeout(() => {
      again = null
      connect(true)
    }, patience)
  }

  function connect(afterLoss: boolean): void {
    if (client || closed || listeners.size === 0) return
    const made = new Client({
      connectionString: url,
      application_name: 'ecotone hearing',
      options: '-c role=ecotone_app',
      keepAlive: true,
    })
    client = made
    made.on('error', () => lost(made))
    made.on('end', () => lost(made))
    made.on('notification', ({ channel, payload }) => tell(listeners.get(channel), payload ?? ''))
    asking = made
      .connect()
      .then(async () => {
        for (const channel of listeners.keys()) await made.query(`listen ${made.escapeIdentifier(channel)}`)
        if (afterLoss) for (const heard of listeners.values()) tell(heard, null)
      })
      .catch(() => lost(made))
  }

  return {
    hear(channel, heard) {
      const all = listeners.get(channel) ?? new Set()
      const isFirst = !listeners.has(channel)
      listeners.set(channel, all.add(heard))
      if (!client && !again) connect(false)
      else if (isFirst && client) {
        const made = client
        // one question at a time, as the connection wants it
        asking = asking
          .then(() => made.query(`listen ${made.escapeIdentifier(channel)}`))
          .then(
            () => {},
            () => lost(made),
          )
      }
      return () => {
        all.delete(heard)
      }
    },
    async listening() {
      for (;;) {
        const asked = asking
        await asked
        if (closed || listeners.size === 0 || (client && asked === asking)) return
        await wait(patience / 20)
      }
    },
    async close() {
      closed = true
      if (again) clearTimeout(again)
      const last = client
      client = null
      await last?.end().catch(() => {})
    },
  }
}

function tell(all: ReadonlySet<Heard> | undefined, payload: string | null): void {
  for (const heard of all ?? []) heard(payload)
}
