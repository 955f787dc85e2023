import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ask, type PostgresPlace, urlOf } from './postgres-place.ts'
import { commandOf, fingerprintOf, isAlive, isGoneWithin } from './process-of.ts'

/** What an earlier start left running in a cluster. */
export type Standing =
  | { kind: 'none' }
  /** Its owner, another process of this clone, lives. */
  | { kind: 'in use'; url: string }
  /** Its owner is dead, or it does not answer. */
  | { kind: 'orphan'; pid: number }

/** Looks whether a server already runs in this cluster, and whose it is. Waits up to ten seconds for one that is just starting. */
export async function standingPostgres(place: PostgresPlace): Promise<Standing> {
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

/** Stops a server that nobody owns and waits until it is gone; what it acknowledged stays. Throws when it will not go. */
export async function stopOrphan(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (isAlive(pid)) process.kill(pid, signal)
    if (await isGoneWithin(pid, 15_000)) return
  }
  throw new Error(`The database server of an earlier run (process ${pid}) does not stop. End it with: kill -9 ${pid}`)
}

/** The process that a running server belongs to, asked from the server itself; null when it does not answer. */
function ownerOf(place: PostgresPlace, socketFolder: string): Promise<string | null> {
  return ask(place, socketFolder, async (client) => {
    const { rows } = await client.query<{ owner: string }>(`select current_setting('ecotone.owner') as owner`)
    return rows[0]!.owner
  })
}

/** PostgreSQL notes its process on the first line of this file and its socket's folder on the fifth. */
async function readPidFile(cluster: string): Promise<{ pid: number; socketFolder: string } | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null)
  const lines = text?.split('\n') ?? []
  const pid = Number(lines[0])
  return Number.isInteger(pid) && pid > 0 ? { pid, socketFolder: lines[4] ?? '' } : null
}

/**
 * A process that is not this server has got the number that the file names, and PostgreSQL would refuse to start for ever. Only the
 * number is changed, to one that no process can have, so that its own check for left-over memory still works.
 */
async function forgetPid(cluster: string, pid: number): Promise<void> {
  const path = join(cluster, 'postmaster.pid')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace(String(pid), '99999999'))
}
