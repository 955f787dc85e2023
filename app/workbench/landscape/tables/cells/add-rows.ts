import { firstValues, type ThingKind, type Values } from '../../drawing/drawn-things.ts'
import { keepWish, refusalIn } from '../../drawing/keep-wish.ts'
import { usuallyMutual } from '../../formats/folder-format.ts'
import { type CellColumn, type ColumnName, cellColumnsOf, thingIn } from './cell-columns.ts'
import { problemOf, type RowOutcome, RowRefused } from './cell-outcome.ts'
import { attempt } from './cell-queries.ts'
import { namesTyped, valueTyped } from './read-cell.ts'
import { type CellWork, listing, wantedIn } from './set-cells.ts'

/** What a new row says, by column. */
export type RowWish = Partial<Record<ColumnName, string>>

/**
 * Adds one row with all that it says, or nothing of it. A group of a new person that is not there yet is added, and named among
 * `newGroups`.
 */
export async function addRow(at: CellWork, row: RowWish, newGroups: string[]): Promise<RowOutcome> {
  const groups: { id: string; name: string }[] = []
  try {
    const id = await attempt(at.tx, () => added(at, row, groups))
    await at.names.learn('practices', groups)
    newGroups.push(...groups.map(({ name }) => name))
    if (row.name && at.table !== 'ties') await at.names.learn(at.table, [{ id, name: row.name }])
    return { kind: 'added', id }
  } catch (error) {
    if (error instanceof RowRefused) return error.outcome
    const refusal = refusalIn(error)
    if (!refusal) throw error
    const { problem, field } = problemOf(refusal)
    const column = cellColumnsOf[at.table].find((one) => one.field === field)
    return { kind: 'refused', column: column?.name ?? null, problem, value: column ? (row[column.name] ?? '') : '' }
  }
}

async function added(at: CellWork, row: RowWish, groups: { id: string; name: string }[]): Promise<string> {
  const kind = thingIn[at.table]
  const values: Values = { ...firstValues[kind] }
  for (const column of cellColumnsOf[at.table]) {
    const text = row[column.name] ?? ''
    if (!column.field || text.trim() === '') continue
    values[column.field] = await saidIn(at, column, text)
  }
  if (kind === 'tie') {
    if (values.says === 'unknown') throw new RowRefused('says', 'not-offered', row.says ?? '')
    values.mutual = usuallyMutual(values.kind as 'talks') ? 'yes' : ''
  } else await refuseSameName(at, values.name ?? '')
  const { id } = await keepWish(at.tx, at.clock, at.landscape, { kind, do: 'add', values })
  for (const practice of await groupsFor(at, row.groups ?? '', groups))
    await keepWish(at.tx, at.clock, at.landscape, listing(at, 'person', id, practice, 'membership'))
  if (kind !== 'tie') await addSides(at, row.side ?? '', kind, id)
  return id
}

async function saidIn(at: CellWork, column: CellColumn, text: string): Promise<string> {
  if (column.as === 'person') {
    const found = await at.names.people(text.trim())
    if (found.length !== 1) throw new RowRefused(column.name, found.length === 0 ? 'unknown' : 'several', text)
    return found[0]!
  }
  const typed = valueTyped(at.table, column, text)
  if ('problem' in typed) throw new RowRefused(column.name, typed.problem, text)
  return typed.value
}

/** Two of one name are nearly always one that was pasted twice; who truly are two can be added one by one. */
async function refuseSameName({ table, names }: CellWork, name: string): Promise<void> {
  const there = await (table === 'people' ? names.people(name) : names.practices(name))
  if (name !== '' && there.length > 0) throw new RowRefused('name', 'called-already', name)
}

async function groupsFor(at: CellWork, text: string, made: { id: string; name: string }[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of at.table === 'people' ? namesTyped(text) : []) {
    const found = await at.names.practices(name)
    if (found.length > 1) throw new RowRefused('groups', 'several', name)
    if (found.length === 1) ids.push(found[0]!)
    else {
      const values = { ...firstValues.practice, name }
      const { id } = await keepWish(at.tx, at.clock, at.landscape, { kind: 'practice', do: 'add', values })
      made.push({ id, name })
      ids.push(id)
    }
  }
  return ids
}

async function addSides(at: CellWork, text: string, kind: ThingKind & ('person' | 'practice'), id: string) {
  if (text.trim() === '') return
  if (at.boundary === null) throw new RowRefused('side', 'no-boundary', text)
  const wanted = await wantedIn(at, text, 'sides')
  if ('problem' in wanted) throw new RowRefused('side', wanted.problem, wanted.value)
  for (const side of wanted.ids) await keepWish(at.tx, at.clock, at.landscape, listing(at, kind, id, side, 'standing'))
}
