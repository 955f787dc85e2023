import { execFile } from 'node:child_process'
import { chown, lchown, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isServersNumber, type SystemUser } from './postgres-home.ts'
import type { PostgresPlace } from './postgres-place.ts'
import { isAlive } from './process-of.ts'

/**
 * Makes the cluster if it is not there yet, and sees that whoever will run the server may open it.
 *
 * It is made in a folder aside and moved into place when it is whole, so a start that is killed half-way leaves nothing that the
 * next one could take for a database.
 */
export async function ensureCluster(place: PostgresPlace, log: (line: string) => void): Promise<void> {
  const { home, cluster } = place
  const there = await stat(cluster).catch(() => null)
  if (there) return ensureOwner(there.uid, place)

  const { folder } = home
  await removeUnfinished(folder)
  log('Making a new, empty database')
  const aside = join(folder, `new-${process.pid}`)
  await makeCluster(place, aside)
  await rename(aside, cluster).catch(async (error: NodeJS.ErrnoException) => {
    await rm(aside, { recursive: true, force: true })
    // Another process of this clone was quicker, and its cluster is as good as ours.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  const handle = await open(folder)
  await handle.sync()
  await handle.close()
}

/** Removes what processes left behind that were killed while they made a cluster. Their `initdb` may still be writing. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const maker = /^new-(\d+)/.exec(name)?.[1]
    if (!maker || (Number(maker) !== process.pid && isAlive(Number(maker)))) continue
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 30, retryDelay: 100 })
  }
}

const nameless =
  '\nPostgreSQL wants the user it runs as to have a name in /etc/passwd. Start as another user, or give DATABASE_URL a server.'

async function makeCluster({ home, binaries, password }: PostgresPlace, aside: string): Promise<void> {
  const passwordFile = `${aside}-password`
  await mkdir(aside, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (home.makeAs) {
    await chown(aside, home.makeAs.uid, home.makeAs.gid)
    await chown(passwordFile, home.makeAs.uid, home.makeAs.gid)
  }
  const words = ['-D', aside, '-U', 'ecotone', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8']
  try {
    await promisify(execFile)(binaries.initdb, [...words, ...localeWords(binaries.major)], {
      cwd: home.folder,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      ...home.makeAs,
    })
    if (home.runAs) await giveOver(aside, home.runAs)
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim() || (cause as Error).message
    const hint = said.includes('effective user ID') ? nameless : ''
    throw new Error(`No database could be made in ${home.folder}. PostgreSQL says:\n${said}${hint}`, { cause })
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/**
 * From 17 on PostgreSQL brings the locale C.UTF-8 itself; before, it takes the system's. Either way texts sort by code point and
 * an update of the system cannot change the order in which an index was built; people's languages sort in the program.
 */
function localeWords(major: number): string[] {
  return major >= 17 ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8']
}

/** The folder itself comes last: as long as it belongs to the old owner, the next start begins again. */
async function giveOver(folder: string, { uid, gid }: SystemUser): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true })) await lchown(join(folder, entry), uid, gid)
  await chown(folder, uid, gid)
}

async function ensureOwner(owner: number, { home, cluster }: PostgresPlace): Promise<void> {
  if (owner === (home.runAs?.uid ?? process.getuid?.())) return
  // The home was moved, and with it the number that is made from its path.
  if (home.runAs && isServersNumber(owner)) return giveOver(cluster, home.runAs)
  throw new Error(
    `The database in ${cluster} belongs to the user number ${owner}, because this clone was started as that user before${
      isServersNumber(owner) ? ' (as root: root hands it to a number without rights)' : ''
    }. Start it as that user again.`,
  )
}
