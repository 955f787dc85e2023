import { Button, ButtonLink } from '../../../ui/form.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { pathIn } from '../../visit.tsx'
import { drawingWords } from '../drawing/drawing-words.ts'
import { thingPath } from '../drawing/thing-places.ts'
import { KeptLook } from '../kept-look.tsx'
import { knownWords } from '../known/known-words.ts'
import { mayDraw } from '../landscape-policy.ts'
import { sameLook } from '../same-look.ts'
import type { Arranged } from './arrange-rows.ts'
import { cellWords } from './cell-words.ts'
import { type CellTable, thingIn } from './cells/cell-columns.ts'
import type { ShownTable } from './shown-column.ts'
import { chosenForm, isWished } from './shown-table.tsx'
import type { TablePlace } from './table-place.ts'

interface BarProps<Row> {
  at: TablePlace
  view: CellTable
  table: ShownTable<Row>
  arranged: Arranged<Row>
}

/** What one does with a table: find in it, choose its columns, take it as a file, paste into it, ask about chosen rows. */
export function TableBar<Row>({ at, view, table, arranged }: BarProps<Row>) {
  const { say, url, landscape, may } = at
  const more = cellWords(say.language)
  const { find, found, all } = arranged
  return (
    <div class="table-bar">
      <form class="table-find" method="get" action={url.pathname}>
        <KeptLook url={url} but={['find', 'page']} />
        <label class="sr" for="table-find">
          {more('find')}
        </label>
        <input class="input" id="table-find" type="search" name="find" value={find} placeholder={more('find')} />
        <Button kind="plain">{more('find_now')}</Button>
      </form>
      <p class="caption muted table-count">
        {more('rows', { shown: found.length, all })} <NotListed at={at} />
      </p>
      <Columns at={at} table={table} />
      <ButtonLink href={fileHref(at)} kind="quiet">
        <Icon name="download" size={18} /> {more('file')}
      </ButtonLink>
      {may && (
        <>
          <ButtonLink href={pasteHref(at, view)} kind="quiet">
            <Icon name="table-2" size={18} /> {more('paste')}
          </ButtonLink>
          <ButtonLink href={thingPath(landscape, thingIn[view], 'new')} kind="quiet">
            <Icon name="plus" size={18} /> {drawingWords(say.language)('add', { kind: thingIn[view] })}
          </ButtonLink>
        </>
      )}
      {view !== 'ties' && (
        <form class="table-chosen" id={chosenForm} method="get" action={pathIn(landscape, 'what-if')}>
          <input type="hidden" name="by" value={view === 'people' ? 'people' : 'groups'} />
          {view === 'people' && <input type="hidden" name="looked" value={sameLook(url, { view: '', sel: '' }, '')} />}
          <Button kind="plain">{more('what_if')}</Button>
          {view === 'people' && (
            <Button kind="plain" formaction={pathIn(landscape, 'landscape')}>
              {more('on_map')}
            </Button>
          )}
          {view === 'people' && mayDraw(landscape) && (
            <Button kind="plain" formaction={pathIn(landscape, 'spaces', 'new')}>
              {more('convene')}
            </Button>
          )}
        </form>
      )}
    </div>
  )
}

/** How many people there were on a past day, of whom how many are no rows. */
function NotListed({ at: { say, tables, notListed } }: { at: TablePlace }) {
  if (notListed === 0) return null
  const all = tables.drawn.people.length + notListed
  return <>{knownWords(say.language)('people_then', { all, away: notListed })}</>
}

/** The address of the rows that are shown, all pages of them, as a file. */
function fileHref({ url, landscape }: TablePlace): string {
  const query = new URLSearchParams(url.searchParams)
  query.delete('page')
  return `${pathIn(landscape, 'landscape.csv')}?${query}`
}

export function pasteHref({ url, landscape }: Pick<TablePlace, 'url' | 'landscape'>, view: CellTable): string {
  return sameLook(url, { view }, pathIn(landscape, 'landscape', 'pasted'))
}

function Columns<Row>({ at: { say, url }, table }: { at: TablePlace; table: ShownTable<Row> }) {
  const more = cellWords(say.language)
  const shown = table.columns.filter(isWished(url)).map(({ key }) => key)
  return (
    <details class="table-columns">
      <summary>{more('columns')}</summary>
      <form method="get" action={url.pathname} class="card">
        <KeptLook url={url} but={['column']} />
        <fieldset>
          <legend class="sr">{more('columns')}</legend>
          {table.columns.slice(1).map(
            ({ key, label, pageOnly }) =>
              !pageOnly && (
                <label class="table-column">
                  <input type="checkbox" name="column" value={key} checked={shown.includes(key)} /> {label}
                </label>
              ),
          )}
        </fieldset>
        <Button kind="plain">{more('show_columns')}</Button>
      </form>
    </details>
  )
}
