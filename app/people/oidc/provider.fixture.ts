/** A small provider of sign-in for tests, on this machine: it holds to the protocol unless a test has it do otherwise. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'

/** How a token comes about that nobody should believe. */
type Forged = 'alg none' | 'HS256 with the public key' | 'another key'

export interface Mood {
  /** what its tokens say beside or instead of what they should */
  says: Record<string, unknown>
  forges: Forged | null
  away: boolean
  /** sends whoever asks it for something somewhere else */
  sendsElsewhere: boolean
}

export async function smallProvider() {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const client = { id: 'ecotone', secret: 'a secret: with %, + and é' }
  const mood: Mood = { says: {}, forges: null, away: false, sendsElsewhere: false }
  const codes = new Map<string, { nonce: string; challenge: string; back: string }>()
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request)
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(status === 302 && { location: `${issuer}/x` }),
    })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realms/ours`

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const path = request.url!.replace('/realms/ours', '')
    if (mood.away) return { status: 500, body: {} }
    if (mood.sendsElsewhere) return { status: 302, body: {} }
    if (path === '/.well-known/openid-configuration') return { status: 200, body: about() }
    if (path === '/keys') return { status: 200, body: { keys: [{ ...(await exportJWK(own.publicKey)), kid: 'one' }] } }
    return path === '/token' ? exchange(request) : { status: 404, body: {} }
  }

  const about = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
  })

  async function exchange(request: IncomingMessage) {
    let text = ''
    for await (const part of request) text += String(part)
    const form = new URLSearchParams(text)
    const kept = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const fits = kept && kept.challenge === challenge && kept.back === form.get('redirect_uri')
    if (!fits || !knows(request)) return { status: 400, body: { error: 'invalid_grant' } }
    return { status: 200, body: { access_token: 'not ours to use', id_token: await token(kept.nonce) } }
  }

  function knows(request: IncomingMessage): boolean {
    const [name, word] = Buffer.from(request.headers.authorization!.slice('Basic '.length), 'base64')
      .toString()
      .split(':')
    const plain = (text: string) => new URLSearchParams(`x=${text}`).get('x')
    return plain(name!) === client.id && plain(word!) === client.secret
  }

  async function token(nonce: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const claims: JWTPayload = {
      iss: issuer,
      aud: client.id,
      sub: 's-1',
      iat: now,
      exp: now + 300,
      nonce,
      ...mood.says,
    }
    if (mood.forges === 'alg none') return new UnsecuredJWT(claims).encode()
    const signing = new SignJWT(claims)
    if (mood.forges === 'HS256 with the public key') {
      const key = new TextEncoder().encode(await exportSPKI(own.publicKey))
      return signing.setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(key)
    }
    const key = mood.forges === 'another key' ? foreign.privateKey : own.privateKey
    return signing.setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key)
  }

  /** Somebody signs in over there: what their browser is then sent back with. */
  function signInThere(address: string): { state: string; code: string } {
    const asked = new URL(address).searchParams
    const code = `code-${Math.round(performance.now() * 1000)}`
    codes.set(code, {
      nonce: asked.get('nonce')!,
      challenge: asked.get('code_challenge')!,
      back: asked.get('redirect_uri')!,
    })
    return { state: asked.get('state')!, code }
  }

  return { issuer, client, mood, signInThere, close: () => server.close() }
}
