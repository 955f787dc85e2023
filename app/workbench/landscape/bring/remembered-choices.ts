import { createHash } from 'node:crypto'
import type { Tx } from '../../../platform/db/database.ts'
import type { TableLook } from '../formats/read-landscape.ts'
import { columnRoles, type TableChoice } from '../formats/table-choice.ts'
import { columnChoices, insertColumnChoice } from './column-choice-queries.ts'

/** What the viewer once said about tables with the same headings, by the number of the table; null where they never did. */
export async function rememberedChoices(tx: Tx, tables: readonly TableLook[]): Promise<(TableChoice | null)[]> {
  const digests = tables.map(({ rows }) => digestOf(rows[0] ?? []))
  const known = await columnChoices(tx, digests)
  return digests.map((digest) => {
    const roles = known.get(digest)
    return roles
      ? { header: true, roles: roles.map((one) => columnRoles.find((role) => role === one) ?? 'skip') }
      : null
  })
}

/** Remembers what was chosen by hand, for the next table with these headings. A table without headings has nothing to be known by. */
export async function rememberChoices(
  tx: Tx,
  now: Date,
  tables: readonly TableLook[],
  choices: readonly (TableChoice | null)[],
): Promise<void> {
  for (const [nth, { rows }] of tables.entries()) {
    const choice = choices[nth]
    if (choice?.header) await insertColumnChoice(tx, digestOf(rows[0] ?? []), choice.roles, now)
  }
}

/** Headings may hold somebody's name, so only a digest of them is kept. */
function digestOf(headings: readonly string[]): string {
  return createHash('sha256')
    .update(
      JSON.stringify(
        headings.map((one) =>
          one
            .replace(/^\uFEFF/u, '')
            .trim()
            .toLowerCase(),
        ),
      ),
    )
    .digest('hex')
}
