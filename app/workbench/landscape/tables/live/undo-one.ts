import type { CellsSetting } from './cells-setting.ts'

/** Something that was done in this table and can be undone: a deed, and for a single cell what it said before and after. */
export interface Undoable {
  deed: string
  called: string
  thing?: string
  column?: string
  was?: string
  stands?: string
}

/**
 * Undoes one deed. What somebody is called is kept in no log, so that deed cannot be turned round; the cell is then written back to what
 * it said, which the page still knows.
 */
export async function undoOne(
  { undo, write, table, boundary }: CellsSetting,
  { deed, thing, column, was, stands }: Undoable,
): Promise<'done' | 'refused' | 'unheard'> {
  const asked = await call(`${undo}${deed}/undo`, {})
  if (asked === null) return 'unheard'
  if (asked.ok) return 'done'
  if (table !== 'people' || column !== 'name' || asked.status !== 422) return 'refused'
  const back = await call(write, { table, boundary, cells: [{ thing, column, text: was, was: stands }] })
  return back?.ok ? 'done' : back === null ? 'unheard' : 'refused'
}

function call(address: string, body: object): Promise<Response | null> {
  return fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null)
}
