import { Writable } from 'node:stream'
import type { Opportunity } from '@ecotone/engine/opportunities/opportunity.ts'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { uuidv7 } from '../../app/platform/uuid.ts'
import type { DrawnLandscape } from '../../app/workbench/landscape/drawn-landscape.ts'
import { markOfAnswers, markOfIds, markOfNames, personId, smallCoast } from './small-coast.ts'
import { type Caller, wholeProgram } from './whole-program.ts'

const program = await wholeProgram()
// each of these fetches a hundred pages
vi.setConfig({ testTimeout: 120_000 })

const { owner, newcomer, bring, joinTeam, doTheJobs, bugs } = program
const steward = await newcomer('steward@example.org', 'Steward')
const convener = await newcomer('convener@example.org', 'Convener')
const visitor = await newcomer('visitor@example.org', 'Visitor')
const sketch = await bring(steward, smallCoast('own-sketch', 'Sketch'))
const agreed = await bring(
  steward,
  consented((n) => (n % 2 === 0 ? 'agreed' : 'not yet asked')),
)
for (const one of [sketch, agreed]) {
  await joinTeam(one, convener)
  for (const who of [steward, convener]) await who.call('POST', `/api/landscapes/${one.slug}/readings`, { size: 6 })
}
await doTheJobs()

type State = DrawnLandscape['consents'][number]['state']

function consented(stateOf: (nth: number) => State): DrawnLandscape {
  const drawn = smallCoast('consented', 'Agreed')
  drawn.consents = drawn.people.map(({ id }, nth) => ({
    person: id,
    purpose: 'map',
    state: stateOf(nth),
    said: '2026-10-01',
  }))
  return drawn
}

interface Drawn {
  slug: string
  id: string
}

const groups = ['crews', 'lab', 'clinic', 'school']

/** Every page and every answer about a landscape that can be fetched, with what stands in it, by address. */
async function everything(who: Caller, { slug, id }: Drawn): Promise<Map<string, string>> {
  const root = `/landscapes/${slug}`
  const { rows: spaces } = await owner.query('select external_id from space where landscape_id = $1', [id])
  const { rows: snapshots } = await owner.query(
    'select id, result from snapshot where landscape_id = $1 and asked_by = $2 order by asked_at desc',
    [id, who.id],
  )
  const found: Opportunity[] = snapshots[0]?.result?.spotted.opportunities ?? []
  const one = (kind: string) => found.find((card) => card.kind === kind)?.key ?? []
  const keys = ['missing-conversation', 'fragile-bridge', 'unheard-voice'].flatMap(one).map(encodeURIComponent)
  // ids as whoever asks gets them: of a few people of different groups
  const { drawn } = JSON.parse((await who.see(`/api${root}`)).text) as { drawn?: DrawnLandscape }
  const people = (drawn?.people ?? []).filter((_, nth) => nth % 7 === 0).map((person) => encodeURIComponent(person.id))
  const paths = [
    '/landscapes',
    '/api/landscapes',
    `/api${root}`,
    // the drawing as it is made up again from the log
    `/api${root}?known=2099-01-01`,
    `/api${root}/history`,
    ...['', '?kind=people', '?kind=ties', '?kind=concerns'].map((kind) => `${root}/history${kind}`),
    ...people.flatMap((one) => [
      `${root}/people/${one}`,
      `${root}/people/${one}/join`,
      `${root}/drawing/person/${one}`,
      `${root}/drawing/person/${one}/remove`,
      `/api${root}/drawing/person/${one}`,
    ]),
    `${root}/drawing/tie/new`,
    ...['opportunities', 'journal', 'spaces'].map((one) => `/api${root}/${one}`),
    ...[
      '',
      '/told',
      '/export.zip',
      '/opportunities',
      '/opportunities/journal',
      '/opportunities/new',
      '/spaces',
      '/spaces/new',
    ].map((one) => root + one),
    ...['map', 'practices', 'people', 'ties', 'crossings'].flatMap((view) => [
      `${root}/landscape?view=${view}`,
      `${root}/landscape?view=${view}&boundary=ridge`,
    ]),
    ...groups.flatMap((group) => [`${root}/practices/${group}`, `${root}/sketch/ties/${group}`]),
    `${root}/boundaries/ridge`,
    ...['people', 'boundary', 'boundary/ridge/groups', 'boundary/ridge/people', 'ties'].map(
      (one) => `${root}/sketch/${one}`,
    ),
    `${root}/what-if?by=people&find=${markOfNames}`,
    `${root}/what-if?by=people&find=a`,
    `${root}/what-if?by=groups&group=crews&group=clinic&size=6`,
    `${root}/what-if/result?by=groups&group=crews&group=clinic&size=6`,
    ...keys.flatMap((key) => ['', '/listen', '/differently'].map((one) => `${root}/opportunities/${key}${one}`)),
    ...keys.slice(0, 2).map((key) => `${root}/spaces/new?reading=${snapshots[0].id}&key=${key}`),
    ...spaces.flatMap(({ external_id: space }) =>
      ['', '/edit', '/people', `/people?find=${markOfNames}`, '/invitations'].map(
        (one) => `${root}/spaces/${space}${one}`,
      ),
    ),
  ]
  const said = new Map<string, string>()
  for (const path of paths) {
    const { status, text } = await who.see(path)
    if (status >= 500) throw new Error(`${path} answered ${status}.`)
    // what was typed into an address stands in it and in the field it came from
    said.set(
      path,
      text
        .replaceAll(`find=${markOfNames}`, '')
        .replaceAll(`value="${markOfNames}"`, '')
        .replaceAll(`“${markOfNames}”`, ''),
    )
  }
  return said
}

function where(said: Map<string, string>, mark: string): string[] {
  return [...said].filter(([, text]) => text.includes(mark)).map(([path]) => path)
}

async function rowId({ id }: Drawn, external: string): Promise<string> {
  const { rows } = await owner.query('select person_id from participant where landscape_id = $1 and external_id = $2', [
    id,
    external,
  ])
  return rows[0].person_id
}

test('in a sketch of one own, a second convener finds no label and no given id, on no page and in no answer', async () => {
  const said = await everything(convener, sketch)
  expect(where(said, markOfNames)).toEqual([])
  expect(where(said, markOfIds)).toEqual([])
  expect(where(said, markOfAnswers)).toEqual([])
  expect(said.get(`/landscapes/${sketch.slug}/landscape?view=people`)).toContain('1 person, not yet asked')
  expect(where(await everything(steward, sketch), markOfNames)).not.toEqual([])
})

test('of a sketch nothing that says who is who is kept outside the two columns for it', async () => {
  const { rows: tables } = await owner.query(
    `select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
  )
  const holding = async (mark: string) => {
    const found: string[] = []
    for (const { relname } of tables) {
      const { rows } = await owner.query(`select from ${relname} t where t::text like $1 limit 1`, [`%${mark}%`])
      if (rows.length > 0) found.push(relname)
    }
    return found.toSorted()
  }
  // the other landscape has people who agreed, and their names lie in their own rows
  expect(await holding(markOfNames)).toEqual(['person', 'placeholder_label'])
  expect(await holding(markOfIds)).toEqual(['participant'])
  const names = await owner.query(
    'select from person n join participant p on p.person_id = n.id where p.landscape_id = $1 and n.name is not null',
    [sketch.id],
  )
  expect(names.rowCount).toBe(0)
  const { rows: jobs } = await owner.query('select * from graphile_worker._private_jobs')
  expect(JSON.stringify(jobs)).not.toMatch(new RegExp(`${markOfNames}|${markOfIds}`))
  expect((await owner.query('select from mail')).rowCount).toBe(0)
})

test('of people who have not agreed no tie, standing or answer reaches a second convener', async () => {
  const { drawn } = JSON.parse((await convener.see(`/api/landscapes/${agreed.slug}`)).text) as { drawn: DrawnLandscape }
  const shown = new Set(drawn.people.filter(({ name }) => name !== null).map(({ id }) => id))
  expect(shown.size).toBe(12)
  expect(drawn.people).toHaveLength(24)
  expect(drawn.ties.length).toBeGreaterThan(0)
  expect(drawn.ties.filter(({ from, to }) => !shown.has(from) || !shown.has(to))).toEqual([])
  expect(drawn.answers.filter(({ person }) => !shown.has(person))).toEqual([])
  expect(drawn.legitimacy).toEqual([])
  expect(drawn.keepApart).toEqual([])
  const said = await everything(convener, agreed)
  expect(where(said, personId('crews', 1))).toEqual([])
  expect(where(said, `${markOfNames} crews 1`)).toEqual([])
  expect(where(said, `${markOfNames} crews 0`)).not.toEqual([])
})

test('whoever withdraws or hides is gone at once: from map, tables, cards, rooms, spaces, invitations and the log', async () => {
  const landscape = await bring(
    steward,
    consented(() => 'agreed'),
  )
  await joinTeam(landscape, convener)
  for (const who of [steward, convener])
    await who.call('POST', `/api/landscapes/${landscape.slug}/readings`, { size: 6 })
  await doTheJobs()
  const leaving = ['crews 0', 'crews 1', 'clinic 1', 'lab 0'].map((one) => `${markOfNames} ${one}`)
  const before = await everything(convener, landscape)
  for (const name of leaving) expect(where(before, name).length, name).toBeGreaterThan(3)

  for (const [nth, name] of leaving.entries()) {
    const person = `${markOfIds}-${name.split(' ').slice(1).join('-')}`
    const answer = await steward.call('PUT', `/api/landscapes/${landscape.slug}/people/${person}/consent`, {
      state: nth % 2 === 0 ? 'withdrawn' : 'hidden',
    })
    expect(answer.status).toBe(200)
  }
  const [mine, theirs] = [await everything(steward, landscape), await everything(convener, landscape)]
  for (const name of leaving) {
    expect(where(theirs, name), name).toEqual([])
    expect(where(mine, name), name).toEqual([])
  }
  for (const { text } of [await steward.see(`/landscapes/${landscape.slug}/spaces/pier/invitations`)])
    expect(text).not.toMatch(new RegExp(leaving.join('|')))
})

test('where every way between two groups hangs on one person, no path is stored that leads over somebody', async () => {
  const { rows } = await owner.query('select result from snapshot where landscape_id = $1', [agreed.id])
  const all = rows.flatMap(({ result }) => result.spotted.opportunities as Opportunity[])
  const paths = all.flatMap((one) => [
    ...one.facts.flatMap((fact) => (fact.kind === 'way-in' && fact.by === 'path' ? [fact.people] : [])),
    ...one.doors.flatMap(({ path }) => (path ? [path] : [])),
  ])
  expect(all.length).toBeGreaterThan(0)
  // where ways hang on more than one, paths are told and their middle is left out: example-reading.test.ts looks at those
  expect(paths.filter((path) => path.length > 2)).toEqual([])
})

test('a card about a fragile bridge holds nobody who carries it, in no fact and no door', async () => {
  const { rows } = await owner.query('select result from snapshot where landscape_id = $1', [agreed.id])
  const fragile = rows.flatMap(({ result }) =>
    (result.spotted.opportunities as Opportunity[]).filter(({ kind }) => kind === 'fragile-bridge'),
  )
  expect(fragile.length).toBeGreaterThan(0)
  for (const card of fragile) {
    const carriers = await Promise.all(card.between.map((group) => rowId(agreed, `${markOfIds}-${group}-0`)))
    for (const carrier of carriers) expect(JSON.stringify(card), card.key).not.toContain(carrier)
  }
})

test('no number says anything about one person', async () => {
  const { text } = await steward.see(`/api/landscapes/${agreed.slug}/opportunities`)
  const numbered: string[] = []
  const walk = (value: unknown, path: string) => {
    if (Array.isArray(value)) for (const one of value) walk(one, `${path}[]`)
    else if (value && typeof value === 'object') {
      const row = value as Record<string, unknown>
      if ('person' in row)
        numbered.push(
          ...Object.keys(row)
            .filter((key) => typeof row[key] === 'number')
            .map((key) => `${path}.${key}`),
        )
      for (const [key, one] of Object.entries(row)) walk(one, `${path}.${key}`)
    }
  }
  walk(JSON.parse(text), '')
  // sums of three answers and more are the one exception, and here nobody has three
  expect(numbered).toEqual([])
})

test('two answers about somebody give no total, in no reading and on no page, and no ground is told', async () => {
  for (const landscape of [sketch, agreed]) {
    const { rows } = await owner.query('select result from snapshot where landscape_id = $1', [landscape.id])
    const doors = rows.flatMap(({ result }) =>
      (result.spotted.opportunities as Opportunity[]).flatMap((one) => one.doors),
    )
    for (const { people } of doors) for (const { askedAtLeast } of people) expect(askedAtLeast).toBeNull()
    expect(JSON.stringify(rows)).not.toContain(markOfAnswers)
    const said = await everything(steward, landscape)
    said.delete(`/landscapes/${landscape.slug}/export.zip`)
    expect(where(said, markOfAnswers)).toEqual([])
  }
})

test('who must be kept apart shows nowhere: not to another convener, not in a reading, not in a room somebody tries', async () => {
  const flagged = [personId('crews', 2), personId('clinic', 2)]
  const { rows } = await owner.query('select options, result, problem from snapshot where landscape_id = $1', [
    agreed.id,
  ])
  expect(JSON.stringify(rows)).not.toMatch(/apart/i)
  const room = async (people: string[]) => {
    const answer = await convener.call('POST', `/api/landscapes/${agreed.slug}/what-if`, { people })
    return {
      status: answer.status,
      kind: JSON.parse(answer.text).kind,
      people: JSON.parse(answer.text).people.toSorted(),
    }
  }
  expect(await room(flagged)).toEqual({ status: 200, kind: 'computed', people: flagged.toSorted() })
  const free = [personId('crews', 4), personId('clinic', 4)]
  expect(await room(free)).toEqual({ status: 200, kind: 'computed', people: free.toSorted() })
  const seats = flagged.map((person) => ({ person, role: 'invited' }))
  const seated = await convener.call('PUT', `/api/landscapes/${agreed.slug}/spaces/pier/people`, { seats })
  expect(seated.status).toBe(200)
})

test('under Chatham House no list of who takes part leaves the team, over the API either', async () => {
  const drawn = smallCoast('fictional', 'Example')
  drawn.spaces[0] = { ...drawn.spaces[0]!, groundRule: 'chatham house' }
  const example = await bring(steward, drawn, true)
  const { text } = await visitor.see(`/api/landscapes/${example.slug}`)
  expect((JSON.parse(text) as { drawn: DrawnLandscape }).drawn.spacePeople).toEqual([])
  expect((await visitor.see(`/landscapes/${example.slug}/practices/crews`)).text).not.toContain('>Pier<')
  const mine = JSON.parse((await steward.see(`/api/landscapes/${example.slug}`)).text) as { drawn: DrawnLandscape }
  expect(mine.drawn.spacePeople).toHaveLength(2)
})

test('a second convener can add people to a sketch whose other people they do not see', async () => {
  const made = JSON.parse(
    (await steward.call('POST', '/api/landscapes', { name: 'Shared', considered: true })).text,
  ) as { slug: string }
  const { rows } = await owner.query('select id from landscape where slug = $1', [made.slug])
  await joinTeam(rows[0], convener)
  for (const who of [steward, convener]) {
    const people = [
      { label: 'somebody', group: 'crews' },
      { label: 'somebody else', group: null },
    ]
    expect((await who.call('POST', `/api/landscapes/${made.slug}/people`, { people })).status).toBe(200)
  }
})

test('the map of a second convener is laid out from what they may see', async () => {
  const { rows } = await owner.query(
    `select l.made_for, count(*)::int as n from layout l join layout_position using (landscape_id) where l.landscape_id = $1 group by 1`,
    [sketch.id],
  )
  expect(rows.map(({ made_for }) => made_for).toSorted()).toEqual([steward.id, convener.id].toSorted())
})

test('no page asks another site for anything', async () => {
  const pages = [...(await everything(steward, agreed)), ['/', (await program.nobody.see('/')).text] as const]
  for (const [path, text] of pages) {
    if (path.startsWith('/api/') || path.endsWith('.zip')) continue
    const addresses = [...text.matchAll(/\s(?:src|srcset|href|action|formaction|poster|data|ping)="([^"]*)"/g)].map(
      ([, one]) => one!,
    )
    expect(addresses.filter((one) => !/^(\/(?!\/)|#|\?)/.test(one) && one !== '')).toEqual([])
    expect(text).not.toMatch(
      /<style|\sstyle="|<script(?![^>]*\ssrc="\/assets\/)|\son[a-z]+="|<iframe|<object|<embed|<base/i,
    )
  }
  const styles = new Set(
    pages.flatMap(([, text]) => [...text.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map(([, one]) => one!)),
  )
  expect(styles.size).toBeGreaterThan(3)
  for (const path of styles) {
    const { text } = await program.nobody.see(path)
    expect(text.match(/@import.*|url\(["']?(?!["']?(\/assets\/|data:|#)).*/gi) ?? []).toEqual([])
  }
})

test('the log of a bug keeps the place and not the person it happened with', async () => {
  const lines: string[] = []
  const into = new Writable({ write: (chunk, _, done) => done(void lines.push(String(chunk))) })
  const { logSettings } = await import('../../app/platform/log.ts')
  const broken = owner.query('insert into person (id, email) values ($1, $2)', [uuidv7(), 'steward@example.org'])
  const error = await broken.catch((one: unknown) => one)
  pino(logSettings('info'), into).error({ error, request: { id: '1' } }, 'A request failed')
  expect(lines.join('')).toContain('person_email')
  expect(lines.join('')).not.toContain('steward@example.org')
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
