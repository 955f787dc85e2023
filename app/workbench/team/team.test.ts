import { expect, test } from 'vitest'
import { smallCoast } from '../../../test/security/small-coast.ts'
import { type Caller, wholeProgram } from '../../../test/security/whole-program.ts'

const program = await wholeProgram()
const { owner, newcomer, nobody, bring, joinTeam, bugs } = program
const ana = await newcomer('ana@example.org', 'Ana')
const rui = await newcomer('rui@example.org', 'Rui')
const eva = await newcomer('eva@example.org', 'Eva')
const known = await newcomer('known@example.org', 'Known')

async function newLandscape() {
  const landscape = await bring(ana, smallCoast('own-sketch', 'Coast'))
  const path = `/landscapes/${landscape.slug}`
  return { ...landscape, path, team: `${path}/people/team` }
}

async function rolesIn(landscape: { id: string }): Promise<Record<string, string>> {
  const { rows } = await owner.query(
    'select person_id, role from convener where landscape_id = $1 order by role, since',
    [landscape.id],
  )
  const names = new Map([ana, rui, eva, known].map((one, nth) => [one.id, ['ana', 'rui', 'eva', 'known'][nth]]))
  return Object.fromEntries(rows.map((row) => [names.get(row.person_id) ?? 'new', row.role]))
}

/** The link in the newest letter to an address. */
async function tokenFor(address: string): Promise<string> {
  const { rows } = await owner.query(
    `select plain_text from mail where address = $1 and landscape_id is not null order by written_at desc, id desc limit 1`,
    [address],
  )
  return /team-invitation\?token=([\w-]+)/.exec(rows[0]?.plain_text ?? '')?.[1] ?? ''
}

const invite = (who: Caller, landscape: { team: string }, email: string, role: string) =>
  who.send(`${landscape.team}/invitations`, { email, role })

/** From now on whoever this is signed in too long ago for what deserves a second look. */
function growStale(who: Caller) {
  return owner.query(`update session set confirmed_at = now() - interval '20 minutes' where person_id = $1`, [who.id])
}

function growFresh(who: Caller) {
  return owner.query('update session set confirmed_at = now() where person_id = $1', [who.id])
}

test('a steward invites by e-mail, and the answer is the same whether somebody is known by the address or not', async () => {
  const coast = await newLandscape()
  const answers = []
  for (const address of ['known@example.org', 'unknown@example.org']) {
    const sent = await invite(ana, coast, address, 'team-member')
    const page = await ana.see(coast.team)
    answers.push([sent.status, sent.location, page.text.includes(address), page.text.includes('Known')])
  }
  expect(answers[0]).toEqual(answers[1])
  expect(answers[0]).toEqual([303, `${coast.team}?done=invited`, true, false])
  const { rows } = await owner.query(
    `select role, length(token_hash) as n from team_invitation where landscape_id = $1`,
    [coast.id],
  )
  expect(rows).toEqual([
    { role: 'team-member', n: 32 },
    { role: 'team-member', n: 32 },
  ])
  expect(await tokenFor('unknown@example.org')).toHaveLength(43)
})

test('C22: the letter names whoever is signed in as the inviter, whatever the form says', async () => {
  const coast = await newLandscape()
  const fields = {
    email: 'invited@example.org',
    role: 'reader',
    inviter: 'Mallory',
    inviter_id: rui.id!,
    name: 'Mallory',
  }
  await ana.send(`${coast.team}/invitations`, fields)
  const { rows } = await owner.query(`select plain_text from mail where address = 'invited@example.org'`)
  expect(rows[0].plain_text).toContain('Ana asks you onto the team')
  expect(rows[0].plain_text).not.toContain('Mallory')
})

test('nobody is invited as somebody who runs the instance, nor with no address', async () => {
  const coast = await newLandscape()
  for (const [email, role] of [
    ['x@example.org', 'instance-steward'],
    ['x@example.org', ''],
    ['nonsense', 'reader'],
    ['two@example.org, three@example.org', 'reader'],
  ] as const)
    expect((await invite(ana, coast, email, role)).status).toBe(422)
  expect((await owner.query('select from team_invitation where landscape_id = $1', [coast.id])).rowCount).toBe(0)
})

test('opening the link uses nothing up; its button works once, and lets somebody in who was never here', async () => {
  const coast = await newLandscape()
  await invite(ana, coast, 'new@example.org', 'convener')
  const token = await tokenFor('new@example.org')
  for (let i = 0; i < 2; i++) {
    const page = await nobody.see(`/team-invitation?token=${token}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Ana asked new@example.org')
  }
  const [one, other] = await Promise.all([
    nobody.send('/team-invitation', { token }),
    nobody.send('/team-invitation', { token }),
  ])
  expect([one!.status, other!.status].sort()).toEqual([200, 410])
  expect(one!.headers.getSetCookie().concat(other!.headers.getSetCookie()).join()).not.toContain('session_token')
  expect(await rolesIn(coast)).toEqual({ ana: 'steward', new: 'convener' })
  const comes = await newcomer('new@example.org')
  expect((await comes.see(coast.path)).status).toBe(200)
  expect((await nobody.see(`/team-invitation?token=${token}`)).status).toBe(410)
})

test('an invitation that was withdrawn, replaced, or is fourteen days old leads nowhere', async () => {
  const coast = await newLandscape()
  await invite(ana, coast, 'late@example.org', 'reader')
  const first = await tokenFor('late@example.org')
  await invite(ana, coast, 'late@example.org', 'reader')
  const second = await tokenFor('late@example.org')
  expect((await nobody.see(`/team-invitation?token=${first}`)).status).toBe(410)
  expect((await nobody.see(`/team-invitation?token=${second}`)).status).toBe(200)
  await owner.query(`update team_invitation set expires_at = now() - interval '1 second' where landscape_id = $1`, [
    coast.id,
  ])
  expect((await nobody.send('/team-invitation', { token: second })).status).toBe(410)

  await invite(ana, coast, 'late@example.org', 'reader')
  const third = await tokenFor('late@example.org')
  const { rows } = await owner.query('select id from team_invitation where landscape_id = $1', [coast.id])
  const withdrawal = `${coast.team}/invitations/${rows[0].id}/withdrawal`
  expect((await ana.send(withdrawal, {})).status).toBe(303)
  expect((await nobody.send('/team-invitation', { token: third })).status).toBe(410)
  expect((await ana.send(withdrawal, {})).status).toBe(409)
  expect(await rolesIn(coast)).toEqual({ ana: 'steward' })
})

test('A10: whoever is taken off the team, lowered, or shut out of the instance leaves no invitation behind to come back by', async () => {
  const coast = await newLandscape()
  const over: Record<string, () => Promise<unknown>> = {
    removed: () => ana.send(`${coast.team}/${rui.id}/removal`, {}),
    lowered: () => ana.send(`${coast.team}/${rui.id}/role`, { role: 'convener' }),
    'shut out': () => owner.query('insert into closed_door (person_id, closed_at) values ($1, now())', [rui.id]),
  }
  for (const [how, end] of Object.entries(over)) {
    await owner.query('delete from convener where landscape_id = $1 and person_id = $2', [coast.id, rui.id])
    await joinTeam(coast, rui, 'steward')
    await invite(rui, coast, 'second-self@example.org', 'steward')
    await invite(ana, coast, 'welcome@example.org', 'reader')
    const token = await tokenFor('second-self@example.org')
    expect((await nobody.see(`/team-invitation?token=${token}`)).status, how).toBe(200)
    await end()
    expect((await nobody.see(`/team-invitation?token=${token}`)).status, how).toBe(410)
    const others = await tokenFor('welcome@example.org')
    expect((await nobody.see(`/team-invitation?token=${others}`)).status, how).toBe(200)
  }
  await owner.query('delete from closed_door')
})

test('whoever is on the team already keeps their role when they take an invitation', async () => {
  const coast = await newLandscape()
  await joinTeam(coast, rui)
  await invite(ana, coast, 'rui@example.org', 'steward')
  const taken = await rui.send('/team-invitation', { token: await tokenFor('rui@example.org') })
  expect([taken.status, taken.location]).toEqual([303, coast.path])
  expect((await rolesIn(coast))['rui']).toBe('convener')
})

test('another role holds with the next request, also for what was open before', async () => {
  const coast = await newLandscape()
  await joinTeam(coast, rui)
  const may = async () => (await rui.see(`${coast.path}/spaces/new`)).status
  expect(await may()).toBe(200)
  expect((await ana.send(`${coast.team}/${rui.id}/role`, { role: 'reader' })).status).toBe(303)
  expect(await may()).toBe(403)
  expect((await rui.see(coast.path)).status).toBe(200)
  expect((await ana.send(`${coast.team}/${rui.id}/removal`, {})).status).toBe(303)
  expect((await rui.see(coast.path)).status).toBe(404)
})

test('the last steward cannot leave, be lowered or be removed, not even by two at the same moment', async () => {
  const coast = await newLandscape()
  await joinTeam(coast, rui)
  expect((await ana.send(`${coast.team}/leaving`, {})).status).toBe(409)
  expect((await ana.send(`${coast.team}/${ana.id}/role`, { role: 'convener' })).status).toBe(409)
  expect((await ana.send(`${coast.team}/${ana.id}/removal`, {})).status).toBe(409)
  await ana.send(`${coast.team}/${rui.id}/role`, { role: 'steward' })
  await Promise.all([ana.send(`${coast.team}/leaving`, {}), rui.send(`${coast.team}/leaving`, {})])
  expect(Object.values(await rolesIn(coast))).toEqual(['steward'])
})

test('handing over makes somebody else steward and oneself a convener, both or neither', async () => {
  const coast = await newLandscape()
  await joinTeam(coast, rui, 'reader')
  expect((await ana.send(`${coast.team}/handing-over`, { to: eva.id! })).status).toBe(409)
  expect(await rolesIn(coast)).toEqual({ ana: 'steward', rui: 'reader' })
  expect((await ana.send(`${coast.team}/handing-over`, { to: rui.id! })).location).toBe(
    `${coast.team}?done=handed-over`,
  )
  expect(await rolesIn(coast)).toEqual({ ana: 'convener', rui: 'steward' })
})

test('inviting and giving roles ask for somebody who lately showed that it is them', async () => {
  const coast = await newLandscape()
  await joinTeam(coast, rui)
  await growStale(ana)
  for (const answer of [
    await invite(ana, coast, 'x@example.org', 'reader'),
    await ana.send(`${coast.team}/${rui.id}/role`, { role: 'steward' }),
    await ana.send(`${coast.team}/${rui.id}/removal`, {}),
    await ana.see(`${coast.team}/change`),
  ])
    expect([answer.status, answer.location]).toEqual([303, expect.stringMatching(/^\/confirm\?next=/)])
  await growFresh(ana)
  expect(await rolesIn(coast)).toEqual({ ana: 'steward', rui: 'convener' })
})

test('every deed of the team leaves its line in the audit', async () => {
  const coast = await newLandscape()
  await invite(ana, coast, 'eva@example.org', 'reader')
  await nobody.send('/team-invitation', { token: await tokenFor('eva@example.org') })
  await ana.send(`${coast.team}/${eva.id}/role`, { role: 'team-member' })
  await ana.send(`${coast.team}/${eva.id}/removal`, {})
  const { rows } = await owner.query('select what, who, about from audit where landscape_id = $1 order by seq', [
    coast.id,
  ])
  expect(rows.map(({ what }) => what)).toEqual(['invited', 'invitation-accepted', 'role-given', 'role-taken'])
  expect(rows.slice(2)).toEqual(['role-given', 'role-taken'].map((what) => ({ what, who: ana.id, about: eva.id })))
})

test('an address that was invited goes with whoever erases themselves, and after its fourteen days', async () => {
  const coast = await newLandscape()
  const leaver = await newcomer('leaver@example.org')
  await invite(ana, coast, 'leaver@example.org', 'reader')
  await owner.query('delete from person where id = $1', [leaver.id])
  expect((await owner.query(`select from team_invitation where address = 'leaver@example.org'`)).rowCount).toBe(0)
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
