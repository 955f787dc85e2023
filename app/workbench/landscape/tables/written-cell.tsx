import type { Child } from 'hono/jsx'
import type { ColumnName } from './cells/cell-columns.ts'

interface WrittenProps {
  /** false for whoever only reads */
  may: boolean
  thing: string
  column: ColumnName
  /** what the cell holds, as it is typed */
  value: string
  children: Child
}

/** What stands in a cell that can be written in, marked for the island that lets one do so in place. */
export function Written({ may, thing, column, value, children }: WrittenProps) {
  if (!may) return <>{children}</>
  return (
    <span data-cell={column} data-thing={thing} data-value={value}>
      {children}
    </span>
  )
}
