import { writeDay, writeNumber } from '../../../platform/i18n/numbers.ts'
import { Chip } from '../../../ui/chip.tsx'
import { pathIn } from '../../visit.tsx'
import { thingPath } from '../drawing/thing-places.ts'
import { knownWords } from '../known/known-words.ts'
import { type AccountRow, accountRows, type TieEnd } from '../landscape-tables.ts'
import type { Only } from '../only/only.ts'
import { cellWords } from './cell-words.ts'
import type { ColumnName } from './cells/cell-columns.ts'
import { changeRow } from './change-row.tsx'
import type { ShownColumn, ShownTable } from './shown-column.ts'
import { boundaryNameIn, type TablePlace } from './table-place.ts'
import { accountKey } from './tie-accounts.ts'
import { Written } from './written-cell.tsx'

/** The table of ties: every account that was given, those of one pair beside each other. */
export function tieTable(at: TablePlace): ShownTable<AccountRow> {
  const { say, tables, only } = at
  return {
    caption: say('ties_caption', { name: tables.drawn.about.name, boundary: boundaryNameIn(tables) }),
    columns: [
      end(at, 'from'),
      end(at, 'to'),
      ...told(at),
      ...days(at),
      recorded(at),
      ...(tables.boundaryId === null ? [] : [crosses(at)]),
      ...(at.may ? [changing(at)] : []),
    ],
    rows: only.active ? accountRows(tables).filter((row) => isShown(row, only)) : accountRows(tables),
    sortedBy: 'from',
  }
}

/** Between two who are shown, and of a kind that is. */
function isShown({ from, to, account }: AccountRow, { keepsTie, tieKinds }: Only): boolean {
  return keepsTie(from.id, to.id) && (tieKinds === null || tieKinds.has(account.kind))
}

function nameOf({ say }: TablePlace, { name }: TieEnd): string {
  return name ?? say('not_asked')
}

function end(at: TablePlace, key: 'from' | 'to'): ShownColumn<AccountRow> {
  const other = key === 'from' ? 'to' : 'from'
  const order = ({ name }: TieEnd) => name ?? '\uffff'
  return {
    key,
    label: at.say(`col_${key}`),
    sort: (row) => `${order(row[key])}\u0000${order(row[other])}`,
    text: (row) => nameOf(at, row[key]),
    cell: ({ [key]: one }) => (
      <>
        <a href={pathIn(at.landscape, 'people', one.id)}>
          {one.name ?? <span class="muted">{at.say('not_asked')}</span>}
        </a>
        <span class="caption muted"> {one.practices.join(', ')}</span>
      </>
    ),
  }
}

function told(at: TablePlace): ShownColumn<AccountRow>[] {
  const { say } = at
  const more = cellWords(say.language)
  const who = ({ reportedBy }: AccountRow) => (reportedBy === null ? '' : nameOf(at, reportedBy))
  const says = ({ account }: AccountRow) => say(account.says)
  const kind = ({ account }: AccountRow) => say(`tie_${account.kind}`)
  return [
    {
      key: 'told_by',
      label: more('col_told_by'),
      sort: who,
      text: who,
      cell: (row) => (
        <>
          {who(row)} {row.accounts > 1 && row.nth === 0 && <Chip>{accountsInWords(at, row)}</Chip>}
        </>
      ),
    },
    { key: 'says', label: more('col_says'), sort: says, text: says, cell: written(at, 'says', says) },
    { key: 'kind', label: say('col_kind'), sort: kind, text: kind, cell: written(at, 'kind', kind) },
    {
      key: 'strength',
      label: more('col_strength'),
      numeric: true,
      sort: ({ account }) => account.strength,
      text: ({ account }) => account.strength,
      cell: written(at, 'strength', ({ account }) => {
        const digits = String(account.strength).split('.')[1]?.length ?? 0
        return writeNumber(say.language, account.strength, Math.min(3, digits))
      }),
    },
  ]
}

function days(at: TablePlace): ShownColumn<AccountRow>[] {
  const more = cellWords(at.say.language)
  return (['since', 'until', 'confirmed'] as const).map((key) => ({
    key,
    label: more(`col_${key}`),
    sort: ({ account }) => account[key] ?? '',
    text: ({ account }) => account[key] ?? '',
    cell: written(at, key, ({ account }) => (account[key] === null ? '' : writeDay(at.say.language, account[key]))),
  }))
}

/** Since when we know of it; nobody writes that, it is the day on which it was written down. */
function recorded({ say }: TablePlace): ShownColumn<AccountRow> {
  const day = ({ account }: AccountRow) => account.recorded ?? ''
  return {
    key: 'recorded',
    label: cellWords(say.language)('col_recorded'),
    sort: day,
    text: day,
    cell: (row) => (day(row) === '' ? '' : writeDay(say.language, day(row))),
  }
}

/** A cell of an account that can be written in; one whose row is not known here is only read. */
function written(at: TablePlace, column: ColumnName & keyof AccountRow['account'], words: (row: AccountRow) => string) {
  return (row: AccountRow) => {
    const stored = at.accounts.get(accountKey(row))
    return (
      <Written
        may={at.may && stored !== undefined}
        thing={stored?.id ?? ''}
        column={column}
        value={stored?.[column] ?? ''}
      >
        {words(row)}
      </Written>
    )
  }
}

function crosses({ say }: TablePlace): ShownColumn<AccountRow> {
  const text = (row: AccountRow) => (row.crosses === null ? say('not_known') : say(row.crosses ? 'yes' : 'no'))
  return { key: 'crosses', label: say('col_crosses'), sort: text, text }
}

function changing(at: TablePlace): ShownColumn<AccountRow> {
  const of = (row: AccountRow) => at.accounts.get(accountKey(row))?.id
  return changeRow(
    at.say.language,
    (row) => (of(row) ? thingPath(at.landscape, 'tie', of(row)!) : null),
    ({ from, to }) => `${nameOf(at, from)}, ${nameOf(at, to)}`,
  )
}

/** Two accounts of one tie stand beside each other, and it is said whether they agree; none of them is made the true one. */
function accountsInWords({ say }: TablePlace, { accounts, differ }: AccountRow): string {
  return knownWords(say.language)(differ ? 'accounts_differ' : 'accounts_agree', { n: accounts })
}
