import type { Say } from '../../platform/i18n/catalogue.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { Chip } from '../../ui/chip.tsx'
import { readSorting, type Sorting, sortableColumn, Table } from '../../ui/table.tsx'
import type { DrawnLandscape } from './drawn-landscape.ts'
import { knownWords } from './known/known-words.ts'
import {
  type PersonRow,
  type PracticeRow,
  personRows,
  practiceRows,
  type Tables,
  type TieRow,
  tieRows,
} from './landscape-tables.ts'
import type { landscapeWords } from './landscape-words.ts'

type Words = ReturnType<typeof landscapeWords> extends Say<infer Key> ? Key : never

export interface TableView {
  say: Say<Words>
  url: URL
  tables: Tables
  /** the address of a group's own page */
  practiceHref: (id: string) => string
  personHref: (id: string) => string
}

/** Most rows of one table on one page; the rest is a page further on. */
const rowsAPage = 100

export function PracticesTable({ say, url, tables, practiceHref }: TableView) {
  const keys = ['name', 'people', 'answered', 'inside', 'across'] as const
  const sorting = readSorting(url, keys, { key: 'name', from: 'up' })
  const value: Record<(typeof keys)[number], (row: PracticeRow) => string | number> = {
    name: (row) => row.name,
    people: (row) => row.people,
    answered: (row) => row.answered / Math.max(1, row.people),
    inside: (row) => row.tiesInside,
    across: (row) => row.tiesAcross,
  }
  const column = (key: (typeof keys)[number], label: string, numeric = true) =>
    sortableColumn(url, sorting, { key, label, numeric })
  return (
    <Table
      language={say.language}
      caption={say('practices_caption', { name: tables.drawn.about.name, boundary: boundaryName(tables) })}
      columns={[
        column('name', say('col_practice'), false),
        { label: say('col_kind') },
        column('people', say('col_people')),
        column('answered', say('col_answered')),
        column('inside', say('col_inside')),
        column('across', say('col_across')),
        ...(tables.boundaryId === null ? [] : [{ label: say('col_side') }]),
      ]}
      rows={sorted(practiceRows(tables), value[sorting.key], sorting, say.language).map((row) => [
        <a href={practiceHref(row.id)}>{row.name}</a>,
        say(`kind_${row.kind}`),
        row.people,
        say('answered_of', { answered: row.answered, people: row.people }),
        row.tiesInside,
        row.tiesAcross,
        ...(tables.boundaryId === null ? [] : [row.sides.join(', ') || say('not_known')]),
      ])}
    />
  )
}

export function PeopleTable({ say, url, tables, practiceHref, personHref }: TableView) {
  const sorting = readSorting(url, ['name'] as const, { key: 'name', from: 'up' })
  const rows = sorted(personRows(tables), (row: PersonRow) => row.name ?? '\uffff', sorting, say.language)
  const withSides = rows.some(({ sides }) => sides !== null)
  return (
    <>
      <Table
        language={say.language}
        caption={say('people_caption', { name: tables.drawn.about.name })}
        columns={[
          sortableColumn(url, sorting, { key: 'name', label: say('col_name') }),
          { label: say('in_practices') },
          { label: say('col_answered') },
          ...(withSides ? [{ label: say('col_side') }] : []),
        ]}
        rows={pageOf(url, rows).map((row) => [
          <a href={personHref(row.id)}>{row.name ?? <span class="muted">{say('not_asked')}</span>}</a>,
          row.practices.map(({ id, name }, nth) => (
            <>
              {nth > 0 && ', '}
              <a href={practiceHref(id)}>{name}</a>
            </>
          )),
          row.answered ? say('asked_answered') : say('asked_not'),
          ...(withSides ? [row.sides?.join(', ') || say('not_known')] : []),
        ])}
      />
      <Pages say={say} url={url} rows={rows.length} />
    </>
  )
}

export function TiesTable({ say, url, tables, personHref }: TableView) {
  const sorting = readSorting(url, ['from', 'to'] as const, { key: 'from', from: 'up' })
  const other = sorting.key === 'from' ? 'to' : 'from'
  const nameOf = (row: TieRow, end: 'from' | 'to') => row[end].name ?? '\uffff'
  const rows = sorted(
    tieRows(tables),
    (row) => `${nameOf(row, sorting.key)}\u0000${nameOf(row, other)}`,
    sorting,
    say.language,
  )
  return (
    <>
      <Table
        language={say.language}
        caption={say('ties_caption', { name: tables.drawn.about.name })}
        columns={[
          sortableColumn(url, sorting, { key: 'from', label: say('col_from') }),
          sortableColumn(url, sorting, { key: 'to', label: say('col_to') }),
          { label: say('col_what') },
          ...(tables.boundaryId === null ? [] : [{ label: say('col_crosses') }]),
        ]}
        rows={pageOf(url, rows).map((row) => [
          <End say={say} end={row.from} href={personHref(row.from.id)} />,
          <End say={say} end={row.to} href={personHref(row.to.id)} />,
          <Accounts say={say} drawn={tables.drawn} row={row} />,
          ...(tables.boundaryId === null
            ? []
            : [row.crosses === null ? say('not_known') : say(row.crosses ? 'yes' : 'no')]),
        ])}
      />
      <Pages say={say} url={url} rows={rows.length} />
    </>
  )
}

function End({ say, end, href }: { say: Say<Words>; end: TieRow['from']; href: string }) {
  return (
    <>
      <a href={href}>{end.name ?? <span class="muted">{say('not_asked')}</span>}</a>
      <span class="caption muted"> {end.practices.join(', ')}</span>
    </>
  )
}

function Accounts({ say, drawn, row }: { say: Say<Words>; drawn: DrawnLandscape; row: TieRow }) {
  return (
    <>
      {row.accounts.length > 1 && (
        <p class="caption">
          <Chip>{accountsInWords(say.language, row)}</Chip>
        </p>
      )}
      <ul class="accounts">
        {row.accounts.map((account) => (
          <li>
            {account.says === 'no' ? say('tie_no') : say(`tie_${account.kind}`)}
            <span class="caption muted">
              {account.reportedBy !== null &&
                ` · ${say('told_by', { who: nameIn(drawn, account.reportedBy) ?? say('not_asked') })}`}
              {account.confirmed !== null &&
                ` · ${say('confirmed', { day: writeDay(say.language, account.confirmed) })}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Two accounts of one tie stand beside each other, and it is said whether they agree; none of them is made the true one. */
function accountsInWords(language: Language, { accounts }: TieRow): string {
  const told = new Set(accounts.map(({ says, kind }) => (says === 'no' ? 'no' : kind)))
  return knownWords(language)(told.size > 1 ? 'accounts_differ' : 'accounts_agree', { n: accounts.length })
}

function nameIn(drawn: DrawnLandscape, person: string): string | null {
  return drawn.people.find(({ id }) => id === person)?.name ?? null
}

function boundaryName(tables: Tables): string {
  return tables.drawn.boundaries.find(({ id }) => id === tables.boundaryId)?.name ?? 'none'
}

function sorted<Row>(
  rows: Row[],
  value: (row: Row) => string | number,
  { from }: Sorting<string>,
  language: string,
): Row[] {
  const compare = new Intl.Collator(language).compare
  const order = (a: string | number, b: string | number) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b))
  const ordered = rows.toSorted((a, b) => order(value(a), value(b)))
  return from === 'down' ? ordered.reverse() : ordered
}

function pageNumber(url: URL, rows: number): number {
  const wish = Math.floor(Number(url.searchParams.get('page') ?? 1))
  return Math.min(Math.max(1, Number.isFinite(wish) ? wish : 1), Math.max(1, Math.ceil(rows / rowsAPage)))
}

function pageOf<Row>(url: URL, rows: Row[]): Row[] {
  const at = (pageNumber(url, rows.length) - 1) * rowsAPage
  return rows.slice(at, at + rowsAPage)
}

function Pages({ say, url, rows }: { say: Say<Words>; url: URL; rows: number }) {
  const pages = Math.ceil(rows / rowsAPage)
  if (pages < 2) return null
  const current = pageNumber(url, rows)
  const near = [1, current - 1, current, current + 1, pages].filter((n) => n >= 1 && n <= pages)
  const href = (n: number) => {
    const query = new URLSearchParams(url.searchParams)
    query.set('page', String(n))
    return `${url.pathname}?${query}`
  }
  return (
    <nav class="segments pages" aria-label={say('pages')}>
      {[...new Set(near)].map((n) => (
        <a href={href(n)} aria-current={n === current ? 'page' : undefined}>
          {n}
        </a>
      ))}
    </nav>
  )
}
