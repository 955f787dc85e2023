import { expect, test } from 'vitest'
import { accessTable } from './access-table.ts'
import { smallCoast } from './small-coast.ts'
import { askRoute, filledRoute } from './try-route.ts'
import { type Answer, type Caller, wholeProgram } from './whole-program.ts'

const program = await wholeProgram()
const { app, owner, newcomer, nobody, bring, bugs } = program
const steward = await newcomer('steward-a@example.org', 'Steward of A')
const stranger = await newcomer('steward-b@example.org', 'Steward of B')
const visitor = await newcomer('visitor@example.org', 'Visitor')

const ours = await bring(steward, smallCoast('own-sketch', 'Ours'))
const theirs = await bring(stranger, smallCoast('consented', 'Theirs'))
const example = await bring(steward, smallCoast('fictional', 'Example'), true)
for (const landscape of [ours, example]) await steward.send(`/landscapes/${landscape.slug}/readings`, { size: '6' })
await program.doTheJobs()
const readings = await newestReadings()
const upload = await sentUpload(steward)

const known = [
  ...new Set(app.routes.filter(({ method }) => method !== 'ALL').map((one) => `${one.method} ${one.path}`)),
]
const inLandscape = known.filter((route) => route.includes('/landscapes/:slug'))
const changing = known.filter((route) => !route.startsWith('GET '))

test('every address of the program says here who may', () => {
  expect(known.toSorted()).toEqual(Object.keys(accessTable).toSorted())
})

async function newestReadings(): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ landscape_id: string; id: string }>('select landscape_id, id from snapshot')
  return new Map(rows.map((row) => [row.landscape_id, row.id]))
}

async function sentUpload(who: Caller): Promise<string> {
  const body = new FormData()
  body.append('files', new File(['name,group\nAna,crews\n'], 'people.csv', { type: 'text/csv' }))
  const sent = await who.ask('POST', '/landscapes/bring', { body, headers: { origin: 'http://ecotone.test' } })
  if (sent.status !== 303) throw new Error(`The upload was answered with ${sent.status}.`)
  return sent.location!.split('/').at(-1)!
}

const filled = (route: string, landscape: { id: string; slug: string }) =>
  filledRoute(route, { readings, upload }, landscape)

function ask(who: Caller, route: string, path: string, headers?: Record<string, string>): Promise<Answer> {
  const reading = readings.get(path.includes(`/${example.slug}/`) ? example.id : ours.id)!
  return askRoute(who, route, path, { reading, headers })
}

test.each(inLandscape)('a visitor looks round the example and changes nothing in it: %s', async (route) => {
  const before = await drawing(example.id)
  const answer = await ask(visitor, route, filled(route, example))
  const may = accessTable[route]!.who === 'sees'
  if (may) expect([200, 204, 303, 404, 422]).toContain(answer.status)
  else expect(answer.status).toBe(403)
  if (may && route.startsWith('GET ')) expect(answer.status).toBe(200)
  expect(await drawing(example.id)).toEqual(before)
})

test.each(changing)('a form on another site changes nothing: %s', async (route) => {
  const elsewhere: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://ecotone.test' },
    { 'sec-fetch-site': 'same-site', origin: 'http://ecotone.test' },
    { origin: 'http://ecotone.test:8080' },
  ]
  for (const headers of elsewhere) {
    expect((await ask(steward, route, filled(route, ours), headers)).status).toBe(403)
  }
  expect((await ask(steward, route, filled(route, ours), {})).status).toBe(403)
})

test('an upload is there for its sender alone', async () => {
  const before = await owner.query('select * from upload where id = $1', [upload])
  for (const path of ['', '/stop']) {
    const answer = await stranger.send(`/landscapes/bring/${upload}${path}`, {})
    expect([303, 404]).toContain(answer.status)
    if (answer.location) expect((await stranger.see(answer.location)).status).toBe(404)
  }
  expect((await owner.query('select * from upload where id = $1', [upload])).rows).toEqual(before.rows)
  expect((await stranger.see(`/landscapes/bring/${upload}`)).status).toBe(404)
  expect((await steward.see(`/landscapes/bring/${upload}`)).status).toBe(200)
})

test('the mailbox is not there for anybody who is not on this machine', async () => {
  for (const who of [nobody, steward]) expect((await who.see('/mailbox')).status).toBe(404)
})

const odd = [
  '..%2f..%2fetc%2fpasswd',
  '%00',
  'a%00b',
  '%E0%A4%A',
  '%ff',
  "'%20or%201=1--",
  '%2e%2e',
  '1'.repeat(3000),
  '-',
  '00000000-0000-0000-0000-00000000000g',
]

test.each(known)('odd addresses get a helpful refusal and never a breakdown: %s', async (route) => {
  const places = route.match(/:\w+\??/g) ?? []
  for (const place of places) {
    for (const one of odd) {
      const path = filled(route.replace(place, '\u0001'), ours).replace('\u0001', one)
      const { status } = await ask(steward, route, path)
      expect([200, 303, 400, 403, 404, 409, 422]).toContain(status)
    }
  }
})

const passersBy = await Promise.all(Array.from({ length: 6 }, (_, nth) => newcomer(`passer-by-${nth}@example.org`)))
let next = 0

test.each(changing)('odd bodies get a helpful refusal and never a breakdown: %s', async (route) => {
  const path = filled(route, ours)
  const here = { origin: 'http://ecotone.test' }
  // in turns: such bodies sign people out, and too many of one person are refused unread
  const who =
    route.includes(' /landscapes') || route.includes(' /api/') ? steward : passersBy[next++ % passersBy.length]!
  const bodies: [string, string | undefined][] = [
    ['application/json', '{'],
    ['application/json', '[]'],
    ['application/json', 'null'],
    ['application/json', '{"__proto__":{"a":1},"constructor":7}'],
    ['application/json', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['application/x-www-form-urlencoded', '%00=%00&reading=%00&form_key=%00&__proto__=1'],
    ['application/x-www-form-urlencoded', 'reading=nope&form_key=nope&role.=host&state.x=1&size=1e9'],
    ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1'],
    ['text/plain', 'hello'],
    ['', ''],
  ]
  for (const [type, body] of bodies) {
    const headers = type ? { ...here, 'content-type': type } : here
    const answer = await who.ask(route.split(' ')[0]!, path, { headers, body: body ?? null })
    expect([200, 303, 400, 403, 404, 409, 410, 422, 429]).toContain(answer.status)
  }
  const large = await who.ask(route.split(' ')[0]!, path, {
    headers: {
      ...here,
      'content-type': path.startsWith('/api/') ? 'application/json' : 'application/x-www-form-urlencoded',
    },
    body: `a=${'x'.repeat(1_100_000)}`,
  })
  expect([303, 400, 403, 404, 409, 413, 429]).toContain(large.status)
})

test.each(known)('every answer forbids foreign scripts and styles, whatever it is: %s', async (route) => {
  for (const who of [nobody, visitor]) {
    const { headers } = await ask(who, route, filled(route, ours))
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).not.toContain('public')
  }
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})

/** How much is drawn: rows in every table of a landscape except readings and where things lie on the map. */
async function drawing(landscapeId: string): Promise<unknown> {
  const { rows } = await owner.query(
    `select (select count(*) from change where landscape_id = $1)::int as changes,
       (select version from landscape where id = $1)::int as version,
       (select count(*) from journal_entry where landscape_id = $1)::int as journal,
       (select count(*) from seen_opportunity where landscape_id = $1)::int as seen`,
    [landscapeId],
  )
  return rows[0]
}

test('theirs is there for its steward, so that the refusals above mean something', async () => {
  expect((await stranger.see(`/landscapes/${theirs.slug}`)).status).toBe(200)
})
