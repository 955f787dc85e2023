import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import { z } from 'zod'
import { ProviderTrouble } from './ask-provider.ts'

/** What the provider says of whoever signed in there. */
export interface Claims {
  issuer: string
  /** Who they are there, for good. */
  subject: string
  /** Their address, if the provider has made sure that it is theirs. */
  address: string | null
}

/** The token was signed by a key that is not among those we know. */
export class KeyNotThere extends ProviderTrouble {}

/** Signed by what the provider alone has. Not `none`, and none of those with a shared secret, for which its public key could be taken. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

const said = z.object({
  sub: z.string().min(1).max(255),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  nonce: z.string(),
  email: z.string().optional(),
  email_verified: z.unknown().optional(),
})

interface Expected {
  issuer: string
  client: string
  nonce: string
  now: Date
}

/** Checks an ID token as OpenID Connect Core 3.1.3.7 asks, and reads it. Throws words for the log that hold nothing of anybody. */
export async function checkIdToken(token: string, keys: JSONWebKeySet, expected: Expected): Promise<Claims> {
  const read = said.safeParse(await verified(token, keys, expected))
  if (!read.success) throw new ProviderTrouble('The ID token lacks what it must say.')
  const { sub, aud, azp, nonce, email, email_verified: proven } = read.data
  if (nonce !== expected.nonce) throw new ProviderTrouble('The ID token answers another sign-in: its nonce differs.')
  const forSeveral = Array.isArray(aud) && aud.length > 1
  if ((forSeveral || azp !== undefined) && azp !== expected.client) {
    throw new ProviderTrouble('The ID token was made for another program: its azp differs.')
  }
  // Only the value true: providers that let people write any address have been seen to say "false" as a text.
  return { issuer: expected.issuer, subject: sub, address: proven === true && email ? email : null }
}

async function verified(token: string, keys: JSONWebKeySet, { issuer, client, now }: Expected): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer,
      audience: client,
      algorithms,
      requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat', 'nonce'],
      // clocks of two machines differ a little
      clockTolerance: 30,
      currentDate: now,
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) throw new KeyNotThere('The ID token was signed by an unknown key.')
    // Of the library's error only its kind: what it holds beside that is of whoever signed in.
    const claim = error instanceof errors.JWTClaimValidationFailed ? ` (${error.claim})` : ''
    const kind = error instanceof errors.JOSEError ? error.code : 'it cannot be read'
    throw new ProviderTrouble(`The ID token of the provider is not to be believed: ${kind}${claim}.`)
  }
}
