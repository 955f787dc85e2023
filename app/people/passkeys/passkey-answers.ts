import type { Context } from 'hono'
import { readJson } from '../../platform/http/body.ts'
import { tooMany } from '../../platform/http/http.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { remotePlace } from '../../platform/http/remote-address.ts'
import { languageOf, localPath } from '../../platform/http/request.ts'
import { requireFresh } from '../fresh.ts'
import { requirePerson, sessionOf, signedIn } from '../people.ts'
import { personWhoMaySignIn } from '../people-queries.ts'
import { confirmSession } from '../sessions/session-queries.ts'
import { giveCookies } from '../sessions/who-asks.ts'
import { enter } from '../signing-in/sign-in.ts'
import type { SignInSettings } from '../signing-in/sign-in-page.tsx'
import { askForNewPasskey, askForPasskey, keepPasskey, madePasskey, usedPasskey, whoAnswered } from './passkeys.ts'

const quarter = 15 * 60_000

/** What the browser programs for passkeys ask and send, as JSON. They tell a refusal by its status; the words for it are on the page. */
export function passkeyAnswers({ auth, clock }: SignInSettings) {
  const perPlace = rateLimit({ attempts: 60, windowMs: quarter, clock })
  const perTry = rateLimit({ attempts: 20, windowMs: quarter, clock })

  function slowDown(limit: typeof perPlace, who: string) {
    const taken = limit.take(who)
    if (taken.kind === 'wait') throw tooMany(taken.seconds)
  }

  return {
    async askNew(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      await readJson(c)
      return c.json(await askForNewPasskey(auth, requirePerson(c)))
    },

    async add(c: Context) {
      const confirmFirst = requireFresh(c)
      if (confirmFirst) return confirmFirst
      const made = madePasskey.safeParse(await readJson(c))
      if (!made.success || !(await keepPasskey(auth, requirePerson(c), made.data, languageOf(c)))) return refused(c)
      return c.json({ location: '/account/passkeys?done=passkey_added' })
    },

    async askSignIn(c: Context) {
      slowDown(perPlace, remotePlace(c))
      await readJson(c)
      return c.json(await askForPasskey(auth, null))
    },

    async signIn(c: Context) {
      slowDown(perTry, remotePlace(c))
      const used = usedPasskey.safeParse(await readJson(c))
      const personId = used.success ? await whoAnswered(auth, used.data) : null
      if (!used.success || !personId || !(await personWhoMaySignIn(auth.kysely, personId))) return refused(c)
      giveCookies(c, await enter(auth, personId, c.req.raw.headers))
      return c.json({ location: localPath(used.data.next) })
    },

    async askConfirm(c: Context) {
      const person = signedIn(c)
      if (!person) return c.redirect('/sign-in?next=/confirm', 303)
      slowDown(perPlace, person.id)
      await readJson(c)
      return c.json(await askForPasskey(auth, person))
    },

    async confirm(c: Context) {
      const [person, session] = [signedIn(c), sessionOf(c)]
      if (!person || !session) return c.redirect('/sign-in?next=/confirm', 303)
      slowDown(perTry, person.id)
      const used = usedPasskey.safeParse(await readJson(c))
      if (!used.success || (await whoAnswered(auth, used.data)) !== person.id) return refused(c)
      await confirmSession(auth.kysely, session.id, clock.now())
      return c.json({ location: localPath(used.data.next) })
    },
  }
}

function refused(c: Context): Response {
  return c.json({ refused: true }, 422)
}
