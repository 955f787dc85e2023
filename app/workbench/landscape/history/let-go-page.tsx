import type { Context, Handler } from 'hono'
import { keepAudit } from '../../../people/audit/audit.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { Button, ButtonLink, Form } from '../../../ui/form.tsx'
import { BackLink } from '../../back-link.tsx'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { mayDraw } from '../landscape-policy.ts'
import { historyWords } from './history-words.ts'
import { letGoOfDeed } from './kept-back-queries.ts'

/** `/landscapes/:slug/history/:deed/let-go`: whoever was taken out asked to be gone, so nothing is kept to bring them back. */
export function letGoPages(place: Place): { ask: Handler; letGo: Handler } {
  return {
    ask: visiting(place, (c, visit) => askPage(c, visit, deedIn(c, visit))),
    letGo: visiting(place, async (c, visit) => {
      const gone = await letGoOfDeed(visit.tx, visit.landscape.id, deedIn(c, visit))
      if (gone === 0) throw notFound()
      await keepAudit(visit.tx, { what: 'erased', landscapeId: visit.landscape.id })
      return c.redirect(`${pathIn(visit.landscape, 'history')}?gone=yes`, 303)
    }),
  }
}

function deedIn(c: Context, { landscape }: Visit): string {
  if (!mayDraw(landscape)) throw forbidden()
  const deed = c.req.param('deed') ?? ''
  if (!/^\d{10,17}$/.test(deed)) throw notFound()
  return deed
}

function askPage(c: Context, visit: Visit, deed: string): Promise<Response> {
  const language = languageOf(c)
  const say = historyWords(language)
  const { landscape } = visit
  return workbenchPage(
    c,
    visit,
    'landscape',
    { title: say('let_go_title') },
    <div class="stack">
      <BackLink href={pathIn(landscape, 'history')}>{say('title')}</BackLink>
      <h1>{say('let_go_title')}</h1>
      <p class="lead">{say('let_go_lead')}</p>
      <Form filled={{ language }} action={pathIn(landscape, 'history', deed, 'let-go')}>
        <div class="actions">
          <Button kind="danger">{say('let_go_button')}</Button>
          <ButtonLink href={pathIn(landscape, 'history')}>{say('title')}</ButtonLink>
        </div>
      </Form>
    </div>,
  )
}
