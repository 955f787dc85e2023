import type { Context } from 'hono'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { tooMany } from '../../../platform/http/http.ts'
import { rateLimit } from '../../../platform/http/rate-limit.ts'
import { remotePlace } from '../../../platform/http/remote-address.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { isUuid, uuidv7 } from '../../../platform/uuid.ts'
import type { Problems } from '../../../ui/form.tsx'
import type { SiteEvent } from '../events.ts'
import { type ComingVisit, comingPage } from './coming-page.tsx'
import { guestLetters } from './guest-letters.ts'
import { askForPlace } from './guest-queries.ts'
import { guestWords } from './guest-words.ts'
import { occasionsOf, standingOf } from './occasion.ts'
import { readAddress, readSaid } from './read-coming.ts'

const hour = 3_600_000

/** `POST /events/:event/places`: takes down who wants to come, and writes to them. Programs that fill in every field are thanked like anybody. */
export function sayComing(clock: { now(): Date }) {
  const limits = [
    { limit: rateLimit({ attempts: 8, windowMs: hour, clock }), key: remotePlace },
    // all places together: a crowd of programs does not fill the disk, nor mailboxes
    { limit: rateLimit({ attempts: 400, windowMs: hour, clock, longestMs: hour / 4 }), key: () => 'all' },
  ]
  return async (c: Context, visit: ComingVisit, event: SiteEvent): Promise<Response> => {
    const sent = await readForm(c)
    const language = languageOf(c)
    const say = guestWords(language)
    const refuse = (problems: Problems) => comingPage(c, visit, event, { language, typed: sent, problems })
    const thank = () => c.redirect(`/events/${event.slug}/places?sent#sent`, 303)
    if (textOf(sent, 'website') !== '') return thank()
    const problems: Problems = {}
    const inTime = visit.formTimes.read(textOf(sent, 'opened'), visit.now)
    if (inTime !== 'in time') return refuse({ '': say(inTime === 'too quick' ? 'too_quick' : 'too_old') })
    const all = await occasionsOf(visit.tx, event, visit.now)
    const wish = textOf(sent, 'time')
    const occasion = all.find(({ time }) => time === wish)
    if (!occasion) return refuse({ time: say('problem_time') })
    const standing = standingOf(occasion, visit.now)
    if (standing !== 'open' && standing !== 'wait-list') {
      return refuse({ '': say(standing === 'full' ? 'standing_full_long' : 'standing_closed_long') })
    }
    const said = readSaid(say, sent, occasion.list.questions, problems)
    const email = readAddress(say, sent, problems)
    if (Object.keys(problems).length > 0) return refuse(problems)
    for (const { limit, key } of limits) {
      const taken = limit.take(key(c))
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
    }
    const key = textOf(sent, 'form_key')
    const letters = {
      ask: await guestLetters('ask', occasion, visit.now),
      known: await guestLetters('known', occasion, visit.now),
    }
    const guest = {
      id: isUuid(key) ? key : uuidv7(),
      listId: occasion.list.id,
      time: occasion.time,
      email,
      language,
      ...said,
    }
    const outcome = await askForPlace(visit.tx, guest, letters, visit.now)
    return outcome === 'closed' ? refuse({ '': say('standing_closed_long') }) : thank()
  }
}
