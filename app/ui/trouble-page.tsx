import type { Context } from 'hono'
import type { Trouble } from '../platform/http/http.ts'
import { languageOf } from '../platform/http/request.ts'
import { writeNumber } from '../platform/i18n/numbers.ts'
import { ButtonLink } from './form.tsx'
import { page } from './page.tsx'
import { uiWords } from './ui-words.ts'

/** What may well succeed when it is asked for once more. */
const passing: readonly number[] = [429, 500, 503]

/** Says what could not be done, that nothing was lost, and where one can go from here. */
export function troublePage(c: Context, trouble: Trouble): Promise<Response> {
  const language = languageOf(c)
  const say = uiWords(language)
  const title = say(`e${trouble.status}_title`)
  const wait = say('wait', { minutes: Math.round((trouble.waitSeconds ?? 0) / 60) })
  const limit = `${writeNumber(language, (trouble.limitBytes ?? 0) / 1_000_000)} MB`
  const again = passing.includes(trouble.status) ? onceMore(c) : null
  return page(
    c,
    { title, status: trouble.status, ofSite: true },
    <div class="stack trouble">
      <h1>{title}</h1>
      <p class="lead">{say(`e${trouble.status}_text`, { wait, limit })}</p>
      {again === 'typed' && <p>{say('typed_stays')}</p>}
      <p class="actions">
        {again && again !== 'typed' && (
          <ButtonLink href={again} kind="primary">
            {say('once_more')}
          </ButtonLink>
        )}
        <ButtonLink href="/" kind={again && again !== 'typed' ? 'plain' : 'primary'}>
          {say('to_start')}
        </ButtonLink>
      </p>
      {trouble.status === 500 && <p class="caption">{say('request', { id: trouble.requestId })}</p>}
    </div>,
  )
}

/** The address to ask for again; 'typed' where a form was sent, which goes once more from the page before alone; null for what links must not lead to. */
function onceMore(c: Context): string | null {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return 'typed'
  const { pathname, search } = new URL(c.req.url)
  // two slashes would lead to another site
  return /^\/[/\\]/.test(pathname) ? null : pathname + search
}
