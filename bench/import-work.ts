import type { Client } from 'pg'
import { uuidv7 } from '../app/platform/uuid.ts'
import { importLandscape } from '../app/workbench/landscape/import-landscape.ts'
import { drawnLandscape } from '../app/workbench/landscape/landscape.ts'
import type { Prepared, Work } from './bench.ts'
import { benchDatabase } from './bench-database.ts'
import { inventedDrawing } from './invented-drawing.ts'

const size = '20,000 people, 180,000 ties'

/** The same rows as bare JSON in one table: what the database needs for them with no key, no log and nobody to keep them from. */
async function plainRows(client: Client, rows: object[]): Promise<void> {
  await client.query('create table if not exists plain_row (row jsonb)')
  for (let at = 0; at < rows.length; at += 2_000) {
    await client.query('insert into plain_row select jsonb_array_elements($1::jsonb)', [
      JSON.stringify(rows.slice(at, at + 2_000)),
    ])
  }
}

async function somebody(client: Client): Promise<{ id: string }> {
  const id = uuidv7()
  await client.query('insert into person (id, email, email_verified) values ($1, $2, true)', [id, 'a@example.org'])
  return { id }
}

const clock = { now: () => new Date() }

export const importWork: Work[] = [
  {
    what: 'bringing in, one transaction with its log',
    size,
    async prepare(): Promise<Prepared> {
      const { db, client, done } = await benchDatabase()
      const who = await somebody(client)
      const drawn = inventedDrawing({ people: 20_000, ties: 180_000 })
      return {
        ours: () => importLandscape(db, clock, who, { drawn }),
        plain: () => plainRows(client, [...drawn.people, ...drawn.memberships, ...drawn.ties]),
        done,
      }
    },
  },
  {
    what: 'reading it back from the database',
    size,
    async prepare(): Promise<Prepared> {
      const { db, client, done } = await benchDatabase()
      const who = await somebody(client)
      const drawn = inventedDrawing({ people: 20_000, ties: 180_000 })
      const imported = await importLandscape(db, clock, who, { drawn })
      if (imported.kind !== 'imported') throw new Error('The invented landscape did not come in.')
      const viewer = { kind: 'person', id: who.id } as const
      return { ours: () => db.as(viewer, (tx) => drawnLandscape(tx, imported)), plain: null, done }
    },
  },
]
