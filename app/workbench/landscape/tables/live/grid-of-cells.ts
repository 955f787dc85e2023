import type { Spot } from './grid-moves.ts'

/** A table as a grid of cells: one of them can be reached by Tab, arrows lead to the others (the grid pattern of ARIA). */
export class GridOfCells {
  readonly table: HTMLTableElement
  #spot: Spot = { row: 0, column: 0 }

  constructor(table: HTMLTableElement) {
    this.table = table
    table.setAttribute('role', 'grid')
    this.tidy()
  }

  get rows(): HTMLTableRowElement[] {
    return [...(this.table.tBodies[0]?.rows ?? [])]
  }

  get size(): { rows: number; columns: number } {
    return { rows: this.rows.length, columns: this.rows[0]?.cells.length ?? 0 }
  }

  get spot(): Spot {
    return this.#spot
  }

  cellAt({ row, column }: Spot): HTMLTableCellElement | undefined {
    return this.rows[row]?.cells[column]
  }

  spotOf(cell: HTMLTableCellElement): Spot {
    return { row: this.rows.indexOf(cell.parentElement as HTMLTableRowElement), column: cell.cellIndex }
  }

  /** Makes what came into the table part of the grid: only the current cell is in the order of Tab, and nothing inside the cells. */
  tidy(): void {
    const { rows, columns } = this.size
    this.#spot = {
      row: Math.min(this.#spot.row, Math.max(0, rows - 1)),
      column: Math.min(this.#spot.column, columns - 1),
    }
    for (const [row, element] of this.rows.entries())
      for (const [column, cell] of [...element.cells].entries()) {
        if (!cell.querySelector('[data-cell]')) cell.setAttribute('aria-readonly', 'true')
        const inner = [...cell.querySelectorAll<HTMLElement>('a, button, input, select')]
        const within = inner.some((one) => one === document.activeElement)
        for (const one of inner) if (!one.closest('.cell-open')) one.tabIndex = -1
        const current = row === this.#spot.row && column === this.#spot.column
        const holder = holderIn(cell)
        if (cell.querySelector('.cell-open')) cell.removeAttribute('tabindex')
        else cell.tabIndex = -1
        holder.tabIndex = current && !within ? 0 : -1
      }
  }

  /** Gives a cell the focus, or the nearest one where the table ends before it. */
  go({ row, column }: Spot): void {
    const { rows, columns } = this.size
    const cell = this.cellAt({
      row: Math.min(Math.max(0, row), rows - 1),
      column: Math.min(Math.max(0, column), columns - 1),
    })
    if (!cell) return
    this.take(cell)
    holderIn(cell).focus()
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  /** The cell that has the focus becomes the current one. */
  take(cell: HTMLTableCellElement): void {
    const before = this.cellAt(this.#spot)
    if (before) holderIn(before).tabIndex = -1
    this.#spot = this.spotOf(cell)
    holderIn(cell).tabIndex = 0
  }
}

/** Who has the focus in a cell: its field while it is changed, the only link or box of one that cannot be written in, else the cell itself. */
function holderIn(cell: HTMLTableCellElement): HTMLElement {
  const field = cell.querySelector<HTMLElement>('.cell-open :is(input, select, button)')
  if (field) return field
  if (cell.querySelector('[data-cell]')) return cell
  const inner = cell.querySelectorAll<HTMLElement>('a, input[type=checkbox]')
  return inner.length === 1 ? inner[0]! : cell
}

/** What the row of a cell is called. */
export function rowNameOf(cell: HTMLTableCellElement): string {
  return (cell.parentElement?.querySelector('th')?.textContent ?? '').trim()
}
