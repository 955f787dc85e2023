import { expect, test } from 'vitest'
import { personId, smallCoast } from './small-coast.ts'
import { type Answer, type Caller, wholeProgram } from './whole-program.ts'

const program = await wholeProgram()
const { app, owner, newcomer, nobody, bring, bugs } = program
const steward = await newcomer('steward-a@example.org', 'Steward of A')
const convener = await newcomer('convener-a@example.org', 'Convener of A')
const stranger = await newcomer('steward-b@example.org', 'Steward of B')
const passerBy = await newcomer('passer-by@example.org')
const visitor = await newcomer('visitor@example.org', 'Visitor')

const ours = await bring(steward, smallCoast('own-sketch', 'Ours'))
const theirs = await bring(stranger, smallCoast('consented', 'Theirs'))
const example = await bring(steward, smallCoast('fictional', 'Example'), true)
await program.joinTeam(ours, convener)
for (const landscape of [ours, example]) await steward.send(`/landscapes/${landscape.slug}/readings`, { size: '6' })
await program.doTheJobs()
const readings = await newestReadings()
const upload = await sentUpload(steward)

/** Who may: anybody at all, anybody signed in, whoever sees the landscape, its team, its steward, or its own sender. */
type Who = 'anybody' | 'signed in' | 'sees' | 'draws' | 'stewards' | 'sent it' | 'on this machine'

interface Expected {
  who: Who
  /** what is sent, so that only who asks can be a reason to refuse */
  form?: Record<string, string>
  json?: unknown
  /** what has to be said in the address */
  query?: string
}

const key = 'missing-conversation:crews+school'
const seat = { person: personId('crews', 0), role: 'host' }

/** Every address of the program, and who may. A new route needs a line here: think of who must not get in before writing it. */
const routes: Record<string, Expected> = {
  'GET /assets/*': { who: 'anybody' },
  'GET /healthz': { who: 'anybody' },
  'GET /readyz': { who: 'anybody' },
  'GET /': { who: 'anybody' },
  'GET /sketch': { who: 'anybody' },
  'GET /sign-in': { who: 'anybody' },
  'POST /sign-in': { who: 'anybody', form: { email: 'nobody@example.org' } },
  'GET /sign-in/confirm': { who: 'anybody' },
  'POST /sign-in/confirm': { who: 'anybody', form: { token: 'none' } },
  'POST /sign-out': { who: 'anybody' },
  'POST /language': { who: 'anybody', form: { language: 'en' } },
  'GET /mailbox': { who: 'on this machine' },
  'GET /account': { who: 'signed in' },
  'POST /account': { who: 'signed in', form: { name: 'Somebody' } },
  'POST /account/sessions/end': { who: 'signed in', form: { session: 'none' } },
  'POST /account/sessions/end-all': { who: 'anybody' },
  'GET /welcome': { who: 'signed in' },
  'GET /landscapes': { who: 'signed in' },
  'GET /landscapes/new': { who: 'signed in' },
  'POST /landscapes/new': { who: 'signed in' },
  'GET /landscapes/bring': { who: 'signed in' },
  'POST /landscapes/bring': { who: 'signed in' },
  'GET /landscapes/bring/:upload': { who: 'sent it' },
  'POST /landscapes/bring/:upload': { who: 'sent it' },
  'GET /landscapes/bring/:upload/mend.csv': { who: 'sent it' },
  'POST /landscapes/bring/:upload/stop': { who: 'sent it' },
  'GET /landscapes/:slug': { who: 'sees' },
  'GET /landscapes/:slug/landscape/map': { who: 'sees' },
  'GET /landscapes/:slug/landscape/map.svg': { who: 'sees' },
  'GET /landscapes/:slug/landscape/map.png': { who: 'sees' },
  'GET /landscapes/:slug/landscape/map.pdf': { who: 'sees' },
  'GET /landscapes/:slug/landscape': { who: 'sees' },
  'GET /landscapes/:slug/practices/:practice': { who: 'sees' },
  'GET /landscapes/:slug/boundaries/:boundary': { who: 'sees' },
  'GET /landscapes/:slug/export': { who: 'stewards' },
  'GET /landscapes/:slug/export/:format': { who: 'stewards' },
  'GET /landscapes/:slug/people/:person': { who: 'sees' },
  'GET /landscapes/:slug/people/:person/join': { who: 'draws' },
  'POST /landscapes/:slug/people/:person/join': { who: 'draws', form: { with: 'nobody' } },
  'GET /landscapes/:slug/drawing/:kind/:id': { who: 'draws' },
  'POST /landscapes/:slug/drawing/:kind/:id': { who: 'draws', form: { name: 'x', kind: 'network' } },
  'GET /landscapes/:slug/drawing/:kind/:id/remove': { who: 'draws' },
  'POST /landscapes/:slug/drawing/:kind/:id/remove': { who: 'draws', form: { based: 'x' } },
  'GET /landscapes/:slug/landscape/news': { who: 'sees' },
  'GET /landscapes/:slug/landscape.csv': { who: 'sees' },
  'GET /landscapes/:slug/measures/:measure': { who: 'sees' },
  'GET /landscapes/:slug/landscape/pasted': { who: 'draws' },
  'POST /landscapes/:slug/landscape/pasted': { who: 'draws', form: { text: 'Zulmira', keep: 'yes' } },
  'POST /landscapes/:slug/practices/:practice/place': {
    who: 'draws',
    form: { way: 'n', distance: 'near', based: 'free' },
  },
  'GET /landscapes/:slug/redraw': { who: 'draws' },
  'POST /landscapes/:slug/redraw': { who: 'draws', form: { proposal: 'x' } },
  'PUT /api/landscapes/:slug/practices/:practice/place': { who: 'draws', json: { to: { x: 1, y: 1 }, based: 'free' } },
  'DELETE /api/landscapes/:slug/practices/:practice/place': { who: 'draws' },
  'POST /api/landscapes/:slug/redraw/proposals': { who: 'draws', json: {} },
  'POST /api/landscapes/:slug/redraw': { who: 'draws', json: { proposal: 'x'.repeat(64) } },
  'GET /landscapes/:slug/history': { who: 'draws' },
  'POST /landscapes/:slug/history/:deed/undo': { who: 'draws' },
  'GET /landscapes/:slug/export.zip': { who: 'stewards' },
  'POST /landscapes/:slug/custom-fields/:field/forgotten': { who: 'draws' },
  'GET /landscapes/:slug/told': { who: 'draws' },
  'GET /landscapes/:slug/told/:person': { who: 'draws' },
  'POST /landscapes/:slug/told/:person': { who: 'draws', form: { state: 'told' } },
  'GET /landscapes/:slug/sketch/people': { who: 'draws' },
  'POST /landscapes/:slug/sketch/people': { who: 'draws', form: { people: 'a, b' } },
  'GET /landscapes/:slug/sketch/boundary': { who: 'draws' },
  'POST /landscapes/:slug/sketch/boundary': { who: 'draws', form: { name: 'x' } },
  'GET /landscapes/:slug/sketch/boundary/:boundary/groups': { who: 'draws' },
  'POST /landscapes/:slug/sketch/boundary/:boundary/groups': { who: 'draws', form: {} },
  'GET /landscapes/:slug/sketch/boundary/:boundary/people': { who: 'draws' },
  'POST /landscapes/:slug/sketch/boundary/:boundary/people': { who: 'draws', form: {} },
  'GET /landscapes/:slug/sketch/ties/:group?': { who: 'draws' },
  'POST /landscapes/:slug/sketch/ties/:group?': { who: 'draws', form: {} },
  'GET /landscapes/:slug/opportunities': { who: 'sees' },
  'POST /landscapes/:slug/readings': { who: 'sees', form: { size: '6' } },
  'POST /landscapes/:slug/readings/:reading/stop': { who: 'sees' },
  'GET /landscapes/:slug/opportunities/journal': { who: 'sees' },
  'GET /landscapes/:slug/opportunities/new': { who: 'draws' },
  'POST /landscapes/:slug/opportunities/new': { who: 'draws', form: { words: 'x', practices: 'crews' } },
  'GET /landscapes/:slug/opportunities/:key': { who: 'sees' },
  'GET /landscapes/:slug/opportunities/:key/listen': { who: 'sees' },
  'GET /landscapes/:slug/opportunities/:key/differently': { who: 'draws' },
  'POST /landscapes/:slug/opportunities/:key/differently': {
    who: 'draws',
    form: { fact: 'tie', from: personId('crews', 0), to: personId('school', 0), says: 'yes' },
  },
  'POST /landscapes/:slug/opportunities/:key/not-now': { who: 'draws', form: { why: 'later' } },
  'POST /landscapes/:slug/opportunities/:key/again': { who: 'draws' },
  'GET /landscapes/:slug/what-if': { who: 'sees' },
  'GET /landscapes/:slug/what-if/result': { who: 'sees' },
  'GET /landscapes/:slug/spaces': { who: 'sees' },
  'GET /landscapes/:slug/spaces/new': { who: 'draws' },
  'POST /landscapes/:slug/spaces/new': { who: 'draws', form: { question: 'Who mends it?' } },
  'GET /landscapes/:slug/spaces/:space': { who: 'sees' },
  'GET /landscapes/:slug/spaces/:space/edit': { who: 'draws' },
  'POST /landscapes/:slug/spaces/:space/edit': {
    who: 'draws',
    form: { name: 'Pier', question: 'Who mends it?', stage: 'alive', groundRule: 'open' },
  },
  'GET /landscapes/:slug/spaces/:space/people': { who: 'draws' },
  'POST /landscapes/:slug/spaces/:space/people': { who: 'draws', form: {} },
  'GET /landscapes/:slug/spaces/:space/invitations': { who: 'draws' },
  'POST /landscapes/:slug/spaces/:space/invitations/:practice': { who: 'draws', form: { words: 'Come.' } },
  'GET /api': { who: 'anybody' },
  'GET /api/openapi.json': { who: 'anybody' },
  'GET /api/landscapes': { who: 'signed in' },
  'POST /api/landscapes': { who: 'signed in', json: { name: 'x', considered: true } },
  'GET /api/landscapes/:slug': { who: 'sees' },
  'GET /api/landscapes/:slug/lens': { who: 'sees' },
  'GET /api/landscapes/:slug/steps': { who: 'draws' },
  'GET /api/landscapes/:slug/changes': { who: 'draws', query: '?than=2026-01-01&by=now' },
  'POST /api/landscapes/:slug/people': { who: 'draws', json: { people: [{ label: 'x', group: null }] } },
  'POST /api/landscapes/:slug/boundaries': { who: 'draws', json: { name: 'x', sides: ['a', 'b'] } },
  'PUT /api/landscapes/:slug/boundaries/:boundary/standings': {
    who: 'draws',
    json: { of: 'practices', standings: [] },
  },
  'POST /api/landscapes/:slug/people/:person/join': { who: 'draws', json: { with: 'nobody' } },
  'POST /api/landscapes/:slug/drawing/:kind': { who: 'draws', json: { values: { name: 'x', kind: 'network' } } },
  'GET /api/landscapes/:slug/drawing/:kind/:id': { who: 'sees' },
  'PUT /api/landscapes/:slug/drawing/:kind/:id': { who: 'draws', json: { values: { name: 'x' }, based: 'x' } },
  'DELETE /api/landscapes/:slug/drawing/:kind/:id': { who: 'draws' },
  'POST /api/landscapes/:slug/cells': { who: 'draws', json: { table: 'people', rows: [{ name: 'Zulmira' }] } },
  'GET /api/landscapes/:slug/history': { who: 'draws' },
  'POST /api/landscapes/:slug/history/:deed/undo': { who: 'draws', json: {} },
  'PUT /api/landscapes/:slug/people/:person/consent': { who: 'draws', json: { state: 'told' } },
  'POST /api/landscapes/:slug/ties': {
    who: 'draws',
    json: { ties: [{ one: personId('crews', 0), other: personId('school', 0), says: 'yes' }] },
  },
  'POST /api/landscapes/:slug/readings': { who: 'sees', json: {} },
  'GET /api/landscapes/:slug/readings/:reading': { who: 'sees' },
  'DELETE /api/landscapes/:slug/readings/:reading': { who: 'sees' },
  'GET /api/landscapes/:slug/opportunities': { who: 'sees' },
  'POST /api/landscapes/:slug/opportunities': { who: 'draws', json: { words: 'x', practices: ['crews'] } },
  'GET /api/landscapes/:slug/journal': { who: 'sees' },
  'POST /api/landscapes/:slug/journal': { who: 'draws', json: { reading: ours.id, key, became: 'again' } },
  'POST /api/landscapes/:slug/opportunities/differently': {
    who: 'draws',
    json: { reading: ours.id, key, fact: { kind: 'asked', person: personId('crews', 0), about: null, answered: true } },
  },
  'POST /api/landscapes/:slug/what-if': { who: 'sees', json: { practices: ['crews', 'school'], size: 6 } },
  'GET /api/landscapes/:slug/spaces': { who: 'sees' },
  'POST /api/landscapes/:slug/spaces': { who: 'draws', json: { question: 'Who mends it?' } },
  'PUT /api/landscapes/:slug/spaces/:space': {
    who: 'draws',
    json: { name: 'Pier', question: 'Who mends it?', stage: 'alive', groundRule: 'open' },
  },
  'PUT /api/landscapes/:slug/spaces/:space/people': { who: 'draws', json: { seats: [seat] } },
  'PUT /api/landscapes/:slug/spaces/:space/invitations/:practice': { who: 'draws', json: { words: 'Come.' } },
}

const known = [
  ...new Set(app.routes.filter(({ method }) => method !== 'ALL').map((one) => `${one.method} ${one.path}`)),
]
const inLandscape = known.filter((route) => route.includes('/landscapes/:slug'))
const changing = known.filter((route) => !route.startsWith('GET '))

test('every address of the program says here who may', () => {
  expect(known.toSorted()).toEqual(Object.keys(routes).toSorted())
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

/** The address with everything in it that it has a place for. */
function filled(route: string, landscape: { id: string; slug: string }, slug = landscape.slug): string {
  const values: Record<string, string> = {
    slug,
    practice: 'clinic',
    boundary: 'ridge',
    'group?': 'crews',
    reading: readings.get(landscape.id) ?? landscape.id,
    key: encodeURIComponent(key),
    space: 'pier',
    kind: 'practice',
    deed: '1234567890123456',
    id: 'clinic',
    person: personId('crews', 0),
    upload,
    format: 'gexf',
    measure: 'reach',
    field: '01890000-0000-7000-8000-000000000000',
  }
  const path = route
    .split(' ')[1]!
    .replace(/:(\w+\??)/g, (_, name: string) => values[name]!)
    .replace('/*', '/nothing')
  return path + (routes[route]?.query ?? '')
}

function ask(who: Caller, route: string, path: string, headers?: Record<string, string>): Promise<Answer> {
  const method = route.split(' ')[0]!
  const { form, json } = routes[route] ?? {}
  if (method === 'GET') return who.see(path)
  if (path.startsWith('/api/')) return who.call(method, path, json ?? {}, headers)
  const reading = readings.get(path.includes(`/${example.slug}/`) ? example.id : ours.id)!
  return who.send(path, { reading, ...form }, headers)
}

/** What a page or a problem says, without what differs from one request to the next. */
function said({ status, text }: Answer, ...own: string[]): string {
  let plain = text
  for (const one of own) plain = plain.replaceAll(one, '…').replaceAll(encodeURIComponent(one), '…')
  return `${status} ${plain.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g, '…')}`
}

test.each(known.filter((route) => !['anybody', 'on this machine'].includes(routes[route]?.who ?? '')))(
  'whoever is not signed in is sent to sign in, or refused: %s',
  async (route) => {
    const answer = await ask(nobody, route, filled(route, ours))
    if (route.includes(' /api/')) expect(answer.status).toBe(403)
    else {
      expect(answer.status).toBe(303)
      expect(answer.location).toMatch(/^\/sign-in\?next=(%2F|\/)/)
    }
  },
)

test.each(inLandscape)("somebody else's landscape looks like one that does not exist: %s", async (route) => {
  for (const outsider of [stranger, visitor]) {
    const there = await ask(outsider, route, filled(route, ours))
    const nowhere = await ask(outsider, route, filled(route, ours, 'nowhere-at-all'))
    expect(there.status).toBe(404)
    expect(said(there, ours.slug)).toBe(said(nowhere, 'nowhere-at-all'))
  }
})

test.each(inLandscape)('a visitor looks round the example and changes nothing in it: %s', async (route) => {
  const before = await drawing(example.id)
  const answer = await ask(visitor, route, filled(route, example))
  const may = routes[route]!.who === 'sees'
  if (may) expect([200, 204, 303, 404, 422]).toContain(answer.status)
  else expect(answer.status).toBe(403)
  if (may && route.startsWith('GET ')) expect(answer.status).toBe(200)
  expect(await drawing(example.id)).toEqual(before)
})

test.each(inLandscape)('those on the team get in, and the export is for stewards: %s', async (route) => {
  const answers = [await ask(steward, route, filled(route, ours)), await ask(convener, route, filled(route, ours))]
  const mine = routes[route]!.who === 'stewards' ? [200, 403] : null
  if (mine) expect(answers.map(({ status }) => status)).toEqual(mine)
  for (const { status } of answers) expect(status).toBeLessThan(500)
  if (!mine && route.startsWith('GET ')) expect(answers[0]!.status).toBe(200)
  if (!mine) for (const { status } of answers) expect(status).not.toBe(403)
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

test.each(changing)('odd bodies get a helpful refusal and never a breakdown: %s', async (route) => {
  const path = filled(route, ours)
  const here = { origin: 'http://ecotone.test' }
  const who = route.includes(' /landscapes') || route.includes(' /api/') ? steward : passerBy
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
  expect([303, 400, 404, 409, 413]).toContain(large.status)
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
