import type { FieldName, FieldProblem } from '../../drawing/drawn-things.ts'
import type { DrawingRefusal } from '../../drawing/keep-wish.ts'
import type { LastChange } from '../../drawing/thing-queries.ts'
import type { ColumnName } from './cell-columns.ts'

/** Why a cell cannot say what was typed, or a row cannot be added. */
export type CellProblem =
  | FieldProblem
  | 'not-yours'
  | 'there-already'
  | 'practices-only'
  | 'special-category'
  | 'care-check-first'
  /** somebody wrote something else there since */
  | 'changed-meanwhile'
  | 'removed-meanwhile'
  /** the column cannot be written in, or not in a row that is there already */
  | 'not-written-in'
  /** a column of sides without a boundary chosen */
  | 'no-boundary'
  /** somebody or something is called that already */
  | 'called-already'
  /** more cells than columns */
  | 'too-many-cells'

export type CellOutcome =
  | { kind: 'changed' | 'same'; was: string; stands: string }
  | {
      kind: 'refused'
      problem: CellProblem
      /** the part that is not understood */
      value: string
      /** what stands there now, where somebody else wrote it meanwhile */
      stands?: string
      by?: LastChange | null
    }

export type RowOutcome =
  | { kind: 'added'; id: string }
  | { kind: 'refused'; column: ColumnName | null; problem: CellProblem; value: string }

/** Thrown where a row is refused, so that nothing of it stays. */
export class RowRefused extends Error {
  readonly outcome: RowOutcome & { kind: 'refused' }
  constructor(column: ColumnName | null, problem: CellProblem, value: string) {
    super(`Refused: ${problem}`)
    this.outcome = { kind: 'refused', column, problem, value }
  }
}

/** What a refusal of one thing means for the cell it came from, and of which field it speaks. */
export function problemOf(refusal: DrawingRefusal): { problem: CellProblem; field: FieldName | null } {
  const { reason } = refusal
  if (reason === 'not-understood') {
    const [field, problem] = Object.entries(refusal.problems)[0] as [FieldName, FieldProblem]
    return { problem, field }
  }
  if (reason === 'there-already' || reason === 'practices-only' || reason === 'special-category')
    return { problem: reason, field: null }
  if (reason === 'changed-meanwhile' || reason === 'care-check-first') return { problem: reason, field: null }
  return { problem: reason === 'not-yours' ? reason : 'removed-meanwhile', field: null }
}
