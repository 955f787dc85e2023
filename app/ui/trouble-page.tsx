import type { Context } from 'hono'
import type { Trouble } from '../platform/http/http.ts'
import { languageOf } from '../platform/http/request.ts'
import { writeNumber } from '../platform/i18n/numbers.ts'
import { ButtonLink } from './form.tsx'
import { page } from './page.tsx'
import { uiWords } from './ui-words.ts'

/** Says what could not be done, that nothing was lost, and where one can go from here. */
export function troublePage(c: Context, trouble: Trouble): Promise<Response> {
  const language = languageOf(c)
  const say = uiWords(language)
  const title = say(`e${trouble.status}_title`)
  const wait = say('wait', { minutes: Math.round((trouble.waitSeconds ?? 0) / 60) })
  const limit = `${writeNumber(language, (trouble.limitBytes ?? 0) / 1_000_000)} MB`
  return page(
    c,
    { title, status: trouble.status, ofSite: true },
    <div class="stack trouble">
      <h1>{title}</h1>
      <p class="lead">{say(`e${trouble.status}_text`, { wait, limit })}</p>
      <p class="actions">
        <ButtonLink href="/" kind="primary">
          {say('to_start')}
        </ButtonLink>
      </p>
      {trouble.status === 500 && <p class="caption">{say('request', { id: trouble.requestId })}</p>}
    </div>,
  )
}
