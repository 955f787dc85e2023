import type { Handler } from 'hono'
import { requireFresh } from '../../people/fresh.ts'
import { allOf, readForm } from '../../platform/http/body.ts'
import { forbidden } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { isUuid } from '../../platform/uuid.ts'
import { type Place, pathIn, visiting } from '../visit.tsx'
import { nameKeepers } from './lock-landscape.ts'
import { lockingAnswer } from './locking-view.tsx'
import { mayChangeTeam } from './team-policy.ts'
import { teamWords } from './team-words.ts'

/** `POST /landscapes/:slug/people/lock/keepers`: who stays inside when the landscape is locked. */
export function nameKeepersHandler(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    if (!mayChangeTeam(visit.landscape)) throw forbidden()
    const stale = requireFresh(c)
    if (stale) return stale
    const people = allOf(await readForm(c), 'keeper')
    const outcome = people.every(isUuid)
      ? await nameKeepers(visit.tx, place.clock, visit.landscape, people)
      : ('not-two' as const)
    if (outcome === 'not-allowed') throw forbidden()
    const language = languageOf(c)
    if (outcome === 'not-two') {
      return lockingAnswer(c, visit, { language, problems: { keeper: teamWords(language)('keepers_problem') } })
    }
    return c.redirect(`${pathIn(visit.landscape, 'people', 'lock')}?done=named`, 303)
  })
}
