function cellOf(target: EventTarget | null): HTMLTableCellElement | null {
  return (target as Element).closest<HTMLTableCellElement>('tbody td, tbody th')
}

/**
 * What a hand does in a table: a press on a name chooses its cell (the arrow beside it leads on, and so does a press with Ctrl), a double
 * press opens the cell, and so does a second touch of the same one.
 */
export function listenToPresses(table: HTMLTableElement, open: (cell: HTMLTableCellElement) => void): void {
  let touchedAgain = false
  table.addEventListener('pointerdown', ({ target, pointerType }) => {
    touchedAgain = pointerType === 'touch' && cellOf(target) === document.activeElement
  })
  table.addEventListener('click', (event) => {
    const cell = cellOf(event.target)
    const target = event.target as Element
    if (!cell || target.closest('.cell-go, .cell-open, input')) return
    const link = target.closest('[data-cell] a')
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault()
      cell.focus()
    }
    if (touchedAgain) open(cell)
  })
  table.addEventListener('dblclick', ({ target }) => {
    const cell = cellOf(target)
    if (cell && !(target as Element).closest('.cell-go, .cell-open, input')) open(cell)
  })
}
