import type { Clock } from '../../../../platform/clock.ts'
import type { Database, Tx } from '../../../../platform/db/database.ts'
import { once } from '../../../../platform/http/idempotency.ts'
import { inOneDeed } from '../../drawing/in-one-deed.ts'
import type { DrawingRefusal } from '../../drawing/keep-wish.ts'
import { deedOfNow } from '../../history/history-queries.ts'
import type { Landscape } from '../../landscape.ts'
import { addRow, type RowWish } from './add-rows.ts'
import type { CellTable } from './cell-columns.ts'
import { cellNames } from './cell-names.ts'
import type { CellOutcome, RowOutcome } from './cell-outcome.ts'
import { type CellWish, type CellWork, setCells } from './set-cells.ts'

/** Cells of one table that are to say something else, and rows to be added to it. */
export interface CellsWish {
  table: CellTable
  /** on which boundary the column of sides speaks */
  boundary: string | null
  cells: readonly CellWish[]
  rows: readonly RowWish[]
  /** keeps what can be kept and leaves out the rest; otherwise one refused cell refuses all */
  leaveOut?: boolean | undefined
  why?: string | undefined
  formKey?: string | undefined
}

export interface CellOutcomes {
  cells: CellOutcome[]
  rows: RowOutcome[]
  /** groups that new people brought along */
  newGroups: string[]
  /** the sides that a cell may name */
  sides: string[]
}

export type CellsOutcome =
  | ({ kind: 'kept' /** to undo it by; null when nothing changed */; deed: string | null } & CellOutcomes)
  | DrawingRefusal
  | { kind: 'refused'; reason: 'too-many-cells' }
  | ({ kind: 'refused'; reason: 'cells-refused' } & CellOutcomes)

export type TriedOutcome = ({ kind: 'tried' } & CellOutcomes) | Extract<CellsOutcome, { kind: 'refused' }>

/** More new rows than this, or more cells, come as a file. */
export const mostRows = 300
const mostCells = 3000

/** Takes everything of a trial back. */
class OnlyTried extends Error {
  readonly outcomes: CellOutcomes
  constructor(outcomes: CellOutcomes) {
    super('Only tried')
    this.outcomes = outcomes
  }
}

/**
 * Writes cells and adds rows in one transaction: one deed, undone in one go. Of two who write the same cell the second is told what the
 * first wrote; two who write different cells of one row do not disturb each other.
 *
 * Cost: some ten queries for each new row.
 */
export async function changeCells(
  db: Database,
  clock: Clock,
  who: { id: string },
  slug: string,
  wish: CellsWish,
): Promise<CellsOutcome> {
  if (isTooMuch(wish)) return { kind: 'refused', reason: 'too-many-cells' }
  try {
    return await inOneDeed(db, who, { slug, why: wish.why }, async (tx, landscape): Promise<CellsOutcome> => {
      let found: CellOutcomes | null = null
      const { location } = await once(tx, wish.formKey, who.id, async () => {
        found = await wrote(tx, clock, landscape, wish)
        if (!wish.leaveOut && hasRefused(found)) throw new OnlyTried(found)
        return hasChanged(found) ? await deedOfNow(tx) : ''
      })
      return { kind: 'kept', deed: location || null, ...(found ?? saidBefore(wish)) }
    })
  } catch (error) {
    if (error instanceof OnlyTried) return { kind: 'refused', reason: 'cells-refused', ...error.outcomes }
    throw error
  }
}

/** What writing the same would do, cell by cell and row by row. Nothing of it is kept: it is done, looked at, and taken back. */
export async function tryCells(
  db: Database,
  clock: Clock,
  who: { id: string },
  slug: string,
  wish: CellsWish,
): Promise<TriedOutcome> {
  if (isTooMuch(wish)) return { kind: 'refused', reason: 'too-many-cells' }
  try {
    return await inOneDeed(db, who, { slug }, async (tx, landscape): Promise<TriedOutcome> => {
      throw new OnlyTried(await wrote(tx, clock, landscape, wish))
    })
  } catch (error) {
    if (error instanceof OnlyTried) return { kind: 'tried', ...error.outcomes }
    throw error
  }
}

function isTooMuch({ cells, rows }: CellsWish): boolean {
  return rows.length > mostRows || cells.length > mostCells
}

async function wrote(tx: Tx, clock: Clock, landscape: Landscape, wish: CellsWish): Promise<CellOutcomes> {
  const { table, boundary } = wish
  const at: CellWork = { tx, clock, landscape, table, boundary, names: cellNames(tx, landscape.id, boundary) }
  const outcomes = new Map<CellWish, CellOutcome>()
  for (const [thing, cells] of Map.groupBy(wish.cells, (cell) => cell.thing)) {
    const found = await setCells(at, thing, cells)
    for (const [nth, cell] of cells.entries()) outcomes.set(cell, found[nth]!)
  }
  const rows: RowOutcome[] = []
  const newGroups: string[] = []
  for (const row of wish.rows) rows.push(await addRow(at, row, newGroups))
  return { cells: wish.cells.map((cell) => outcomes.get(cell)!), rows, newGroups, sides: await at.names.sides() }
}

function hasRefused({ cells, rows }: CellOutcomes): boolean {
  return [...cells, ...rows].some(({ kind }) => kind === 'refused')
}

function hasChanged({ cells, rows }: CellOutcomes): boolean {
  return [...cells, ...rows].some(({ kind }) => kind === 'changed' || kind === 'added')
}

/** The same sent again after it was kept: it stands as it was wished. */
function saidBefore({ cells }: CellsWish): CellOutcomes {
  return {
    cells: cells.map(({ text, was = '' }) => ({ kind: 'changed', was, stands: text })),
    rows: [],
    newGroups: [],
    sides: [],
  }
}
