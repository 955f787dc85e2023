import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import type { Viewer } from '../../platform/db/database.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { auditedDeeds, keepAudit } from './audit.ts'
import type { AuditHead } from './audit-chain.ts'
import { auditLines, checkAudit } from './audit-queries.ts'

const { db, owner } = await testDatabase()
const ana = await person('Ana')
const rui = await person('Rui')
const coast = await landscapeOf(ana)

async function person(name: string): Promise<string> {
  const id = uuidv7()
  await owner.query('insert into person (id, name) values ($1, $2)', [id, name])
  return id
}

async function landscapeOf(steward: string): Promise<string> {
  const id = uuidv7()
  await owner.query(
    "insert into landscape (id, slug, name, basis, made_by) values ($1, 'coast-' || $1::uuid, 'Coast', 'own-sketch', $2)",
    [id, steward],
  )
  await owner.query("insert into convener (landscape_id, person_id, role) values ($1, $2, 'steward')", [id, steward])
  return id
}

const exportTaken = (who: string, landscapeId = coast) =>
  db.as({ kind: 'person', id: who }, (tx) => keepAudit(tx, { what: 'export-taken', landscapeId }))

/** Whoever owns the server can switch the guards off; what they do then is what the chain is for. */
async function tamper(statement: string, work: () => Promise<void>): Promise<void> {
  const freely = 'begin; set local session_replication_role = replica'
  await owner.query(`create table audit_before as table audit; ${freely}; ${statement}; commit`)
  await work()
  await owner.query(
    `${freely}; delete from audit; insert into audit table audit_before; drop table audit_before; commit`,
  )
}

async function tenDeeds(): Promise<AuditHead> {
  for (let n = 0; n < 10; n++) await exportTaken(ana)
  const { head, problem } = await checkAudit(db)
  expect(problem).toBeNull()
  return head
}

test('deeds at the same moment make one chain, without a gap, and the program computes the same hashes as the database', async () => {
  const before = (await checkAudit(db)).head.seq
  await Promise.all(Array.from({ length: 24 }, (_, n) => exportTaken(n % 2 === 0 ? ana : rui)))
  const { head, problem } = await checkAudit(db)
  expect(problem).toBeNull()
  expect(head.seq).toBe(before + 24)
})

test('a deed that is undone leaves no line, and no gap', async () => {
  const { head } = await checkAudit(db)
  const undone = db.as({ kind: 'person', id: ana }, async (tx) => {
    await keepAudit(tx, { what: 'export-taken', landscapeId: coast })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await exportTaken(ana)
  expect(await checkAudit(db)).toMatchObject({ problem: null, head: { seq: head.seq + 1 } })
})

test('while one deed waits for its commit, another is not kept waiting', async () => {
  await db.as({ kind: 'person', id: ana }, async (tx) => {
    await keepAudit(tx, { what: 'export-taken', landscapeId: coast })
    await exportTaken(rui)
  })
  expect((await checkAudit(db)).problem).toBeNull()
})

test('a changed line is found', async () => {
  const head = await tenDeeds()
  const seq = head.seq - 4
  for (const change of ["what = 'erased'", 'who = null', "at = at - interval '1 second'", "outcome = 'refused'"]) {
    await tamper(`update audit set ${change} where seq = ${seq}`, async () => {
      expect((await checkAudit(db)).problem).toEqual({ kind: 'changed', seq })
    })
  }
})

test('a line that was changed and hashed again is found by the line after it, and the last one by a head that was kept', async () => {
  const head = await tenDeeds()
  const anew = (seq: number) =>
    `update audit set what = 'erased' where seq = ${seq}; update audit a set hash = audit_hash(a) where seq = ${seq}`
  await tamper(anew(head.seq - 4), async () => {
    expect((await checkAudit(db)).problem).toEqual({ kind: 'broken', seq: head.seq - 3 })
  })
  await tamper(anew(head.seq), async () => {
    expect((await checkAudit(db)).problem).toBeNull()
    expect((await checkAudit(db, head)).problem).toEqual({ kind: 'other-head', seq: head.seq })
  })
})

test('a removed line is found, also when those after it were numbered anew', async () => {
  const head = await tenDeeds()
  const seq = head.seq - 4
  await tamper(`delete from audit where seq = ${seq}`, async () => {
    expect((await checkAudit(db)).problem).toEqual({ kind: 'missing', seq })
  })
  const closed = `delete from audit where seq = ${seq}; update audit set seq = -seq where seq > ${seq};
    update audit set seq = -seq - 1 where seq < 0`
  await tamper(closed, async () => {
    expect((await checkAudit(db)).problem).toEqual({ kind: 'changed', seq })
  })
})

test('two lines that changed places are found', async () => {
  const head = await tenDeeds()
  const [one, other] = [head.seq - 5, head.seq - 2]
  const swap = `update audit set seq = -1 where seq = ${one}; update audit set seq = ${one} where seq = ${other};
    update audit set seq = ${other} where seq = -1`
  await tamper(swap, async () => {
    expect((await checkAudit(db)).problem).toEqual({ kind: 'changed', seq: one })
  })
})

test('a tail that was cut off is found by whoever kept a head', async () => {
  const head = await tenDeeds()
  await tamper(`delete from audit where seq > ${head.seq - 3}`, async () => {
    expect((await checkAudit(db)).problem).toBeNull()
    expect((await checkAudit(db, head)).problem).toEqual({ kind: 'cut-off', seq: head.seq - 2 })
  })
})

test('a line that was put in behind the chain is found', async () => {
  await tenDeeds()
  const put = `insert into audit (id, what, outcome) values ('${uuidv7()}', 'erased', 'done')`
  await tamper(put, async () => {
    expect((await checkAudit(db)).problem).toEqual({ kind: 'unchained' })
  })
})

test('no role changes, removes or empties the audit, not even the owner by mistake', async () => {
  await exportTaken(ana)
  for (const statement of ["update audit set what = 'erased'", 'delete from audit', 'truncate audit']) {
    await expect(owner.query(statement)).rejects.toThrow('the audit is only ever added to')
    for (const role of ['app', 'auth', 'worker'] as const)
      await expect(db.pools[role].query(statement)).rejects.toMatchObject({ code: '42501' })
  }
  const forging = db.pools.app.query("insert into audit (id, what, outcome) values (gen_random_uuid(), 'a', 'done')")
  await expect(forging).rejects.toMatchObject({ code: '42501' })
})

test('who did it is whoever asks, and a line holds no name, address or free words', async () => {
  const { rows: columns } = await owner.query(
    "select column_name as name, data_type as type from information_schema.columns where table_name = 'audit' and data_type = 'text'",
  )
  expect(columns.map(({ name }) => name).toSorted()).toEqual(['outcome', 'what'])
  const words = db.as({ kind: 'person', id: ana }, (tx) =>
    sql`select keep_audit('Ana wrote to rui@example.org', null, null)`.execute(tx),
  )
  await expect(words).rejects.toMatchObject({ code: '23514' })
  await exportTaken(rui)
  const { rows } = await owner.query('select who from audit order by seq desc limit 1')
  expect(rows[0].who).toBe(rui)
})

test('every deed that the program knows is a word that the table takes', async () => {
  await db.as({ kind: 'person', id: ana }, async (tx) => {
    for (const what of auditedDeeds) await keepAudit(tx, { what })
  })
  expect((await checkAudit(db)).problem).toBeNull()
})

test('a steward reads what was done in their landscape and nothing else; others read nothing', async () => {
  const theirs = await landscapeOf(rui)
  await exportTaken(rui, theirs)
  const read = (viewer: Viewer, landscapeId: string | null) =>
    db.as(viewer, async (tx) => (await auditLines(tx, { landscapeId, before: null, most: 1000 })).length)
  const seen = async (who: string) =>
    Promise.all(
      [theirs, coast, null].map(async (landscape) => (await read({ kind: 'person', id: who }, landscape)) > 0),
    )
  expect(await seen(rui)).toEqual([true, false, false])
  expect(await seen(ana)).toEqual([false, true, false])
  expect(await seen(await person('Zé'))).toEqual([false, false, false])
  for (const landscape of [theirs, coast, null]) expect(await read({ kind: 'nobody' }, landscape)).toBe(0)
})

test('whoever is erased leaves ids in the audit that lead nowhere, and the chain stays whole', async () => {
  const gone = await person('Gone')
  await exportTaken(gone)
  await owner.query('delete from person where id = $1', [gone])
  expect((await checkAudit(db)).problem).toBeNull()
  const { rows } = await owner.query('select count(*)::int as n from audit where who = $1', [gone])
  expect(rows[0].n).toBe(1)
})
