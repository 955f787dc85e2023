import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { digestOf, type LinkWay, newCode } from './link-code.ts'
import { insertPersonalLink } from './link-queries.ts'

export type MadeLink = { kind: 'made'; secret: string } | { kind: 'refused'; reason: 'not-allowed' }

/**
 * Makes the personal link, or the code of the printed card, by which somebody without an account comes to what is held about them in one
 * landscape. The secret is given this once; only its digest is kept. The one of the same way that they had before ends. Refused unless the
 * viewer named them, or they agreed and the viewer is on the team.
 */
export async function makePersonalLink(
  tx: Tx,
  clock: Clock,
  { landscapeId, personId, way }: { landscapeId: string; personId: string; way: LinkWay },
): Promise<MadeLink> {
  const at = clock.now()
  const secret = newCode(way)
  const link = { id: uuidv7(at.getTime()), landscapeId, personId, way, digest: digestOf(secret), at }
  return (await insertPersonalLink(tx, link)) ? { kind: 'made', secret } : { kind: 'refused', reason: 'not-allowed' }
}

/** The address that a secret is opened at, on the site `origin`. */
export function addressOfLink(origin: string, secret: string): string {
  return `${origin}/held/open?code=${secret}`
}
