import type { NamedFile } from './named-file.ts'
import { delimiterOf, tableRows } from './table-rows.ts'

/** The first rows of a table with anything in them, remarks left out; fewer when it breaks off or ends. Reads no further. */
export async function firstRows(file: NamedFile, count: number): Promise<string[][]> {
  const rows: string[][] = []
  for await (const one of tableRows(file, await delimiterOf(file))) {
    if (one.kind === 'broken' || rows.length === count) break
    if (one.cells.some((cell) => cell.trim() !== '') && !/^\s*[#%]+(\s|$)/u.test(one.cells[0] ?? ''))
      rows.push(one.cells)
  }
  return rows
}
