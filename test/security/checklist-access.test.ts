import { expect, test } from 'vitest'
import { accessTable } from './access-table.ts'
import { markOfNames, smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

const program = await wholeProgram()
const { app, owner, newcomer, bring, joinTeam, nobody, bugs } = program
const steward = await newcomer('steward@example.org', 'Steward')
const member = await newcomer('member@example.org', 'Member')
const other = await newcomer('other@example.org', 'Other')
const ours = await bring(steward, smallCoast('own-sketch', 'Ours'))
const theirs = await bring(other, smallCoast('own-sketch', 'Theirs'))
await joinTeam(ours, member, 'reader')
const home = `/landscapes/${ours.slug}`

test('A6: there are no passwords: no form asks for one, no table keeps one, and one that is sent opens nothing', async () => {
  for (const route of Object.keys(accessTable).filter((one) => one.startsWith('GET ') && !one.includes(':')))
    expect((await steward.see(route.slice(4))).text, route).not.toContain('type="password"')
  const { rows } = await owner.query(
    "select table_name || '.' || column_name as it from information_schema.columns where table_schema = 'public' and column_name ilike '%passw%'",
  )
  // the library for sessions names one that it never fills here, and the table takes none
  expect(rows.map(({ it }) => it)).toEqual(['account.password'])
  await expect(owner.query("update account set password = 'x' where person_id = $1", [steward.id])).rejects.toThrow(
    'account_has_no_password',
  )
  for (const password of ['', 'x'.repeat(5_000)]) {
    const { headers } = await nobody.send('/sign-in', { email: 'steward@example.org', password })
    expect(headers.getSetCookie().filter((one) => one.includes('session'))).toEqual([])
  }
  for (const path of ['/api/auth/sign-in/email', '/api/auth/sign-up/email', '/api/auth/get-session'])
    expect((await nobody.call('POST', path, { email: 'steward@example.org', password: 'x' })).status).toBe(404)
})

/** A token that somebody makes on their page, which reads what they read. */
async function tokenOf(who: Caller): Promise<string> {
  const { text } = await who.send('/account/tokens', { name: 'x', scopes: 'read', landscape: '', days: '30' })
  return /eco_[\w-]{43}/.exec(text)?.[0] ?? ''
}

/** Whether somebody hears of changes, asked as a browser does that wants them all and as a program does. */
async function hears(who: Caller): Promise<number[]> {
  const path = `${home}/landscape/news`
  const stream = await app.request(`http://ecotone.test${path}`, {
    headers: { ...(who.cookie && { cookie: who.cookie }), accept: 'text/event-stream' },
  })
  await stream.body?.cancel()
  return [stream.status, (await who.see(path)).status]
}

test('C19: news of a landscape need a session and, with it, a place on the team; a token of the wrong kind is neither', async () => {
  expect(await hears(member)).toEqual([200, 200])
  expect(await hears(other)).toEqual([404, 404])
  expect(await hears(nobody)).toEqual([303, 303])
  const asked = async (token: string, path: string) =>
    (await nobody.ask('GET', path, { headers: { authorization: `Bearer ${token}` } })).status
  const good = await tokenOf(member)
  const wrong = await tokenOf(other)
  expect(await asked(good, `${home}/landscape/news`)).toBe(303)
  expect(await asked(good, `/api${home}`)).toBe(200)
  expect(await asked(wrong, `/api${home}`)).toBe(404)
  expect(await asked(`${good}x`, `/api${home}`)).toBe(401)
})

test('C19: whoever is taken off the team hears no more of a stream they had opened, and a token of theirs reads no more', async () => {
  const token = await tokenOf(member)
  const stream = await app.request(`http://ecotone.test${home}/landscape/news`, {
    headers: { cookie: member.cookie, accept: 'text/event-stream' },
  })
  const reader = stream.body!.getReader()
  await reader.read()
  const removed = await steward.send(`${home}/people/team/${member.id}/removal`, {})
  expect(removed.status).toBe(303)
  while (!(await reader.read()).done) {
    // what was on its way before
  }
  const { status } = await nobody.ask('GET', `/api${home}`, { headers: { authorization: `Bearer ${token}` } })
  expect(status).toBe(404)
})

test('C20: who is on a team is no more to be found from outside than a team that is not there', async () => {
  for (const [who, status] of [
    [other, 404],
    [nobody, 303],
  ] as const) {
    for (const path of [`${home}/people`, `${home}/people/team`, `${home}/people/team/change`, `${home}/people/lock`]) {
      const there = await who.see(path)
      const nowhere = await who.see(path.replace(ours.slug, 'nowhere'))
      expect([there.status, nowhere.status]).toEqual([status, status])
      expect(there.text).not.toContain('Steward')
      expect(there.text.replaceAll(ours.slug, '')).toHaveLength(nowhere.text.replaceAll('nowhere', '').length)
    }
  }
})

test('C23: whoever asks for a link with an address that nobody let in stays unknown', async () => {
  const before = (await owner.query('select count(*)::int as n from person')).rows[0].n
  for (const email of ['new@example.org', 'STEWARD@example.com', 'steward@example.org.'])
    await nobody.send('/sign-in', { email, name: 'New', role: 'steward' })
  await new Promise((resolve) => setImmediate(resolve))
  expect((await owner.query('select count(*)::int as n from person')).rows[0].n).toBe(before)
})

/** Ids of ours that only we have, each in the places of addresses that it fits. */
async function idsOfOurs(): Promise<Record<string, string>> {
  await steward.send(`${home}/people/team/invitations`, { email: 'late@example.org', role: 'reader' })
  const one = async (text: string) => (await owner.query(text, [ours.id])).rows[0]?.it as string
  const { text } = await steward.call('POST', `/api${home}/readings`, {})
  const file = new FormData()
  file.append('files', new File(['name,group\nZulmira,crews\n'], 'people.csv', { type: 'text/csv' }))
  const sent = await steward.ask('POST', '/landscapes/bring', {
    body: file,
    headers: { origin: 'http://ecotone.test', 'sec-fetch-site': 'same-origin' },
  })
  return {
    reading: /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)?.[0] ?? '',
    invitation: await one('select id as it from team_invitation where landscape_id = $1'),
    member: steward.id!,
    upload: sent.location?.split('/').at(-1) ?? '',
  }
}

test('C18: an id of one landscape under the address of another, whoever stewards that, reaches nothing', async () => {
  const ids = await idsOfOurs()
  for (const [name, id] of Object.entries(ids)) expect(id, name).toMatch(/^[0-9a-f-]{10,36}$/)
  const state = async () =>
    (
      await owner.query(
        `select (select version from landscape where id = $1) as version,
          (select jsonb_agg(c order by c.person_id) from convener c where landscape_id = $1) as team,
          (select count(*)::int from team_invitation where landscape_id = $1) as invitations,
          (select jsonb_agg(s.state || s.cancel_asked::text) from snapshot s where landscape_id = $1) as readings,
          (select count(*)::int from upload where person_id = $2) as uploads`,
        [ours.id, steward.id],
      )
    ).rows[0]
  const before = await state()
  const routes = Object.keys(accessTable).filter((route) => Object.keys(ids).some((name) => route.includes(`:${name}`)))
  expect(routes.length).toBeGreaterThanOrEqual(10)
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ')
    const address = path.replace(/:(\w+)/g, (_, name: string) => (name === 'slug' ? theirs.slug : (ids[name] ?? 'x')))
    const { form, json } = accessTable[route]!
    const answer =
      method === 'GET'
        ? await other.see(address)
        : address.startsWith('/api/')
          ? await other.call(method, address, json ?? {})
          : await other.send(address, { ...form, landscape_id: ours.id, landscapeId: ours.id, slug: ours.slug })
    // stopping what is not theirs to stop leads on as if there was nothing; that there was nothing is seen below
    expect([303, 403, 404, 409, 422], route).toContain(answer.status)
    if (answer.status === 303) expect(route).toMatch(/stop$/)
    expect(answer.text, route).not.toContain('Steward')
    expect(answer.text.includes(markOfNames) && answer.text.includes(ours.slug), route).toBe(false)
  }
  expect(await state()).toEqual(before)
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
