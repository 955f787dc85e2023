import { access, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp } from '../app/backup/back-up.ts'
import { writeTombstones } from '../app/backup/tombstone-list.ts'
import { systemClock } from '../app/platform/clock.ts'
import { readConfig } from '../app/platform/config.ts'
import { keptSecret } from '../app/platform/kept-secret.ts'
import { readyDatabase } from '../app/ready-database.ts'
import { type ExitCode, type Misunderstood, misunderstood, type Terminal } from './exit.ts'

export const usage = `Usage: ecotone backup <file> [options]

Writes the whole instance into one file, as it is at one moment; the program may be running. Beside it, in <file>.tombstones, lies the list
of those who may not come back, as hashes. The file holds everything about everybody: keep it as you would keep the database.

  --passphrase-file F   enciphers the file with the first line of F; without it nobody reads the backup any more, you neither
  --with-secret         takes the secret of the instance along, so that who is signed in stays it and older lists of tombstones hold

Exit codes: 0 done, 1 it cannot be written, 2 the command was not understood.
`

export async function run(args: string[], terminal: Terminal): Promise<ExitCode | Misunderstood> {
  const parsed = parse(args)
  if ('kind' in parsed) return parsed
  const { values, positionals } = parsed
  const [path, ...others] = positionals.map((one) => resolve(one))
  if (!path || others.length > 0) return misunderstood('Give one file to write.')
  if (await isThere(path)) return refused(terminal, `${path} is there already; a backup writes over nothing.`)
  const passphrase = await passphraseIn(values['passphrase-file'] ?? null)
  if (passphrase === '') return refused(terminal, 'The file of the passphrase is empty, or cannot be read.')
  const config = readConfig()
  const database = await readyDatabase(config, (line) => terminal.aside(`${line}\n`))
  try {
    const secret = values['with-secret'] ? (config.secret ?? (await keptSecret(config.dataFolder, 'secret'))) : null
    if (secret && passphrase === null)
      terminal.aside(
        'The secret of the instance will lie readable in the file: whoever has it can sign in as anybody.\n',
      )
    const { tables, bytes } = await backUp({
      url: database.url,
      path,
      now: systemClock.now(),
      passphrase,
      secret,
      onTable: (table, nth, of) => terminal.watched && terminal.aside(`\r\u001b[K${nth} of ${of}: ${table}`),
    })
    if (terminal.watched) terminal.aside('\r\u001b[K')
    const tombstones = await writeTombstones(database.url, `${path}.tombstones`)
    terminal.answer(
      `${path}: ${tables} tables, ${(bytes / 1e6).toFixed(1)} MB before compressing${passphrase === null ? ', readable' : ', enciphered'}; ${tombstones} tombstones beside it\n`,
    )
    return 0
  } catch (error) {
    return refused(terminal, `The backup was not written: ${(error as Error).message}`)
  } finally {
    await database.close()
  }
}

function refused(terminal: Terminal, sentence: string): ExitCode {
  terminal.aside(`${sentence}\n`)
  return 1
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** The first line of a file; null when none is named, '' when there is nothing in it. */
export async function passphraseIn(path: string | null): Promise<string | null> {
  if (path === null) return null
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.split(/\r?\n/)[0] ?? ''
}

function parse(args: string[]) {
  try {
    const options = { 'passphrase-file': { type: 'string' }, 'with-secret': { type: 'boolean' } } as const
    return parseArgs({ args, allowPositionals: true, options })
  } catch (error) {
    return misunderstood((error as Error).message)
  }
}
