import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/database.ts'
import { importLandscape } from './import-landscape.ts'

/** A landscape that comes in for somebody; a test to which it is refused ends with the reason. */
export async function bringLandscape(
  { db, clock }: { db: Database; clock: Clock },
  who: { id: string },
  wish: Parameters<typeof importLandscape>[3],
): Promise<{ id: string; slug: string }> {
  const outcome = await importLandscape(db, clock, who, wish)
  if (outcome.kind !== 'imported') throw new Error(`The landscape of the test was refused: ${outcome.reason}`)
  return { id: outcome.id, slug: outcome.slug }
}
