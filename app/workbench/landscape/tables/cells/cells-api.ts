import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { languageOf } from '../../../../platform/http/request.ts'
import type { Language } from '../../../../platform/i18n/language.ts'
import { apiAnswer } from '../../../api-answer.ts'
import type { Place } from '../../../visit.tsx'
import { drawingRefusals } from '../../drawing/drawing-api.ts'
import { type ColumnName, cellTables, columnNames } from './cell-columns.ts'
import { cellProblemInWords } from './cell-problem-words.ts'
import { type CellOutcomes, type CellsOutcome, changeCells, type TriedOutcome, tryCells } from './change-cells.ts'

const text = z.string().max(5000)
const cellsWish = z.object({
  table: z.enum(cellTables),
  boundary: z.string().max(200).nullable().default(null),
  cells: z
    .array(
      z.object({
        thing: z.string().min(1).max(200),
        column: z.enum(columnNames),
        text,
        was: text.optional(),
      }),
    )
    .max(5000)
    .default([]),
  rows: z
    .array(z.partialRecord(z.enum(columnNames), text))
    .max(1000)
    .default([]),
  /** tells what would happen and keeps nothing */
  trial: z.boolean().default(false),
  leaveOut: z.boolean().default(false),
  why: z.string().trim().max(500).optional(),
  /** the same key sent again does nothing again: for whoever heard no answer */
  key: z.uuid().optional(),
})
type Wish = z.infer<typeof cellsWish>

/** What became of each cell: as it was written, or why not, in the reader's words. */
const cellAnswer = z.object({
  thing: z.string(),
  column: z.enum(columnNames),
  kind: z.enum(['changed', 'same', 'refused']),
  was: z.string().optional(),
  stands: z.string().optional(),
  words: z.string().optional(),
})
const cellsAnswer = z.object({
  kind: z.enum(['kept', 'tried']),
  /** to undo it by */
  deed: z.string().nullable().optional(),
  cells: z.array(cellAnswer),
  rows: z.array(
    z.object({ kind: z.enum(['added', 'refused']), id: z.string().optional(), words: z.string().optional() }),
  ),
  newGroups: z.array(z.string()),
  sides: z.array(z.string()),
})

/** `POST /api/landscapes/:slug/cells`: writes cells of a table, and adds rows to it, as one deed. */
export function addCellsApi(app: Hono, place: Place): void {
  app.post(
    '/api/landscapes/:slug/cells',
    apiAnswer(
      {
        deed: 'write_cells',
        wish: cellsWish,
        answer: cellsAnswer,
        refusals: [...drawingRefusals, 'too-many-cells', 'cells-refused'],
      },
      async (who, wish, c) => {
        const slug = c.req.param('slug') ?? ''
        const outcome = wish.trial
          ? await tryCells(place.db, place.clock, who, slug, wish)
          : await changeCells(place.db, place.clock, who, slug, { ...wish, formKey: wish.key })
        return told(c, wish, outcome)
      },
    ),
  )
}

function told(c: Context, wish: Wish, outcome: CellsOutcome | TriedOutcome) {
  if (!('cells' in outcome)) return { kind: outcome.kind, reason: outcome.reason }
  const inWords = outcomesInWords(languageOf(c), wish, outcome)
  if (outcome.kind !== 'refused') return { ...outcome, ...inWords }
  const stale = outcome.cells.some((cell) => cell.kind === 'refused' && cell.problem.endsWith('-meanwhile'))
  return { kind: outcome.kind, reason: stale ? ('changed-meanwhile' as const) : outcome.reason, more: inWords }
}

function outcomesInWords(language: Language, { table, cells, rows }: Wish, outcome: CellOutcomes) {
  const worded = <One extends { kind: string }>(one: One, column: ColumnName | null) =>
    one.kind === 'refused'
      ? { ...one, words: cellProblemInWords(language, { table, column, sides: outcome.sides }, one as never) }
      : one
  return {
    cells: outcome.cells.map((one, nth) => ({ ...cells[nth]!, ...worded(one, cells[nth]!.column) })),
    rows: outcome.rows.map((one, nth) => ({ row: rows[nth]!, ...worded(one, 'column' in one ? one.column : null) })),
    newGroups: outcome.newGroups,
  }
}
