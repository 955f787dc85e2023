import { expect, test } from 'vitest'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { personId, smallCoast } from './small-coast.ts'
import { as, teamAndStranger } from './team-and-stranger.ts'

const { owner, newcomer, bring, steward, convener, stranger, sketch, theirs, tried, rowId } = await teamAndStranger()

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

test('E3: that somebody agreed is not for a convener to say who did not name them', async () => {
  const who = await rowId(sketch, personId('lab', 3))
  const agree = [
    `update participant set consent = 'agreed' where person_id = '${who}'`,
    `insert into consent (landscape_id, id, person_id, purpose, state, said_at, recorded_by)
       values ('${sketch.id}', '${uuidv7()}', '${who}', 'map', 'agreed', now(), '${convener.id}')`,
  ]
  for (const statement of agree) expect(await tried(as(convener), statement)).toBe('refused')
})

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
