import { pathIn } from '../../visit.tsx'
import { thingPath } from '../drawing/thing-places.ts'
import { type PracticeRow, practiceRows } from '../landscape-tables.ts'
import type { Lens } from '../lens/lens.ts'
import { LensGlyphIcon } from '../lens/lens-key.tsx'
import { cellWords } from './cell-words.ts'
import { namesInCell } from './cells/read-cell.ts'
import { changeRow } from './change-row.tsx'
import type { ShownColumn, ShownTable } from './shown-column.ts'
import { boundaryNameIn, type TablePlace } from './table-place.ts'
import { type ToldCounts, toldCounts } from './told-counts.ts'
import { Written } from './written-cell.tsx'

/** The table of groups and practices. */
export function practiceTable(at: TablePlace): ShownTable<PracticeRow> {
  const { say, tables, only } = at
  const rows = practiceRows(tables)
  return {
    caption: say('practices_caption', { name: tables.drawn.about.name, boundary: boundaryNameIn(tables) }),
    columns: columns(at, at.ofFew ? (row) => row : countsOf(rows)),
    rows: rows.filter(({ id }) => only.practices.has(id)),
    sortedBy: 'name',
  }
}

function countsOf(rows: readonly PracticeRow[]): (row: PracticeRow) => ToldCounts {
  const told = toldCounts(rows)
  return ({ id }) => told.get(id)!
}

function columns(
  { say, tables, lens, landscape, may }: TablePlace,
  counts: (row: PracticeRow) => ToldCounts,
): ShownColumn<PracticeRow>[] {
  const more = cellWords(say.language)
  const kind = (row: PracticeRow) => say(`kind_${row.kind}`)
  const sides = (row: PracticeRow) => row.sides.join(', ') || say('not_known')
  return [
    {
      key: 'name',
      label: say('col_practice'),
      sort: ({ name }) => name,
      text: ({ name }) => name,
      cell: ({ id, name }) => (
        <Written
          may={may}
          thing={id}
          column="name"
          value={name}
          open={{ href: pathIn(landscape, 'practices', id), label: more('open', { name }) }}
        >
          <a href={pathIn(landscape, 'practices', id)}>{name}</a>
        </Written>
      ),
    },
    {
      key: 'kind',
      label: say('col_kind'),
      sort: kind,
      text: kind,
      cell: (row) => (
        <Written may={may} thing={row.id} column="kind" value={row.kind}>
          {kind(row)}
        </Written>
      ),
    },
    {
      key: 'does',
      label: more('col_does'),
      text: ({ does }) => does ?? '',
      cell: ({ id, does }) => (
        <Written may={may} thing={id} column="does" value={does ?? ''}>
          {does}
        </Written>
      ),
    },
    ...countColumns(say, counts),
    ...(tables.boundaryId === null
      ? []
      : [
          {
            key: 'side',
            label: say('col_side'),
            sort: sides,
            text: sides,
            cell: (row: PracticeRow) => (
              <Written may={may} thing={row.id} column="side" value={namesInCell(row.said)}>
                {sides(row)}
              </Written>
            ),
          },
        ]),
    ...(lens === null || lens.cells.size === 0 ? [] : [lensColumn(lens)]),
    ...(may ? [changeRow<PracticeRow>(say.language, (row) => thingPath(landscape, 'practice', row.id), nameOf)] : []),
  ]
}

/** How many people, answers and ties: where not everything is told, what is hidden sorts before the rest. */
function countColumns(say: TablePlace['say'], counts: (row: PracticeRow) => ToldCounts): ShownColumn<PracticeRow>[] {
  const told = (n: number | null) => n ?? say('not_told')
  const order = (n: number | null) => n ?? -1
  return [
    {
      key: 'people',
      label: say('col_people'),
      numeric: true,
      sort: (row) => order(counts(row).people),
      text: (row) => told(counts(row).people),
    },
    {
      key: 'answered',
      label: say('col_answered'),
      numeric: true,
      sort: (row) => order(counts(row).answered) / Math.max(1, counts(row).people ?? 1),
      text: (row) => {
        const { answered, people } = counts(row)
        return answered === null || people === null ? say('not_told') : say('answered_of', { answered, people })
      },
    },
    {
      key: 'inside',
      label: say('col_inside'),
      numeric: true,
      sort: (row) => order(counts(row).tiesInside),
      text: (row) => told(counts(row).tiesInside),
    },
    {
      key: 'across',
      label: say('col_across'),
      numeric: true,
      sort: (row) => order(counts(row).tiesAcross),
      text: (row) => told(counts(row).tiesAcross),
    },
  ]
}

/** What a lens says of a group: its shapes, which are for the eye alone, and the same in words. Not to be sorted by: no list of best and worst. */
function lensColumn({ title, cells }: Lens): ShownColumn<PracticeRow> {
  const text = ({ id }: PracticeRow) => cells.get(id)?.words ?? ''
  return {
    key: 'lens',
    label: title,
    text,
    cell: (row) => (
      <span class="lens-cell">
        {cells.get(row.id)?.sign.parts.map(({ glyph }) => (
          <LensGlyphIcon glyph={glyph} />
        ))}
        {text(row)}
      </span>
    ),
  }
}

function nameOf({ name }: PracticeRow): string {
  return name
}
