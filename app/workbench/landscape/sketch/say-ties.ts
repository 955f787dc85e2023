import type { Clock } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { insertRows } from '../keep-landscape-queries.ts'
import { drawnIds, type Landscape } from '../landscape.ts'
import { forgetMyAccounts, sayWhy } from './sketch-queries.ts'

/** What somebody says about two people: they talk, they do not, or it is not known (and an earlier account is taken back). */
export interface SaidTie {
  one: string
  other: string
  says: 'yes' | 'no' | 'unknown'
}

/**
 * Keeps one person's accounts of who talks with whom, as their own: said again, an account is corrected and not doubled. Accounts
 * of others stay beside it.
 */
export async function sayTies(
  tx: Tx,
  clock: Clock,
  landscape: Landscape,
  said: SaidTie[],
  why = 'first sketch',
): Promise<{ kept: number }> {
  await sayWhy(tx, why)
  const ids = await drawnIds(tx, landscape)
  const known = said.filter(({ one, other }) => one !== other && ids.person.has(one) && ids.person.has(other))
  const pairs = known.map(({ one, other, says }) => ({
    from_id: ids.person.get(one)!,
    to_id: ids.person.get(other)!,
    says,
  }))
  if (pairs.length === 0) return { kept: 0 }
  await forgetMyAccounts(tx, landscape.id, pairs)
  const now = clock.now()
  const accounts = pairs.filter(({ says }) => says !== 'unknown')
  await insertRows(
    tx,
    'tie',
    accounts.map((pair) => ({
      ...pair,
      landscape_id: landscape.id,
      id: uuidv7(now.getTime()),
      kind: 'talks',
      strength: 0.5,
      mutual: true,
      confirmed_on: now.toISOString().slice(0, 10),
      recorded_at: now,
      recorded_by: landscape.viewerId,
    })),
  )
  return { kept: accounts.length }
}
