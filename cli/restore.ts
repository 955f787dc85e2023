import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { BackupProblem, type BackupReason } from '../app/backup/backup-problem.ts'
import { restore } from '../app/backup/restore.ts'
import { readTombstones, type Tombstone, tombstonesIn } from '../app/backup/tombstone-list.ts'
import { type Config, readConfig } from '../app/platform/config.ts'
import { databaseServer } from '../app/ready-database.ts'
import { passphraseIn } from './backup.ts'
import { type ExitCode, type Misunderstood, misunderstood, type Terminal } from './exit.ts'

export const usage = `Usage: ecotone restore <file> [options]

Brings a backup back into an empty database: ECOTONE_DATA names a folder without one, or DATABASE_URL an empty one. Stop the program first.
It is in whole or not at all. Whoever asked to be forgotten since the backup was made is forgotten again, by every list of tombstones that
is found: in the data folder, in <file>.tombstones, and those you name. Then start the program: it brings an older backup up to date.

  --tombstones F        one more list, for instance of a newer backup; may be given several times
  --passphrase-file F   the passphrase that the file was enciphered with is the first line of F

Exit codes: 0 done, 1 it cannot be brought back, 2 the command was not understood.
`

export async function run(args: string[], terminal: Terminal): Promise<ExitCode | Misunderstood> {
  const parsed = parse(args)
  if ('kind' in parsed) return parsed
  const { values, positionals } = parsed
  const [path, ...others] = positionals.map((one) => resolve(one))
  if (!path || others.length > 0) return misunderstood('Give one file to bring back.')
  const config = readConfig()
  const tell = (line: string) => terminal.aside(`${line}\n`)
  try {
    const tombstones = await allTombstones(config, path, values.tombstones ?? [])
    const database = await databaseServer(config, tell)
    try {
      const restored = await restore({
        url: database.url,
        path,
        passphrase: await passphraseIn(values['passphrase-file'] ?? null),
        migrations: join(config.root, 'db/migrations'),
        tombstones,
        onTable: (table, rows) => rows > 0 && tell(`${table}: ${rows}`),
      })
      await keepSecret(config, restored.secret, tell)
      terminal.answer(
        `Brought back as of ${restored.madeAt}: ${restored.tables} tables, ${restored.rows} rows; ${restored.forgotten} forgotten again by ${tombstones.length} tombstones\n`,
      )
      return 0
    } finally {
      await database.close()
    }
  } catch (error) {
    tell(error instanceof BackupProblem ? inWords(error) : `Nothing was brought back: ${(error as Error).message}`)
    return 1
  }
}

/** Lists that nobody named are used where they are; one that was named has to be there. */
async function allTombstones(config: Config, path: string, named: string[]): Promise<Tombstone[]> {
  const lists = [
    await tombstonesIn(join(config.dataFolder, 'tombstones')),
    await tombstonesIn(`${path}.tombstones`),
    ...(await Promise.all(named.map(readTombstones))),
  ]
  const newest = new Map<string, Tombstone>()
  for (const one of lists.flat().toSorted((a, b) => (a.made_at < b.made_at ? -1 : 1)))
    newest.set(`${one.about} ${one.digest}`, one)
  return [...newest.values()]
}

/** The secret goes where the program looks for it, unless one is there or set. */
async function keepSecret(config: Config, secret: string | null, tell: (line: string) => void): Promise<void> {
  if (secret === null) return
  if (config.secret !== null) return tell('ECOTONE_SECRET is set, so the secret in the backup was not used.')
  const path = join(config.dataFolder, 'secret')
  await writeFile(path, secret, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
    tell(`${path} is there already, so the secret in the backup was not used.`)
  })
}

const sentences: Record<BackupReason, string> = {
  'not-a-backup': 'This file is no backup of Ecotone.',
  'newer-format': 'This backup was written by a newer Ecotone: bring it back with that one.',
  'passphrase-needed': 'This backup is enciphered: give --passphrase-file.',
  'wrong-passphrase': 'This is not the passphrase that the backup was enciphered with.',
  'cut-off': 'This backup is cut off: its end is missing.',
  damaged: 'This backup is damaged.',
  'not-empty':
    'The database is not empty: name an empty folder with ECOTONE_DATA, or an empty database with DATABASE_URL.',
  'newer-version': 'This backup is of a newer Ecotone than this one: bring it back with that one.',
  'other-version': 'This backup is of an Ecotone whose tables are other ones.',
  'bad-tombstones': 'This list of tombstones is damaged.',
}

function inWords({ reason, about }: BackupProblem): string {
  return `${sentences[reason]}${about ? ` (${about})` : ''} Nothing was brought back.`
}

function parse(args: string[]) {
  try {
    const options = { 'passphrase-file': { type: 'string' }, tombstones: { type: 'string', multiple: true } } as const
    return parseArgs({ args, allowPositionals: true, options })
  } catch (error) {
    return misunderstood((error as Error).message)
  }
}
