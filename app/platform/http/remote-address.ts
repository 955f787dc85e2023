import type { Context } from 'hono'

const loopback = /^(127\.|::1$|::ffff:127\.)/

interface NodeBindings {
  incoming?: { socket?: { remoteAddress?: string } }
}

/** Who is at the other end of the connection; undefined where there is none (tests without a server). */
function peerOf(c: Context): string | undefined {
  return (c.env as NodeBindings | undefined)?.incoming?.socket?.remoteAddress
}

/**
 * The address a request comes from, for limits only. Behind a reverse proxy on this machine it is the last address the proxy
 * wrote into `X-Forwarded-For`; from anywhere else that header is not believed.
 */
export function remoteAddress(c: Context): string {
  const peer = peerOf(c) ?? 'unknown'
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return loopback.test(peer) && forwarded ? forwarded : peer
}

const localNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Does this request come from this very machine, typed as such? A name of another site that was made to point here, a proxy, and
 * any other machine all say no.
 */
export function fromThisMachine(c: Context): boolean {
  const peer = peerOf(c)
  if (peer === undefined || !loopback.test(peer)) return false
  if (c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined) return false
  const host = URL.parse(`http://${c.req.header('host') ?? ''}`)?.hostname
  return host !== undefined && localNames.has(host)
}
