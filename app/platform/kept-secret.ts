import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A secret that is made once and kept in `folder` under `name`, readable by its owner alone: 64 random letters and digits. Two
 * processes that ask at the same moment get the same, and one that is killed meanwhile leaves no half of one.
 */
export async function keptSecret(folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, name)
  const kept = await readFile(path, 'utf8').catch(() => null)
  if (kept !== null) return kept

  const aside = join(folder, `.${name}-${randomBytes(6).toString('hex')}`)
  await writeFile(aside, randomBytes(32).toString('hex'), { mode: 0o600, flush: true })
  // A link appears whole or not at all, and not in the place of one that is there.
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(aside)
  return readFile(path, 'utf8')
}
