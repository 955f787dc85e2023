import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../test/support/started-program.ts'

export interface PageOfGhost {
  pids: readonly number[]
  url: string
}

export interface Ghost {
  list: PageOfGhost
  post: PageOfGhost
  feed: PageOfGhost
  done(): Promise<void>
}

const peers = join(import.meta.dirname, '../../.build/peers')
/** Milliseconds that its first start may take: it makes its database. */
const patience = 240_000

/**
 * Ghost 6 in production mode with SQLite, its own theme and the one post that it begins with: less to draw than what ours draws beside it.
 * It is no part of this project: it runs where somebody unpacked the npm package `ghost` and installed what it needs, with the Node.js that
 * lies beside it, if one does. Undefined, with a word about it, where there is none.
 */
export async function openGhost(): Promise<Ghost | undefined> {
  const folder = join(peers, 'ghost')
  if (!existsSync(join(folder, 'index.js'))) {
    process.stdout.write(`Ghost is not there: ${folder} does not hold it (bin/bench --help).\n`)
    return undefined
  }
  const place = await mkdtemp(join(tmpdir(), 'ecotone-bench-ghost-'))
  const port = await freePort()
  await cp(join(folder, 'content'), join(place, 'content'), { recursive: true })
  const node = [join(peers, 'node'), process.execPath].find((path) => existsSync(path))!
  // it looks for its own package where it is started
  const child = spawn('env', [...settings(place, port), node, 'index.js'], { cwd: folder, stdio: 'ignore' })
  const done = async () => {
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null
    child.kill('SIGKILL')
    await ended
    await rm(place, { recursive: true, force: true })
  }
  const at = (path: string) => ({ pids: [child.pid!], url: `http://127.0.0.1:${port}${path}` })
  if (await answers(at('/coming-soon/').url, () => child.exitCode !== null)) {
    return { list: at('/'), post: at('/coming-soon/'), feed: at('/rss/'), done }
  }
  await done()
  process.stdout.write(`Ghost is in ${folder} but does not start.\n`)
  return undefined
}

/** Its settings as variables of the environment, which count before any file of settings. */
function settings(place: string, port: number): string[] {
  return [
    'NODE_ENV=production',
    // asked by the address it calls itself, it does not send on to another
    `url=http://127.0.0.1:${port}`,
    'server__host=127.0.0.1',
    `server__port=${port}`,
    'database__client=sqlite3',
    `database__connection__filename=${join(place, 'ghost.db')}`,
    'database__useNullAsDefault=true',
    'mail__transport=Direct',
    'logging__level=error',
    'process=local',
    `paths__contentPath=${join(place, 'content')}`,
    'privacy__useUpdateCheck=false',
    'privacy__useGravatar=false',
    'privacy__useRpcPing=false',
  ]
}

async function answers(url: string, isOver: () => boolean): Promise<boolean> {
  for (const end = Date.now() + patience; Date.now() < end && !isOver(); await pause(500)) {
    const status = await fetch(url, { redirect: 'manual' }).then(
      (response) => response.status,
      () => 0,
    )
    if (status === 200) return true
  }
  return false
}
