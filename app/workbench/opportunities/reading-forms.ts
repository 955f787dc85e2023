import type { Context, Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { readForm, type Sent, textOf } from '../../platform/http/body.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { isUuid } from '../../platform/uuid.ts'
import { type Place, pathIn, toSignIn, visiting } from '../visit.tsx'
import { askForOpportunities } from './ask-for-opportunities.ts'
import { opportunitiesAnswer } from './opportunities-page.tsx'
import { pageWords } from './page-words.ts'
import { loadReadings } from './shown-reading.ts'
import { stopReading } from './stop-reading.ts'

/** `POST …/readings`: has the landscape read, with these choices. */
export function readHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const landscape = c.req.param('slug') ?? ''
    const size = Number(textOf(sent, 'size') || 12)
    if (!Number.isInteger(size) || size < 2 || size > 40) return refused(place, c, sent, 'size', 'size_problem')
    const boundary = textOf(sent, 'boundary') || null
    const outcome = await askForOpportunities(place.db, place.clock, person, { landscape, boundary, size })
    if (outcome.kind !== 'refused') {
      const list = pathIn({ slug: landscape }, 'opportunities')
      return c.redirect(outcome.kind === 'ready' ? `${list}?reading=${outcome.snapshot}` : list, 303)
    }
    if (outcome.reason === 'not-allowed') throw forbidden()
    if (outcome.reason === 'too-many-at-once') return refused(place, c, sent, '', 'too_many_at_once')
    throw notFound()
  }
}

function refused(place: Place, c: Context, sent: Sent, field: string, problem: 'size_problem' | 'too_many_at_once') {
  const answer = visiting(place, async (c, visit) => {
    const language = languageOf(c)
    const readings = await loadReadings(visit, language, null)
    const problems = { [field]: pageWords(language)(problem) }
    return opportunitiesAnswer(c, visit, readings, { language, typed: sent, problems })
  })
  return answer(c, async () => {})
}

/** `POST …/readings/:reading/stop` */
export function stopHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const landscape = c.req.param('slug') ?? ''
    const snapshot = c.req.param('reading')
    if (!isUuid(snapshot)) throw notFound()
    const outcome = await stopReading(place.db, place.clock, person, { landscape, snapshot })
    if (outcome.kind === 'refused' && outcome.reason === 'no-landscape') throw notFound()
    return c.redirect(pathIn({ slug: landscape }, 'opportunities'), 303)
  }
}
