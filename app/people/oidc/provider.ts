import type { JSONWebKeySet } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { OidcSettings } from '../../platform/read-oidc.ts'
import { askProvider, ProviderTrouble } from './ask-provider.ts'
import { type Claims, checkIdToken, KeyNotThere } from './check-id-token.ts'

/** What a provider says of itself, as far as signing in needs it. */
const discovered = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url({ protocol: /^https?$/ }),
  token_endpoint: z.url({ protocol: /^https?$/ }),
  jwks_uri: z.url({ protocol: /^https?$/ }),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
  authorization_response_iss_parameter_supported: z.boolean().default(false),
})
type Discovered = z.infer<typeof discovered>

const minute = 60_000

/** What one sign-in has in hand: all of it follows from the secret in the browser's cookie. */
export interface Asked {
  state: string
  nonce: string
  verifier: string
  challenge: string
}

export interface Provider {
  name: string
  /** Where to send the browser. */
  address(asked: Asked): Promise<string>
  /** May what came back be of this provider? Some say who they are beside the code; who says so must be it. */
  answeredItself(iss: string | undefined): Promise<boolean>
  /** Exchanges the code that came back for what the provider says of whoever signed in there, checked. */
  redeem(code: string, asked: Pick<Asked, 'nonce' | 'verifier'>): Promise<Claims>
  /** Tells whoever runs the instance what went wrong, in words that hold nothing of anybody. */
  tell(trouble: ProviderTrouble): void
}

interface Settings extends OidcSettings {
  /** Where the provider sends people back to; it has to know this address. */
  back: string
  clock: Clock
  tell: Provider['tell']
}

/** Signing in at another place. Nothing is asked of it before somebody wants to, so the program starts while it is away. */
export function openProvider(settings: Settings): Provider {
  const { issuer, client, clock, back } = settings
  const about = keptFor(60 * minute, clock, () => discover(issuer))
  const keys = keptFor(60 * minute, clock, async () => readKeys(await askProvider((await about.get()).jwks_uri)))

  async function claimsOf(token: string, nonce: string): Promise<Claims> {
    const expected = { issuer: (await about.get()).issuer, client, nonce, now: clock.now() }
    try {
      return await checkIdToken(token, await keys.get(), expected)
    } catch (error) {
      // A provider changes its keys now and then: those are asked for once more, but not for every token somebody makes up.
      if (!(error instanceof KeyNotThere) || keys.age() < minute) throw error
      keys.drop()
      return checkIdToken(token, await keys.get(), expected)
    }
  }

  return {
    name: settings.name,
    tell: settings.tell,
    async address(asked) {
      const url = new URL((await about.get()).authorization_endpoint)
      const said = {
        response_type: 'code',
        client_id: client,
        redirect_uri: back,
        scope: 'openid email',
        state: asked.state,
        nonce: asked.nonce,
        code_challenge: asked.challenge,
        code_challenge_method: 'S256',
      }
      for (const [name, value] of Object.entries(said)) url.searchParams.set(name, value)
      return url.href
    },
    async answeredItself(iss) {
      const { issuer: known, authorization_response_iss_parameter_supported: always } = await about.get()
      return iss === undefined ? !always : iss === known
    },
    async redeem(code, { nonce, verifier }) {
      const fields = { grant_type: 'authorization_code', code, redirect_uri: back, code_verifier: verifier }
      const { token_endpoint: address, ...known } = await about.get()
      const { id_token: token } = await askProvider(address, withSecret(fields, known, settings))
      if (typeof token !== 'string') throw new ProviderTrouble('The provider gave no ID token for the code.')
      return claimsOf(token, nonce)
    },
  }
}

async function discover(issuer: string): Promise<Discovered> {
  const said = await askProvider(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const read = discovered.safeParse(said)
  if (!read.success) {
    const fields = read.error.issues.map((issue) => issue.path.join('.')).join(', ')
    throw new ProviderTrouble(`The discovery document of the provider cannot be used: ${fields}.`)
  }
  const about = read.data
  // Whether a slash ends it is often written one way here and another there; in tokens it has to be as the provider writes it.
  if (about.issuer.replace(/\/$/, '') !== issuer.replace(/\/$/, '')) {
    throw new ProviderTrouble('The discovery document is of another issuer than ECOTONE_OIDC_ISSUER says.')
  }
  for (const address of [about.authorization_endpoint, about.token_endpoint, about.jwks_uri]) {
    if (issuer.startsWith('https:') && !address.startsWith('https:')) {
      throw new ProviderTrouble('The discovery document names an address without https.')
    }
  }
  return about
}

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

function readKeys(said: Record<string, unknown>): JSONWebKeySet {
  const read = keySet.safeParse(said)
  if (!read.success) throw new ProviderTrouble('The keys of the provider cannot be read.')
  return read.data
}

/** How the provider wants to hear our secret: in a header, as all have to understand, unless it takes it in the form alone. */
function withSecret(
  fields: Record<string, string>,
  known: Pick<Discovered, 'token_endpoint_auth_methods_supported'>,
  { client, secret }: OidcSettings,
): Parameters<typeof askProvider>[1] {
  if (!known.token_endpoint_auth_methods_supported.includes('client_secret_basic')) {
    return { fields: { ...fields, client_id: client, client_secret: secret } }
  }
  const [name, word] = [client, secret].map((one) => new URLSearchParams({ one }).toString().slice('one='.length))
  return { fields, authorization: `Basic ${Buffer.from(`${name}:${word}`).toString('base64')}` }
}

/** Keeps what was asked for a while; what could not be had is asked for again the next time. */
function keptFor<T>(ms: number, clock: Clock, ask: () => Promise<T>) {
  let kept: { at: number; what: Promise<T> } | null = null
  const age = () => (kept ? clock.now().getTime() - kept.at : Number.POSITIVE_INFINITY)
  return {
    age,
    drop: () => void (kept = null),
    get(): Promise<T> {
      if (!kept || age() > ms) {
        const asked = { at: clock.now().getTime(), what: ask() }
        asked.what.catch(() => {
          if (kept === asked) kept = null
        })
        kept = asked
      }
      return kept.what
    },
  }
}
