import { createHash, randomBytes } from 'node:crypto'

/** What a mailed link is proven by; only its hash is kept. */
export function newToken(): { token: string; tokenHash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashOfToken(token) }
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Where whoever wrote a message finds it again; without a token by their account. */
export function pathOfOwn(id: string, token?: string): string {
  return `/discussion/messages/${id}${token ? `?token=${token}` : ''}`
}
