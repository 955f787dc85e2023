import { pathIn } from '../../visit.tsx'
import { thingPath } from '../drawing/thing-places.ts'
import { type PersonRow, personRows } from '../landscape-tables.ts'
import { cellWords } from './cell-words.ts'
import { namesInCell } from './cells/read-cell.ts'
import { changeRow } from './change-row.tsx'
import type { ShownColumn, ShownTable } from './shown-column.ts'
import { boundaryNameIn, type TablePlace } from './table-place.ts'
import { Written } from './written-cell.tsx'

/** The table of people as the viewer may read them. Nothing in it measures anybody (rule E9); on a past day whoever may not be found today is not in it. */
export function personTable(at: TablePlace): ShownTable<PersonRow> {
  const { say, tables, only } = at
  const rows = personRows(tables).filter(({ id }) => only.people.has(id))
  const withSides = rows.some(({ sides }) => sides !== null)
  return {
    caption: say('people_caption', { name: tables.drawn.about.name, boundary: boundaryNameIn(tables) }),
    columns: [...columns(at), ...(withSides ? [sideColumn(at)] : []), ...(at.may ? [changing(at)] : [])],
    rows,
    sortedBy: 'name',
  }
}

function columns({ say, landscape, may }: TablePlace): ShownColumn<PersonRow>[] {
  return [
    {
      key: 'name',
      label: say('col_name'),
      sort: ({ name }) => name ?? '\uffff',
      text: ({ name }) => name ?? say('not_asked'),
      cell: ({ id, name }) => (
        <Written
          may={may}
          thing={id}
          column="name"
          value={name ?? ''}
          open={{
            href: pathIn(landscape, 'people', id),
            label: cellWords(say.language)('open', { name: name ?? say('not_asked') }),
          }}
        >
          <a href={pathIn(landscape, 'people', id)}>{name ?? <span class="muted">{say('not_asked')}</span>}</a>
        </Written>
      ),
    },
    {
      key: 'groups',
      label: say('in_practices'),
      sort: ({ practices }) => practices.map(({ name }) => name).join(', '),
      text: ({ practices }) => practices.map(({ name }) => name).join(', '),
      cell: ({ id, practices }) => (
        <Written may={may} thing={id} column="groups" value={namesInCell(practices.map(({ name }) => name))}>
          {practices.map((practice, nth) => (
            <>
              {nth > 0 && ', '}
              <a href={pathIn(landscape, 'practices', practice.id)}>{practice.name}</a>
            </>
          ))}
        </Written>
      ),
    },
    {
      key: 'answered',
      label: say('col_answered'),
      sort: ({ answered }) => (answered ? 0 : 1),
      text: ({ answered }) => say(answered ? 'asked_answered' : 'asked_not'),
    },
  ]
}

function sideColumn({ say, may }: TablePlace): ShownColumn<PersonRow> {
  const sides = (row: PersonRow) => row.sides?.join(', ') || say('not_known')
  return {
    key: 'side',
    label: say('col_side'),
    sort: sides,
    text: sides,
    cell: (row) => (
      // what is written is their own side; what is shown may be that of their groups
      <Written may={may} thing={row.id} column="side" value={namesInCell(row.said)}>
        {row.said.length > 0 ? sides(row) : <span class="muted">{sides(row)}</span>}
      </Written>
    ),
  }
}

function changing({ say, landscape }: TablePlace): ShownColumn<PersonRow> {
  return changeRow(
    say.language,
    ({ id }) => thingPath(landscape, 'person', id),
    ({ name }) => name ?? say('not_asked'),
  )
}
