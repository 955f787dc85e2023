import { expect, test } from 'vitest'
import { handOnTheKey } from '../../app/workbench/team/lock-landscape.ts'
import { smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

/** A locked landscape whose two keepers go: the last is asked first, is never kept, and the key is handed on from the machine alone. */
const { db, owner, clock, newcomer, bring, joinTeam } = await wholeProgram()
const runs = await newcomer('runs@example.org', 'Runs the instance')
const [one, other, third, reader] = await Promise.all(
  ['one', 'other', 'third', 'reader'].map((name) => newcomer(`${name}@example.org`, name)),
)
const coast = await bring(one!, smallCoast('own-sketch', 'Coast'))
await joinTeam(coast, other!, 'steward')
await joinTeam(coast, third!)
await joinTeam(coast, reader!, 'reader')
const path = `/landscapes/${coast.slug}`
const close = (who: Caller, email: string, also = {}) => who.send('/account/close', { email, ...also })
const isThere = async ({ id }: Caller) => (await owner.query('select from person where id = $1', [id])).rowCount === 1
const handOn = (...addresses: string[]) => handOnTheKey(db, clock, { slug: coast.slug, addresses })

test('E23: while a keeper may sign in the key is not handed on, and before the lock there is none', async () => {
  expect(await handOn('third@example.org')).toBe('not-locked')
  await one!.send(`${path}/people/lock/keepers`, { keeper: [one!.id!, other!.id!] })
  await third!.send(`${path}/people/lock`, { word: 'lock' })
  expect(await handOn('third@example.org')).toBe('has-keeper')
  expect((await third!.see(path)).status).toBe(404)
})

test('E23: one of two keepers closes their account; the last is told first that the landscape would stay locked', async () => {
  expect((await close(one!, 'one@example.org')).status).toBe(200)
  expect(await isThere(one!)).toBe(false)
  const asked = await close(other!, 'other@example.org')
  expect(asked.status).toBe(422)
  expect(asked.text).toContain('stays locked until whoever runs this instance hands the key on')
  expect(asked.text).toContain('name="locked"')
  expect(await isThere(other!)).toBe(true)
})

test('E23: a last keeper does not give the key away by leaving the team or by a smaller role', async () => {
  for (const ask of [
    `take_off_team('${coast.id}', '${other!.id}')`,
    `give_role('${coast.id}', '${other!.id}', 'reader')`,
  ]) {
    const client = await db.pools.app.connect()
    await client.query('begin')
    await client.query(`select set_config('ecotone.person', $1, true)`, [other!.id])
    expect((await client.query(`select ${ask} as it`)).rows).toEqual([{ it: 'last-steward' }])
    await client.query('rollback')
    client.release()
  }
})

test('E17: whoever says that it may stay locked is erased all the same, and nobody is left who opens the landscape', async () => {
  expect((await close(other!, 'other@example.org', { locked: 'yes' })).status).toBe(200)
  expect(await isThere(other!)).toBe(false)
  for (const who of [third!, reader!, runs]) expect((await who.see(`${path}/people/lock`)).status).toBe(404)
})

test('E23: whoever runs the machine hands the key on to somebody of the team, who opens it; that is written down and nobody else can', async () => {
  expect(await handOn('runs@example.org')).toBe('not-on-team')
  expect(await handOn('third@example.org', 'third@example.org')).toBe('not-on-team')
  for (const role of ['ecotone_app', 'ecotone_auth']) {
    const { rows } = await owner.query(
      `select has_function_privilege($1, 'hand_on_the_key(text, text[], timestamptz)', 'execute') as may`,
      [role],
    )
    expect(rows).toEqual([{ may: false }])
  }
  expect(await handOn('third@example.org', 'reader@example.org')).toBe('done')
  const { rows: roles } = await owner.query('select role from convener where landscape_id = $1 order by role', [
    coast.id,
  ])
  expect(roles.map(({ role }) => role)).toEqual(['convener', 'steward'])
  const { rows: deeds } = await owner.query(
    `select what, who, about from audit where landscape_id = $1 order by seq desc limit 3`,
    [coast.id],
  )
  expect(deeds).toEqual([
    { what: 'keepers-named', who: null, about: null },
    { what: 'role-given', who: null, about: third!.id },
    { what: 'role-given', who: null, about: reader!.id },
  ])
  expect((await third!.see(`${path}/people/lock`)).status).toBe(200)
  expect((await third!.send(`${path}/people/lock/opening`, {})).status).toBe(303)
  expect((await third!.see(path)).status).toBe(200)
})

test('E23: two keepers who close their accounts at the same moment take turns: one of them is asked first', async () => {
  const [left, right] = [await newcomer('left@example.org', 'Left'), await newcomer('right@example.org', 'Right')]
  const bay = await bring(left, smallCoast('own-sketch', 'Bay'))
  await joinTeam(bay, right, 'steward')
  await joinTeam(bay, third!)
  await left.send(`/landscapes/${bay.slug}/people/lock/keepers`, { keeper: [left.id!, right.id!] })
  await left.send(`/landscapes/${bay.slug}/people/lock`, { word: 'lock' })
  const both = await Promise.all([close(left, 'left@example.org'), close(right, 'right@example.org')])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422])
})
