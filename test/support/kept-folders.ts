import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readdir, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { bundledBinaries } from '../../app/platform/db/postgres-binaries.ts'
import { postgresHome } from '../../app/platform/db/postgres-home.ts'
import { killEverythingNaming } from './processes.ts'

/**
 * Data folders for the tests of crashes, gone with everything that runs in them when the test file is done. The programs of the database
 * (sixty megabytes) are there once; each folder gets them as links.
 */
export async function keptFolders(): Promise<{ fresh(): Promise<string> }> {
  const scratch = mkdtempSync(join(tmpdir(), 'ecotone faults-'))
  chmodSync(scratch, 0o755)
  afterAll(() => {
    killEverythingNaming(scratch)
    rmSync(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  })
  const programs = (await postgresHome(join(scratch, 'programs'))).folder
  await bundledBinaries(programs)
  return {
    async fresh() {
      const folder = join(scratch, randomBytes(4).toString('hex'))
      await mkdir(folder)
      const home = await postgresHome(folder)
      for (const name of await readdir(programs)) await symlink(join(programs, name), join(home.folder, name))
      return folder
    },
  }
}
