import type { Context } from 'hono'
import type { Language } from '../../../platform/i18n/language.ts'
import { Button, Form } from '../../../ui/form.tsx'
import { page } from '../../../ui/page.tsx'
import { Progress } from '../../../ui/rows.tsx'
import { importingWords } from '../importing-words.ts'
import { writtenShare } from './bring-import.ts'
import type { KeptImport } from './kept-import-queries.ts'

/** Seconds after which the page looks again by itself. */
const lookAgain = 2

/** What stands where the preview was while its posts come: how far it is, and a way to stop it. */
export function bringingPage(
  c: Context,
  language: Language,
  { id, state, stopAsked, progress }: KeptImport,
): Promise<Response> {
  const say = importingWords(language)
  c.header('Refresh', String(lookAgain))
  const waits = state === 'waiting'
  const written = waits ? null : writtenShare(progress)
  const label = stopAsked
    ? say('bringing_stopping')
    : waits
      ? say('bringing_waiting')
      : written === null
        ? say('bringing_reading')
        : say('bringing_progress', { percent: Math.floor(written * 100) })
  return page(
    c,
    { title: say('bringing_title'), width: 'narrow' },
    <>
      <h1>{say('bringing_title')}</h1>
      <p class="reading">{say('bringing_lead')}</p>
      <Progress label={label} share={written} />
      {!stopAsked && (
        <Form filled={{ language }} action="/writing/import/stop" class="inline-form">
          <input type="hidden" name="look" value={id} />
          <Button kind="plain">{say('bringing_stop')}</Button>
        </Form>
      )}
    </>,
  )
}
