import type { Tx } from '../../../platform/db/database.ts'
import { drawnIds } from '../landscape.ts'
import type { AccountRow } from '../landscape-tables.ts'
import { type AccountInTable, accountsAmong } from './cells/cell-queries.ts'

/** The rows of the accounts that a page of the table shows. Cost: the ids of the landscape, and one query for the people of the page. */
export async function accountsOnPage(
  tx: Tx,
  landscape: { id: string },
  page: readonly AccountRow[],
): Promise<Map<string, AccountInTable>> {
  const ids = await drawnIds(tx, landscape)
  const people = new Set(
    page.flatMap(({ from, to }) => [ids.person.get(from.id) ?? [], ids.person.get(to.id) ?? []].flat()),
  )
  const found = new Map<string, AccountInTable>()
  const outside = (row: string | null) => (row === null ? null : (ids.externalOf.get(row) ?? null))
  for (const one of await accountsAmong(tx, landscape.id, [...people])) {
    const said = { ...one, strength: Number(one.strength), since: one.since || null, until: one.until || null }
    const key = keyOf(outside(one.from), outside(one.to), outside(one.reportedBy), {
      ...said,
      confirmed: one.confirmed || null,
    })
    // of two that say the very same the one that was written first is found for both
    if (!found.has(key)) found.set(key, one)
  }
  return found
}

/** What tells one account from another of the same pair. */
export function accountKey({ from, to, reportedBy, account }: AccountRow): string {
  return keyOf(from.id, to.id, reportedBy?.id ?? null, account)
}

type Said = Pick<AccountRow['account'], 'since' | 'until' | 'confirmed' | 'strength'> & { kind: string; says: string }

function keyOf(from: string | null, to: string | null, by: string | null, said: Said): string {
  return JSON.stringify([from, to, by, said.kind, said.says, said.strength, said.since, said.until, said.confirmed])
}
