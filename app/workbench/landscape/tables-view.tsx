import type { Child } from 'hono/jsx'
import type { Tx } from '../../platform/db/database.ts'
import { arrangeRows } from './tables/arrange-rows.ts'
import type { CellTable } from './tables/cells/cell-columns.ts'
import { CellsIsland } from './tables/cells-view.tsx'
import { PastedMessage } from './tables/paste/pasted-message.tsx'
import { personTable } from './tables/person-columns.tsx'
import { practiceTable } from './tables/practice-columns.tsx'
import type { ShownTable } from './tables/shown-column.ts'
import { Pages, ShownRows } from './tables/shown-table.tsx'
import { TableBar } from './tables/table-bar.tsx'
import type { TablePlace } from './tables/table-place.ts'
import { tickedIn } from './tables/ticked.ts'
import { accountsOnPage } from './tables/tie-accounts.ts'
import { tieTable } from './tables/tie-columns.tsx'

/** One of the tables of a landscape, with all that one does with it. */
export async function TablesView({ tx, view, at }: { tx: Tx; view: CellTable; at: TablePlace }) {
  const { language } = at.say
  if (view === 'practices') {
    const table = practiceTable(at)
    const choose = ({ id, name }: { id: string; name: string }) => ({ name: 'group', value: id, called: name })
    const arranged = arrangeRows(at.url, language, table)
    return framed(at, view, table, arranged, <ShownRows at={at} table={table} arranged={arranged} choose={choose} />)
  }
  if (view === 'people') {
    const table = personTable(at)
    const choose = ({ id, name }: { id: string; name: string | null }) => ({
      name: 'person',
      value: id,
      called: name ?? at.say('not_asked'),
    })
    // first, so that none of them is overlooked on a page further on
    const ticked = tickedIn(at.url)
    const arranged = arrangeRows(at.url, language, table, ({ id }) => ticked.has(id))
    const rows = <ShownRows at={at} table={table} arranged={arranged} choose={choose} ticked={ticked} />
    return framed(at, view, table, arranged, rows)
  }
  const table = tieTable(at)
  const arranged = arrangeRows(at.url, language, table)
  const written = at.may ? { ...at, accounts: await accountsOnPage(tx, at.landscape, arranged.shown) } : at
  return framed(
    written,
    view,
    table,
    arranged,
    <ShownRows at={written} table={tieTable(written)} arranged={arranged} choose={null} />,
  )
}

function framed<Row>(
  at: TablePlace,
  view: CellTable,
  table: ShownTable<Row>,
  arranged: ReturnType<typeof arrangeRows<Row>>,
  rows: Child,
) {
  return (
    <>
      {at.may && <PastedMessage at={at} />}
      <TableBar at={at} view={view} table={table} arranged={arranged} />
      {at.may ? (
        <CellsIsland at={at} view={view}>
          {rows}
        </CellsIsland>
      ) : (
        rows
      )}
      <Pages at={at} page={arranged.page} pages={arranged.pages} />
    </>
  )
}
