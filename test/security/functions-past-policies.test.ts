import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { PoolClient } from 'pg'
import { expect, test } from 'vitest'
import type { Tx } from '../../app/platform/db/database.ts'
import { makePersonalLink } from '../../app/workbench/held/held.ts'
import { digestOf } from '../../app/workbench/held/link-code.ts'
import { personId, smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

/**
 * Functions that look past the policies look past the lock as well, unless they ask. Each that the program may call and that takes a
 * landscape is taken from the catalogue and called as whoever drew that landscape and is locked out, as a stranger, and as nobody.
 */
const { owner, db, clock, newcomer, bring, joinTeam } = await wholeProgram()
// the first who is let in runs the instance; that is none of those who are tried here
await newcomer('runs@example.org')
const drawer = await newcomer('drawer@example.org', 'Drawer')
const keepers = [await newcomer('one@example.org', 'Keeper'), await newcomer('other@example.org', 'Other')]
const stranger = await newcomer('stranger@example.org', 'Stranger')
const coast = await bring(drawer, smallCoast('own-sketch', 'Coast'))
await bring(stranger, smallCoast('own-sketch', 'Elsewhere'))
for (const one of keepers) await joinTeam(coast, one, 'steward')
const key = '07'.repeat(32)
/** The drawer is on the map as well, said yes to everything, and sits in the space. */
await arrange(
  `insert into participant (landscape_id, person_id, external_id, named_by, consent) values ($1, $2, 'p001', $2, 'agreed')`,
  drawer.id,
)
await arrange(
  `insert into participant (landscape_id, person_id, external_id, named_by) values ($1, $2, 'theirs', $2)`,
  keepers[0]!.id,
)
await arrange(
  `insert into agreement (landscape_id, person_id, purpose) select $1, $2, unnest(array['ties', 'analysis'])`,
  drawer.id,
)
await arrange(
  `insert into membership (landscape_id, id, person_id, practice_id) select $1, gen_random_uuid(), $2, id from practice
  where landscape_id = $1 and external_id = 'crews'`,
  drawer.id,
)
await arrange(
  `insert into space_person (landscape_id, space_id, person_id, role, state) select $1, id, $2, 'host', 'accepted' from space
  where landscape_id = $1`,
  drawer.id,
)
await arrange(
  `insert into look (landscape_id, person_id, viewer_id, way, day) select $1, $2, $3, 'person-page', '2026-11-01'`,
  drawer.id,
  keepers[0]!.id,
)
await arrange(`insert into care_check (landscape_id, id, decision, harm, asked, looking_on, keeping, stopping)
  values ($1, gen_random_uuid(), 'go', 'a', 'b', 'c', 'd', 'e')`)

const [someone, another, takenOut, gone, joined] = await Promise.all([0, 1, 2, 3, 4].map((nth) => idOf(nth)))
await owner.query(`update person set told_address = 'someone@example.org' where id = $1`, [someone])
await arrange(
  `insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by)
  values ($1, gen_random_uuid(), $2, 'introductions', 'withdrawn', now(), $2)`,
  someone!,
)
await arrange(
  `insert into mail (id, person_id, landscape_id, subject, plain_text, html) values (gen_random_uuid(), $2, $1, 'Hello', '', '')`,
  drawer.id,
)
// a letter that waits to be sent, and one to somebody else that did not arrive
await arrange(
  `insert into mail (id, person_id, landscape_id, subject, plain_text, html) values (gen_random_uuid(), $2, $1, '', '', '')`,
  someone!,
)
await arrange(
  `insert into notice (landscape_id, person_id, letter, written_at, failed_at) values ($1, $2, gen_random_uuid(), now(), now())`,
  await idOf(5),
)
const drawing = <T>(work: (tx: Tx) => Promise<T>) => db.as({ kind: 'person', id: drawer.id! }, work)
const link = await drawing((tx) =>
  makePersonalLink(tx, clock, { landscapeId: coast.id, personId: someone!, way: 'link' }),
)
if (link.kind !== 'made') throw new Error('No link was made.')
await drawing((tx) => sql`select take_out(${coast.id}, ${takenOut}, false)`.execute(tx))
await drawing((tx) => sql`select take_out(${coast.id}, ${gone}, true)`.execute(tx))
await drawing((tx) => sql`select join_people(${coast.id}, ${another}, ${joined})`.execute(tx))
await drawer.send(`/landscapes/${coast.slug}/people/team/invitations`, { email: 'asked@example.org', role: 'reader' })

async function arrange(statement: string, ...values: (string | null)[]): Promise<void> {
  await owner.query(statement, [coast.id, ...values])
}

async function idOf(nth: number): Promise<string> {
  const { rows } = await owner.query('select person_id from participant where landscape_id = $1 and external_id = $2', [
    coast.id,
    personId('crews', nth),
  ])
  return rows[0].person_id
}

async function only(statement: string) {
  return (await owner.query(statement, [coast.id])).rows[0].id
}

/** As text: a JavaScript date has no microseconds. */
const whenKept = (which: string) =>
  only(
    `select taken_at::text as id from kept_back where landscape_id = $1 and what = 'participant' and with_id is ${which}`,
  )

/** What is sent for each parameter, by its name: ids that are really there, so that only the question who asks can refuse. */
const sent: Record<string, unknown> = {
  in_landscape: coast.id,
  in_slug: coast.slug,
  in_space: await only('select id from space where landscape_id = $1'),
  row_id: await only(`select id from membership where landscape_id = $1 and person_id = '${drawer.id}'`),
  the_letter: await only('select id from mail where landscape_id = $1 and subject = $$$$'),
  which: await only('select id from team_invitation where landscape_id = $1'),
  who: someone,
  kept: someone,
  gone: another,
  about: someone,
  by_whom: drawer.id,
  drawn_id: personId('crews', 0),
  new_id: randomUUID(),
  hash: Buffer.alloc(32, 1),
  hashes: [digestOf(link.secret)],
  moment: await whenKept('null'),
  today: '2026-11-20',
  within: '1 year',
  new_role: 'reader',
  new_way: 'printed',
  new_state: 'agreed',
  new_name: 'Other words',
  new_address: 'new@example.org',
  new_phone: null,
  to_address: 'more@example.org',
  address: 'told@example.org',
  reads: 'en',
  of_purpose: 'map',
  said: JSON.stringify({ map: false, ties: true }),
  hide: false,
  practices: [],
  what: 'group',
  outcome: 'refused',
  wrong: true,
  for_good: true,
  but_of: [],
  but_did: [],
}

/** Where one function means something else by it. */
const sentTo: Record<string, object> = {
  note_look: { new_way: 'person-page' },
  out_of: { of_purpose: 'analysis' },
  said_no_themselves: { of_purpose: 'introductions' },
  said_since: { moment: '2020-01-01' },
  let_go_for_good: { who: takenOut },
  part_again: { moment: await whenKept('not null') },
}

interface Fn {
  name: string
  parameters: string[]
  of: string[]
}
const { rows: functions } = await owner.query<Fn>(
  `select p.proname as name, p.proargnames[1:p.pronargs] as parameters,
     array(select format_type(t, null) from unnest(p.proargtypes) with ordinality as a (t, nth) order by nth) as of
   from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
     and has_function_privilege('ecotone_app', p.oid, 'execute') and p.proargnames && array['in_landscape', 'in_slug']
   order by 1`,
)

interface Told {
  given: unknown[]
  changed: number
  refused: string | null
}

/** How many rows this connection wrote, also those that it took back. */
async function written(client: PoolClient): Promise<number> {
  const { rows } = await client.query(
    'select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int as n from pg_stat_xact_user_tables',
  )
  return rows[0].n
}

/** Calls a function as the program would for this viewer and purpose; everything it did is undone. */
async function call({ name, parameters, of }: Fn, viewer: string | null, purpose: string, also: object): Promise<Told> {
  const values: Record<string, unknown> = { ...sent, ...also, ...sentTo[name] }
  for (const one of parameters) if (!(one in values)) throw new Error(`Say what to send for ${one} of ${name}.`)
  const client = await owner.connect()
  try {
    await client.query('begin')
    const before = await written(client)
    await client.query(
      `select set_config('ecotone.person', $1, true), set_config('ecotone.purpose', $2, true),
      set_config('ecotone.tombstone_key', $3, true)`,
      [viewer ?? '', purpose, key],
    )
    await client.query('set local role ecotone_app')
    const places = parameters.map((_, nth) => `$${nth + 1}::${of[nth]}`).join(', ')
    const { rows } = await client.query<Record<string, unknown>>(
      `select * from ${name}(${places})`,
      parameters.map((one, nth) => (one === 'who' && of[nth] === 'uuid[]' ? keepers.map(({ id }) => id) : values[one])),
    )
    await client.query('reset role')
    const changed = (await written(client)) - before
    return { given: rows.flatMap((row) => Object.values(row)).filter(tells), changed, refused: null }
  } catch (error) {
    return { given: [], changed: 0, refused: (error as { code?: string }).code ?? String(error) }
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** Everything that is not a no. */
const noes: unknown[] = [null, '', false, 0, '0', 'not-allowed', 'not allowed', 'not-here', 'gone', 'not-yours']
const tells = (value: unknown) => !(Array.isArray(value) ? value : [value]).every((one) => noes.includes(one))

/** A yes to somebody outside, and why it is one. */
const yes: Record<string, string> = {
  keep_audit: 'a refusal is written down too; who did it is the viewer, or nobody, and never what is sent',
  'take_out, about themselves': 'a lock keeps nobody on a map',
  'record_consent, about themselves': 'what somebody says of themselves is theirs to say, locked or not',
}

const outside: [string, Caller | null][] = [
  ['whoever drew it and is locked out', drawer],
  ['a stranger', stranger],
  ['nobody', null],
]

/** Which of the people of this landscape's first file a viewer is told to be gone. */
async function triedNames(viewer: string | null): Promise<unknown[]> {
  const people = [0, 1, 2, 3].map((nth) => ({ id: personId('crews', nth), name: null, email: null }))
  const fn = { name: 'asked_to_be_gone', parameters: ['people'], of: ['jsonb'] }
  return (await call(fn, viewer, '', { people: JSON.stringify(people) })).given
}

/** What every function without a parameter tells a viewer, as text. The policies ask the one left out, which tells the ids it closes. */
async function namesTold(viewer: string | null, purpose: string): Promise<[string, string][]> {
  const { rows } = await owner.query<{ name: string }>(
    `select p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.pronargs = 0
       and p.prorettype <> 'trigger'::regtype and has_function_privilege('ecotone_app', p.oid, 'execute')
       and p.proname not in ('landscapes_locked_to_me', 'erase_me', 'viewer')`,
  )
  const told: [string, string][] = []
  for (const { name } of rows) {
    const { given } = await call({ name, parameters: [], of: [] }, viewer, purpose, {})
    told.push(...given.map((one): [string, string] => [name, JSON.stringify(one)]))
  }
  return told
}

test('each function gives whoever drew the landscape something, so that what is sent here is meant', async () => {
  const silent: string[] = []
  for (const fn of functions) {
    const told: Told[] = []
    for (const purpose of ['', 'held about me'])
      for (const who of [someone, drawer.id]) told.push(await call(fn, drawer.id, purpose, { who }))
    if (told.every(({ given, changed }) => given.length === 0 && changed === 0))
      silent.push(`${fn.name} ${told.map(({ refused }) => refused)}`)
  }
  // nobody came by a link, and there is nothing to unlock yet
  expect(silent.map((one) => one.trim())).toEqual(['more_by_account ,,,', 'unlock_landscape ,,,'])
  expect((await namesTold(drawer.id, '')).length).toBeGreaterThan(10)
  expect(await triedNames(drawer.id)).toEqual([personId('crews', 3)])
})

test('E10: a reader, who meets only those who agreed, cannot try names against those who asked to be gone', async () => {
  const reader = await newcomer('reader@example.org', 'Reader')
  await joinTeam(coast, reader, 'reader')
  expect(await triedNames(reader.id)).toEqual([])
})

test('E23: whoever is locked out, a stranger and nobody get nothing and change nothing by any function', async () => {
  await arrange(
    `insert into keeper (landscape_id, person_id, named_at) select $1, unnest(array[$2, $3]::uuid[]), now()`,
    ...keepers.map(({ id }) => id),
  )
  await arrange('insert into landscape_lock (landscape_id, locked_at) values ($1, now())')
  const open = new Set<string>()
  const excused = new Set<string>()
  for (const fn of functions)
    for (const [as, who] of outside)
      for (const purpose of ['', 'held about me'])
        for (const about of [someone, who?.id ?? another]) {
          const { given, changed, refused } = await call(fn, who?.id ?? null, purpose, { who: about })
          if (refused && refused !== '42501') open.add(`${fn.name} broke with ${refused}`)
          if (given.length === 0 && changed === 0) continue
          const door = about === who?.id ? `${fn.name}, about themselves` : fn.name
          const because = [door, fn.name].find((one) => one in yes)
          if (because) excused.add(because)
          else open.add(`${door}, as ${as}: ${JSON.stringify(given).slice(0, 80)}, wrote ${changed}`)
        }
  expect([...open]).toEqual([])
  expect([...excused].toSorted()).toEqual(Object.keys(yes).toSorted())
  for (const [, who] of outside) expect(await triedNames(who?.id ?? null)).toEqual([])
})

test('E23: no function that is asked of nothing in particular names a locked landscape or anybody in it', async () => {
  const { rows } = await owner.query('select person_id as id from participant where landscape_id = $1', [coast.id])
  const inside = [coast.id, ...rows.map(({ id }) => id)]
  for (const [as, who] of outside)
    for (const purpose of ['', 'held about me']) {
      const told = (await namesTold(who?.id ?? null, purpose)).filter(([, text]) =>
        inside.some((id) => id !== who?.id && text.includes(id)),
      )
      expect(told, as).toEqual([])
    }
})
