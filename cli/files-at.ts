import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { NamedFile } from '../app/workbench/landscape/formats/named-file.ts'

export type FilesAt = { kind: 'files'; files: NamedFile[]; name: string } | { kind: 'none'; why: string }

/** The file at a path, or the files in a folder (not in folders inside it). Nothing is read yet. */
export async function filesAt(path: string): Promise<FilesAt> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown')
  if (typeof found === 'string') {
    const why = found === 'ENOENT' ? 'there is no such file or folder' : `it cannot be opened (${found})`
    return { kind: 'none', why: `${path}: ${why}.` }
  }
  const name = basename(path).replace(/\.[a-z0-9]{1,8}$/iu, '')
  if (found.isFile()) return { kind: 'files', files: [fileOnDisk(path, basename(path))], name }
  if (!found.isDirectory()) return { kind: 'none', why: `${path}: neither a file nor a folder.` }
  const entries = await readdir(path, { withFileTypes: true })
  const inside = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => entry.name)
  if (inside.length === 0) return { kind: 'none', why: `${path}: the folder has no files in it.` }
  return { kind: 'files', files: inside.sort().map((one) => fileOnDisk(join(path, one), one)), name }
}

function fileOnDisk(path: string, name: string): NamedFile {
  return { name, open: () => createReadStream(path) }
}
