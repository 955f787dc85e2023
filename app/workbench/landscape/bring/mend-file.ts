import type { Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import { notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { type Place, toSignIn } from '../../visit.tsx'
import type { NamedFile } from '../formats/named-file.ts'
import { problemWithPlace } from '../formats/problem-words.ts'
import { type ReadOptions, readLandscape } from '../formats/read-landscape.ts'
import type { RefusedRow } from '../formats/reading.ts'
import { writeCsv } from '../formats/write-csv.ts'
import { bringWords } from './bring-words.ts'
import { askedIn } from './preview-page.tsx'
import { readOptions, readWish } from './preview-wish.ts'
import { openUpload, uploadIn } from './upload.ts'
import { uploadRow } from './upload-queries.ts'

/** `GET /landscapes/bring/:upload/mend.csv`: the rows that do not come in, to be mended in a spreadsheet. */
export function mendHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    return place.db.as({ kind: 'person', id: person.id }, async (tx) => {
      const id = uploadIn(c.req.param('upload'))
      if (!(await uploadRow(tx, id))) throw notFound()
      const csv = await mendFile(await openUpload(tx, id), readOptions(readWish(askedIn(c))), languageOf(c))
      return c.body(csv, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="mend.csv"',
        'Cache-Control': 'no-store',
      })
    })
  }
}

/**
 * Every row that does not come in, as it stands in its file, with the place and the reason before it. Rows of one file stand together
 * under their own headings. Memory goes with these rows and not with those that come in.
 */
export async function mendFile(files: NamedFile[], options: ReadOptions, language: Language): Promise<string> {
  const byFile = new Map<string, { header: string[]; rows: string[][] }>()
  const onRefused = ({ file, row, header, cells, reasons }: RefusedRow) => {
    const these = byFile.get(file) ?? { header, rows: [] }
    byFile.set(file, these)
    const why = reasons.map((one) => problemWithPlace({ ...one, row: null }, language).slice(one.file.length + 2))
    these.rows.push([file, row === 0 ? '' : String(row), why.join(' '), ...cells])
  }
  await readLandscape(files, { ...options, onRefused })
  const say = bringWords(language)
  const first = [say('mend_file'), say('mend_row'), say('mend_why')]
  const tables = [...byFile.values()].map(({ header, rows }) => writeCsv([...first, ...header], rows))
  return tables.map((table, nth) => (nth === 0 ? table : table.replace('\uFEFF', '\n'))).join('')
}
