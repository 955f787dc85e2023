import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Viewer } from '../../app/platform/db/database.ts'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { markOfIds, markOfNames, personId, smallCoast } from './small-coast.ts'
import { wholeProgram } from './whole-program.ts'

const program = await wholeProgram()
const { db, owner, newcomer, bring, joinTeam } = program
const steward = await newcomer('steward@example.org', 'Steward')
const convener = await newcomer('convener@example.org', 'Convener')
const stranger = await newcomer('stranger@example.org', 'Stranger')
const sketch = await bring(steward, smallCoast('own-sketch', 'Sketch'))
const agreed = await bring(steward, consentedCoast())
const theirs = await bring(stranger, smallCoast('own-sketch', 'Theirs'))
for (const one of [sketch, agreed]) await joinTeam(one, convener)

function consentedCoast() {
  const drawn = smallCoast('consented', 'Agreed')
  drawn.consents = drawn.people.map(({ id }, nth) => ({
    person: id,
    purpose: 'map',
    state: nth % 6 === 0 ? 'agreed' : 'not yet asked',
    said: '2026-12-01',
  }))
  return drawn
}

const as = (who: { id: string | null }): Viewer => ({ kind: 'person', id: who.id! })

/** What a statement gives this viewer; "refused" when the database does not let them try. */
async function tried(viewer: Viewer, statement: string, purpose = ''): Promise<unknown[] | 'refused'> {
  try {
    return await db.as(viewer, async (tx) => (await sql.raw<object>(statement).execute(tx)).rows, { purpose })
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return 'refused'
    throw error
  }
}

async function rowId(landscape: { id: string }, external: string): Promise<string> {
  const { rows } = await owner.query('select person_id from participant where landscape_id = $1 and external_id = $2', [
    landscape.id,
    external,
  ])
  return rows[0].person_id
}

// ── what each role may touch at all ─────────────────────────────────────────────────────────────────────────────────────

const forSigningIn = ['account', 'mail', 'person', 'session', 'verification']
const forNobody = ['migration', ...forSigningIn.filter((name) => name !== 'person')]

async function reachable(role: string, privilege: string): Promise<string[]> {
  const { rows } = await owner.query(
    `select relname from pg_class where relkind in ('r', 'p', 'v') and relnamespace = 'public'::regnamespace
       and (has_table_privilege($1, oid, $2) or ($2 <> 'DELETE' and has_any_column_privilege($1, oid, $2))) order by relname`,
    [role, privilege],
  )
  return rows.map(({ relname }) => relname)
}

test('signing in touches its five tables and no landscape', async () => {
  for (const privilege of ['SELECT', 'INSERT', 'UPDATE', 'DELETE'])
    expect(await reachable('ecotone_auth', privilege)).toEqual(forSigningIn)
})

test('background work reads landscapes and writes readings, nothing else', async () => {
  expect(await reachable('ecotone_worker', 'INSERT')).toEqual([])
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

/** Every function that looks past the policies, and who may call it. A new one needs a line: think of other people's ids first. */
const callers: Record<string, string[]> = {
  viewer: ['app', 'auth', 'worker'],
  purpose: ['app', 'worker'],
  landscapes_i_convene: ['app', 'worker'],
  landscapes_i_steward: ['app', 'worker'],
  landscapes_i_see: ['app', 'worker'],
  open_landscapes_i_see: ['app', 'worker'],
  people_shown_to_me: ['app', 'worker'],
  name_is_mine_to_see: ['app', 'worker'],
  people_in: ['app', 'worker'],
  person_is_mine_to_place: ['app'],
  person_by_email: ['app'],
  open_landscape: ['app'],
  last_given_number: ['app'],
  take_out: ['app'],
  bring_back: ['app'],
  part_again: ['app'],
  call_again: ['app'],
  still_kept: ['app'],
  said_since: ['app'],
  call_person: ['app'],
  join_people: ['app'],
  rows_of_deed: ['app'],
  people_named: ['app'],
  erase_me: ['app'],
  record_consent: ['app'],
  legitimacy_to_tell: ['worker'],
  remember_telling: ['worker'],
  forget_the_untold: ['worker'],
  forget_the_placeless: ['worker'],
  forget_what_was_kept_back: ['worker'],
  forget_old_uploads: ['worker'],
  forget_what_ran_out: ['worker'],
  enqueue_job: ['app', 'worker'],
  count_the_version: [],
  unsay_in_the_log: [],
  let_go_of: [],
  forget_what_was_kept: [],
  log_key: [],
  keep_rows: [],
  keep_back: [],
  keep_custom_fields: [],
  keep_words_of_the_log: [],
  kept_until: [],
  may_bring_back: [],
  fit_to_return: [],
  missing_for: [],
  tell_again: [],
}

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

// ── functions, called with other people's ids ───────────────────────────────────────────────────────────────────────────

test('functions say nothing about the landscape of others, whatever the transaction claims to be for', async () => {
  const who = await rowId(theirs, personId('crews', 0))
  const out = await rowId(theirs, personId('crews', 1))
  expect(await tried(as(stranger), `select take_out('${theirs.id}', '${out}') as it`)).toEqual([{ it: true }])
  const kept = await owner.query<{ at: string }>(
    'select taken_at::text as at from kept_back where person_id = $1 limit 1',
    [out],
  )
  const keptBack = kept.rows[0]!.at
  for (const viewer of [as(convener), { kind: 'nobody' } as const]) {
    expect(await tried(viewer, `select * from people_in('${theirs.id}')`, 'restorable export')).toEqual([])
    expect(await tried(viewer, `select * from people_shown_to_me() where landscape_id = '${theirs.id}'`)).toEqual([])
    expect(await tried(viewer, `select * from participant_seen where landscape_id = '${theirs.id}'`)).toEqual([])
    expect(await tried(viewer, `select name_is_mine_to_see('${who}') as it`)).toEqual([{ it: false }])
    expect(await tried(viewer, `select name_is_mine_to_see('${stranger.id}') as it`)).toEqual([{ it: false }])
    expect(await tried(viewer, `select last_given_number('${theirs.id}') as n`)).toEqual([{ n: 0 }])
    expect(await tried(viewer, `select take_out('${theirs.id}', '${who}') as it`)).toEqual([{ it: false }])
    expect(
      await tried(
        viewer,
        `select sum(rows_of_deed('${theirs.id}', changed_at, changed_by)) as n from change where landscape_id = '${theirs.id}'`,
      ),
    ).toEqual([{ n: null }])
    expect(await tried(viewer, `select call_person('${theirs.id}', '${who}', 'x') as it`)).toEqual([{ it: false }])
    expect(await tried(viewer, `select call_again('${theirs.id}', '${who}', now()) as it`)).toEqual([
      { it: 'not-yours' },
    ])
    expect(await tried(viewer, `select bring_back('${theirs.id}', '${keptBack}') as it`)).toEqual([
      { it: ['not-yours'] },
    ])
    expect(await tried(viewer, `select part_again('${theirs.id}', now()) as it`)).toEqual([{ it: ['erased'] }])
    expect(await tried(viewer, `select * from still_kept('${theirs.id}')`)).toEqual([])
    expect(await tried(viewer, `select said_since('${theirs.id}', '${who}', '2020-01-01') as it`)).toEqual([
      { it: false },
    ])
    expect(await tried(viewer, `select forget_what_was_kept('${theirs.id}', array['${who}']::uuid[])`)).toBe('refused')
    expect(await tried(viewer, `select forget_what_was_kept_back(now())`)).toBe('refused')
    expect(await tried(viewer, `select join_people('${theirs.id}', '${who}', '${stranger.id}') as it`)).toEqual([
      { it: 'not-allowed' },
    ])
    expect(
      await tried(
        viewer,
        `select record_consent('${uuidv7()}', '${theirs.id}', '${who}', 'withdrawn', null, now()) as it`,
      ),
    ).toEqual([{ it: 'not-allowed' }])
    expect(await tried(viewer, `select * from legitimacy_to_tell('${theirs.id}')`)).toBe('refused')
    expect(await tried(viewer, `select remember_telling('${theirs.id}', '{}', '{}', '{}')`)).toBe('refused')
    expect(await tried(viewer, 'select * from legitimacy_told')).toBe('refused')
    expect(await tried(viewer, `select forget_the_untold(now() + interval '9 years')`)).toBe('refused')
    expect(await tried(viewer, `select unsay_in_the_log('${theirs.id}', array['${who}']::uuid[])`)).toBe('refused')
  }
  const worker: Viewer = { kind: 'worker', onBehalfOf: convener.id }
  expect(await tried(worker, `select * from legitimacy_to_tell('${theirs.id}')`)).toEqual([])
  expect(await tried(worker, 'select * from legitimacy_told')).toBe('refused')
  expect(await rowId(theirs, personId('crews', 0))).toBe(who)
})

test('without anybody signed in nothing is opened, found, asked for or erased', async () => {
  for (const call of [
    `open_landscape('${uuidv7()}', 'x', 'x', 'fictional', null, null)`,
    `person_by_email('${uuidv7()}', null, 'steward@example.org', null, null)`,
    `enqueue_job('spot-opportunities', '{}')`,
    'erase_me()',
  ])
    expect(await tried({ kind: 'nobody' }, `select ${call}`)).toBe('refused')
})

test('calling it a restorable export opens answers and flags for the steward alone', async () => {
  for (const [who, n] of [
    [steward, 2],
    [convener, 0],
    [stranger, 0],
  ] as const) {
    const answers = `select * from legitimacy where landscape_id = '${agreed.id}'`
    expect(await tried(as(who), answers)).toEqual([])
    expect(await tried(as(who), answers, 'restorable export')).toHaveLength(n)
  }
})

// ── taking over ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const takeovers: [string, string][] = [
  ['make themselves the namer', `update participant set named_by = '${convener.id}'`],
  ['read given ids', 'select external_id from participant'],
  ['change given ids and read them', `update participant set external_id = external_id || 'x' returning external_id`],
  ['turn the clock back', 'update participant set named_at = now()'],
  ['make themselves the teller of ties', `update tie set recorded_by = '${convener.id}'`],
  ['make themselves the teller of standings', `update standing set recorded_by = '${convener.id}'`],
  ['make themselves the teller of answers', `update answer set recorded_by = '${convener.id}'`],
  ['make themselves the flagger', `update keep_apart set flagged_by = '${convener.id}'`],
  ['take over labels', `update placeholder_label set named_by = '${convener.id}'`],
  ['call a sketch fiction', `update landscape set basis = 'fictional'`],
  ['write into a reading', `update snapshot set result = '{}'`],
  ['read addresses', 'select email, phone, told_address from person'],
  ['change their own address', `update person set email = 'other@example.org'`],
  ['add somebody with an address', `insert into person (id, email) values ('${uuidv7()}', 'x@example.org')`],
  ['rewrite the log', `update change set changed_by = '${convener.id}'`],
  ['take back words about consent', 'delete from consent'],
]

test.each(takeovers)('a convener cannot %s', async (_, statement) => {
  expect(await tried(as(convener), statement)).toBe('refused')
})

test('a convener who is no steward takes nobody into the team and nobody out of the landscape', async () => {
  const insert = `insert into convener (landscape_id, person_id, role) values ('${sketch.id}', '${stranger.id}', 'steward')`
  expect(await tried(as(convener), insert)).toBe('refused')
  await tried(as(convener), `update convener set role = 'steward'`)
  await tried(as(convener), 'delete from convener')
  const { rows } = await owner.query('select role from convener where landscape_id = $1 order by role', [sketch.id])
  expect(rows.map(({ role }) => role)).toEqual(['convener', 'steward'])
  await tried(as(convener), `delete from landscape where id = '${sketch.id}'`)
  expect((await owner.query('select from landscape where id = $1', [sketch.id])).rowCount).toBe(1)
})

test('deleting without a condition reaches only what one may see', async () => {
  for (const table of ['tie', 'answer']) {
    const count = async () =>
      (await owner.query(`select count(*)::int as n from ${table} where landscape_id = $1`, [sketch.id])).rows[0].n
    const before = await count()
    await tried(as(convener), `delete from ${table}`)
    expect(await count()).toBe(before)
  }
})

test('nobody is put into a landscape by who knows only their id', async () => {
  const name = (who: string) => tried(as(convener), `select name from person where id = '${who}'`)
  const stolen = await rowId(theirs, personId('lab', 0))
  for (const who of [stranger.id!, stolen]) {
    const place = `insert into participant (landscape_id, person_id, external_id, named_by, consent)
      values ('${sketch.id}', '${who}', 'x', '${convener.id}', 'agreed')`
    expect(await tried(as(convener), place)).toBe('refused')
    expect(await name(who)).toEqual([])
  }
})

test('that somebody agreed is not for a convener to say who did not name them', async () => {
  const who = await rowId(sketch, personId('lab', 3))
  const agree = [
    `update participant set consent = 'agreed' where person_id = '${who}'`,
    `insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by)
       values ('${sketch.id}', '${uuidv7()}', '${who}', 'map', 'agreed', now(), '${convener.id}')`,
  ]
  for (const statement of agree) expect(await tried(as(convener), statement)).toBe('refused')
})

// ── the address of somebody ─────────────────────────────────────────────────────────────────────────────────────────────

test('an address in a drawing does not tell whether somebody is known here, nor what they call themselves', async () => {
  const drawn = smallCoast('fictional', 'Fishing for names')
  drawn.people[0] = { ...drawn.people[0]!, name: 'A guess', email: 'Steward@example.org', phone: null }
  drawn.people[1] = { ...drawn.people[1]!, name: 'Another guess', email: 'never-seen@example.org', phone: null }
  await owner.query(`update person set phone = '+351 000' where email = 'steward@example.org'`)
  const fishing = await bring(stranger, drawn)
  const seen = (await tried(
    as(stranger),
    `select name, email, phone from people_in('${fishing.id}') where email is not null order by name`,
    'restorable export',
  )) as object[]
  expect(seen).toEqual([
    { name: 'A guess', email: 'steward@example.org', phone: null },
    { name: 'Another guess', email: 'never-seen@example.org', phone: null },
  ])
  const { rows } = await owner.query('select from participant where landscape_id = $1 and person_id = $2', [
    fishing.id,
    steward.id,
  ])
  expect(rows).toEqual([])
})

test('two landscapes of one drawer hold one row for one address; those of two drawers hold two', async () => {
  const drawn = smallCoast('fictional', 'Same person')
  drawn.people[0] = { ...drawn.people[0]!, email: 'same@example.org' }
  const rows = await Promise.all([bring(steward, drawn), bring(steward, drawn), bring(stranger, drawn)])
  const [one, two, other] = await Promise.all(rows.map((landscape) => rowId(landscape, drawn.people[0]!.id)))
  expect(one).toBe(two)
  expect(other).not.toBe(one)
})

test('an address that somebody wrote into a drawing neither opens a door nor keeps one shut', async () => {
  const drawn = smallCoast('fictional', 'Squatting')
  drawn.people[0] = { ...drawn.people[0]!, name: 'Not their name', email: 'later@example.org' }
  await bring(stranger, drawn)
  const later = await newcomer('later@example.org')
  expect((await later.see('/account')).text).not.toContain('Not their name')
  expect((await later.see('/landscapes')).text).not.toContain('Squatting')
})

// ── going ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

test('taking somebody out reaches only who is in, and never the row of somebody who may sign in', async () => {
  await program.auth.kysely.transaction().execute(async (tx) => {
    await sql`insert into person (id, email) values (${sketch.id}, 'invited@example.org')`.execute(tx)
    await sql`insert into account (id, person_id, account_id, provider_id) values (${sketch.id}, ${sketch.id}, 'x', 'email-link')`.execute(
      tx,
    )
  })
  expect(await tried(as(steward), `select take_out('${sketch.id}', '${sketch.id}') as it`)).toEqual([{ it: false }])
  expect((await owner.query('select from person where id = $1', [sketch.id])).rowCount).toBe(1)
})

test('whoever is taken out leaves no word and no given id in the log', async () => {
  const drawn = smallCoast('own-sketch', 'To be forgotten')
  const who = personId('crews', 0)
  drawn.concerns.push({ concern: 'own', words: 'Zqword of hers', kind: 'cares', person: who, practice: null })
  const landscape = await bring(steward, drawn)
  const id = await rowId(landscape, who)
  const log = async () =>
    JSON.stringify(
      (await owner.query('select before, after, why from change where landscape_id = $1', [landscape.id])).rows,
    )
  expect(await log()).toContain('Zqword')
  expect(await tried(as(steward), `select take_out('${landscape.id}', '${id}') as it`)).toEqual([{ it: true }])
  for (const trace of ['Zqword', 'Zqground', markOfIds, markOfNames]) expect(await log()).not.toContain(trace)
  expect(await tried(as(steward), 'select * from kept_back')).toBe('refused')
  expect((await owner.query('select from person where id = $1', [id])).rowCount).toBe(1)
  await owner.query("select forget_what_was_kept_back(now() + interval '31 days')")
  expect((await owner.query('select from person where id = $1', [id])).rowCount).toBe(0)
})

test('whoever withdraws leaves no name, address or label behind, whichever way it was written down', async () => {
  const drawn = consentedCoast()
  drawn.people[0] = { ...drawn.people[0]!, email: 'leaves@example.org', phone: '123' }
  const landscape = await bring(steward, drawn)
  const who = await rowId(landscape, personId('crews', 0))
  await tried(
    as(steward),
    `insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by)
    values ('${landscape.id}', '${uuidv7()}', '${who}', 'map', 'withdrawn', '2026-12-02', '${steward.id}')`,
  )
  const { rows } = await owner.query(
    `select p.consent, n.name, n.phone, n.told_address, n.email from participant p join person n on n.id = p.person_id where person_id = $1`,
    [who],
  )
  expect(rows).toEqual([{ consent: 'withdrawn', name: null, phone: null, told_address: null, email: null }])
})

test('the state of a participant and their newest word are one thing, and of two words of one day the more private holds', async () => {
  const drawn = consentedCoast()
  const one = { person: personId('crews', 0), purpose: 'map' as const, said: '2027-02-01' }
  drawn.consents.push({ ...one, state: 'hidden' }, { ...one, state: 'agreed' })
  const landscape = await bring(steward, drawn)
  const who = await rowId(landscape, personId('crews', 0))
  const state = async () =>
    (
      await owner.query('select consent from participant where landscape_id = $1 and person_id = $2', [
        landscape.id,
        who,
      ])
    ).rows[0].consent
  expect(await state()).toBe('hidden')
  await tried(
    as(steward),
    `update participant set consent = 'withdrawn' where person_id = '${who}' and landscape_id = '${landscape.id}'`,
  )
  const { rows } = await owner.query(
    `select state from consent where landscape_id = $1 and person_id = $2 and purpose = 'map' order by said_at desc limit 1`,
    [landscape.id, who],
  )
  expect(rows[0].state).toBe('withdrawn')
})

test('whoever erases themselves takes along the people who were only in their own landscapes', async () => {
  const leaver = await newcomer('leaver@example.org')
  const landscape = await bring(leaver, smallCoast('fictional', 'Left'))
  const who = await rowId(landscape, personId('crews', 0))
  expect(await tried(as(leaver), 'select erase_me() as it')).toEqual([{ it: 'erased' }])
  const { rows } = await owner.query('select id from person where id = any ($1)', [[who, leaver.id]])
  expect(rows).toEqual([])
})
