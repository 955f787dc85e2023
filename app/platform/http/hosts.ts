import { isIP } from 'node:net'

/**
 * Says by which names this program may be called. A name that somebody else owns and made to point here (DNS rebinding) would otherwise be
 * a page of theirs with our cookies: the browser takes it for one site.
 *
 * The name in the address people type is always known, and those in `more`. Over HTTPS nothing else is, but this machine calling itself.
 * Over HTTP, on a local network, people type whatever reaches the machine; there everything is known that nobody can own on the Internet:
 * numbers, names without a dot, `….local` and `….localhost`.
 */
export function knownHosts(origin: string, more: readonly string[] = []): (host: string) => boolean {
  const ours = new URL(origin)
  const named = new Set([ours.hostname, ...more.map((name) => name.toLowerCase())])
  const overTls = ours.protocol === 'https:'
  return (host) => {
    const name = nameOf(host)
    if (name === null) return false
    return named.has(name) || (overTls ? onThisMachine(name) : ownedByNobody(name))
  }
}

/** The name in a Host header, without its port; null for what is no such header. */
function nameOf(host: string): string | null {
  if (!/^[\w.:[\]-]{1,255}$/.test(host)) return null
  const url = URL.parse(`http://${host}/`)
  return url?.pathname === '/' ? url.hostname.replace(/\.$/, '') : null
}

function onThisMachine(name: string): boolean {
  return name === 'localhost' || name === '127.0.0.1' || name === '[::1]'
}

function ownedByNobody(name: string): boolean {
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0 || !name.includes('.') || /\.(local|localhost)$/.test(name)
}
