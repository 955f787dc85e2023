import { Client } from 'pg'
import { migrate } from '../platform/db/migrate.ts'
import { prepareJobs } from '../platform/jobs/run-jobs.ts'
import type { BackupBegin, BackupEnd } from './back-up.ts'
import { BackupProblem } from './backup-problem.ts'
import { type CopyingIn, copyIn } from './copy-rows.ts'
import { type Frame, frameBytes, framesDigest, jsonFrame, readFrames } from './frames.ts'
import { copyTarget, type KeptTable, keptTables } from './kept-tables.ts'
import { readSealed } from './sealed-file.ts'
import type { Tombstone } from './tombstone-list.ts'

export interface Restoring {
  /** Connection URL of the user that is to own the tables, in a database with nothing in it. */
  url: string
  path: string
  passphrase: string | null
  /** folder of the migrations */
  migrations: string
  /** those that were laid since the backup was made */
  tombstones: readonly Tombstone[]
  log?: (line: string) => void
  onTable?: (table: string, rows: number) => void
}

export interface Restored {
  madeAt: string
  tables: number
  rows: number
  /** people and landscapes that were forgotten again because of a tombstone */
  forgotten: number
  /** the secret of the instance, where the backup holds it */
  secret: string | null
}

/**
 * Brings a backup back into an empty database: makes the tables as they were when it was made, fills them and forgets whoever asked to be
 * forgotten since, in one transaction; then the migrations that came later land. Whatever goes wrong, no row is in it, and the same can be
 * tried again. Throws `BackupProblem` when the file or the database cannot be used.
 */
export async function restore(what: Restoring): Promise<Restored> {
  const { url, migrations: folder, log = () => {} } = what
  const source = readFrames(readSealed(what.path, what.passphrase))
  const begin = await firstFrame(source, what.path)
  await migrate({ url, folder, log, until: begin.migrations.at(-1)?.name ?? '' })
  await prepareJobs(url)
  const client = new Client({ connectionString: url, application_name: 'ecotone restore' })
  // a server that goes away is told of by the query under way
  client.on('error', () => {})
  await client.connect()
  try {
    await refuseAnotherVersion(client, begin)
    await client.query('begin')
    await refuseWhatIsNotEmpty(client)
    const putBack = await withoutGuards(client)
    const filled = await fill(client, source, begin, what)
    await putBack()
    await endWhatWasRunning(client)
    const forgotten = await forgetAgain(client, what.tombstones)
    await forceSecurity(client)
    await client.query('commit')
    await migrate({ url, folder, log })
    return { madeAt: begin.madeAt, ...filled, forgotten, secret: begin.secret }
  } finally {
    // undoes everything that is not committed, also in the middle of a copy
    await client.end()
  }
}

async function firstFrame(source: AsyncGenerator<Frame>, path: string): Promise<BackupBegin> {
  const { value: first } = await source.next()
  if (first?.kind !== 'begin') throw new BackupProblem('cut-off', path)
  return JSON.parse(first.bytes.toString()) as BackupBegin
}

/** A backup fits only into the tables it was made from; those that came later follow when it is in. */
async function refuseAnotherVersion(client: Client, begin: BackupBegin): Promise<void> {
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migration order by name')
  const here = new Map(rows.map(({ name, hash }) => [name, hash]))
  for (const { name, hash } of begin.migrations) {
    if (!here.has(name)) throw new BackupProblem('newer-version', name)
    if (here.get(name) !== hash) throw new BackupProblem('other-version', name)
  }
  if (rows.length > begin.migrations.length) throw new BackupProblem('not-empty', rows.at(-1)!.name)
}

async function refuseWhatIsNotEmpty(client: Client): Promise<void> {
  for (const { name } of await keptTables(client)) {
    const { rowCount } = await client.query(`select from ${client.escapeIdentifier(name)} limit 1`)
    if (rowCount) throw new BackupProblem('not-empty', name)
  }
}

/**
 * Takes away what stands in the way of whole tables: foreign keys, triggers that would log and change what comes in, and the row-level
 * security that COPY refuses to work under. Inside the transaction, and with the function that puts all of it back and has it checked.
 */
async function withoutGuards(client: Client): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<{ of: string; name: string; says: string }>(
    `select conrelid::regclass::text as of, conname as name, pg_get_constraintdef(oid) as says from pg_constraint
     where contype = 'f' and connamespace = 'public'::regnamespace order by 1, 2`,
  )
  const tables = (await keptTables(client)).map(({ name }) => client.escapeIdentifier(name))
  for (const { of, name } of keys)
    await client.query(`alter table ${of} drop constraint ${client.escapeIdentifier(name)}`)
  for (const table of tables)
    await client.query(`alter table ${table} disable trigger user, no force row level security`)
  return async () => {
    for (const table of tables) await client.query(`alter table ${table} enable trigger user`)
    for (const { of, name, says } of keys)
      await client.query(`alter table ${of} add constraint ${client.escapeIdentifier(name)} ${says}`)
    await client.query(`do $$ declare c record; begin
      for c in select attrelid::regclass as t, attname as a from pg_attribute join pg_class r on r.oid = attrelid
        where attidentity <> '' and r.relnamespace = 'public'::regnamespace loop
        execute format('select setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 0) + 1, false) from %s', c.t, c.a, c.a, c.t);
      end loop; end $$`)
  }
}

/** Last of all: forgetting has to find everybody, also where policies would hold the owner back. */
async function forceSecurity(client: Client): Promise<void> {
  for (const { name } of await keptTables(client))
    await client.query(`alter table ${client.escapeIdentifier(name)} force row level security`)
}

async function fill(client: Client, source: AsyncGenerator<Frame>, begin: BackupBegin, what: Restoring) {
  const { path, onTable } = what
  const known = new Map((await keptTables(client)).map((table) => [table.name, table]))
  const digest = framesDigest()
  let [tables, rows] = [0, 0]
  let open: { name: string; copying: CopyingIn } | null = null
  const close = async () => {
    if (!open) return
    const copied = await open.copying.end()
    onTable?.(open.name, copied)
    rows += copied
    tables++
    open = null
  }
  let end: BackupEnd | null = null
  digest.update(frameBytes(jsonFrame('begin', begin)))
  for await (const frame of source) {
    if (end) throw new BackupProblem('damaged', path)
    if (frame.kind !== 'rows') await close()
    if (frame.kind === 'end') end = JSON.parse(frame.bytes.toString()) as BackupEnd
    else digest.update(frameBytes(frame))
    if (frame.kind === 'table') open = { ...opened(client, frame, known, path) }
    if (frame.kind === 'rows') await (open ?? missing(path)).copying.write(frame.bytes)
  }
  if (!end) throw new BackupProblem('cut-off', path)
  if (end.sha256 !== digest.digest('hex') || end.tables !== tables || known.size !== tables)
    throw new BackupProblem('damaged', path)
  return { tables, rows }
}

function missing(path: string): never {
  throw new BackupProblem('damaged', path)
}

function opened(client: Client, { bytes }: Frame, known: ReadonlyMap<string, KeptTable>, path: string) {
  const { name, columns } = JSON.parse(bytes.toString()) as KeptTable
  const table = known.get(name)
  if (!table || table.columns.join() !== columns.join()) throw new BackupProblem('damaged', `${path}, ${name}`)
  return { name, copying: copyIn(client, `copy ${copyTarget(client, table)} from stdin`) }
}

/** The queue of jobs stays behind: what waited in it or was running is over, and can be asked for again. */
async function endWhatWasRunning(client: Client): Promise<void> {
  await client.query(
    `update snapshot set state = 'failed', problem = 'engine', done_at = now() where state in ('waiting', 'running')`,
  )
  await client.query(`update laying_out set state = 'failed' where state in ('waiting', 'running')`)
}

async function forgetAgain(client: Client, tombstones: readonly Tombstone[]): Promise<number> {
  await client.query(
    `insert into tombstone (landscape_id, about, digest, why, made_at)
     select landscape_id, about, digest, why, made_at
       from jsonb_to_recordset($1::jsonb) as t (landscape_id uuid, about text, digest text, why text, made_at timestamptz)
     on conflict (about, digest) do update set why = case when tombstone.why = 'erased' then 'erased' else excluded.why end,
       made_at = greatest(tombstone.made_at, excluded.made_at)`,
    [JSON.stringify(tombstones)],
  )
  const { rows } = await client.query<{ n: number }>('select forget_again() as n')
  return rows[0]!.n
}
