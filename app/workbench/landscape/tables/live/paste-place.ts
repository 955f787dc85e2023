import type { Spot } from './grid-moves.ts'
import type { GridOfCells } from './grid-of-cells.ts'
import type { PastePlace } from './paste-dialog.ts'

/** The rows and columns that a block covers when it is pasted at a cell. */
export function pastePlaceAt(grid: GridOfCells, { row, column }: Spot): PastePlace {
  const columns = [...(grid.rows[row]?.cells ?? [])]
    .slice(column)
    .map((cell) => cell.querySelector<HTMLElement>('[data-cell]')?.dataset['cell'] ?? '')
  const things = grid.rows
    .slice(row)
    .map((one) => one.querySelector<HTMLElement>('[data-thing]')?.dataset['thing'] ?? '')
  return { things, columns }
}

/** The text of a cell, for the clipboard. */
export function textOfCell(cell: Element): string {
  return (cell.textContent ?? '').replace(/\s+/g, ' ').trim()
}
