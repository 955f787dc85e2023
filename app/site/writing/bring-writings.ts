import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { type BroughtWriting, insertBrought } from './writing-queries.ts'

/**
 * Writes whole writings that come from somewhere else, each with its first version, in the order given. What stands at an address already
 * stays as it is and is named in the answer, so that asking twice adds nothing. The viewer must edit the site: the database refuses others.
 */
export async function bringWritings(
  tx: Tx,
  clock: Clock,
  writings: readonly Omit<BroughtWriting, 'id'>[],
): Promise<{ brought: string[]; standing: string[] }> {
  const outcome = { brought: [] as string[], standing: [] as string[] }
  const now = clock.now()
  for (const one of writings) {
    const written = await insertBrought(tx, { ...one, id: uuidv7(now.getTime()) }, now)
    outcome[written ? 'brought' : 'standing'].push(`${one.kind}/${one.slug}`)
  }
  return outcome
}
