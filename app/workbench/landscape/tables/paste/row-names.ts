import type { DrawnLandscape } from '../../drawn-landscape.ts'
import type { CellTable } from '../cells/cell-columns.ts'

/** What the rows of a table are called, by the id of the thing that they are; accounts of ties have no name of their own. */
export function rowNames(table: CellTable, { people, practices }: DrawnLandscape): Map<string, string> {
  if (table === 'ties') return new Map()
  const things: readonly { id: string; name: string | null }[] = table === 'people' ? people : practices
  return new Map(things.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])))
}
