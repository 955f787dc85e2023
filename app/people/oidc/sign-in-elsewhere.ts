import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Language } from '../../platform/i18n/language.ts'
import { ownDeed } from '../account/own-deed-queries.ts'
import { keepAudit } from '../audit/audit.ts'
import { tellOfChange } from '../changed/tell-of-change.ts'
import { readAddress } from '../people.ts'
import { findWhoMaySignIn, markAddressProven, personWhoMaySignIn } from '../people-queries.ts'
import { makeProof, useProof } from '../proofs/proof-queries.ts'
import type { Auth } from '../sessions/auth.ts'
import { type Arrival, arrive } from '../signing-in/sign-in.ts'
import type { Claims } from './check-id-token.ts'
import { isShut, linkSubject, whoIsLinked } from './oidc-queries.ts'
import type { Asked, Provider } from './provider.ts'

/** Begins to sign in at the provider. Gives the token that this browser has to hold, and where to send it. */
export async function beginElsewhere(auth: Auth, provider: Provider, next: string) {
  const token = await makeProof(auth, 'elsewhere', { personId: null, holds: { next }, minutes: 10 })
  return { token, address: await provider.address(askedWith(token)) }
}

/** What came back in the address, as the provider or anybody may have written it. */
export interface CameBack {
  state: string | undefined
  code: string | undefined
  error: string | undefined
  iss: string | undefined
}

export type Elsewhere =
  | { kind: 'arrived'; arrival: Exclude<Arrival, { kind: 'spent' }>; next: string }
  /** begun in another browser, too long ago, or finished already */
  | { kind: 'late' }
  /** they said no over there, or the provider did */
  | { kind: 'stopped' }
  /** the provider vouches for nobody who may sign in here; which of the reasons it is does not show */
  | { kind: 'not here' }

/** Takes what came back. Throws `ProviderTrouble` when the provider is away or not to be believed. */
export async function finishElsewhere(
  auth: Auth,
  provider: Provider,
  { token, came, headers, language }: { token: string; came: CameBack; headers: Headers; language: Language },
): Promise<Elsewhere> {
  const asked = askedWith(token)
  // Before anything is used up: a link that somebody else made must not end what was begun here.
  if (!token || !same(came.state ?? '', asked.state)) return { kind: 'late' }
  const proof = await useProof(auth, 'elsewhere', token)
  if (!proof || !(await provider.answeredItself(came.iss))) return { kind: 'late' }
  if (came.error !== undefined || !came.code) return { kind: 'stopped' }
  const personId = await whoItIs(auth, await provider.redeem(came.code, asked), language)
  if (!personId) return { kind: 'not here' }
  const next = String(proof.holds['next'])
  const arrival = await arrive(auth, personId, next, headers)
  return arrival.kind === 'spent' ? { kind: 'late' } : { kind: 'arrived', arrival, next }
}

/** Somebody who may sign in already, by who they are at the provider; the first time by their address, and linked from then on. */
async function whoItIs(auth: Auth, { issuer, subject, address }: Claims, language: Language): Promise<string | null> {
  const { kysely } = auth
  const linked = await whoIsLinked(kysely, { issuer, subject })
  if (linked) return (await personWhoMaySignIn(kysely, linked))?.id ?? null
  const readable = address && readAddress(address)
  const person = readable ? await findWhoMaySignIn(kysely, readable) : undefined
  // They took this link away: no address brings it back, whoever vouches for it.
  if (!person || (await isShut(kysely, person.id, issuer))) return null
  const link = await ownDeed(auth, person.id, async (tx) => {
    if (!(await linkSubject(tx, person.id, { issuer, subject }))) return false
    await keepAudit(tx, { what: 'provider-linked', aboutId: person.id })
    await tellOfChange(tx, auth, { personId: person.id, language }, 'elsewhere_linked')
    return true
  })
  if (!link) return null
  await markAddressProven(kysely, person.email)
  return person.id
}

/** All that one sign-in needs follows from the token in the cookie, so the database holds nothing but its hash. */
function askedWith(token: string): Asked {
  const [state, nonce, verifier] = ['state', 'nonce', 'verifier'].map((what) =>
    createHmac('sha256', token).update(`sign-in elsewhere: ${what}`).digest('base64url'),
  ) as [string, string, string]
  return { state, nonce, verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

function same(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer]
  return timingSafeEqual(a, b)
}
