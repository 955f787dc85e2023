/** The page as it is now, asked for anew; null when it cannot be had. */
export async function freshPage(address: string): Promise<Document | null> {
  const answer = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => null)
  if (!answer?.ok) return null
  return new DOMParser().parseFromString(await answer.text(), 'text/html')
}

function thingOf(row: HTMLTableRowElement): string | undefined {
  return row.querySelector<HTMLElement>('[data-thing]')?.dataset['thing']
}

/**
 * Brings a table up to what it says now, cell by cell. Cells that somebody is at stay as they are, rows keep their places, and new ones come
 * at the end: nothing moves under the hand. Answers how many cells say something else.
 */
export function bringUpToDate(
  table: HTMLTableElement,
  fresh: HTMLTableElement,
  isOpen: (cell: HTMLTableCellElement) => boolean,
): number {
  const body = table.tBodies[0]
  const rows = [...(fresh.tBodies[0]?.rows ?? [])]
  const old = new Map([...(body?.rows ?? [])].map((row) => [thingOf(row), row]))
  let changed = 0
  const there = new Set(rows.map(thingOf))
  for (const [thing, row] of old) {
    if (there.has(thing) || [...row.cells].some(isOpen)) continue
    row.remove()
    changed += 1
  }
  for (const row of rows) {
    const before = old.get(thingOf(row))
    if (!before) {
      body?.append(row)
      changed += 1
    } else changed += cellsOf(before, row, isOpen)
  }
  return changed
}

/** Says anew how many rows, people and practices there are. */
export function countAnew(page: Document): void {
  for (const part of ['.table-count', '.landscape-title p.caption']) {
    const [old, now] = [document.querySelector(part), page.querySelector(part)]
    if (old && now) old.replaceChildren(...now.childNodes)
  }
}

function cellsOf(
  before: HTMLTableRowElement,
  now: HTMLTableRowElement,
  isOpen: (cell: HTMLTableCellElement) => boolean,
): number {
  let changed = 0
  for (const [nth, cell] of [...before.cells].entries()) {
    const fresh = now.cells[nth]
    if (!fresh || isOpen(cell)) continue
    // a box that was ticked stays ticked
    if (cell.querySelector('input[type=checkbox]')) continue
    if (said(cell) !== said(fresh)) changed += 1
    const focused = cell.contains(document.activeElement) && cell !== document.activeElement
    if (!focused) cell.replaceChildren(...fresh.childNodes)
  }
  return changed
}

function said(cell: HTMLTableCellElement): string {
  const value = cell.querySelector<HTMLElement>('[data-cell]')?.dataset['value'] ?? ''
  return `${value}\n${(cell.textContent ?? '').replace(/\s+/g, ' ').trim()}`
}
