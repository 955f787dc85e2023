import type { Handler } from 'hono'
import { notFound, Refusal } from '../../../platform/http/http.ts'
import { factsOf } from '../../../platform/http/request.ts'
import { pictureFiles } from '../../pictures/book-pictures.ts'
import { readWholeBook } from '../book.ts'
import { handbookWords } from '../handbook-words.ts'
import type { BookPlace } from '../reading.tsx'
import { editionOf, fileName, formats, typeOf } from './edition.ts'
import { keptFile } from './kept-files.ts'

/** `GET /handbook/files/:name`: the book as a file of the edition that stands. The name of an earlier one leads to it. */
export function editionFile({ db }: BookPlace): Handler {
  return async (c) => {
    const name = c.req.param('name') ?? ''
    const format = formats.find((one) => name.endsWith(`.${one}`))
    if (!format) throw notFound()
    // what anybody may read, whoever asks: the file is the same for all
    const book = await db.as({ kind: 'nobody' }, readWholeBook)
    const language = book.front?.language ?? book.chapters[0]?.language ?? 'en'
    const edition = editionOf(book, factsOf(c).origin, handbookWords(language)('title_untold'))
    if (!edition) throw notFound()
    const current = fileName(edition, format)
    if (name !== current) return c.redirect(`/handbook/files/${current}`, 303)
    const etag = `"${edition.key.slice(0, 32)}"`
    const headers = {
      ETag: etag,
      'Cache-Control': 'no-cache',
      'Last-Modified': edition.changedAt.toUTCString(),
      'Content-Type': typeOf[format],
      'Content-Disposition': `attachment; filename="${current}"`,
    }
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
    const bytes = await keptFile(edition, format, () =>
      db.as({ kind: 'nobody' }, (tx) => pictureFiles(tx, book.pictures.values())),
    )
    if (!bytes) throw new Refusal({ status: 503, waitSeconds: 60 })
    return c.body(bytes, 200, headers)
  }
}
