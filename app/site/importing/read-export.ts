import type { ReadFile } from './importing.ts'
import { readGhost } from './read-ghost.ts'
import { readWxr } from './read-wxr.ts'

/** Reads what another blog exported; its kinds are told apart by how they begin. */
export async function readExport(text: string): Promise<ReadFile> {
  const plain = text.replace(/^\ufeff/, '')
  return plain.trimStart().startsWith('<') ? readWxr(plain) : readGhost(plain)
}
