import type { Context, Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { notFound } from '../../../platform/http/http.ts'
import { once } from '../../../platform/http/idempotency.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { isUuid } from '../../../platform/uuid.ts'
import { page } from '../../../ui/page.tsx'
import { type Place, pathIn, toSignIn } from '../../visit.tsx'
import { usualLimits } from '../formats/limits.ts'
import type { NamedFile } from '../formats/named-file.ts'
import { type ReadOutcome, readLandscape } from '../formats/read-landscape.ts'
import { type ColumnLook, listColumns } from '../formats/read-sheet.ts'
import { importInto } from '../import-landscape.ts'
import { bringWords } from './bring-words.ts'
import { Preview, Unreadable } from './preview-view.tsx'
import { lacksSource, type PreviewWish, readOptions, readWish, withWish } from './preview-wish.ts'
import { openUpload } from './upload.ts'
import { deleteUpload } from './upload-queries.ts'

/** `GET /landscapes/bring/:upload`: what will come in, and every row that cannot, before anything is brought in. */
export function previewPage(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const wish = readWish((name) => new URL(c.req.url).searchParams.get(name))
    return place.db.as({ kind: 'person', id: person.id }, (tx) => preview(c, tx, wish, {}))
  }
}

/** `POST` to the same: brings it in, whole, in one transaction. */
export function bringInHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const wish = readWish((name) => textOf(sent, name) || null)
    return place.db.as(
      { kind: 'person', id: person.id },
      async (tx) => {
        const uploadId = uploadOf(c)
        const outcome = await once(tx, textOf(sent, 'form_key'), person.id, async () => {
          const { files, read } = await readUpload(tx, uploadId, wish)
          const back = c.req.path
          if (files.length === 0 || read.kind === 'unreadable') return back
          const drawn = withWish(read.drawn, wish, read.summary.format === 'folder')
          if (lacksSource(drawn)) return `${back}?${new URLSearchParams({ basis: 'published', missing: 'source' })}`
          const imported = await importInto(tx, place.clock, person, { drawn, why: 'import' })
          if (imported.kind === 'refused') return back
          await deleteUpload(tx, uploadId)
          return pathIn(imported, 'landscape')
        })
        return c.redirect(outcome.location, 303)
      },
      { why: 'import' },
    )
  }
}

function uploadOf(c: Context): string {
  const id = c.req.param('upload')
  if (!isUuid(id)) throw notFound()
  return id
}

async function readUpload(
  tx: Tx,
  uploadId: string,
  wish: PreviewWish,
): Promise<{ files: NamedFile[]; read: ReadOutcome }> {
  const files = await openUpload(tx, uploadId)
  return { files, read: await readLandscape(files, readOptions(wish)) }
}

async function preview(c: Context, tx: Tx, wish: PreviewWish, { status = 200 as 200 | 422 }): Promise<Response> {
  const { files, read } = await readUpload(tx, uploadOf(c), wish)
  if (files.length === 0) throw notFound()
  const language = languageOf(c)
  const columns = await columnsOf(files, read)
  const missingSource = new URL(c.req.url).searchParams.get('missing') === 'source'
  const shared = { language, action: c.req.path, wish, columns, missingSource }
  return page(
    c,
    { title: bringWords(language)('preview_title'), width: 'wide', status },
    read.kind === 'unreadable' ? <Unreadable {...shared} read={read} /> : <Preview {...shared} read={read} />,
  )
}

/** A single table may need somebody who says which column is which: because nothing was understood, or to be sure. */
async function columnsOf(files: NamedFile[], read: ReadOutcome): Promise<ColumnLook | null> {
  const [only] = files
  if (files.length !== 1 || !only) return null
  const mayHelp = read.kind === 'unreadable' ? read.problem.code === 'columns-needed' : read.summary.format === 'sheet'
  return mayHelp ? listColumns(only, usualLimits) : null
}
