import { expect, test } from 'vitest'
import { smallCoast } from '../../../test/security/small-coast.ts'
import { wholeProgram } from '../../../test/security/whole-program.ts'

const program = await wholeProgram()
const { owner, newcomer, nobody, bring, bugs } = program
const runs = await newcomer('runs@example.org', 'Runs It')
const ana = await newcomer('ana@example.org', 'Ana')
const rui = await newcomer('rui@example.org', 'Rui')
const coast = await bring(ana, smallCoast('own-sketch', 'Coast'))

const roles = async (id: string | null) =>
  (
    await owner.query(
      `select role from site_role where person_id = $1 union select 'instance-steward' from instance_steward where person_id = $1 order by 1`,
      [id],
    )
  ).rows.map(({ role }) => role)

const rolesPath = (who: { id: string | null }) => `/instance/people/${who.id}/roles`

test('the first who is let in runs the instance and begins its site, and nobody after them by itself', async () => {
  expect(await roles(runs.id)).toEqual(['editor', 'instance-steward'])
  expect((await owner.query('select from instance_steward')).rowCount).toBe(1)
  expect((await runs.see('/instance')).status).toBe(200)
  expect((await ana.see('/instance')).status).toBe(403)
  expect((await nobody.see('/instance')).location).toBe('/sign-in?next=%2Finstance')
})

test('E8: running the instance shows who may sign in, and no landscape, nor who is on one', async () => {
  const { text } = await runs.see('/instance')
  expect(text).toContain('ana@example.org')
  for (const word of ['Coast', 'Zq', coast.id, coast.slug]) expect(text).not.toContain(word)
  expect((await runs.see(`/landscapes/${coast.slug}`)).status).toBe(404)
  expect((await runs.see('/landscapes')).text).not.toContain('Coast')
  expect((await runs.call('GET', `/api/landscapes/${coast.slug}`)).status).toBe(404)
})

test('whoever runs the instance is told when it enters its database as the owner', async () => {
  expect((await runs.see('/instance')).text).not.toContain('as the owner')
  const { db } = program
  Object.assign(db, { hasOwnLogins: false })
  try {
    expect((await runs.see('/instance')).text).toContain('This instance enters its database as the owner')
  } finally {
    Object.assign(db, { hasOwnLogins: true })
  }
})

test('somebody is let in, and may sign in from then on', async () => {
  expect((await runs.send('/instance/people', { email: 'nonsense' })).status).toBe(422)
  expect((await runs.send('/instance/people', { email: 'New@Example.org' })).location).toBe('/instance?done=let-in')
  const { rows } = await owner.query(
    `select provider_id from account a join person p on p.id = a.person_id where p.email = 'new@example.org'`,
  )
  expect(rows).toEqual([{ provider_id: 'email-link' }])
})

test('a closed door ends every session at once, and no invitation opens it again', async () => {
  const leaver = await newcomer('leaver@example.org', 'Leaver')
  await runs.send(rolesPath(leaver), { role: 'editor' })
  await ana.send(`/landscapes/${coast.slug}/people/team/invitations`, { email: 'leaver@example.org', role: 'reader' })
  const { rows } = await owner.query(`select plain_text from mail where address = 'leaver@example.org'`)
  const token = /token=([\w-]+)/.exec(rows[0].plain_text)![1]!
  expect((await runs.send(`/instance/people/${leaver.id}/closing`, {})).location).toBe('/instance?done=closed')
  expect((await leaver.see('/account')).location).toMatch(/^\/sign-in/)
  expect(await roles(leaver.id)).toEqual([])
  expect((await nobody.send('/team-invitation', { token })).status).toBe(410)
  const left = await owner.query(
    'select from account where person_id = $1 union all select from convener where person_id = $1',
    [leaver.id],
  )
  expect(left.rowCount).toBe(0)
  expect((await runs.see('/instance')).text).toContain('Door closed')
  await runs.send('/instance/people', { email: 'leaver@example.org' })
  expect((await owner.query('select from account where person_id = $1', [leaver.id])).rowCount).toBe(1)
})

test('roles of the site and of the instance are given and taken, and the last who runs it stays', async () => {
  for (const role of ['moderator', 'editor', 'facilitator', 'instance-steward'])
    await runs.send(rolesPath(rui), { role })
  expect(await roles(rui.id)).toEqual(['editor', 'facilitator', 'instance-steward', 'moderator'])
  expect((await rui.see('/instance')).status).toBe(200)
  for (const role of ['moderator', 'instance-steward']) await runs.send(`${rolesPath(rui)}/taken`, { role })
  expect(await roles(rui.id)).toEqual(['editor', 'facilitator'])
  expect((await rui.see('/instance')).status).toBe(403)
  expect((await runs.send(`${rolesPath(runs)}/taken`, { role: 'instance-steward' })).status).toBe(422)
  expect((await runs.send(`/instance/people/${runs.id}/closing`, {})).status).toBe(422)
  expect((await runs.send(rolesPath(rui), { role: 'owner' })).status).toBe(422)
  expect(await roles(runs.id)).toEqual(['editor', 'instance-steward'])
})

test('the page and its forms ask for somebody who lately showed that it is them', async () => {
  await owner.query(`update session set confirmed_at = now() - interval '1 hour' where person_id = $1`, [runs.id])
  for (const answer of [await runs.see('/instance'), await runs.send(rolesPath(ana), { role: 'editor' })])
    expect([answer.status, answer.location]).toEqual([303, expect.stringMatching(/^\/confirm/)])
  expect(await roles(ana.id)).toEqual([])
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
