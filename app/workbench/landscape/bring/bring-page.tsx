import type { Context, Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import { tooMany } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { withUpload } from '../../../platform/http/upload.ts'
import { FileField } from '../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import { page } from '../../../ui/page.tsx'
import { type Place, toSignIn } from '../../visit.tsx'
import { bringWords } from './bring-words.ts'
import { keepUpload } from './upload.ts'
import { uploadsUnderWay } from './upload-queries.ts'

/** Uploads of one person that are brought in at a time; the database refuses more. */
const mostUnderWay = 5

/** `GET /landscapes/bring` */
export const bringPage: Handler = (c) => (signedIn(c) ? form(c, { language: languageOf(c) }) : toSignIn(c))

/** `POST /landscapes/bring`: takes the files and leads to the preview. Nothing is brought in yet. */
export function sendHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    return withUpload(c, async ({ files }) => {
      const language = languageOf(c)
      if (files.length === 0) return form(c, { language, problems: { files: bringWords(language)('no_file') } })
      const id = await place.db.as({ kind: 'person', id: person.id }, async (tx) => {
        if ((await uploadsUnderWay(tx)) >= mostUnderWay) throw tooMany(60)
        return keepUpload(tx, place.clock.now(), files)
      })
      return c.redirect(`/landscapes/bring/${id}`, 303)
    })
  }
}

function form(c: Context, filled: Filled): Response | Promise<Response> {
  const say = bringWords(filled.language)
  return page(
    c,
    { title: say('title'), status: filled.problems ? 422 : 200 },
    <div class="stack">
      <h1>{say('title')}</h1>
      <p class="lead">{say('lead')}</p>
      <Form filled={filled} action="/landscapes/bring" upload>
        <FileField
          filled={filled}
          name="files"
          label={say('files')}
          hint={say('files_hint')}
          accept=".csv,.tsv,.txt,.edges,.xlsx,.ods,.json,.gexf,.graphml,.zip"
          multiple
        />
        <Button>{say('look')}</Button>
      </Form>
      <section class="well stack-small">
        <h2>{say('what_title')}</h2>
        <ul>
          <li>{say('what_sheet')}</li>
          <li>{say('what_folder')}</li>
          <li>{say('what_edges')}</li>
          <li>{say('what_workbook')}</li>
          <li>{say('what_kumu')}</li>
          <li>{say('what_network')}</li>
        </ul>
      </section>
    </div>,
  )
}
