import type { Handler } from 'hono'
import { signedIn } from '../../people/people.ts'
import { readForm, textOf } from '../../platform/http/body.ts'
import { forbidden, notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { isUuid } from '../../platform/uuid.ts'
import { type Place, pathIn, toSignIn, visiting } from '../visit.tsx'
import { findCard, opportunityAnswer } from './opportunity-page.tsx'
import { pageWords } from './page-words.ts'
import { setAside } from './set-aside.ts'

/** `POST …/opportunities/:key/not-now` and `…/again`: writes into the journal; "not now" needs its reason. */
export function setAsideHandler(place: Place, became: 'not now' | 'again'): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const landscape = c.req.param('slug') ?? ''
    const key = c.req.param('key') ?? ''
    const snapshot = textOf(sent, 'reading')
    if (!isUuid(snapshot)) throw notFound()
    const why = textOf(sent, 'why').slice(0, 1000) || null
    const wish = { landscape, snapshot, key, became, why, formKey: textOf(sent, 'form_key') }
    const outcome = await setAside(place.db, place.clock, person, wish)
    if (outcome.kind === 'written') return c.redirect(`${pathIn({ slug: landscape }, 'opportunities')}`, 303)
    if (outcome.reason === 'not-allowed') throw forbidden()
    if (outcome.reason !== 'why-missing') throw notFound()
    const answer = visiting(place, async (c, visit) => {
      const language = languageOf(c)
      const problems = { why: pageWords(language)('why_missing') }
      return opportunityAnswer(c, await findCard(c, visit, { language, typed: sent, problems }))
    })
    return answer(c, async () => {})
  }
}
