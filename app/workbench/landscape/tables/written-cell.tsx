import type { Child } from 'hono/jsx'
import { Icon } from '../../../ui/icon.tsx'
import type { ColumnName } from './cells/cell-columns.ts'

interface WrittenProps {
  /** false for whoever only reads */
  may: boolean
  thing: string
  column: ColumnName
  /** what the cell holds, as it is typed */
  value: string
  /** where the thing itself is seen: while one works in the table a press on its name chooses the cell, and this leads there */
  open?: { href: string; label: string }
  children: Child
}

/** What stands in a cell that can be written in, marked for the island that lets one do so in place. */
export function Written({ may, thing, column, value, open, children }: WrittenProps) {
  if (!may) return <>{children}</>
  return (
    <>
      <span data-cell={column} data-thing={thing} data-value={value}>
        {children}
      </span>
      {open && (
        <a class="cell-go" href={open.href} aria-label={open.label}>
          <Icon name="arrow-right" size={16} />
        </a>
      )}
    </>
  )
}
