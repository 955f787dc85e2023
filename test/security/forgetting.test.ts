import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { uuidv7 } from '../../app/platform/uuid.ts'
import { makePersonalLink } from '../../app/workbench/held/held.ts'
import { fileFromBytes } from '../../app/workbench/landscape/formats/named-file.ts'
import { readLandscape } from '../../app/workbench/landscape/formats/read-landscape.ts'
import { writtenFormats } from '../../app/workbench/landscape/formats/write-format.ts'
import { accessTable } from './access-table.ts'
import { markOfNames, personId, smallCoast } from './small-coast.ts'
import { asText } from './unzipped.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

// each look at every way out fetches a hundred pages
vi.setConfig({ testTimeout: 240_000 })

const program = await wholeProgram()
const { app, db, owner, clock, newcomer, bring, joinTeam, doTheJobs, bugs } = program
const steward = await newcomer('steward@example.org', 'Steward')
const convener = await newcomer('convener@example.org', 'Convener')

const drawn = smallCoast('consented', 'Coast')
drawn.consents = drawn.people.flatMap(({ id }) =>
  (['map', 'ties', 'analysis', 'introductions'] as const).map((purpose) => ({
    person: id,
    purpose,
    state: 'agreed' as const,
    said: '2026-10-01',
  })),
)
const coast = await bring(steward, drawn)
await joinTeam(coast, convener)
for (const who of [steward, convener]) await read(who)
await doTheJobs()

async function read(who: Caller): Promise<void> {
  await who.call('POST', `/api/landscapes/${coast.slug}/readings`, { size: 6 })
}

/** Who leaves, and how: the two marks that may stand nowhere afterwards, and the id of their row. */
async function leaver(group: 'crews' | 'lab', n: number) {
  const { rows } = await owner.query('select person_id from participant where landscape_id = $1 and external_id = $2', [
    coast.id,
    personId(group, n),
  ])
  return { name: `${markOfNames} ${group} ${n}`, drawnId: personId(group, n), row: rows[0].person_id as string }
}
const [withdrawing, hiding, erasing] = [await leaver('crews', 0), await leaver('crews', 1), await leaver('lab', 0)]

// ── every way out ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Addresses of the landscape that can be fetched, made of the table of all addresses, so that a new one is looked at by itself. */
async function addresses(): Promise<string[]> {
  const { rows } = await owner.query(
    `select result -> 'spotted' -> 'opportunities' as cards from snapshot where landscape_id = $1 and result is not null limit 1`,
    [coast.id],
  )
  const key = encodeURIComponent((rows[0]?.cards as { key: string }[] | undefined)?.[0]?.key ?? 'none')
  const fill: Record<string, string> = {
    ':slug': coast.slug,
    ':person': personId('crews', 2),
    ':kind/:id': `person/${personId('crews', 2)}`,
    ':boundary': 'ridge',
    ':practice': 'crews',
    ':group?': 'crews',
    ':space': 'pier',
    ':key': key,
    ':measure': 'closeness',
  }
  const bare = Object.keys(accessTable)
    .filter((route) => /^GET .*:slug/.test(route) && !/:format|:reading|\/held|\/news$|\/care|\/looks/.test(route))
    .map((route) =>
      Object.entries(fill).reduce((path, [part, value]) => path.replace(part, value), route.slice('GET '.length)),
    )
  const root = `/landscapes/${coast.slug}`
  const today = clock.now().toISOString().slice(0, 10)
  const views = ['map', 'practices', 'people', 'ties', 'crossings']
  return [
    ...bare,
    ...views.flatMap((view) => [
      `${root}/landscape?view=${view}&boundary=ridge`,
      `${root}/landscape?view=${view}&known=${today}`,
      `${root}/landscape?view=${view}&known=${today}&by=now`,
      `${root}/landscape.csv?view=${view}`,
    ]),
    `${root}/landscape?compare=2026-01-01`,
    `/api${root}?known=${today}`,
    `/api${root}/changes?since=2026-01-01`,
    ...['people', 'ties', 'concerns'].map((kind) => `${root}/history?kind=${kind}`),
    `${root}/what-if?by=people&find=a`,
    `${root}/what-if/result?by=groups&group=crews&group=clinic&size=6`,
    `${root}/spaces/pier/people?find=a`,
    ...Object.keys(writtenFormats).map((format) => `${root}/export/${format}`),
  ]
}

/** What one address answers, as text: archives are opened, and everything else is read as it is. */
async function said(who: Caller, path: string): Promise<string> {
  const response = await app.fetch(new Request(`http://ecotone.test${path}`, { headers: { cookie: who.cookie } }))
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (response.status >= 500) throw new Error(`${path} answered ${response.status}.`)
  if (response.status === 429) throw new Error(`${path} was asked for too often.`)
  return asText(bytes)
}

async function everywhere(who: Caller): Promise<Map<string, string>> {
  const all = new Map<string, string>()
  for (const path of await addresses()) all.set(path, await said(who, path))
  all.set('what is held of another', await heldByAnother())
  return all
}

/** What somebody else finds by their personal link, with everything it leads to. */
async function heldByAnother(): Promise<string> {
  const another = await leaver('crews', 2)
  const link = await db.as({ kind: 'person', id: steward.id! }, (tx) =>
    makePersonalLink(tx, clock, { landscapeId: coast.id, personId: another.row, way: 'link' }),
  )
  if (link.kind !== 'made') throw new Error(link.reason)
  const opened = await program.nobody.send('/held/open', { code: link.secret })
  const cookie = opened.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const pages = ['', '/copy', '/shown'].map((part) => `/held/of/${coast.slug}${part}`)
  return (await Promise.all(pages.map((path) => said({ ...program.nobody, cookie }, path)))).join('\n')
}

function where(all: Map<string, string>, marks: string[]): string[] {
  return [...all].filter(([, text]) => marks.some((mark) => text.includes(mark))).map(([path]) => path)
}

/** Every table that holds one of these marks in any column; the audit holds opaque ids by design. */
async function tablesHolding(marks: string[]): Promise<string[]> {
  const { rows } = await owner.query(
    `select n.nspname, relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where relkind in ('r', 'p') and nspname in ('public', 'graphile_worker') and relname <> 'audit' order by relname`,
  )
  const found: string[] = []
  for (const { nspname, relname } of rows) {
    // bytes are shown as hexadecimal: they are looked through as such
    const looked = marks.flatMap((mark) => [`%${mark}%`, `%${Buffer.from(mark).toString('hex')}%`])
    const { rowCount } = await owner.query(`select from ${nspname}.${relname} t where t::text like any ($1) limit 1`, [
      looked,
    ])
    if (rowCount) found.push(relname)
  }
  return found
}

// ── what waits and lies around when they leave ──────────────────────────────────────────────────────────────────────────

const upload = uuidv7()
await owner.query('insert into upload (id, person_id) values ($1, $2)', [upload, convener.id])
await owner.query("insert into upload_file (upload_id, nth, name) values ($1, 0, 'people.csv')", [upload])
await owner.query('insert into upload_piece (upload_id, file_nth, nth, bytes) values ($1, 0, 0, $2)', [
  upload,
  Buffer.from([withdrawing, hiding, erasing].map(({ drawnId, name }) => `${drawnId},${name}`).join('\n')),
])
for (const { name, row } of [withdrawing, erasing])
  for (const [to, words] of [
    [row, 'You are on a map.'],
    [convener.id, `${name} would come.`],
  ])
    await owner.query(
      `insert into mail (id, person_id, subject, plain_text, html, landscape_id) values ($1, $2, 'News', $3, $3, $4)`,
      [randomUUID(), to, words, coast.id],
    )
await owner.query('insert into form_key (key, person_id, location) values ($1, $2, $3)', [
  randomUUID(),
  steward.id,
  `/landscapes/${coast.slug}/people/${withdrawing.drawnId}`,
])
const exported = await app.fetch(
  new Request(`http://ecotone.test/landscapes/${coast.slug}/export.zip`, { headers: { cookie: steward.cookie } }),
)
const olderFile = new Uint8Array(await exported.arrayBuffer())
const tagOf = async () => (await convener.see(`/landscapes/${coast.slug}/landscape/map`)).headers.get('etag')
const oldTag = await tagOf()
// asked for before, computed after
await owner.query("update landscape set hope = 'that a reading is due' where id = $1", [coast.id])
for (const who of [steward, convener]) await read(who)
const before = { steward: await everywhere(steward), convener: await everywhere(convener) }

test('everybody who leaves below is on every kind of way out before, so that the tests below can fail', async () => {
  const root = `/landscapes/${coast.slug}`
  for (const { name, drawnId, row } of [withdrawing, hiding, erasing]) {
    const found = where(before.steward, [name, drawnId])
    for (const path of [
      `/api${root}`,
      `${root}/landscape?view=people&boundary=ridge`,
      `${root}/landscape.csv?view=people`,
      `${root}/export.zip`,
      ...Object.keys(writtenFormats).map((format) => `${root}/export/${format}`),
      `${root}/landscape/map`,
      `${root}/history?kind=people`,
    ])
      expect(found, `${name} on ${path}`).toContain(path)
    expect(found.length).toBeGreaterThan(25)
    expect(where(before.convener, [name]).length).toBeGreaterThan(10)
    expect(await tablesHolding([row])).toEqual(
      expect.arrayContaining(['participant', 'tie', 'change', 'layout_position']),
    )
  }
  expect(await tablesHolding([erasing.row])).toContain('snapshot')
  expect(await tablesHolding([withdrawing.name])).toEqual(expect.arrayContaining(['mail', 'person', 'upload_piece']))
})

test('E3: within one request after withdrawal, map, table, export, API, search, cached snapshot and queued mail no longer hold the person', async () => {
  const root = `/api/landscapes/${coast.slug}/people`
  const answer = await steward.call('PUT', `${root}/${withdrawing.drawnId}/consent`, { state: 'withdrawn' })
  expect(answer.status).toBe(200)
  const marks = [withdrawing.name, withdrawing.drawnId]
  expect(await tablesHolding(marks)).toEqual([])
  expect(where(await everywhere(steward), marks)).toEqual([])
  expect(where(await everywhere(convener), marks)).toEqual([])
  // counted as a head, under an id that says nothing
  const heads = ['agreement', 'change', 'consent', 'membership', 'participant', 'person']
  for (const table of await tablesHolding([withdrawing.row])) expect(heads).toContain(table)
  expect(await tagOf()).not.toBe(oldTag)
  const kept = await app.fetch(
    new Request(`http://ecotone.test/landscapes/${coast.slug}/landscape/map`, {
      headers: { cookie: convener.cookie, 'if-none-match': oldTag ?? '' },
    }),
  )
  expect(kept.status).toBe(200)
})

test('E16: whoever hides is found by nobody but a steward who takes everything away, and is still counted', async () => {
  const root = `/api/landscapes/${coast.slug}`
  await steward.call('PUT', `${root}/people/${hiding.drawnId}/consent`, { state: 'hidden' })
  expect(where(await everywhere(convener), [hiding.name])).toEqual([])
  const mine = where(await everywhere(steward), [hiding.name])
  // the whole landscape, as a file or for programs
  expect(mine.filter((path) => !/\/export|\/whole$/.test(path))).toEqual([])
  const { rows } = await owner.query('select count(*)::int as n from participant where landscape_id = $1', [coast.id])
  expect(rows[0].n).toBe(24)
})

test('E17: within one request after being erased nothing holds the person: no page, no file, no table, no reading that ends later', async () => {
  await owner.query(
    `update snapshot set state = 'running' where landscape_id = $1 and id = (select id from snapshot where landscape_id = $1
       and state = 'waiting' limit 1)`,
    [coast.id],
  )
  await steward.send(`/landscapes/${coast.slug}/drawing/person/${erasing.drawnId}/remove`, { asked_for: 'yes' })
  const marks = [erasing.name, erasing.drawnId, erasing.row]
  expect(await tablesHolding(marks)).toEqual([])
  // a reading that was running ends now, with what it had read before
  await owner.query(`update snapshot set state = 'done', result = $2 where landscape_id = $1 and state = 'running'`, [
    coast.id,
    JSON.stringify({ spotted: { opportunities: [] }, seen: [], people: 24, ties: 30, of: [erasing.row] }),
  ])
  await owner.query(
    `insert into layout_position (landscape_id, layout_id, subject_id, x, y)
     select landscape_id, id, $2, 0, 0 from layout where landscape_id = $1`,
    [coast.id, erasing.row],
  )
  expect(await tablesHolding(marks)).toEqual([])
  await owner.query("delete from snapshot where landscape_id = $1 and result ->> 'of' is not null", [coast.id])
  await doTheJobs()
  expect(where(await everywhere(steward), marks)).toEqual([])
  expect(where(await everywhere(convener), marks)).toEqual([])
  expect(await tablesHolding(marks)).toEqual([])
  expect(bugs).toEqual([])
})

test('E17: an older file that is brought in again leaves out who is gone, with everything said of them, and the answer tells nobody whether anybody was', async () => {
  const file = await readLandscape([fileFromBytes('coast.zip', olderFile)], {})
  if (file.kind !== 'read') throw new Error('The file cannot be read.')
  expect(JSON.stringify(file.drawn)).toContain(erasing.drawnId)
  const again = await bring(steward, file.drawn)
  const { text } = await steward.see(`/api/landscapes/${again.slug}`)
  for (const mark of [erasing.name, erasing.drawnId, withdrawing.name, withdrawing.drawnId])
    expect(text).not.toContain(mark)
  // somebody who was never in that team learns nothing of who left
  const stranger = await newcomer('stranger@example.org', 'Stranger')
  const theirs = await bring(stranger, file.drawn)
  expect(Object.keys(theirs)).toEqual(Object.keys(again))
  expect((await stranger.see(`/api/landscapes/${theirs.slug}`)).text).toContain(erasing.drawnId)
})
