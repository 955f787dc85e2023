import { Client } from 'pg'
import { copyOut } from './copy-rows.ts'
import { type Frame, frameBytes, framesDigest, jsonFrame } from './frames.ts'
import { copyTarget, keptTables } from './kept-tables.ts'
import { refuseWhatIsHidden } from './refuse-what-is-hidden.ts'
import { writeSealed } from './sealed-file.ts'

/** What the first frame of a backup says. */
export interface BackupBegin {
  madeAt: string
  migrations: { name: string; hash: string }[]
  /** the secret of the instance, where it was asked for */
  secret: string | null
}

/** What the last frame says: how many rows each table had, and the digest of everything before. */
export interface BackupEnd {
  tables: number
  sha256: string
}

export interface BackingUp {
  /** Connection URL of the user that owns the tables. */
  url: string
  path: string
  now: Date
  passphrase: string | null
  secret: string | null
  /** told of each table that is in */
  onTable?: (table: string, nth: number, of: number) => void
}

/**
 * Writes the whole database into one file, as it is at one moment, while the program may be running. The file appears whole or not at all.
 * Answers how many tables it holds and how many bytes they are before compressing. Throws when the file cannot be written.
 */
export async function backUp({ url, path, now, passphrase, secret, onTable }: BackingUp) {
  const client = new Client({ connectionString: url, application_name: 'ecotone backup' })
  await client.connect()
  try {
    await client.query('begin transaction isolation level repeatable read, read only')
    await refuseWhatIsHidden(client, await keptTables(client))
    let bytes = 0
    let tables = 0
    async function* content(): AsyncGenerator<Buffer> {
      for await (const frame of framesOf(client, { now, secret, onTable })) {
        const sent = frameBytes(frame)
        bytes += sent.length
        if (frame.kind === 'table') tables++
        yield sent
      }
    }
    await writeSealed(path, content(), passphrase)
    return { tables, bytes }
  } finally {
    await client.end()
  }
}

async function* framesOf(
  client: Client,
  { now, secret, onTable }: Pick<BackingUp, 'now' | 'secret' | 'onTable'>,
): AsyncGenerator<Frame> {
  const digest = framesDigest()
  const counted = (frame: Frame) => {
    digest.update(frameBytes(frame))
    return frame
  }
  const { rows: migrations } = await client.query('select name, hash from migration order by name')
  const begin: BackupBegin = { madeAt: now.toISOString(), migrations, secret }
  yield counted(jsonFrame('begin', begin))
  const tables = await keptTables(client)
  for (const [nth, table] of tables.entries()) {
    yield counted(jsonFrame('table', table))
    for await (const bytes of copyOut(client, `copy ${copyTarget(client, table)} to stdout`))
      yield counted({ kind: 'rows', bytes })
    onTable?.(table.name, nth + 1, tables.length)
  }
  const end: BackupEnd = { tables: tables.length, sha256: digest.digest('hex') }
  yield jsonFrame('end', end)
}
