import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { callers } from './callers-of-functions.ts'
import { as, teamAndStranger } from './team-and-stranger.ts'

// what each role of the database may touch at all
const { db, owner, convener, stranger, sketch, agreed, theirs } = await teamAndStranger()

const forSigningIn = [
  'account',
  'address_change',
  'api_token',
  'mail',
  'mail_stop',
  'passkey',
  'person',
  'recovery_code',
  'second_step',
  'session',
  'verification',
]
const forNobody = ['migration', ...forSigningIn.filter((name) => !['person', 'mail_stop'].includes(name))]

async function reachable(role: string, privilege: string): Promise<string[]> {
  const { rows } = await owner.query(
    `select relname from pg_class where relkind in ('r', 'p', 'v') and relnamespace = 'public'::regnamespace
       and (has_table_privilege($1, oid, $2) or ($2 <> 'DELETE' and has_any_column_privilege($1, oid, $2))) order by relname`,
    [role, privilege],
  )
  return rows.map(({ relname }) => relname)
}

test('signing in touches its own tables, mail, and no landscape', async () => {
  for (const privilege of ['SELECT', 'INSERT', 'UPDATE', 'DELETE'])
    expect(await reachable('ecotone_auth', privilege)).toEqual(forSigningIn)
})

test('background work reads landscapes, writes readings and puts letters into the queue, nothing else', async () => {
  expect(await reachable('ecotone_worker', 'INSERT')).toEqual(['mail'])
  expect(await reachable('ecotone_worker', 'DELETE')).toEqual([])
  expect(await reachable('ecotone_worker', 'UPDATE')).toEqual(['snapshot'])
  const read = await reachable('ecotone_worker', 'SELECT')
  expect(read.filter((name) => [...forNobody, 'form_key'].includes(name))).toEqual([])
})

test('pages touch neither sessions nor mails, and nobody but the owner may add a table or a function', async () => {
  expect((await reachable('ecotone_app', 'SELECT')).filter((name) => forNobody.includes(name))).toEqual([])
  for (const role of ['ecotone_app', 'ecotone_auth', 'ecotone_worker']) {
    const { rows } = await owner.query(
      `select has_schema_privilege($1, 'public', 'CREATE') as c, rolbypassrls, rolsuper from pg_roles where rolname = $1`,
      [role],
    )
    expect(rows[0]).toEqual({ c: false, rolbypassrls: false, rolsuper: false })
  }
})

test('every function says here who may call it, and looks names up where nobody else can put any', async () => {
  const { rows } = await owner.query(
    `select proname, prosecdef, proconfig, array(select right(r, -8) from unnest(array['ecotone_app', 'ecotone_auth', 'ecotone_worker']) r
         where has_function_privilege(r, p.oid, 'EXECUTE')) as callers,
       has_function_privilege('public', p.oid, 'EXECUTE') as anybody
     from pg_proc p where pronamespace = 'public'::regnamespace and prorettype <> 'trigger'::regtype`,
  )
  expect(Object.fromEntries(rows.map((row) => [row.proname, row.callers]))).toEqual(callers)
  expect(rows.filter(({ anybody }) => anybody)).toEqual([])
  const unguarded = rows.filter((row) => row.prosecdef && !row.proconfig?.includes('search_path=public, pg_temp'))
  expect(unguarded.map(({ proname }) => proname)).toEqual([])
})

test('tables and functions of the same name in a temporary schema change nothing', async () => {
  const statements = [
    `create temp table convener as select '${theirs.id}'::uuid as landscape_id, '${convener.id}'::uuid as person_id, 'steward'::text as role`,
    `create function pg_temp.viewer() returns uuid language sql as $$ select '${stranger.id}'::uuid $$`,
    `set local search_path = pg_temp, public`,
  ]
  const undone = new Error('undone')
  const poisoning = db.as(as(convener), async (tx) => {
    for (const statement of statements) await sql.raw(statement).execute(tx)
    const { rows } = await sql<{ id: string }>`select id from public.landscape order by name`.execute(tx)
    expect(rows.map(({ id }) => id)).toEqual([agreed.id, sketch.id])
    const seen = await sql`select * from public.people_in(${theirs.id})`.execute(tx)
    expect(seen.rows).toEqual([])
    throw undone
  })
  await expect(poisoning).rejects.toBe(undone)
})
