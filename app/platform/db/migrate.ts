import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, DatabaseError } from 'pg'
import { ensureRoles } from './roles.ts'

export interface MigrationSettings {
  /** Connection URL of the user that owns the tables. */
  url: string
  /** Folder of the `.sql` files, named `0001-what-it-does.sql` and so on; a number may be left out, none may be there twice. */
  folder: string
  /** Name of the last file that is to land; all without it. */
  until?: string
  /** Told one plain line for each file that lands. */
  log?: (line: string) => void
}

interface Migration {
  name: string
  text: string
  hash: string
}

/** Two processes that start at once must not both migrate; the number only has to be the same in both. */
const migrationLock = 3_262_026_001

/**
 * Brings the database to the state that the files in `folder` describe, and answers how many of them landed now.
 *
 * Each file runs in one transaction of its own: it lands whole or not at all, and the ones before it stay. A file that landed is
 * never read again, so a change to it would be lost on every database that has it: that is refused, as is a database that holds
 * migrations this program does not know. Waits for another process that is migrating. The three roles exist before the first file.
 */
export async function migrate({ url, folder, until, log }: MigrationSettings): Promise<number> {
  const migrations = await readMigrations(folder)
  const client = new Client({ connectionString: url, application_name: 'ecotone migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await ensureRoles(client)
    await client.query(`create table if not exists migration (
      name text primary key, hash text not null, landed_at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from migration order by name',
    )
    refuseWhatDiffers(rows, migrations, folder)
    const waiting = migrations.slice(rows.length).filter(({ name }) => until === undefined || name <= until)
    for (const migration of waiting) {
      log?.(`Preparing the database: ${migration.name}`)
      await land(client, migration)
    }
    return waiting.length
  } finally {
    await client.end()
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  for (const [index, name] of names.entries()) {
    if (!/^\d{4}-/.test(name)) throw new Error(`${join(folder, name)} should begin with four digits and a hyphen.`)
    const before = names[index - 1]
    if (before?.slice(0, 4) === name.slice(0, 4))
      throw new Error(`${join(folder, name)} has the number of ${before}: every migration has one of its own.`)
  }
  return Promise.all(names.map((name) => readMigration(folder, name)))
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  // A checkout may have turned the line ends around; that is no change of meaning.
  const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
  return { name, text, hash: createHash('sha256').update(text).digest('hex') }
}

function refuseWhatDiffers(landed: { name: string; hash: string }[], migrations: Migration[], folder: string): void {
  for (const [index, row] of landed.entries()) {
    const file = migrations[index]
    if (file?.name !== row.name) {
      throw new Error(
        `The database has the migration ${row.name}, which is not in ${folder} at that place. It was made by another, probably newer, version of Ecotone: start that one.`,
      )
    }
    if (file.hash !== row.hash) {
      throw new Error(
        `${join(folder, file.name)} was changed after it had landed in this database. Put it back as it was, and say the change in a new file with the next number.`,
      )
    }
  }
}

async function land(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(migration.text)
    await client.query('insert into public.migration (name, hash) values ($1, $2)', [migration.name, migration.hash])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`${migration.name}${lineOf(cause, migration.text)} could not land: ${(cause as Error).message}`, {
      cause,
    })
  }
}

function lineOf(cause: unknown, text: string): string {
  if (!(cause instanceof DatabaseError) || !cause.position) return ''
  return `, line ${text.slice(0, Number(cause.position) - 1).split('\n').length},`
}
