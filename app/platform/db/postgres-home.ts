import { createHash } from 'node:crypto'
import { chmod, chown, mkdir, mkdtemp, readFile, realpath, rmdir, stat } from 'node:fs/promises'
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
  /** The user to make a cluster as, before it is given to `runAs`; null means as ourselves. */
  makeAs: SystemUser | null
  /** One sentence for people, when the home does not lie where they would look for it. */
  note: string | null
}

/**
 * Where the database of this clone lives, and who runs it. Made if it is not there.
 *
 * It lies in `<dataFolder>/postgres` and the server runs as ourselves. Only root is different, because PostgreSQL refuses to run
 * as root: then the server runs under a number that no user of the system has, so that no other program can reach its files, and
 * must be able to walk to them. When the clone lies under a folder that others cannot enter (such as root's own), the home is
 * `/var/lib/ecotone/<hash of the data folder's path>`: the same at every start, and another one for another clone. A clone that
 * root moves to another path finds that home under the old hash.
 */
export async function postgresHome(dataFolder: string): Promise<PostgresHome> {
  await mkdir(dataFolder, { recursive: true })
  const data = await realpath(dataFolder)
  if (process.getuid?.() !== 0) return homeOfAUser(join(data, 'postgres'))

  await chmod(data, 0o711)
  if (await everybodyMayEnter(data)) return homeOfRoot(join(data, 'postgres'), null)
  const folder = join('/var/lib/ecotone', digest(data).toString('hex').slice(0, 16))
  return homeOfRoot(
    folder,
    `The database lies in ${folder}: its server cannot run as root, and others cannot enter this folder.`,
  )
}

async function homeOfAUser(folder: string): Promise<PostgresHome> {
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o700)
  return { folder, runAs: null, makeAs: null, note: null }
}

async function homeOfRoot(folder: string, note: string | null): Promise<PostgresHome> {
  await mkdir(folder, { recursive: true })
  // Others may pass through to the files that are theirs, and list nothing. A umask must not undo that.
  await chmod(dirname(folder), 0o711)
  await chmod(folder, 0o711)
  const makeAs = await nobody()
  const own = { uid: nobodyElses(folder), gid: nobodyElses(folder) }
  return { folder, runAs: (await mayOwnFiles(folder, own)) ? own : makeAs, makeAs, note }
}

/** Can a user with no rights of its own walk down to this folder? */
async function everybodyMayEnter(folder: string): Promise<boolean> {
  for (let place = folder; ; place = dirname(place)) {
    const { mode } = await stat(place)
    if ((mode & 0o001) === 0) return false
    if (place === dirname(place)) return true
  }
}

/** `initdb` wants a user that the system has a name for, so a number of our own would not do there; the server takes any. */
async function nobody(): Promise<SystemUser> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const row = users.split('\n').find((line) => line.startsWith('nobody:'))
  const [uid, gid] = (row?.split(':').slice(2, 4) ?? []).map(Number)
  return { uid: uid ?? 65534, gid: gid ?? 65534 }
}

/** The numbers that Linux systems keep free for services that need no name. */
const freeUsers = { first: 61_184, last: 65_519 }

/** Is this number one that we gave to a server, for this home or another? */
export function isServersNumber(uid: number): boolean {
  return uid >= freeUsers.first && uid <= 65_535
}

function nobodyElses(folder: string): number {
  return freeUsers.first + (digest(folder).readUInt32BE() % (freeUsers.last - freeUsers.first + 1))
}

/** In some containers only a few numbers exist. */
async function mayOwnFiles(folder: string, { uid, gid }: SystemUser): Promise<boolean> {
  const probe = await mkdtemp(join(folder, 'probe-'))
  try {
    await chown(probe, uid, gid)
    return true
  } catch {
    return false
  } finally {
    await rmdir(probe)
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
