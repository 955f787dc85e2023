import { withoutSmallCells } from '@ecotone/engine/small-cells.ts'
import type { PracticeRow } from '../landscape-tables.ts'

/** What may be told of one group outside the team; null where it would tell of fewer than five people, or help to compute such a number. */
export interface ToldCounts {
  people: number | null
  answered: number | null
  tiesInside: number | null
  tiesAcross: number | null
}

/**
 * The numbers of all groups as they may be told outside the team (rule E10): people by whether they answered, and ties by whether they leave
 * the group, each a table with its totals. Give all rows, not only those that a filter leaves, so that every filter shows the same.
 */
export function toldCounts(rows: readonly PracticeRow[]): Map<string, ToldCounts> {
  if (rows.length === 0) return new Map()
  const people = withoutSmallCells([rows.map(({ answered }) => answered), rows.map((row) => row.people - row.answered)])
  const ties = withoutSmallCells([rows.map(({ tiesInside }) => tiesInside), rows.map(({ tiesAcross }) => tiesAcross)])
  return new Map(
    rows.map(({ id }, nth) => [
      id,
      {
        people: people.columns[nth] ?? null,
        answered: people.cells[0]?.[nth] ?? null,
        tiesInside: ties.cells[0]?.[nth] ?? null,
        tiesAcross: ties.cells[1]?.[nth] ?? null,
      },
    ]),
  )
}
