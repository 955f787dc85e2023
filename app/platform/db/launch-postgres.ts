import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, chown, type FileHandle, mkdir, mkdtemp, open, readFile, rename, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'
import type { PostgresHome } from './postgres-home.ts'
import { ask, type PostgresPlace, type PostgresServer, urlOf } from './postgres-place.ts'
import { fingerprintOf } from './process-of.ts'

export type Launched = { kind: 'ready'; server: PostgresServer } | { kind: 'failed'; said: string }

/**
 * Keeps one server; its first word is a folder to remove at the end, or nothing. Reads from a pipe that nobody writes to: when its other end closes, because we closed it or because we are
 * dead, the server is told to stop, and told again until it is gone.
 */
const keeper = `
temporary=$1
shift
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
{ while read -r line <&3; do :; done
  tries=0
  while kill -INT "$server" 2>/dev/null; do
    tries=$((tries + 1)); [ "$tries" -lt 30 ] || kill -QUIT "$server"
    sleep 1
  done
} &
watch=$!
exec 3<&-
trap '' HUP INT TERM
wait "$server"
status=$?
kill "$watch" 2>/dev/null
case $temporary in ?*) rm -rf "$temporary" ;; esac
exit "$status"
`

/** Starts a server in a cluster that is there, and answers when it takes connections or has given up, with what it said. */
export async function launchPostgres(place: PostgresPlace): Promise<Launched> {
  const { home } = place
  const socketFolder = await makeSocketFolder(home)
  const log = await openLog(home)
  const from = (await log.stat()).size
  const owner = (await fingerprintOf(process.pid))!
  const child = spawnKeeper(place, socketFolder, settingWords(place, socketFolder, owner), log)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let failure = ''
  child.once('error', (error) => {
    failure = error.message
  })
  await log.close()

  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const ready = await ask(place, socketFolder, (client) => isReady(client, owner))
    if (ready) return { kind: 'ready', server: serverOf(place, child, socketFolder, ended) }
    await Promise.race([pause(40), ended])
  }
  const said = (await readFile(logFile(home))).subarray(from).toString('utf8')
  return { kind: 'failed', said: `${failure}${said}`.trim() }
}

/** Where the server writes what it has to say to those who run it. */
export function logFile(home: PostgresHome): string {
  return join(home.folder, 'postgres.log')
}

function settingWords(place: PostgresPlace, socketFolder: string, owner: string): string[] {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    'ecotone.owner': owner,
    log_timezone: 'UTC',
    timezone: 'UTC',
    // Compiling a query takes longer than any query of ours.
    jit: 'off',
    ...place.tuning,
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function spawnKeeper(place: PostgresPlace, socketFolder: string, words: string[], log: FileHandle): ChildProcess {
  const { home, binaries, cluster } = place
  const temporary = socketFolder === nearSocketFolder(home) ? '' : socketFolder
  return spawn('/bin/sh', ['-c', keeper, 'ecotone-postgres', temporary, binaries.postgres, '-D', cluster, ...words], {
    // A session of its own, so that Ctrl-C reaches us alone and we can finish what we are doing before we stop it.
    detached: true,
    cwd: '/',
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
    stdio: ['pipe', log.fd, log.fd],
    ...home.runAs,
  })
}

/** Whoever answers on this socket may be the server of another process that was quicker; it is ours only if it names us. */
async function isReady(client: Client, owner: string): Promise<boolean> {
  const { rows } = await client.query<{ owner: string; there: boolean }>(
    `select current_setting('ecotone.owner') as owner, exists (select from pg_database where datname = 'ecotone') as there`,
  )
  if (rows[0]!.owner !== owner) return false
  if (!rows[0]!.there) await client.query('create database ecotone')
  return true
}

function serverOf(
  place: PostgresPlace,
  child: ChildProcess,
  socketFolder: string,
  ended: Promise<void>,
): PostgresServer {
  // The server must not keep a finished program from ending; when we end, the pipe closes and it stops by itself.
  child.unref()
  const pipe = child.stdin as ChildProcess['stdin'] & { unref?: () => void }
  pipe?.unref?.()
  return {
    url: urlOf(place, socketFolder),
    ours: true,
    async stop() {
      child.ref()
      child.stdin?.end()
      await ended
    },
  }
}

/** The longest path that every system takes for a socket, less the name PostgreSQL gives the file. */
const longestSocketFolder = 103 - '/.s.PGSQL.5432.lock'.length

async function makeSocketFolder(home: PostgresHome): Promise<string> {
  const near = nearSocketFolder(home)
  const fits = Buffer.byteLength(near) <= longestSocketFolder
  const folder = fits ? near : await mkdtemp(join(tmpdir(), 'ecotone-'))
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o700)
  if (home.runAs) await chown(folder, home.runAs.uid, home.runAs.gid)
  return folder
}

function nearSocketFolder(home: PostgresHome): string {
  return join(home.folder, 'socket')
}

async function openLog(home: PostgresHome): Promise<FileHandle> {
  const path = logFile(home)
  const { size } = await stat(path).catch(() => ({ size: 0 }))
  if (size > 5_000_000) await rename(path, `${path}.old`)
  return open(path, 'a', 0o600)
}
