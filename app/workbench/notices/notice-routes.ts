import type { Context, Hono } from 'hono'
import { readAddress } from '../../people/people.ts'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { once } from '../../platform/http/idempotency.ts'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { isLanguage } from '../../platform/i18n/language.ts'
import { drawnIds } from '../landscape/landscape.ts'
import { mayConvene } from '../landscape/landscape-policy.ts'
import { type Place, pathIn, type Visit, visiting } from '../visit.tsx'
import { keepAddress, whoCanBeTold } from './notice-queries.ts'
import { noticeWords } from './notice-words.ts'
import { sendNotices } from './send-notices.ts'

/** Writing to people on a map, from the pages where one tells them. */
export function noticeRoutes(app: Hono, place: Place): void {
  app.post(
    '/landscapes/:slug/notices',
    visiting(place, async (c, visit) => {
      if (!mayConvene(visit.landscape)) throw forbidden()
      const sent = await readForm(c)
      return answer(c, visit, sent, async () => {
        const n = await write(c, place, visit, await whoCanBeTold(visit.tx, visit.landscape.id))
        return `${pathIn(visit.landscape, 'told')}?written=${n}`
      })
    }),
  )
  app.post(
    '/landscapes/:slug/notices/:person',
    visiting(place, async (c, visit) => {
      if (!mayConvene(visit.landscape)) throw forbidden()
      const sent = await readForm(c)
      const outside = c.req.param('person') ?? ''
      const personId = (await drawnIds(visit.tx, visit.landscape)).person.get(outside)
      if (!personId) throw notFound()
      const back = pathIn(visit.landscape, 'told', outside)
      const address = readAddress(textOf(sent, 'address'))
      if (!address) return c.redirect(`${back}?refused=address`, 303)
      const language = textOf(sent, 'language')
      return answer(c, visit, sent, async () => {
        const to = { landscapeId: visit.landscape.id, personId, address }
        const kept = await keepAddress(visit.tx, { ...to, language: isLanguage(language) ? language : languageOf(c) })
        if (kept === 'not-allowed') throw forbidden()
        if (kept === 'taken') return `${back}?refused=taken`
        if (textOf(sent, 'only') === 'keep') return `${back}?done=kept`
        return `${pathIn(visit.landscape, 'told')}?written=${await write(c, place, visit, [personId])}`
      })
    }),
  )
}

async function answer(c: Context, visit: Visit, sent: Sent, work: () => Promise<string>): Promise<Response> {
  const outcome = await once(visit.tx, textOf(sent, 'form_key'), visit.person.id, work)
  return c.redirect(outcome.location, 303)
}

function write(c: Context, place: Place, { tx, landscape, person }: Visit, people: string[]): Promise<number> {
  const namedBy = person.name ?? noticeWords(languageOf(c))('somebody')
  return sendNotices(tx, place.clock, { landscape, people, namedBy, origin: factsOf(c).origin })
}
