import type { Language } from '../../../../platform/i18n/language.ts'
import { drawingWords } from '../../drawing/drawing-words.ts'
import { whoAndWhy } from '../../drawing/meanwhile-view.tsx'
import { cellWords } from '../cell-words.ts'
import { type CellTable, type ColumnName, cellColumn } from './cell-columns.ts'
import type { CellOutcome, RowOutcome } from './cell-outcome.ts'
import { choiceInWords } from './choice-words.ts'

type Refused = Extract<CellOutcome | RowOutcome, { kind: 'refused' }>

/** What is wrong with a cell and what to do, in one sentence. `sides` are those that the chosen boundary has. */
export function cellProblemInWords(
  language: Language,
  at: { table: CellTable; column: ColumnName | null; sides: readonly string[] },
  outcome: Refused,
): string {
  const say = cellWords(language)
  const { problem, value } = outcome
  const column = at.column ? cellColumn(at.table, at.column) : undefined
  switch (problem) {
    case 'changed-meanwhile':
      return say('problem_changed-meanwhile', whoAndWhy('by' in outcome ? (outcome.by ?? null) : null))
    case 'removed-meanwhile':
    case 'not-written-in':
    case 'no-boundary':
    case 'too-many-cells':
      return say(`problem_${problem}`)
    case 'called-already':
      return say('problem_called-already', { value })
    case 'not-offered': {
      const offered = column?.choices?.map((choice) => choiceInWords(language, at.table, column, choice)) ?? at.sides
      return say('problem_not-offered', { value, offered: offered.join(', ') })
    }
    case 'unknown':
    case 'several':
      return say(`problem_${problem}`, { value })
    case 'not-yours':
    case 'there-already':
    case 'practices-only':
    case 'special-category':
    case 'care-check-first':
      return drawingWords(language)(`refused_${problem}`)
    default:
      return drawingWords(language)(`problem_${problem}`, { n: column?.most ?? 300 })
  }
}
