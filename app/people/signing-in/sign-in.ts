import type { Language } from '../../platform/i18n/language.ts'
import { isLanguage } from '../../platform/i18n/language.ts'
import type { Post } from '../../platform/mail/mail.ts'
import { keepAudit } from '../audit/audit.ts'
import { readAddress } from '../people.ts'
import { findWhoMaySignIn, markAddressProven, openDoor, type PersonRow, personWhoMaySignIn } from '../people-queries.ts'
import { lookAtProof, makeProof, type Proof, useProof } from '../proofs/proof-queries.ts'
import { asksSecondStep } from '../second-step/second-step-queries.ts'
import { type Auth, openSession } from '../sessions/auth.ts'
import { signInMail } from './sign-in-mails.ts'

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
  const mail = await signInMail(language, await linkFor(auth, person, asked.next))
  await post.send({ to: { personId: person.id }, kind: 'deed', language, ...mail })
}

async function linkFor(auth: Auth, person: PersonRow, next: string): Promise<string> {
  const url = new URL('/sign-in/confirm', auth.origin)
  const proof = { personId: person.id, holds: { address: person.email }, minutes: 60 }
  url.searchParams.set('token', await makeProof(auth, 'sign-in', proof))
  if (next !== '/') url.searchParams.set('next', next)
  return url.href
}

/** The address a link was made for, without using the link up; null when it no longer opens anything. */
export async function addressOfLink(auth: Auth, token: string): Promise<string | null> {
  const person = await holderOf(auth, await lookAtProof(auth, 'sign-in', token))
  return person?.email ?? null
}

/** Whoever a link was mailed to, as long as they may sign in and the address is still theirs. */
async function holderOf(auth: Auth, proof: Proof | null): Promise<PersonRow | null> {
  if (!proof?.personId) return null
  const person = await personWhoMaySignIn(auth.kysely, proof.personId)
  return person && person.email === proof.holds['address'] ? person : null
}

/** The outcome of a way to sign in: the cookies of the new session, a second step still to come, or nothing. */
export type Arrival = { kind: 'in'; cookies: string[] } | { kind: 'second-step'; token: string } | { kind: 'spent' }

/** Uses a link up. Of two uses at the same moment one succeeds. */
export async function useLink(auth: Auth, token: string, next: string, headers: Headers): Promise<Arrival> {
  const person = await holderOf(auth, await useProof(auth, 'sign-in', token))
  if (!person) return { kind: 'spent' }
  await markAddressProven(auth.kysely, person.email)
  return arrive(auth, person.id, next, headers)
}

/** Lets somebody in who has shown one thing; whoever has a second step switched on is asked for it first. */
export async function arrive(auth: Auth, personId: string, next: string, headers: Headers): Promise<Arrival> {
  if (await asksSecondStep(auth.kysely, personId)) {
    const proof = { personId, holds: { next }, minutes: 10 }
    return { kind: 'second-step', token: await makeProof(auth, 'second-step', proof) }
  }
  return { kind: 'in', cookies: await enter(auth, personId, headers) }
}

/** Opens a session for somebody who has shown all that is asked of them. */
export async function enter(auth: Auth, personId: string, headers: Headers): Promise<string[]> {
  const cookies = await openSession(auth, personId, headers)
  await keepAudit(auth.kysely, { what: 'signed-in', aboutId: personId })
  return cookies
}
