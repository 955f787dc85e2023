import type { Clock } from '../platform/clock.ts'
import type { Language } from '../platform/i18n/language.ts'
import { isLanguage } from '../platform/i18n/language.ts'
import type { Post } from '../platform/mail/mail.ts'
import { type Auth, addressOfToken, makeToken } from './auth.ts'
import { readAddress } from './people.ts'
import { findWhoMaySignIn, markAddressProven, openDoor, type PersonRow } from './people-queries.ts'
import { signInMail } from './sign-in-mails.tsx'

/**
 * A link that signs a person in, for the command line and the first start: it works once, within the hour. Refused when the address
 * belongs to nobody who may sign in.
 */
export async function signInLink(
  auth: Auth,
  email: string,
  next = '/',
): Promise<
  { kind: 'made'; link: string } | { kind: 'refused'; because: 'not an address' | 'nobody may sign in with it' }
> {
  const address = readAddress(email)
  if (!address) return { kind: 'refused', because: 'not an address' }
  const person = await findWhoMaySignIn(auth.kysely, address)
  if (!person) return { kind: 'refused', because: 'nobody may sign in with it' }
  return { kind: 'made', link: await linkFor(auth, person, next) }
}

/** Lets somebody sign in from now on, making them known if they are not. Gives their id. */
export async function letIn(auth: Auth, who: { email: string; name: string | null }): Promise<{ id: string }> {
  const address = readAddress(who.email)
  if (!address) throw new Error(`"${who.email}" is not an e-mail address, so nobody can be let in with it.`)
  const { id } = await openDoor(auth.kysely, { address, name: who.name })
  return { id }
}

/**
 * Mails a link to an address, if it belongs to somebody who may sign in; otherwise does nothing. The caller must not let the
 * difference show, not even in how long the answer takes.
 */
export async function mailSignInLink(
  { auth, post }: { auth: Auth; post: Post },
  asked: { address: string; next: string; language: Language },
): Promise<void> {
  const person = await findWhoMaySignIn(auth.kysely, asked.address)
  if (!person) return
  const language = isLanguage(person.language) ? person.language : asked.language
  await post.send({ personId: person.id, ...(await signInMail(language, await linkFor(auth, person, asked.next))) })
}

async function linkFor(auth: Auth, person: PersonRow, next: string): Promise<string> {
  const url = new URL('/sign-in/confirm', auth.origin)
  url.searchParams.set('token', await makeToken(auth, person.email))
  if (next !== '/') url.searchParams.set('next', next)
  return url.href
}

/** The outcome of using a link: the cookies of the new session, or that the link no longer works. */
export type Arrival = { kind: 'in'; cookies: string[] } | { kind: 'spent' }

/**
 * Uses a link up and opens a session. A session that this browser had before ends, so that no session known from before the
 * sign-in lives on after it. Of two uses at the same moment one succeeds.
 */
export async function useLink(auth: Auth, clock: Clock, token: string, headers: Headers): Promise<Arrival> {
  const address = await addressOfToken(auth, token, clock)
  if (!address || !(await findWhoMaySignIn(auth.kysely, address))) return { kind: 'spent' }
  await markAddressProven(auth.kysely, address)
  const answer = await auth.better.api.magicLinkVerify({
    query: { token },
    headers: agentOnly(headers),
    asResponse: true,
  })
  const cookies = answer.headers.getSetCookie()
  if (answer.status !== 200 || cookies.length === 0) return { kind: 'spent' }
  if (headers.has('cookie')) await auth.better.api.signOut({ headers }).catch(() => undefined)
  return { kind: 'in', cookies }
}

/** Only the name of the browser is kept with a session, so that a person knows their sessions apart. */
function agentOnly(headers: Headers): Headers {
  return new Headers({ 'user-agent': (headers.get('user-agent') ?? '').slice(0, 300) })
}
