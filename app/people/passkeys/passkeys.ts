import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { Language } from '../../platform/i18n/language.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { ownDeed } from '../account/own-deed-queries.ts'
import { keepAudit } from '../audit/audit.ts'
import { type Told, tellOfChange } from '../changed/tell-of-change.ts'
import type { Person } from '../people.ts'
import { makeProof, useProof } from '../proofs/proof-queries.ts'
import type { Auth } from '../sessions/auth.ts'
import {
  countPasskeyUse,
  deletePasskey,
  insertPasskey,
  type PasskeyToCheck,
  passkeyByCredential,
  passkeysOf,
} from './passkey-queries.ts'

/** A question to a device is open for so many minutes. */
const minutes = 5
const text = z.string().max(10_000)
const transport = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])
const credential = { id: text, rawId: text, type: z.literal('public-key'), clientExtensionResults: z.object({}) }

/** What a browser sends when a device made a passkey. */
export const madePasskey = z.object({
  token: text,
  name: z.string().trim().min(1).max(100),
  response: z.object({
    ...credential,
    response: z.object({ clientDataJSON: text, attestationObject: text, transports: z.array(transport).optional() }),
  }),
})

/** What a browser sends when a device answered with a passkey. */
export const usedPasskey = z.object({
  token: text,
  next: z.string().max(2_000).default('/'),
  response: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: text,
      authenticatorData: text,
      signature: text,
      userHandle: text.optional(),
    }),
  }),
})

/** Passkeys hold for the name people type; whoever changes the name of an instance makes them anew. */
function hostOf(auth: Auth): string {
  return new URL(auth.origin).hostname
}

/** Asks a device to make a passkey that it can find by itself, and to check who holds it (a finger, a face, a PIN). */
export async function askForNewPasskey(auth: Auth, person: Person) {
  const options = await generateRegistrationOptions({
    rpName: 'Ecotone',
    rpID: hostOf(auth),
    userName: person.email,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id),
    excludeCredentials: (await passkeysOf(auth.kysely, person.id)).map(({ credential_id: id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const holds = { challenge: options.challenge }
  return { options, token: await makeProof(auth, 'passkey-new', { personId: person.id, holds, minutes }) }
}

/** Keeps the passkey that a device made, if it answers the very question that this person was asked. */
export async function keepPasskey(
  auth: Auth,
  person: Person,
  made: z.infer<typeof madePasskey>,
  language: Language,
): Promise<boolean> {
  const proof = await useProof(auth, 'passkey-new', made.token)
  if (proof?.personId !== person.id) return false
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: withoutUndefined(made.response),
    expectedChallenge: String(proof.holds['challenge']),
    expectedOrigin: auth.origin,
    expectedRPID: hostOf(auth),
    requireUserVerification: true,
  }).catch(() => ({ verified: false as const, registrationInfo: undefined }))
  if (!verified) return false
  const { id, publicKey, counter } = registrationInfo.credential
  const passkey = {
    id: uuidv7(),
    person_id: person.id,
    name: made.name,
    credential_id: id,
    public_key: Buffer.from(publicKey).toString('base64url'),
    counter,
    transports: made.response.response.transports ?? [],
    made_at: auth.clock.now(),
  }
  return ownDeed(auth, person.id, async (tx) => {
    const kept = await insertPasskey(tx, passkey)
    if (!kept) return false
    await keepAudit(tx, { what: 'passkey-added', aboutId: passkey.id })
    await tellOfChange(tx, auth, { personId: person.id, language }, 'passkey_added')
    return true
  })
}

/** Asks a device for any passkey it has for this place, or for one of this person's. */
export async function askForPasskey(auth: Auth, person: Person | null) {
  const options = await generateAuthenticationOptions({
    rpID: hostOf(auth),
    userVerification: 'required',
    allowCredentials: person
      ? (await passkeysOf(auth.kysely, person.id)).map((one) => ({ id: one.credential_id }))
      : [],
  })
  const holds = { challenge: options.challenge }
  return { options, token: await makeProof(auth, 'passkey-use', { personId: person?.id ?? null, holds, minutes }) }
}

/**
 * Whose passkey answered; null when it does not hold. Each question is answered once. The device must have checked who holds it, so that
 * a passkey is two things at once: something one has, and something one is or knows.
 */
export async function whoAnswered(
  auth: Auth,
  { token, response }: z.infer<typeof usedPasskey>,
): Promise<string | null> {
  const proof = await useProof(auth, 'passkey-use', token)
  const passkey = proof && (await passkeyByCredential(auth.kysely, response.id))
  if (!passkey || (proof.personId && proof.personId !== passkey.person_id)) return null
  const checked = await verifyAuthenticationResponse({
    response: withoutUndefined(response),
    expectedChallenge: String(proof.holds['challenge']),
    expectedOrigin: auth.origin,
    expectedRPID: hostOf(auth),
    requireUserVerification: true,
    credential: asCredential(passkey),
  }).catch(() => null)
  if (!checked?.verified) return null
  const { newCounter } = checked.authenticationInfo
  const counted = await countPasskeyUse(auth.kysely, passkey, { counter: newCounter, at: auth.clock.now() })
  return counted ? passkey.person_id : null
}

/** Takes a passkey away: it opens nothing any longer. */
export async function removePasskey(auth: Auth, told: Told, id: string): Promise<void> {
  await ownDeed(auth, told.personId, async (tx) => {
    if (!(await deletePasskey(tx, told.personId, id))) return
    await keepAudit(tx, { what: 'passkey-removed', aboutId: id })
    await tellOfChange(tx, auth, told, 'passkey_removed')
  })
}

function asCredential({ credential_id, public_key, counter }: PasskeyToCheck) {
  return { id: credential_id, publicKey: new Uint8Array(Buffer.from(public_key, 'base64url')), counter }
}

type Known<T> = { [Key in keyof T]: Exclude<T[Key], undefined> }

/** What was not sent is left out, rather than there and undefined. */
function withoutUndefined<T extends { response: object }>(
  sent: T,
): Omit<T, 'response'> & { response: Known<T['response']> } {
  const entries = Object.entries(sent.response).filter(([, value]) => value !== undefined)
  return { ...sent, response: Object.fromEntries(entries) as Known<T['response']> }
}
