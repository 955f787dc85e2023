import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A system user, by number: the server needs no name and no login. */
export interface SystemUser {
  uid: number
  gid: number
}

export interface PostgresHome {
  /** Holds the programs, the cluster, its password and its log. Kept between starts. */
  folder: string
  /** The user to run the server as; null means as ourselves. */
  runAs: SystemUser | null
  /** One sentence for people, when the home does not lie where they would look for it. */
  note: string | null
}

/**
 * Where the database of this clone lives, and who runs it. Made if it is not there.
 *
 * It lies in `<dataFolder>/postgres` and the server runs as ourselves. Only root is different, because PostgreSQL refuses to run
 * as root: then the server runs as `nobody`, who must be able to walk to its files. When the clone lies under a folder that others
 * cannot enter (such as root's own), the home is `/var/lib/ecotone/<hash of the data folder's path>`: the same at every start, and
 * another one for another clone. A clone that is moved to another path by root finds its data under the old hash.
 */
export async function postgresHome(dataFolder: string): Promise<PostgresHome> {
  await mkdir(dataFolder, { recursive: true })
  const data = await realpath(dataFolder)
  if (process.getuid?.() !== 0) return makeHome(join(data, 'postgres'), null, null)

  const runAs = await nobody()
  await chmod(data, 0o711)
  if (await everybodyMayEnter(data)) return makeHome(join(data, 'postgres'), runAs, null)
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 16)
  const folder = join('/var/lib/ecotone', hash)
  return makeHome(
    folder,
    runAs,
    `The database lies in ${folder}: its server cannot run as root, and others cannot enter this folder.`,
  )
}

async function makeHome(folder: string, runAs: SystemUser | null, note: string | null): Promise<PostgresHome> {
  await mkdir(folder, { recursive: true })
  // Others may pass through to the files that are theirs, and list nothing. A umask must not undo that.
  if (runAs) await chmod(dirname(folder), 0o711)
  await chmod(folder, runAs ? 0o711 : 0o700)
  return { folder, runAs, note }
}

/** Can a user with no rights of its own walk down to this folder? */
async function everybodyMayEnter(folder: string): Promise<boolean> {
  for (let place = folder; ; place = dirname(place)) {
    const { mode } = await stat(place)
    if ((mode & 0o001) === 0) return false
    if (place === dirname(place)) return true
  }
}

/** `initdb` wants a user that the system has a name for, so a number of our own invention would not do. */
async function nobody(): Promise<SystemUser> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const row = users.split('\n').find((line) => line.startsWith('nobody:'))
  const [uid, gid] = (row?.split(':').slice(2, 4) ?? []).map(Number)
  return { uid: uid ?? 65534, gid: gid ?? 65534 }
}
