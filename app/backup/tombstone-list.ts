import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { Client } from 'pg'
import { z } from 'zod'
import { BackupProblem } from './backup-problem.ts'

const line = z.strictObject({
  landscape_id: z.uuid().nullable(),
  about: z.enum(['person', 'drawn', 'address', 'landscape']),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  why: z.enum(['erased', 'withdrawn']),
  made_at: z.string(),
})
export type Tombstone = z.infer<typeof line>

/** Who may not come back, as hashes: one line of JSON for each, in the order of their digests. */
export async function writeTombstones(url: string, path: string): Promise<number> {
  const client = new Client({ connectionString: url, application_name: 'ecotone tombstones' })
  await client.connect()
  try {
    const { rows } = await client.query<Tombstone>(
      `select landscape_id, about, digest, why, to_char(made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as made_at
       from tombstone order by about, digest`,
    )
    const aside = `${path}.${process.pid}.part`
    try {
      await writeFile(aside, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { mode: 0o600, flush: true })
      await rename(aside, path)
    } finally {
      await rm(aside, { force: true })
    }
    return rows.length
  } finally {
    await client.end()
  }
}

/** Reads such a list. Throws `BackupProblem` naming the line that is none. */
export async function readTombstones(path: string): Promise<Tombstone[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((one) => one !== '')
  return lines.map((text, nth) => {
    const read = line.safeParse(parsed(text))
    if (!read.success) throw new BackupProblem('bad-tombstones', `${path}, line ${nth + 1}`)
    return read.data
  })
}

/** The same of a list that may not be there; then nobody is on it. */
export function tombstonesIn(path: string): Promise<Tombstone[]> {
  return readTombstones(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
