import { describe, expect, test } from 'vitest'
import { rawSessions } from './raw-sessions.ts'
import { personId, smallCoast } from './small-coast.ts'
import { wholeProgram } from './whole-program.ts'

/**
 * What somebody finds who has a connection of the program in their hands and types SQL: no page, no use case, only the tables. Every table
 * is taken from the catalogue, so that a new one is tried by itself.
 */
const program = await wholeProgram()
const { owner, newcomer, bring, joinTeam } = program
const { rowsOf, asked, count } = await rawSessions(program)
const steward = await newcomer('steward@example.org', 'Steward')
const reader = await newcomer('reader@example.org', 'Reader')
const stranger = await newcomer('stranger@example.org', 'Stranger')

const purposes = ['map', 'ties', 'analysis', 'introductions'] as const
const drawn = smallCoast('consented', 'Coast')
/** Every second one agreed to everything; of the others every second one to be counted and not to be on the map, and the rest were not asked. */
const agreed = new Set(drawn.people.filter((_, nth) => nth % 2 === 0).map(({ id }) => id))
const counted = drawn.people.filter((_, nth) => nth % 4 === 1).map(({ id }) => id)
const said = { state: 'agreed' as const, said: '2026-10-01' }
drawn.consents = [
  ...[...agreed].flatMap((person) => purposes.map((purpose) => ({ person, purpose, ...said }))),
  ...counted.map((person) => ({ person, purpose: 'analysis' as const, ...said })),
]
drawn.concerns.push(
  { concern: 'nets', words: 'Lost nets', kind: 'cares', person: personId('crews', 0), practice: null },
  { concern: 'nets', words: 'Lost nets', kind: 'cares', person: personId('crews', 1), practice: null },
)
const coast = await bring(steward, drawn)
const elsewhere = await bring(stranger, smallCoast('own-sketch', 'Elsewhere'))
await joinTeam(coast, reader, 'reader')
const convener = await newcomer('convener@example.org', 'Convener')
await joinTeam(coast, convener)
await steward.call('POST', `/api/landscapes/${coast.slug}/readings`, { size: 6 })
await program.doTheJobs()

const { rows: found } = await owner.query<{ name: string; is_of_landscapes: boolean }>(
  `select c.relname as name, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'landscape_id') as is_of_landscapes
   from pg_class c where c.relkind in ('r', 'p', 'v') and c.relnamespace = 'public'::regnamespace order by 1`,
)
const tables = found.map(({ name }) => name)
const { rows: withPeople } = await owner.query<{ name: string }>(
  `select c.relname as name from pg_class c join pg_attribute l on l.attrelid = c.oid and l.attname = 'landscape_id'
     join pg_attribute p on p.attrelid = c.oid and p.attname = 'person_id'
   where c.relkind in ('r', 'p', 'v') and c.relnamespace = 'public'::regnamespace order by 1`,
)
const ofPeople = withPeople.map(({ name }) => name)

/** The ids that people of the landscape have in the database. */
async function idsOf(drawnIds: string[]): Promise<Set<string>> {
  const { rows } = await owner.query<{ person_id: string }>(
    'select person_id from participant where landscape_id = $1 and external_id = any ($2)',
    [coast.id, drawnIds],
  )
  return new Set(rows.map(({ person_id }) => person_id))
}

/** Signing in has to find people before anybody is signed in; it reads these and no other table. */
const forSigningIn = ['account', 'held_session', 'mail', 'mail_stop', 'person', 'session', 'verification']

describe('with no viewer set', () => {
  test.each(tables)('a raw session of pages and of jobs finds no row of %s', async (table) => {
    for (const role of ['app', 'worker'] as const)
      expect(await count(rowsOf(role, `select count(*)::int as n from ${table}`)), role).toBe(0)
  })

  test('a raw session of signing in finds nothing that is drawn or said of anybody', async () => {
    const read: string[] = []
    for (const { name, is_of_landscapes } of found) {
      const n = await count(rowsOf('auth', `select count(*)::int as n from ${name}`))
      if (n > 0) read.push(name)
      if (is_of_landscapes && name !== 'mail') expect(n, name).toBe(0)
    }
    const others = read.filter((name) => !forSigningIn.includes(name))
    for (const name of others)
      expect(
        await count(rowsOf('auth', `select count(*)::int as n from ${name} t where t::text like '%Zqname%'`)),
        name,
      ).toBe(0)
  })

  test('saying a purpose alone opens nothing, whichever it is', async () => {
    for (const purpose of ['restorable export', 'held about me', 'verify the audit', 'anything'])
      for (const table of tables.filter((one) => one !== 'audit'))
        for (const role of ['app', 'worker'] as const)
          expect(
            await count(asked(role, '', purpose, `select count(*)::int as n from ${table}`)),
            `${table}, ${purpose}`,
          ).toBe(0)
  })
})

describe("with a reader's id", () => {
  const external = async (statement: string) =>
    (await asked('app', reader.id!, '', statement)).map((row) => Object.values(row).join(' ')).toSorted()
  const drawnIdOf = `(select p.external_id from participant_seen p where p.person_id = `

  test.each(found.filter(({ is_of_landscapes }) => is_of_landscapes).map(({ name }) => name))(
    'no row of %s is of a landscape that is not theirs',
    async (table) => {
      for (const role of ['app', 'worker'] as const)
        expect(
          await count(
            asked(role, reader.id!, '', `select count(*)::int as n from ${table} where landscape_id <> '${coast.id}'`),
          ),
          role,
        ).toBe(0)
      // the other landscape has rows of its own
      expect(elsewhere.id).not.toBe(coast.id)
    },
  )

  test('exactly those names that were said yes to, and those of the team', async () => {
    const names = await external('select name from person where name is not null')
    const expected = drawn.people.filter(({ id }) => agreed.has(id)).map(({ name }) => name!)
    expect(names).toEqual([...expected, 'Convener', 'Reader', 'Steward'].toSorted())
  })

  test.each(ofPeople)('no row of %s is of somebody whom they are not shown', async (table) => {
    const shown = await idsOf([...agreed])
    const hidden = await idsOf(drawn.people.map(({ id }) => id).filter((id) => !agreed.has(id)))
    const team = [steward.id, reader.id, convener.id].map((id) => id!)
    const mine = await asked('app', reader.id!, '', `select distinct person_id::text as who from ${table}`)
    const met = mine.flatMap(({ who }) => (who === null ? [] : [String(who)]))
    expect(met.filter((who) => !shown.has(who) && !team.includes(who))).toEqual([])
    expect(met.filter((who) => hidden.has(who))).toEqual([])
  })

  test('what the log tells of single people is of those whom they are shown', async () => {
    const shown = await idsOf([...agreed])
    const told = `select what, coalesce(after, before) ->> 'person_id' as who from change where what <> 'convener'`
    const all = (await owner.query(told)).rows.filter(({ who }) => who !== null)
    const mine = (await asked('app', reader.id!, '', told)).filter(({ who }) => who !== null)
    expect(new Set(mine.map(({ what }) => what))).toEqual(new Set(['answer', 'concern', 'membership', 'participant']))
    expect(mine.length).toBeLessThan(all.length)
    expect(mine.filter(({ who }) => !shown.has(String(who)))).toEqual([])
  })

  test('what they wrote down while they drew is not theirs to read any longer', async () => {
    const written = await owner.query(
      'update answer set recorded_by = $2 where landscape_id = $1 and not person_id = any ($3::uuid[])',
      [coast.id, reader.id, [...(await idsOf([...agreed]))]],
    )
    expect(written.rowCount).toBeGreaterThan(0)
    expect(
      await count(
        asked('app', reader.id!, '', `select count(*)::int as n from answer where recorded_by = '${reader.id}'`),
      ),
    ).toBe(0)
  })

  test('exactly those ties of which both ends agreed', async () => {
    const ties = await external(`select ${drawnIdOf} t.from_id), ${drawnIdOf} t.to_id) as other from tie t`)
    const expected = drawn.ties.filter(({ from, to }) => agreed.has(from) && agreed.has(to))
    expect(expected.length).toBeGreaterThan(1)
    expect(expected.length).toBeLessThan(drawn.ties.length)
    expect(ties).toEqual(expected.map(({ from, to }) => `${from} ${to}`).toSorted())
  })

  test('exactly those answers and concerns that are of people who agreed or of groups', async () => {
    const answers = await external(`select ${drawnIdOf} t.person_id) from answer t`)
    expect(answers).toEqual(
      drawn.answers
        .map(({ person }) => person)
        .filter((one) => agreed.has(one))
        .toSorted(),
    )
    const concerns = await external(`select words, coalesce(${drawnIdOf} t.person_id), '-') as who from concern t`)
    expect(concerns).toEqual(
      drawn.concerns
        .filter(({ person }) => person === null || agreed.has(person))
        .map(({ words, person }) => `${words} ${person ?? '-'}`)
        .toSorted(),
    )
  })

  test('exactly those people who agreed, by their drawn ids; whoever draws counts the others too, without an id', async () => {
    expect(await external('select external_id from participant_seen')).toEqual([...agreed].toSorted())
    const heads = await asked('app', convener.id!, '', 'select external_id from participant_seen')
    expect(heads).toHaveLength(24)
    expect(heads.filter(({ external_id }) => String(external_id).startsWith('zqid'))).toHaveLength(agreed.size)
    expect(await rowsOf('app', 'select external_id from participant')).toEqual([])
  })

  test('no label, no single answer about standing, no flag, no session, no letter, nothing kept back, no tombstone', async () => {
    const closed = [
      'placeholder_label',
      'legitimacy',
      'legitimacy_told',
      'keep_apart',
      'kept_back',
      'tombstone',
      'session',
      'account',
      'mail',
      'verification',
    ]
    for (const table of closed)
      for (const purpose of ['', 'restorable export', 'held about me'])
        expect(
          await count(asked('app', reader.id!, purpose, `select count(*)::int as n from ${table}`)),
          `${table}, ${purpose}`,
        ).toBe(0)
  })

  test('a purpose that is not theirs to say opens nothing more: neither the whole export nor a landscape by a personal link', async () => {
    for (const [column, purpose] of [
      ['email', 'restorable export'],
      ['phone', 'restorable export'],
    ])
      expect(
        await count(
          asked('app', reader.id!, purpose!, `select count(${column})::int as n from people_in('${coast.id}')`),
        ),
      ).toBe(0)
    for (const table of ['landscape', 'participant', 'tie', 'membership', 'change', 'space', 'snapshot'])
      expect(
        await count(asked('app', reader.id!, 'held about me', `select count(*)::int as n from ${table}`)),
        table,
      ).toBe(0)
  })
})

describe('with the id of somebody who visits an example', () => {
  test('the log tells how it was drawn, and not who sat in a space, was invited, or said what about being there', async () => {
    await owner.query(`update landscape set example = true, basis = 'fictional' where id = $1`, [coast.id])
    const kinds = (rows: { what?: unknown }[]) => rows.map(({ what }) => String(what))
    const written = `select distinct what from change where landscape_id = '${coast.id}' order by what`
    const ofTheTeam = ['consent', 'invitation', 'keep_apart', 'legitimacy', 'space_person']
    const all = kinds((await owner.query(written)).rows)
    expect(all).toEqual(expect.arrayContaining(ofTheTeam))
    expect(kinds(await asked('app', stranger.id!, '', written))).toEqual(all.filter((one) => !ofTheTeam.includes(one)))
  })

  test('what stays with the team stays with it: who it is, agreements, labels, single answers about standing, flags', async () => {
    for (const table of ['convener', 'agreement', 'placeholder_label', 'legitimacy', 'keep_apart']) {
      const here = `select count(*)::int as n from ${table} where landscape_id = '${coast.id}'`
      expect((await owner.query(here)).rows[0].n, table).toBeGreaterThan(0)
      expect(await count(asked('app', stranger.id!, '', here)), table).toBe(0)
    }
  })
})
