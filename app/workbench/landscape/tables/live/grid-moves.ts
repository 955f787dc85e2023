/** A cell of a table, counted from 0 without the headings. */
export interface Spot {
  row: number
  column: number
}

const pageOfRows = 10

/** Where a key leads in a grid of so many rows and columns; null for a key that leads nowhere. */
export function movedBy(
  key: { key: string; ctrl: boolean },
  { row, column }: Spot,
  { rows, columns }: { rows: number; columns: number },
): Spot | null {
  const to = wish(key, { row, column }, { rows, columns })
  if (to === null) return null
  return { row: within(to.row, rows), column: within(to.column, columns) }
}

function wish(
  { key, ctrl }: { key: string; ctrl: boolean },
  { row, column }: Spot,
  { rows, columns }: { rows: number; columns: number },
): Spot | null {
  switch (key) {
    case 'ArrowUp':
      return { row: ctrl ? 0 : row - 1, column }
    case 'ArrowDown':
      return { row: ctrl ? rows - 1 : row + 1, column }
    case 'ArrowLeft':
      return { row, column: ctrl ? 0 : column - 1 }
    case 'ArrowRight':
      return { row, column: ctrl ? columns - 1 : column + 1 }
    case 'Home':
      return { row: ctrl ? 0 : row, column: 0 }
    case 'End':
      return { row: ctrl ? rows - 1 : row, column: columns - 1 }
    case 'PageUp':
      return { row: row - pageOfRows, column }
    case 'PageDown':
      return { row: row + pageOfRows, column }
    default:
      return null
  }
}

function within(at: number, all: number): number {
  return Math.min(Math.max(0, at), Math.max(0, all - 1))
}

/** Where one goes after a cell was saved: Tab to the side, Enter up or down, as in a spreadsheet. */
export function afterSaving({ key, shift }: { key: string; shift: boolean }, { row, column }: Spot): Spot {
  const step = shift ? -1 : 1
  return key === 'Tab' ? { row, column: column + step } : { row: row + step, column }
}

/** Whether text of the clipboard is more than one cell. */
export function isBlock(text: string): boolean {
  return /[\t\n\r]/.test(text.replace(/(\r\n?|\n)$/, ''))
}
