import type { Context, Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import { readForm } from '../../../platform/http/body.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { Button, Form } from '../../../ui/form.tsx'
import { page } from '../../../ui/page.tsx'
import { Progress } from '../../../ui/rows.tsx'
import { type Place, toSignIn } from '../../visit.tsx'
import { bringWords } from './bring-words.ts'
import { uploadIn } from './upload.ts'
import { askToStopBringing, type UploadRow } from './upload-queries.ts'

/** Seconds after which the page looks again by itself. */
const lookAgain = 2

/** What stands at the address of the preview while a large upload comes in: how far it is, and a way to stop it. */
export function bringingPage(c: Context, upload: UploadRow): Response | Promise<Response> {
  const language = languageOf(c)
  const say = bringWords(language)
  c.header('Refresh', String(lookAgain))
  const label = upload.stopAsked
    ? say('bringing_stopping')
    : upload.state === 'waiting'
      ? say('bringing_waiting')
      : say('bringing_progress', { percent: Math.floor(upload.progress * 100) })
  return page(
    c,
    { title: say('bringing_title') },
    <div class="stack">
      <h1>{say('bringing_title')}</h1>
      <p class="lead">{say('bringing_lead')}</p>
      <Progress label={label} share={upload.state === 'waiting' ? null : upload.progress} />
      {!upload.stopAsked && (
        <Form filled={{ language }} action={`${c.req.path}/stop`} class="inline-form">
          <Button kind="plain">{say('bringing_stop')}</Button>
        </Form>
      )}
    </div>,
  )
}

/** `POST /landscapes/bring/:upload/stop`: nothing of it will have come in, unless it was in already. */
export function stopHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    await readForm(c)
    const id = uploadIn(c.req.param('upload'))
    await place.db.as({ kind: 'person', id: person.id }, (tx) => askToStopBringing(tx, id))
    return c.redirect(`/landscapes/bring/${id}`, 303)
  }
}
