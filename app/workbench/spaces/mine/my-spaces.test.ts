import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { smallCoast } from '../../../../test/security/small-coast.ts'
import { type Caller, wholeProgram } from '../../../../test/security/whole-program.ts'

const program = await wholeProgram()
const { db, owner, newcomer, nobody, bring, bugs } = program
const steward = await newcomer('steward@example.org', 'Steward')
const host = await newcomer('host@example.org', 'Hanna Host')
const member = await newcomer('member@example.org', 'Mio Member')
const quiet = await newcomer('quiet@example.org', 'Quiet Member')
const asked = await newcomer('asked@example.org', 'Only Asked')
const stranger = await newcomer('stranger@example.org', 'Stranger')
const coast = await bring(steward, smallCoast('own-sketch', 'Coast'))
const { rows } = await owner.query('select id, name from space where landscape_id = $1 and external_id = $2', [
  coast.id,
  'pier',
])
const pier = rows[0] as { id: string; name: string }

await sit(host, 'host', 'accepted')
await sit(member, 'member', 'accepted')
await sit(quiet, 'member', 'accepted', 'told')
await sit(asked, 'invited', 'asked')

async function sit(who: Caller, role: string, state: string, consent = 'agreed'): Promise<void> {
  await owner.query(
    `insert into participant (landscape_id, person_id, external_id, named_by, consent) values ($1, $2::uuid, $2::text, $3, $4)`,
    [coast.id, who.id, steward.id, consent],
  )
  await owner.query(
    'insert into space_person (landscape_id, space_id, person_id, role, state) values ($1, $2, $3, $4, $5)',
    [coast.id, pier.id, who.id, role, state],
  )
}

const rule = (to: string) => owner.query('update space set ground_rule = $2 where id = $1', [pier.id, to])
const path = `/spaces/${pier.id}`

test('whoever hosts or takes part sees the page of their space, and not the landscape round it', async () => {
  for (const who of [host, member, quiet]) {
    expect((await who.see(path)).text).toContain('Coast')
    expect((await who.see('/spaces')).text).toContain(path)
    for (const other of ['', '/landscape', '/spaces/pier', '/people'])
      expect((await who.see(`/landscapes/${coast.slug}${other}`)).status).toBe(404)
  }
})

test('whoever was only asked, or has nothing to do with it, finds no such space', async () => {
  for (const who of [asked, stranger]) {
    expect((await who.see(path)).status).toBe(404)
    expect((await who.see('/spaces')).text).not.toContain(path)
  }
  expect((await nobody.see(path)).location).toBe(`/sign-in?next=${encodeURIComponent(path)}`)
  for (const odd of ['pier', '%00', "'"]) expect((await member.see(`/spaces/${odd}`)).status).toBe(404)
})

test('E12: in an open space those who agreed stand by name; under another rule no list is shown, to members neither', async () => {
  await rule('open')
  const open = await member.see(path)
  expect(open.text).toContain('Hanna Host')
  expect(open.text).not.toContain('Quiet Member')
  expect(open.text).not.toContain('Only Asked')
  for (const one of ['chatham house', 'closed']) {
    await rule(one)
    const { text } = await member.see(path)
    expect(text).toContain(pier.name)
    for (const name of ['Hanna Host', 'Quiet Member', 'Only Asked']) expect(text).not.toContain(name)
  }
})

test('E12: the database shows a member their own space and no seat of anybody, whatever the page asks', async () => {
  for (const one of ['open', 'chatham house', 'closed']) {
    await rule(one)
    await db.as({ kind: 'person', id: member.id! }, async (tx) => {
      const spaces = await sql<{ id: string }>`select id from space`.execute(tx)
      expect(spaces.rows).toEqual([{ id: pier.id }])
      for (const table of ['space_person', 'participant_seen', 'practice', 'tie', 'invitation', 'landscape'])
        expect((await sql.raw(`select 1 from ${table}`).execute(tx)).rows, table).toEqual([])
      const named = await sql`select * from people_of_my_space(${coast.id}, ${pier.id})`.execute(tx)
      expect(named.rows.length > 0).toBe(one === 'open')
    })
  }
})

test('whoever takes their word back, or declines, is out with the next request', async () => {
  await owner.query(`update space_person set state = 'declined' where person_id = $1`, [host.id])
  expect((await host.see(path)).status).toBe(404)
  await owner.query(`update participant set consent = 'withdrawn' where person_id = $1`, [member.id])
  expect((await member.see(path)).status).toBe(404)
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
