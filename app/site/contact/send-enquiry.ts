import type { Context, Handler } from 'hono'
import { readForm, textOf } from '../../platform/http/body.ts'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { remotePlace } from '../../platform/http/remote-address.ts'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { acknowledgement } from './acknowledgement.ts'
import { type ContactSite, showContact } from './contact-page.tsx'
import { contactWords } from './contact-words.ts'
import { acknowledge, leaveEnquiry, type NewEnquiry } from './enquiry-queries.ts'
import { readTime } from './form-time.ts'
import { tellOfEnquiry } from './inbox/tell-of-enquiry.ts'
import { readEnquiry } from './read-enquiry.ts'

const hour = 3_600_000

/** `POST /contact`: puts a message into the inbox. Programs that fill in every field are thanked like anybody, and nothing is kept. */
export function sendEnquiry(site: ContactSite): Handler {
  const limits = [
    { limit: rateLimit({ attempts: 6, windowMs: hour, clock: site.clock }), key: remotePlace },
    // all places together: a crowd of programs does not fill the disk
    { limit: rateLimit({ attempts: 300, windowMs: hour, clock: site.clock, longestMs: hour / 4 }), key: () => 'all' },
  ]
  return async (c) => {
    const sent = await readForm(c)
    const language = languageOf(c)
    const say = contactWords(language)
    const refuse = (problems: Record<string, string>) => showContact(c, site, { language, typed: sent, problems })
    if (textOf(sent, 'website') !== '') return thank(c)
    const time = readTime(site.seal, textOf(sent, 'opened'), site.clock.now())
    if (time !== 'in time') return refuse({ '': say(time === 'too quick' ? 'too_quick' : 'too_old') })
    const read = readEnquiry(sent, language)
    if (read.kind === 'problems') return refuse(read.problems)
    for (const { limit, key } of limits) {
      const taken = limit.take(key(c))
      if (taken.kind === 'wait') throw tooMany(taken.seconds)
    }
    await keep(site, read.message, factsOf(c).origin)
    return thank(c)
  }
}

async function keep({ db, clock }: ContactSite, message: NewEnquiry, origin: string): Promise<void> {
  const letter = await acknowledgement(message.language)
  const now = clock.now()
  await db.as({ kind: 'nobody' }, async (tx) => {
    await leaveEnquiry(tx, message, now)
    if (message.state !== 'open') return
    await acknowledge(tx, message.id, uuidv7(now.getTime()), letter, now)
    await tellOfEnquiry(tx, message.id, { origin, now })
  })
}

function thank(c: Context): Response {
  return c.redirect('/contact?sent#sent', 303)
}
