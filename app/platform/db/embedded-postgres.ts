import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Client } from 'pg'
import { bundledBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { ensureCluster } from './postgres-cluster.ts'
import { type PostgresHome, postgresHome } from './postgres-home.ts'
import { commandOf, fingerprintOf, isAlive, isGoneWithin } from './process-of.ts'

export interface PostgresServer {
  /** Connection URL of the user that owns everything in this server. */
  url: string
  /** False when another living process of this clone started the server and we only joined it. */
  ours: boolean
  /** Stops a server of ours: running transactions are undone, everything acknowledged is on disk. Does nothing to a joined one. */
  stop(): Promise<void>
}

export interface PostgresSettings {
  home: PostgresHome
  binaries: PostgresBinaries
  /** More server settings, for tests: `{ fsync: 'off' }`. */
  tuning?: Record<string, string>
}

/**
 * Starts the PostgreSQL that came with the packages, with its data under `dataFolder`, and answers when it takes connections.
 *
 * There is no port: it listens on a Unix socket that only its own user may reach, behind a random password, so clones never
 * collide. It stops when `stop` is called and also when this process dies in any way, kill -9 included. A server that a dead
 * process left behind is stopped first; one that a living process of the same clone runs is joined. Takes about a fifth of a
 * second, the first time about three seconds.
 */
export async function startEmbeddedPostgres(dataFolder: string, log: (line: string) => void): Promise<PostgresServer> {
  const home = await postgresHome(dataFolder)
  if (home.note) log(home.note)
  return startPostgres({ home, binaries: await bundledBinaries(home.folder) }, log)
}

/** Like `startEmbeddedPostgres`, with the home and the programs given: for tests, also against another version. */
export async function startPostgres(settings: PostgresSettings, log: (line: string) => void): Promise<PostgresServer> {
  const { home, binaries } = settings
  const password = await readPassword(home)
  const cluster = join(home.folder, `cluster-${binaries.major}`)
  const place: Place = { ...settings, cluster, password }

  for (let attempt = 1; ; attempt++) {
    const standing = await standingServer(place)
    if (standing.kind === 'in use') return { url: standing.url, ours: false, stop: async () => {} }
    if (standing.kind === 'orphan') {
      log('Stopping a database server that an earlier run left behind')
      await stopOrphan(standing.pid)
    }
    await ensureCluster(place, log)
    const launched = await launch(place)
    if (launched.kind === 'ready') return launched.server
    // Either another process of this clone was quicker, or the last processes of a killed server are still going.
    if (!/lock file .* already exists|shared memory block/.test(launched.said) || attempt === 40) {
      throw new Error(`The database server did not start. It says:\n${launched.said}\nIts log: ${logFile(home)}`)
    }
    await pause(250)
  }
}

interface Place extends PostgresSettings {
  cluster: string
  password: string
}

type Standing = { kind: 'none' } | { kind: 'in use'; url: string } | { kind: 'orphan'; pid: number }

/** What an earlier start left running in this cluster, if anything. */
async function standingServer(place: Place): Promise<Standing> {
  const noted = await readPidFile(place.cluster)
  if (!noted || !isAlive(noted.pid)) return { kind: 'none' }
  const command = await commandOf(noted.pid)
  if (command !== null && !command.includes(place.cluster)) {
    await forgetPid(place.cluster, noted.pid)
    return { kind: 'none' }
  }
  for (let waited = 0; waited < 10_000 && isAlive(noted.pid); waited += 100) {
    const owner = await ownerOf(place, noted.socketFolder)
    if (owner !== null) {
      const alive = (await fingerprintOf(Number.parseInt(owner, 10))) === owner
      return alive ? { kind: 'in use', url: urlOf(place, noted.socketFolder) } : { kind: 'orphan', pid: noted.pid }
    }
    await pause(100)
  }
  return isAlive(noted.pid) ? { kind: 'orphan', pid: noted.pid } : { kind: 'none' }
}

/** The process that a running server belongs to, asked from the server itself; null when it does not answer. */
async function ownerOf(place: Place, socketFolder: string): Promise<string | null> {
  const client = connect(place, socketFolder, 'postgres')
  try {
    await client.connect()
    const { rows } = await client.query<{ owner: string }>(`select current_setting('ecotone.owner') as owner`)
    return rows[0]!.owner
  } catch {
    return null
  } finally {
    await client.end().catch(() => {})
  }
}

async function stopOrphan(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (isAlive(pid)) process.kill(pid, signal)
    if (await isGoneWithin(pid, 15_000)) return
  }
  throw new Error(`The database server of an earlier run (process ${pid}) does not stop. End it with: kill -9 ${pid}`)
}

async function readPidFile(cluster: string): Promise<{ pid: number; socketFolder: string } | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null)
  const lines = text?.split('\n') ?? []
  const pid = Number(lines[0])
  return Number.isInteger(pid) && pid > 0 ? { pid, socketFolder: lines[4] ?? '' } : null
}

/**
 * A process that is not this server has got the number that the file names, and PostgreSQL would wait for it for ever. Only the
 * number is changed, to one that no process can have, so that its own check for left-over memory still works.
 */
async function forgetPid(cluster: string, pid: number): Promise<void> {
  const path = join(cluster, 'postmaster.pid')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace(String(pid), '99999999'))
}

type Launched = { kind: 'ready'; server: PostgresServer } | { kind: 'failed'; said: string }

/**
 * Keeps one server. Reads from a pipe that nobody writes to: when its other end closes, because we closed it or because we are
 * dead, the server is told to stop, and told again until it is gone.
 */
const keeper = `
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
exit "$status"
`

async function launch(place: Place): Promise<Launched> {
  const { home, binaries, cluster } = place
  const socketFolder = await makeSocketFolder(home)
  const log = await openLog(home)
  const from = (await log.stat()).size
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    'ecotone.owner': (await fingerprintOf(process.pid))!,
    log_timezone: 'UTC',
    timezone: 'UTC',
    jit: 'off',
    ...place.tuning,
  }
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn('/bin/sh', ['-c', keeper, 'ecotone-postgres', binaries.postgres, '-D', cluster, ...words], {
    // A session of its own, so that Ctrl-C reaches us alone and we can finish what we are doing before we stop it.
    detached: true,
    cwd: cluster,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
    stdio: ['pipe', log.fd, log.fd],
    ...home.runAs,
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.once('error', () => {})
  await log.close()

  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if (await canConnect(place, socketFolder))
      return { kind: 'ready', server: serverOf(place, child, socketFolder, ended) }
    await Promise.race([pause(40), ended])
  }
  await removeSocketFolder(home, socketFolder)
  return { kind: 'failed', said: (await readFile(logFile(home), 'utf8')).slice(from).trim() }
}

function serverOf(place: Place, child: ChildProcess, socketFolder: string, ended: Promise<void>): PostgresServer {
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
      await removeSocketFolder(place.home, socketFolder)
    },
  }
}

async function canConnect(place: Place, socketFolder: string): Promise<boolean> {
  const client = connect(place, socketFolder, 'postgres')
  try {
    await client.connect()
    const { rowCount } = await client.query(`select from pg_database where datname = 'ecotone'`)
    if (rowCount === 0) await client.query('create database ecotone')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

function connect(place: Place, socketFolder: string, database: string): Client {
  const client = new Client({ host: socketFolder, user: 'ecotone', password: place.password, database })
  client.on('error', () => {})
  return client
}

function urlOf(place: Place, socketFolder: string): string {
  return `postgres://ecotone:${place.password}@localhost/ecotone?host=${encodeURIComponent(socketFolder)}`
}

async function readPassword(home: PostgresHome): Promise<string> {
  const path = join(home.folder, 'password')
  const fresh = randomBytes(24).toString('hex')
  await writeFile(path, fresh, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return readFile(path, 'utf8')
}

/** The longest path that every system takes for a socket, less the name PostgreSQL gives the file. */
const longestSocketFolder = 103 - '/.s.PGSQL.5432.lock'.length

async function makeSocketFolder(home: PostgresHome): Promise<string> {
  const near = join(home.folder, 'socket')
  const fits = Buffer.byteLength(near) <= longestSocketFolder
  const folder = fits ? near : await mkdtemp(join(tmpdir(), 'ecotone-'))
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o700)
  if (home.runAs) await chown(folder, home.runAs.uid, home.runAs.gid)
  return folder
}

async function removeSocketFolder(home: PostgresHome, folder: string): Promise<void> {
  if (folder !== join(home.folder, 'socket')) await rm(folder, { recursive: true, force: true })
}

function logFile(home: PostgresHome): string {
  return join(home.folder, 'postgres.log')
}

async function openLog(home: PostgresHome) {
  const path = logFile(home)
  const { size } = await stat(path).catch(() => ({ size: 0 }))
  if (size > 5_000_000) await rename(path, join(home.folder, `${basename(path)}.old`))
  return open(path, 'a', 0o600)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
