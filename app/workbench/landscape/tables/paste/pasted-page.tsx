import type { Context, Handler } from 'hono'
import { signedIn } from '../../../../people/people.ts'
import { allOf, readForm, type Sent, textOf } from '../../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../../platform/http/http.ts'
import { languageOf } from '../../../../platform/http/request.ts'
import { type Place, pathIn, toSignIn, type Visit, visiting, workbenchPage } from '../../../visit.tsx'
import { CareFirst } from '../../care/care-check.ts'
import type { DrawnBoundary, DrawnLandscape } from '../../drawn-landscape.ts'
import { drawnLandscape } from '../../landscape.ts'
import { mayDraw } from '../../landscape-policy.ts'
import { sameLook } from '../../same-look.ts'
import { cellWords } from '../cell-words.ts'
import type { CellTable } from '../cells/cell-columns.ts'
import { type CellsWish, changeCells, tryCells } from '../cells/change-cells.ts'
import { isCellTable } from '../cells/choice-words.ts'
import { PasteForm, type PasteLook } from './paste-form.tsx'
import { PastePreview } from './paste-preview.tsx'
import { type Pasted, type PastedAt, readPaste } from './read-paste.ts'

/** `GET /landscapes/:slug/landscape/pasted?view=people`: a field to paste rows of a spreadsheet into. */
export function pastePage(place: Place): Handler {
  return visiting(place, (c, visit) => answer(c, visit, (look) => <PasteForm {...look} text="" problem={null} />))
}

/**
 * `POST` to the same: what was pasted, first as a preview of what it would change, and with `keep` kept as one deed. `thing` and `column`
 * say where on the table it was pasted; without them every line is a new row.
 */
export function pastedHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const url = new URL(c.req.url)
    const view = tableIn(url)
    const slug = c.req.param('slug') ?? ''
    const text = textOf(sent, 'text')
    const pasted = readPaste(text, view, placeIn(sent))
    if (pasted.kind === 'refused')
      return visiting(place, (again, visit) =>
        answer(again, visit, (look) => <PasteForm {...look} text={text} problem={pasted.reason} />, 422),
      )(c, async () => {})
    const wish = wishOf(pasted, { table: view, boundary: url.searchParams.get('boundary') || null }, sent)
    if (textOf(sent, 'keep') === 'yes') {
      const kept = await changeCells(place.db, place.clock, person, slug, shownBefore(wish, sent))
      if (kept.kind === 'kept') return c.redirect(keptAt(url, slug, kept.deed), 303)
      if (kept.reason === 'no-landscape') throw notFound()
      if (kept.reason === 'not-allowed') throw forbidden()
    }
    const tried = await tryCells(place.db, place.clock, person, slug, wish)
    if (tried.kind === 'refused' && tried.reason === 'no-landscape') throw notFound()
    if (tried.kind !== 'tried') throw forbidden()
    // rows that wait for the care check wait there, and are looked at again afterwards
    if (tried.rows.some((row) => row.kind === 'refused' && row.problem === 'care-check-first')) throw new CareFirst()
    const stale = textOf(sent, 'keep') === 'yes'
    return visiting(place, (again, visit) =>
      answer(
        again,
        visit,
        (look) => <PastePreview {...look} text={text} sent={sent} pasted={pasted} outcome={tried} stale={stale} />,
        stale ? 409 : 200,
      ),
    )(c, async () => {})
  }
}

/** Into which table; people unless the address says another. */
function tableIn(url: URL): CellTable {
  const view = url.searchParams.get('view')
  return isCellTable(view) ? view : 'people'
}

function placeIn(sent: Sent): PastedAt | null {
  const things = allOf(sent, 'thing')
  const columns = allOf(sent, 'column')
  return columns.length > 0 ? { things, columns } : null
}

function wishOf(pasted: Pasted & { kind: 'read' }, at: Pick<CellsWish, 'table' | 'boundary'>, sent: Sent): CellsWish {
  return { ...at, cells: pasted.cells, rows: pasted.rows.map(({ row }) => row), why: textOf(sent, 'why').slice(0, 500) }
}

/** What the preview said can be kept: with what stood in each cell then, so that nothing is overwritten that was not shown. */
function shownBefore(wish: CellsWish, sent: Sent): CellsWish {
  const was = allOf(sent, 'was')
  const out = new Set(allOf(sent, 'left_out'))
  return {
    ...wish,
    cells: wish.cells.flatMap((cell, nth) => (out.has(`c${nth}`) ? [] : [{ ...cell, was: was[nth] }])),
    rows: wish.rows.filter((_, nth) => !out.has(`r${nth}`)),
    formKey: textOf(sent, 'form_key'),
  }
}

/** Back to the table, which says that it was kept; the deed stands in the address, to be undone by. */
function keptAt(url: URL, slug: string, deed: string | null): string {
  const table = sameLook(url, {}, pathIn({ slug }, 'landscape'))
  return deed === null ? table : `${table}&deed=${deed}`
}

async function answer(
  c: Context,
  visit: Visit,
  body: (look: PasteLook) => ReturnType<typeof PasteForm>,
  status: 200 | 409 | 422 = 200,
): Promise<Response> {
  if (!mayDraw(visit.landscape)) throw forbidden()
  const url = new URL(c.req.url)
  const language = languageOf(c)
  const drawn = await drawnLandscape(visit.tx, visit.landscape)
  const look: PasteLook = {
    language,
    url,
    landscape: visit.landscape,
    table: tableIn(url),
    drawn,
    boundary: boundaryIn(url, drawn),
  }
  return workbenchPage(
    c,
    visit,
    'landscape',
    { title: cellWords(language)('paste'), status, styles: ['landscape.css', 'table-bar.css', 'tables-of-cells.css'] },
    body(look),
  )
}

function boundaryIn(url: URL, { boundaries }: DrawnLandscape): DrawnBoundary | null {
  return boundaries.find(({ id }) => id === url.searchParams.get('boundary')) ?? null
}
