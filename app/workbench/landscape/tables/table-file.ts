import type { Handler } from 'hono'
import { notFound } from '../../../platform/http/http.ts'
import { type Place, visiting } from '../../visit.tsx'
import { crossingsInText } from '../crossings-view.tsx'
import { writeCsv } from '../formats/write-csv.ts'
import { listedIn } from '../known/may-be-found.ts'
import { peopleLive, slugOf } from '../landscape.ts'
import { tablesOf } from '../landscape-tables.ts'
import { landscapeWords } from '../landscape-words.ts'
import { type Looking, lookingAt } from '../looking.ts'
import { arrangeRows } from './arrange-rows.ts'
import { cellWords } from './cell-words.ts'
import { isCellTable } from './cells/choice-words.ts'
import { personTable } from './person-columns.tsx'
import { practiceTable } from './practice-columns.tsx'
import type { ShownTable } from './shown-column.ts'
import { isWished } from './shown-table.tsx'
import type { TablePlace } from './table-place.ts'
import { tieTable } from './tie-columns.tsx'

/**
 * `GET /landscapes/:slug/landscape.csv?view=people`: a table as it is shown, every page of it, as a file for spreadsheets. It holds what
 * the reader sees on the page and nothing more; its name says which boundary and which day.
 */
export function tableFileHandler(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const looking = await lookingAt(place, c, visit, async () => [])
    if (looking.kind !== 'looking') throw notFound()
    const view = looking.url.searchParams.get('view') ?? 'people'
    if (!isCellTable(view) && view !== 'crossings')
      return c.text(cellWords(looking.language)('file_none', { view }), 400, { 'Cache-Control': 'no-store' })
    const day = typeof looking.known === 'string' ? looking.now.toISOString().slice(0, 10) : looking.known.day
    const at: TablePlace = {
      say: landscapeWords(looking.language),
      url: looking.url,
      landscape: visit.landscape,
      tables: tablesOf(listedIn(looking, view), looking.boundary?.id ?? null),
      notListed: 0,
      ofFew: looking.ofFew || !peopleLive(visit.landscape.basis),
      lens: looking.lens,
      only: looking.only,
      may: false,
      day,
      accounts: new Map(),
    }
    const text =
      view === 'practices'
        ? asCsv(at, practiceTable(at))
        : view === 'people'
          ? asCsv(at, personTable(at))
          : view === 'ties'
            ? asCsv(at, tieTable(at))
            : crossingsCsv(looking)
    const name = [visit.landscape.slug, view, looking.boundary && slugOf(looking.boundary.name), day].filter(Boolean)
    return c.body(text, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name.join('-')}.csv"`,
      'Cache-Control': 'no-store',
    })
  })
}

function crossingsCsv({ language, drawn, boundary, now, ofFew }: Looking): string {
  const today = now.toISOString().slice(0, 10)
  const { columns, rows } = crossingsInText({ language, drawn, boundary, today, ofFew })
  return writeCsv(columns, rows)
}

function asCsv<Row>(at: TablePlace, table: ShownTable<Row>): string {
  const columns = table.columns.filter(isWished(at.url)).filter(({ pageOnly }) => !pageOnly)
  const { found } = arrangeRows(at.url, at.say.language, table)
  return writeCsv(
    columns.map(({ label }) => label),
    found.map((row) => columns.map(({ text }) => text(row))),
  )
}
