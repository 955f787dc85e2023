import { type Kysely, sql } from 'kysely'
import type { Database, Tx } from '../../platform/db/database.ts'
import { AuditChain, type AuditHead, type AuditLine, type AuditProblem } from './audit-chain.ts'

const atOnce = 5_000

const columns = sql`seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, who, what, landscape_id as "landscapeId",
  about as "aboutId", outcome, encode(former, 'hex') as former, encode(hash, 'hex') as hash`

/**
 * Goes along the whole audit and says where it ends, or where it was tampered with. `kept` is a head that was written down earlier: then a
 * chain that was cut off or made anew shows itself as well.
 */
export function checkAudit(
  db: Database,
  kept: AuditHead | null = null,
): Promise<{ head: AuditHead; problem: AuditProblem | null }> {
  return db.as(
    { kind: 'worker', onBehalfOf: null },
    async (tx) => {
      const chain = new AuditChain(kept)
      for (;;) {
        const { rows } = await sql<AuditLine>`select ${columns} from audit where seq > ${chain.head.seq}
          order by seq limit ${atOnce}`.execute(tx)
        for (const row of rows) chain.add(row)
        if (rows.length < atOnce) break
      }
      const { rows: loose } = await sql<AuditLine>`select ${columns} from audit where seq is null limit 1`.execute(tx)
      for (const row of loose) chain.add(row)
      return { problem: chain.end(), head: chain.head }
    },
    { purpose: 'verify the audit' },
  )
}

/** Lines of the audit that the viewer may read, the newest first, those before a place in the chain; of one landscape, or (null) those that are about none. */
export async function auditLines(
  tx: Tx,
  { landscapeId, before, most }: { landscapeId: string | null; before: number | null; most: number },
): Promise<AuditLine[]> {
  const { rows } = await sql<AuditLine>`select ${columns} from audit
    where seq is not null and landscape_id is not distinct from ${landscapeId}::uuid
      and (${before}::bigint is null or seq < ${before})
    order by seq desc limit ${most}`.execute(tx)
  return rows
}

/** Adds one line, on behalf of whoever the transaction runs for. */
export async function writeAuditLine(
  tx: Kysely<unknown>,
  line: Pick<AuditLine, 'what' | 'landscapeId' | 'aboutId' | 'outcome'>,
): Promise<void> {
  await sql`select keep_audit(${line.what}, ${line.landscapeId}, ${line.aboutId}, ${line.outcome})`.execute(tx)
}
