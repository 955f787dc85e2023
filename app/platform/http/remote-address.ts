import { BlockList, isIP } from 'node:net'
import type { Context, MiddlewareHandler } from 'hono'

const loopback = /^(127\.|::1$|::ffff:127\.)/

interface NodeBindings {
  incoming?: { socket?: { remoteAddress?: string } }
}

/** Who is at the other end of the connection; undefined where there is none (tests without a server). */
function peerOf(c: Context): string | undefined {
  return (c.env as NodeBindings | undefined)?.incoming?.socket?.remoteAddress
}

const remote = 'ecotone.remote'

/** Is an address among these? */
export type Addresses = (address: string) => boolean

/**
 * Reads a list of addresses and networks (`10.0.0.0/8`, `2001:db8::/32`). Throws a message that names the one that is none. An IPv4
 * address written as IPv6 (`::ffff:10.0.0.1`) counts as what it is.
 */
export function readAddresses(list: readonly string[]): Addresses {
  const found = new BlockList()
  for (const one of list) {
    const [address = '', bits, ...rest] = one.split('/')
    const family = isIP(address)
    const longest = family === 4 ? 32 : 128
    const width = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
    if (family === 0 || rest.length > 0 || width < 0 || width > longest)
      throw new Error(`"${one}" is neither an address nor a network such as 10.0.0.0/8`)
    found.addSubnet(address, width, family === 4 ? 'ipv4' : 'ipv6')
  }
  return (address) => {
    const plain = plainAddress(address)
    return plain !== null && found.check(plain, isIP(plain) === 4 ? 'ipv4' : 'ipv6')
  }
}

/** An address without a port, brackets or a zone, and IPv4 as IPv4; null for what is none. */
function plainAddress(text: string): string | null {
  const address = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
    .toLowerCase()
  if (isIP(address) === 0) return null
  // `::ffff:7f00:1` is written as `::ffff:127.0.0.1` by no rule but this one
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(
    URL.parse(`http://[${address}]`)?.hostname.slice(1, -1) ?? '',
  )
  if (!mapped) return address
  const [high, low] = [parseInt(mapped[1]!, 16), parseInt(mapped[2]!, 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/**
 * Finds out where each request comes from, before anything asks. From a proxy of ours (`proxies`) it is the last address in
 * `X-Forwarded-For` that no proxy of ours wrote about another; from anywhere else that header is not believed.
 */
export function knowRemote(proxies: Addresses): MiddlewareHandler {
  return async (c, next) => {
    const chain = [...(c.req.header('x-forwarded-for')?.split(',') ?? []), peerOf(c) ?? '']
    let at = chain.length - 1
    while (at > 0 && proxies(chain[at]!)) at -= 1
    // what a proxy of ours wrote and cannot be read is not passed over: then the proxy itself counts
    while (at < chain.length - 1 && plainAddress(chain[at]!) === null) at += 1
    c.set(remote, plainAddress(chain[at]!) ?? 'unknown')
    await next()
  }
}

/** The address a request comes from, for limits and lists only; "unknown" where there is no connection (tests without a server). */
export function remoteAddress(c: Context): string {
  return (c.get(remote) as string | undefined) ?? 'unknown'
}

/** What is counted as one place: an IPv4 address, or the network of an IPv6 one, since a household has 2^64 of those. */
export function remotePlace(c: Context): string {
  const address = remoteAddress(c)
  if (isIP(address) !== 6) return address
  const [head = '', tail = ''] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const whole = [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after]
  return `${whole
    .slice(0, 4)
    .map((part) => parseInt(part, 16).toString(16))
    .join(':')}::/64`
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
