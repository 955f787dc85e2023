import type { Context, MiddlewareHandler } from 'hono'
import { signedIn } from '../people/people.ts'
import { collectSent, type Sent, textOf } from '../platform/http/body.ts'
import { notFound } from '../platform/http/http.ts'
import { languageOf } from '../platform/http/request.ts'
import { ButtonLink } from '../ui/form.tsx'
import { Message } from '../ui/note.tsx'
import { mayDraw } from './landscape/landscape-policy.ts'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from './visit.tsx'
import { workbenchWords } from './workbench-words.ts'

/** Fields in which people write in their own words: what is said back when there is nowhere left to keep it. */
const written = ['name', 'words', 'question', 'why', 'does', 'history', 'stakes', 'sides', 'people', 'label']
/** A form longer than this is not kept twice while it is answered. */
const mostBytes = 100_000

/**
 * A page that was opened before somebody took away what it is about, and is used afterwards: whatever form it is, whoever draws here is
 * told so, gets back what they wrote, and is led on. To everybody else there is nothing, as ever.
 */
export function staleForms(place: Place): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== 'POST') return next()
    const copy = isSmallForm(c) ? c.req.raw.clone() : null
    await next()
    if (c.res.status !== 404 || !signedIn(c)) return
    const sent = collectSent(new URLSearchParams(copy ? await copy.text() : ''))
    const answer = await visiting(place, (c, visit) => nothingThere(c, visit, sent))(c, async () => {}).catch(
      () => null,
    )
    if (!answer) return
    // not laid over the refusal: its headers are not those of this page
    c.res = undefined
    c.res = answer
  }
}

function isSmallForm(c: Context): boolean {
  const type = c.req.header('content-type') ?? ''
  return (
    type.startsWith('application/x-www-form-urlencoded') && Number(c.req.header('content-length') ?? 0) <= mostBytes
  )
}

async function nothingThere(c: Context, visit: Visit, sent: Sent): Promise<Response> {
  const { landscape } = visit
  if (!mayDraw(landscape)) throw notFound()
  const say = workbenchWords(languageOf(c))
  const typed = [...new Set(written.map((name) => textOf(sent, name)).filter((text) => text !== ''))]
  return workbenchPage(
    c,
    visit,
    'landscape',
    { title: say('stale_title'), status: 409 },
    <div class="stack">
      <h1>{say('stale_title')}</h1>
      <Message language={say.language} kind="problem">
        {say('stale_text')}
      </Message>
      {typed.length > 0 && (
        <section class="stack-small">
          <h2>{say('stale_written')}</h2>
          {typed.map((text) => (
            <blockquote class="card">{text}</blockquote>
          ))}
        </section>
      )}
      <p class="actions">
        <ButtonLink href={pathIn(landscape, 'history')} kind="primary">
          {say('stale_history')}
        </ButtonLink>
        <ButtonLink href={pathIn(landscape, 'landscape')}>{say('stale_landscape')}</ButtonLink>
      </p>
    </div>,
  )
}
