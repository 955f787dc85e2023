import type { Clock } from '../../../../platform/clock.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { problemsOf, signOf, type Values } from '../../drawing/drawn-things.ts'
import { keepWish, refusalIn, type ThingWish } from '../../drawing/keep-wish.ts'
import { lastChangeOf, type StoredThing, storedThing } from '../../drawing/thing-queries.ts'
import type { Landscape } from '../../landscape.ts'
import { type CellColumn, type CellTable, type ColumnName, cellColumn, thingIn } from './cell-columns.ts'
import type { CellNames } from './cell-names.ts'
import { type CellOutcome, type CellProblem, problemOf } from './cell-outcome.ts'
import { attempt, groupsOf, type Listed, standingsOf } from './cell-queries.ts'
import { namesInCell, namesTyped, unknownSide, valueTyped } from './read-cell.ts'

/** What somebody wishes a cell to say. `was` is what they saw there; without it whatever stands there is replaced. */
export interface CellWish {
  thing: string
  column: ColumnName
  text: string
  was?: string | undefined
}

/** Where cells are set: inside one deed. */
export interface CellWork {
  tx: Tx
  clock: Clock
  landscape: Landscape
  table: CellTable
  boundary: string | null
  names: CellNames
}

/** Sets cells of one row, each as far as it can be; what cannot be says why and leaves nothing behind. In the order of `cells`. */
export async function setCells(at: CellWork, thing: string, cells: readonly CellWish[]): Promise<CellOutcome[]> {
  const kind = thingIn[at.table]
  const stored = await storedThing(at.tx, at.landscape.id, kind, thing)
  if (!stored) return cells.map(({ text }) => refused('removed-meanwhile', text))
  const outcomes = new Map<CellWish, CellOutcome>()
  const written: Writing[] = []
  for (const cell of cells) {
    const column = cellColumn(at.table, cell.column)
    if (!column || column.once) outcomes.set(cell, refused('not-written-in', cell.text))
    else if (column.as === 'groups' || column.as === 'sides')
      outcomes.set(cell, await setList(at, { id: thing, stored }, cell, column))
    else {
      const outcome = await understood(at, stored, cell, column)
      if ('kind' in outcome) outcomes.set(cell, outcome)
      else written.push(outcome)
    }
  }
  for (const [cell, outcome] of await writeFields(at, { id: thing, stored }, written)) outcomes.set(cell, outcome)
  return cells.map((cell) => outcomes.get(cell)!)
}

interface Writing {
  cell: CellWish
  column: CellColumn
  was: string
  value: string
}

interface Standing {
  id: string
  stored: StoredThing
}

async function understood(
  at: CellWork,
  stored: StoredThing,
  cell: CellWish,
  column: CellColumn,
): Promise<CellOutcome | Writing> {
  const typed = valueTyped(at.table, column, cell.text)
  if ('problem' in typed) return refused(typed.problem, cell.text)
  const was = stored.values[column.field!] ?? ''
  if (was === typed.value) return { kind: 'same', was, stands: was }
  return (await changedSince(at, stored, cell, was)) ?? { cell, column, was, value: typed.value }
}

async function changedSince(
  { tx, landscape, table }: CellWork,
  { rowId }: StoredThing,
  { was, text }: CellWish,
  stands: string,
): Promise<CellOutcome | null> {
  if (was === undefined || was === stands) return null
  const by = await lastChangeOf(tx, landscape.id, thingIn[table], rowId)
  return { kind: 'refused', problem: 'changed-meanwhile', value: text, stands, by }
}

/** Writes fields of one thing at once; those that fail leave the others standing. */
async function writeFields(at: CellWork, { id, stored }: Standing, written: Writing[]) {
  const kind = thingIn[at.table]
  const outcomes: [CellWish, CellOutcome][] = []
  const unknown = written.find(({ column, value }) => column.name === 'says' && value === 'unknown')
  let left = written.filter((one) => one !== unknown)
  const problems = problemsOf(kind, { ...stored.values, ...valuesOf(left) }, false)
  // a day of end before the beginning is told where one of the two was written
  const problemAt = ({ column: { field } }: Writing) =>
    problems[field!] ?? (field === 'since' && problems.until === 'ends-before' ? 'ends-before' : undefined)
  for (const one of left) {
    const problem = problemAt(one)
    if (problem) outcomes.push([one.cell, refused(problem, one.cell.text)])
  }
  left = left.filter((one) => !problemAt(one))
  const based = signOf(kind, stored)
  if (left.length > 0) {
    const problem = await tried(at, [{ kind, do: 'change', id, based, values: valuesOf(left) }])
    for (const { cell, was, value } of left)
      outcomes.push([cell, problem ? refused(problem, cell.text) : { kind: 'changed', was, stands: value }])
  }
  if (unknown) {
    const { cell, was } = unknown
    const problem = await tried(at, [{ kind, do: 'remove', id }])
    outcomes.push([cell, problem ? refused(problem, cell.text) : { kind: 'changed', was, stands: 'unknown' }])
  }
  return outcomes
}

function valuesOf(written: readonly Writing[]): Values {
  return Object.fromEntries(written.map(({ column, value }) => [column.field!, value]))
}

/** Makes a cell that lists several say just these: what is listed no longer goes, what is new comes, what stays is not touched. */
async function setList(
  at: CellWork,
  { id, stored }: Standing,
  cell: CellWish,
  { as }: CellColumn,
): Promise<CellOutcome> {
  const holder = thingIn[at.table] as 'person' | 'practice'
  if (as === 'sides' && at.boundary === null) return refused('no-boundary', cell.text)
  const listed = await listedIn(at, stored.rowId, as as 'groups' | 'sides')
  const was = asCell(listed)
  const wanted = await wantedIn(at, cell.text, as as 'groups' | 'sides')
  if ('problem' in wanted) return refused(wanted.problem, wanted.value)
  const gone = listed.filter((one) => !wanted.ids.includes(one.id))
  const come = wanted.ids.filter((one) => !listed.some((other) => other.id === one))
  if (gone.length + come.length === 0) return { kind: 'same', was, stands: was }
  const stale = await changedSince(at, stored, cell, was)
  if (stale) return stale
  const kind = as === 'groups' ? 'membership' : 'standing'
  const problem = await tried(at, [
    ...gone.map(({ row }): ThingWish => ({ kind, do: 'remove', id: row })),
    ...come.map((one) => listing(at, holder, id, one, kind)),
  ])
  if (problem) return refused(problem, cell.text)
  return { kind: 'changed', was, stands: asCell(await listedIn(at, stored.rowId, as as 'groups' | 'sides')) }
}

/** The wish that lists one more group of a person, or one more side of somebody or a practice. */
export function listing(
  { boundary }: Pick<CellWork, 'boundary'>,
  holder: 'person' | 'practice',
  id: string,
  listed: string,
  kind: 'membership' | 'standing',
): ThingWish {
  if (kind === 'membership') return { kind, do: 'add', values: { person: id, practice: listed, weight: '1' } }
  return { kind, do: 'add', values: { [holder]: id, side: `${boundary}/${listed}` } }
}

function listedIn({ tx, landscape, table, boundary }: CellWork, row: string, as: 'groups' | 'sides') {
  if (as === 'groups') return groupsOf(tx, landscape.id, row)
  return standingsOf(tx, landscape.id, { boundary: boundary!, holder: thingIn[table] as 'person', row })
}

/** The groups or sides that a text names: ids of groups, names of sides (none for known to be unknown). */
export async function wantedIn(
  { names }: Pick<CellWork, 'names'>,
  text: string,
  as: 'groups' | 'sides',
): Promise<{ ids: string[] } | { problem: CellProblem; value: string }> {
  const ids: string[] = []
  for (const name of namesTyped(text)) {
    if (as === 'sides') {
      const side = await names.side(name)
      if (!side) return { problem: 'not-offered', value: name }
      ids.push(side.sideName ?? '')
    } else {
      const found = await names.practices(name)
      if (found.length !== 1) return { problem: found.length === 0 ? 'unknown' : 'several', value: name }
      ids.push(found[0]!)
    }
  }
  return { ids }
}

function asCell(listed: readonly Listed[]): string {
  return namesInCell(listed.map(({ name }) => name || unknownSide))
}

/** Does wishes that belong together, all or none; the problem when they are refused. */
async function tried(at: CellWork, wishes: readonly ThingWish[]): Promise<CellProblem | null> {
  try {
    await attempt(at.tx, async () => {
      for (const wish of wishes) await keepWish(at.tx, at.clock, at.landscape, wish)
    })
    return null
  } catch (error) {
    const refusal = refusalIn(error)
    if (!refusal) throw error
    return problemOf(refusal).problem
  }
}

function refused(problem: CellProblem, value: string): CellOutcome {
  return { kind: 'refused', problem, value }
}
