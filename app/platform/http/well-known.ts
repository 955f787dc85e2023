import type { Hono } from 'hono'
import type { Clock } from '../clock.ts'

const day = 24 * 60 * 60_000
/** How long what is said about reporting holds; asked for anew it says a later day, so it never runs out while somebody runs this. */
const holds = 180 * day

/** What programs look for at known addresses: whom to tell of a weakness (RFC 9116), if whoever runs this says so. */
export function addWellKnown(
  app: Hono,
  settings: { origin: string; clock: Clock; securityContact: string | null },
): void {
  const { origin, clock, securityContact } = settings
  app.get('/.well-known/security.txt', (c) => {
    if (securityContact === null) return c.notFound()
    const until = new Date(Math.floor((clock.now().getTime() + holds) / day) * day)
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${until.toISOString()}`,
      'Preferred-Languages: en, pt, es, fr',
      `Canonical: ${origin}/.well-known/security.txt`,
    ]
    return c.text(`${lines.join('\n')}\n`)
  })
}
