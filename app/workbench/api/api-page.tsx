import type { Handler, Hono } from 'hono'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { statusOf } from '../api-answer.ts'
import { apiWords } from './api-words.ts'
import { documentPath, fieldsOf, openApi, type Schema, type ToldRoute, toldRoutes } from './open-api.ts'

type Say = ReturnType<typeof apiWords>

/** `GET /api`: every route for programs, to read. */
export function apiPage(app: Hono): Handler {
  return async (c) => {
    const language = languageOf(c)
    const say = apiWords(language)
    const { told } = toldRoutes(app, language)
    const parts = Map.groupBy(told, ({ path }) => partOf(path))
    return page(
      c,
      { title: say('title'), width: 'wide', styles: ['api.css'] },
      <div class="stack api">
        <h1>{say('title')}</h1>
        <p class="lead">{say('lead')}</p>
        <p class="actions">
          <ButtonLink href={documentPath}>{say('document')}</ButtonLink>
        </p>
        <nav class="api-index" aria-label={say('index')}>
          {[...parts].map(([part, routes]) => (
            <div>
              <a class="api-part" href={`#${part}`}>
                {say(`about_${part}`)}
              </a>
              <ul class="plain-list">
                {routes.map(({ deed }) => (
                  <li>
                    <a href={`#${deed}`}>{deed}</a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        {[...parts].map(([part, routes]) => (
          <section class="stack" aria-labelledby={part}>
            <h2 id={part}>{say(`about_${part}`)}</h2>
            {routes.map((route) => (
              <RouteView say={say} route={route} />
            ))}
          </section>
        ))}
        <Problems say={say} routes={told} />
      </div>,
    )
  }
}

/** `GET /api/openapi.json`: the same for machines, in the language that was asked for. */
export function apiDocument(app: Hono): Handler {
  return (c) => {
    const language = languageOf(c)
    const say = apiWords(language)
    const about = { title: 'Ecotone', lead: say('lead'), origin: factsOf(c).origin }
    c.header('Vary', 'Accept-Language, Cookie')
    return c.json(openApi(toldRoutes(app, language).told, about))
  }
}

function partOf(path: string): 'history' | 'spaces' | 'map' | 'opportunities' | 'landscapes' {
  if (path.includes('/history')) return 'history'
  if (path.includes('/spaces')) return 'spaces'
  if (/\/(place|lens|redraw)\b/.test(path)) return 'map'
  return /\/(readings|opportunities|journal|what-if)/.test(path) ? 'opportunities' : 'landscapes'
}

function RouteView({ say, route }: { say: Say; route: ToldRoute }) {
  const { method, path, deed, summary, wish, query, answer, refusals } = route
  return (
    <article class="card stack-small" id={deed}>
      <h3>
        <code>
          <span class={`api-method api-${method.toLowerCase()}`}>{method}</span> {path}
        </code>
      </h3>
      <p>{summary}</p>
      <div class="api-sides">
        {query && <Fields say={say} label={say('asks')} schema={query} />}
        {wish && <Fields say={say} label={say('sends')} schema={wish} />}
        <Fields say={say} label={say('answers')} schema={answer} />
      </div>
      {refusals.length > 0 && (
        <p class="caption">
          {say('refuses')}:{' '}
          {refusals.map((reason, nth) => (
            <>
              {nth > 0 && ', '}
              <a href={`#${reason}`}>
                <code>{reason}</code>
              </a>
            </>
          ))}
        </p>
      )}
    </article>
  )
}

/** What is sent or answered, field by field; one of several shapes each by itself. */
function Fields({ say, label, schema }: { say: Say; label: string; schema: Schema }) {
  const shapes = (schema['anyOf'] ?? [schema]) as Schema[]
  return (
    <div class="api-fields">
      <p class="caption">{label}</p>
      {shapes.map((shape) => (
        <ul class="plain-list">
          {fieldsOf(shape).map(({ name, required, schema: of }) => (
            <li>
              <code>{name}</code> <span class="muted">{inShort(of)}</span>
              {!required && <span class="caption muted"> · {say('may_be_left_out')}</span>}
            </li>
          ))}
        </ul>
      ))}
    </div>
  )
}

/** A schema in a few signs: what it is, or what it may be. */
function inShort(schema: Schema): string {
  if ('const' in schema) return JSON.stringify(schema['const'])
  if (Array.isArray(schema['enum'])) return schema['enum'].map((one) => JSON.stringify(one)).join(' | ')
  const either = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined
  if (either) return either.map(inShort).join(' | ')
  if (schema['type'] === 'array') return `[${inShort((schema['items'] ?? {}) as Schema)}]`
  if (schema['type'] === 'object') {
    const fields = fieldsOf(schema).map(({ name }) => name)
    return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{ … }'
  }
  return String(schema['format'] ?? schema['type'] ?? '…')
}

const everywhereStatuses: Record<string, number> = { 'token-not-valid': 401, 'not-as-described': 422 }

function Problems({ say, routes }: { say: Say; routes: readonly ToldRoute[] }) {
  const everywhere = [
    'not-signed-in',
    'token-not-valid',
    'scope-missing',
    'other-landscape',
    'not-fresh',
    'not-as-described',
  ]
  const reasons = [...new Set(routes.flatMap(({ refusals }) => refusals))].toSorted()
  const where = (reason: string) => routes.filter(({ refusals }) => refusals.includes(reason))
  return (
    <section class="stack" aria-labelledby="problems">
      <h2 id="problems">{say('problems_title')}</h2>
      <p class="reading">{say('problems_lead')}</p>
      <Table
        language={say.language}
        caption={say('problems_title')}
        columns={[{ label: say('problem_reason') }, { label: say('problem_status') }, { label: say('problem_where') }]}
        rows={[
          ...everywhere.map((reason) => [
            <code id={reason}>{reason}</code>,
            String(everywhereStatuses[reason] ?? 403),
            say('everywhere'),
          ]),
          ...reasons.map((reason) => [
            <code id={reason}>{reason}</code>,
            String(statusOf(reason)),
            where(reason).map(({ deed }, nth) => (
              <>
                {nth > 0 && ', '}
                <a href={`#${deed}`}>{deed}</a>
              </>
            )),
          ]),
        ]}
      />
    </section>
  )
}
