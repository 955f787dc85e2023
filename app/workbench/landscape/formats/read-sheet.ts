import { cleanId, cleanText } from './clean-text.ts'
import { firstRows } from './first-row.ts'
import type { NamedFile } from './named-file.ts'
import { freshFact, type PersonRow } from './read-people.ts'
import { readTable } from './read-table.ts'
import type { Reading } from './reading.ts'
import { customOf, idOf, nameOf, partsOf, refuse, remark, required } from './row.ts'
import { formatOfChoice, type TableChoice } from './table-choice.ts'

/** People from one or several sheets of somebody's own, while they are read. */
export interface SheetPeople {
  people: Map<string, { row: number; person: PersonRow }>
  seen: Map<string, number>
}

export function startSheets(): SheetPeople {
  return { people: new Map(), seen: new Map() }
}

/**
 * Adds the people of a sheet. Without an id column the name is the id: a person listed again in another group belongs to
 * both (and the row says so); "|" separates several groups in one cell.
 */
export async function readSheet(
  file: NamedFile,
  choice: TableChoice,
  { people, seen }: SheetPeople,
  reading: Reading,
): Promise<void> {
  const format = formatOfChoice(choice, 'people')
  const hasIds = choice.roles.includes('id')
  const headings = choice.header ? ((await firstRows(file, 1))[0] ?? []) : []
  /** takes back what this sheet said, should it break off: a file comes in whole or not at all */
  const undo: (() => void)[] = []
  const read = await readTable(file, format, reading, (row) => {
    const said = nameOf(row, 'name')
    const id = hasIds ? required(row, 'id', idOf(row, 'id')) : required(row, 'name', cleanId(said ?? '').text)
    if (!hasIds && id.length > reading.limits.id) refuse(row, 'name', 'too-long', id, { limit: reading.limits.id })
    const groups = partsOf(row, 'group')
    const places = partsOf(row, 'place')
    const sides = format.sides.flatMap(({ at }) => {
      const on = partsOf(row, `side ${at}`)
      const name = cleanText(headings[at] ?? '', false).text?.slice(0, reading.limits.name) ?? `#${at + 1}`
      return on.length === 0 ? [] : [{ boundary: { kind: 'other' as const, name, sides: [] }, on }]
    })
    const known = people.get(id)
    if (known && hasIds) refuse(row, 'id', 'duplicate-id', id, { first: known.row })
    else freshFact(row, seen, id, ...groups, '', ...places, '', ...sides.flatMap(({ on }) => [...on, '']))
    const [email, phone, language] = [nameOf(row, 'email'), nameOf(row, 'phone'), nameOf(row, 'language')]
    const custom = customOf(row)
    if (row.refused) return null
    if (known) {
      remark(row, 'name', 'same-name-joined', id, { first: known.row })
      const before = known.person
      undo.push(() => people.set(id, { row: known.row, person: before }))
      known.person = { ...known.person, groups: [...known.person.groups, ...groups] }
      known.person.places = [...known.person.places, ...places]
      known.person.sides = [...known.person.sides, ...sides]
      if (custom.custom)
        known.person.person = { ...known.person.person, custom: { ...custom.custom, ...known.person.person.custom } }
    } else {
      const person = { id, name: said ?? (hasIds ? null : id), email, phone, language, ...custom }
      undo.push(() => people.delete(id))
      people.set(id, { row: row.row, person: { person, groups, places, sides, consent: null } })
    }
    return id
  })
  if (read.length === 0) for (const step of undo.reverse()) step()
}
