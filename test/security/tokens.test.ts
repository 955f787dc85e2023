import { expect, test } from 'vitest'
import { smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

const { owner, newcomer, nobody, bring, joinTeam, bugs } = await wholeProgram()
const steward = await newcomer('steward@example.org', 'Steward')
const ours = await bring(steward, smallCoast('fictional', 'Ours'))
const other = await bring(steward, smallCoast('fictional', 'Other'))

async function tokenOf(who: Caller, fields: Record<string, string | string[]> = {}): Promise<string> {
  const made = await who.send('/account/tokens', { name: 'Script', scopes: ['read', 'write'], days: '30', ...fields })
  const token = /eco_[\w-]{43}/.exec(made.text)?.[0]
  if (!token) throw new Error(`No token was shown: ${made.status}`)
  return token
}

async function ask(token: string, method: string, path: string, body?: unknown, more: Record<string, string> = {}) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...more }
  const answer = await nobody.ask(method, path, { headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  return { ...answer, json: () => JSON.parse(answer.text) as Record<string, unknown> }
}

test('a token lets a program act for its owner on the routes for programs, without a cookie, and nowhere else', async () => {
  const token = await tokenOf(steward)
  expect((await ask(token, 'GET', `/api/landscapes/${ours.slug}`)).status).toBe(200)
  const sent = { question: 'Who mends it?' }
  expect((await ask(token, 'POST', `/api/landscapes/${ours.slug}/spaces`, sent)).status).toBe(200)
  expect((await ask(token, 'GET', '/account')).location).toContain('/sign-in')
  expect((await ask(token, 'GET', `/landscapes/${ours.slug}`)).location).toContain('/sign-in')
})

test('what a token does not allow is refused with the scope that is missing', async () => {
  const reading = await tokenOf(steward, { scopes: 'read' })
  const refused = await ask(reading, 'POST', `/api/landscapes/${ours.slug}/spaces`, { question: 'Who?' })
  expect(refused.status).toBe(403)
  expect(refused.headers.get('content-type')).toContain('application/problem+json')
  expect(refused.json()).toMatchObject({ reason: 'scope-missing', scope: 'write', type: '/api#scope-missing' })
  expect((await ask(reading, 'GET', `/api/landscapes/${ours.slug}/whole`)).json()).toMatchObject({ scope: 'export' })
  const taking = await tokenOf(steward, { scopes: 'export' })
  expect((await ask(taking, 'GET', `/api/landscapes/${ours.slug}/whole`)).status).toBe(200)
  expect((await ask(taking, 'GET', `/api/landscapes/${ours.slug}`)).json()).toMatchObject({ scope: 'read' })
})

test('a token goes no further than its owner', async () => {
  const stranger = await newcomer('stranger@example.org')
  const token = await tokenOf(stranger, { scopes: ['read', 'write', 'export'] })
  expect((await ask(token, 'GET', `/api/landscapes/${ours.slug}`)).status).toBe(404)
  const convener = await newcomer('convener@example.org')
  await joinTeam(ours, convener)
  const theirs = await tokenOf(convener, { scopes: 'export' })
  expect((await ask(theirs, 'GET', `/api/landscapes/${ours.slug}/whole`)).status).toBe(403)
})

test('a token of one landscape opens that one alone, and nobody makes one for a landscape they do not see', async () => {
  const token = await tokenOf(steward, { landscape: ours.id })
  expect((await ask(token, 'GET', `/api/landscapes/${ours.slug}`)).status).toBe(200)
  for (const path of [`/api/landscapes/${other.slug}`, '/api/landscapes', `/api/landscapes/${ours.slug}-x`])
    expect((await ask(token, 'GET', path)).json()).toMatchObject({ status: 403, reason: 'other-landscape' })
  const stranger = await newcomer('sees-nothing@example.org')
  const refused = await stranger.send('/account/tokens', { name: 'x', scopes: 'read', landscape: ours.id })
  expect(refused.status).toBe(422)
})

test('A8: a token made anew kills the one before; one that ended, ran out or lost its owner opens nothing', async () => {
  const who = await newcomer('rolls@example.org')
  const first = await tokenOf(who)
  const row = async () => (await owner.query('select id from api_token where person_id = $1', [who.id])).rows[0].id
  const second = /eco_[\w-]{43}/.exec((await who.send('/account/tokens/roll', { token: await row() })).text)![0]
  expect((await ask(first, 'GET', '/api/landscapes')).status).toBe(401)
  expect((await ask(second, 'GET', '/api/landscapes')).status).toBe(200)
  await owner.query(
    `update api_token set made_at = now() - interval '40 days', expires_at = now() - interval '1 second' where person_id = $1`,
    [who.id],
  )
  expect((await ask(second, 'GET', '/api/landscapes')).status).toBe(401)
  await who.send('/account/tokens/end', { token: await row() })
  const third = await tokenOf(who)
  await owner.query('delete from account where person_id = $1', [who.id])
  expect((await ask(third, 'GET', '/api/landscapes')).status).toBe(401)
})

test("nobody rolls or ends somebody else's token", async () => {
  const [mine, thief] = [await newcomer('mine@example.org'), await newcomer('thief@example.org')]
  const token = await tokenOf(mine)
  const { rows } = await owner.query('select id from api_token where person_id = $1', [mine.id])
  expect((await thief.send('/account/tokens/roll', { token: rows[0].id })).status).toBe(303)
  await thief.send('/account/tokens/end', { token: rows[0].id })
  expect((await ask(token, 'GET', '/api/landscapes')).status).toBe(200)
  expect((await thief.see('/account/tokens')).text).not.toContain(token.slice(0, 10))
})

test('a token is kept as a hash, shown once, and its last day of use is remembered, not more', async () => {
  const who = await newcomer('kept@example.org')
  const token = await tokenOf(who)
  await ask(token, 'GET', '/api/landscapes')
  const { rows } = await owner.query('select * from api_token where person_id = $1', [who.id])
  expect(JSON.stringify(rows)).not.toContain(token.slice(10))
  expect(rows[0].used_on).not.toBeNull()
  expect((await who.see('/account/tokens')).text).not.toContain(token)
})

test('cookies count for nothing beside a token, and a token from another site is refused', async () => {
  const token = await tokenOf(steward, { scopes: 'read' })
  const mixed = await ask('eco_wrong', 'GET', `/api/landscapes/${ours.slug}`, undefined, { cookie: steward.cookie })
  expect(mixed.status).toBe(401)
  const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect((await ask(token, 'POST', '/api/landscapes', { name: 'x' }, elsewhere)).status).toBe(403)
})

test('making one takes somebody who showed lately that it is them, a name, and something it may do', async () => {
  const who = await newcomer('stale@example.org')
  for (const fields of [{ name: '' }, { scopes: [] }, { scopes: 'all' }, { name: 'x'.repeat(101) }])
    expect((await who.send('/account/tokens', { name: 'x', scopes: 'read', ...fields })).status).toBe(422)
  await owner.query(`update session set confirmed_at = now() - interval '1 day' where person_id = $1`, [who.id])
  expect((await who.see('/account/tokens')).location).toContain('/confirm')
  expect((await who.send('/account/tokens', { name: 'x', scopes: 'read' })).location).toContain('/confirm')
  const taken = await who.call('GET', `/api/landscapes/${ours.slug}/whole`)
  expect(JSON.parse(taken.text)).toMatchObject({ status: 403, reason: 'not-fresh' })
})

test('A10: a changed role holds with the next request of every session and token; a closed door ends them all', async () => {
  const member = await newcomer('member@example.org', 'Member')
  await joinTeam(ours, member, 'convener')
  const token = await tokenOf(member, { scopes: ['read', 'write'] })
  const draws = () => ask(token, 'POST', `/api/landscapes/${ours.slug}/spaces`, { question: 'Who?' })
  expect((await draws()).status).toBe(200)
  await owner.query(`update convener set role = 'reader' where person_id = $1`, [member.id])
  expect((await draws()).status).toBe(403)
  expect((await member.see(`/landscapes/${ours.slug}/spaces/new`)).status).toBe(403)
  await owner.query('delete from account where person_id = $1', [member.id])
  expect((await member.see('/account')).status).toBe(303)
  for (const table of ['session', 'api_token', 'verification'])
    expect((await owner.query(`select 1 from ${table} where person_id = $1`, [member.id])).rowCount).toBe(0)
})

test('somebody closes their account by typing their address, and nothing of them opens afterwards', async () => {
  const who = await newcomer('leaves@example.org', 'Zulmira Leaves')
  const token = await tokenOf(who)
  expect((await who.see('/account/close')).text).toContain('There is no way back')
  expect((await who.send('/account/close', { email: 'leaves' })).status).toBe(422)
  expect((await owner.query('select 1 from person where id = $1', [who.id])).rowCount).toBe(1)
  const closed = await who.send('/account/close', { email: 'Leaves@example.org ' })
  expect(closed.status).toBe(200)
  expect(closed.headers.getSetCookie().join()).toContain('Max-Age=0')
  expect((await owner.query('select 1 from person where id = $1', [who.id])).rowCount).toBe(0)
  expect((await who.see('/account')).status).toBe(303)
  expect((await ask(token, 'GET', '/api/landscapes')).status).not.toBe(200)
  const { rows } = await owner.query('select what from audit where about = $1 and what = $2', [
    who.id,
    'account-closed',
  ])
  expect(rows).toHaveLength(1)
})

test('the last steward of a team hands over before closing their account', async () => {
  const [last, member] = [await newcomer('last@example.org'), await newcomer('stays@example.org')]
  const theirs = await bring(last, smallCoast('fictional', 'Theirs'))
  await joinTeam(theirs, member)
  const refused = await last.send('/account/close', { email: 'last@example.org' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('last steward')
  expect((await last.see('/account')).status).toBe(200)
})

test('closing asks for somebody who showed lately that it is them', async () => {
  const who = await newcomer('slow@example.org')
  await owner.query(`update session set confirmed_at = now() - interval '1 day' where person_id = $1`, [who.id])
  expect((await who.see('/account/close')).location).toContain('/confirm')
  expect((await who.send('/account/close', { email: 'slow@example.org' })).location).toContain('/confirm')
})

test('the document of routes says how a program is known', async () => {
  const document = JSON.parse((await nobody.see('/api/openapi.json')).text) as Record<string, Record<string, unknown>>
  expect(document['components']!['securitySchemes']).toMatchObject({ token: { type: 'http', scheme: 'bearer' } })
  expect((await nobody.see('/api')).text).toContain('id="scope-missing"')
})

test('B14: a wrong token is answered 401 with how to do better, and ever more slowly; a busy one is told how long to wait', async () => {
  const wrong = await ask('eco_wrong', 'GET', '/api/landscapes')
  expect(wrong.status).toBe(401)
  expect(wrong.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  expect(wrong.json()).toMatchObject({ reason: 'token-not-valid', status: 401 })
  const statuses = new Set<number>()
  for (let i = 0; i < 25; i++) statuses.add((await ask(`eco_${i}`, 'GET', '/api/landscapes')).status)
  expect(statuses).toEqual(new Set([401, 429]))
  const busy = await tokenOf(await newcomer('busy@example.org'))
  let last = await ask(busy, 'GET', '/api/landscapes')
  for (let i = 0; i < 300 && last.status === 200; i++) last = await ask(busy, 'GET', '/api/landscapes')
  expect(last.status).toBe(429)
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
