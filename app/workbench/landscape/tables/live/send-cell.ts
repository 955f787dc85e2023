import { type CellToWrite, readAnswer, unheard, type Written } from './cell-writer.ts'
import type { CellsSetting } from './cells-setting.ts'

/** Sends one cell to be written, once. */
export async function sendCell(
  { write, table, boundary }: CellsSetting,
  { key, why, ...cell }: CellToWrite,
): Promise<Written | typeof unheard> {
  const wish = { table, boundary, cells: [cell], key, ...(why && { why }) }
  const answer = await fetch(write, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(wish),
  }).catch(() => null)
  if (!answer) return unheard
  return readAnswer(answer.status, await answer.json().catch(() => null))
}
