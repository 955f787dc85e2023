import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { uuidv7 } from '../../app/platform/uuid.ts'
import type { DrawnLandscape } from '../../app/workbench/landscape/drawn-landscape.ts'
import { consented, sketchAndAgreed, where } from './sketch-and-agreed.ts'
import { markOfAnswers, markOfIds, markOfNames, personId, smallCoast } from './small-coast.ts'

const { owner, newcomer, nobody, bring, joinTeam, doTheJobs, steward, convener, sketch, agreed, everything, bugs } =
  await sketchAndAgreed()
const visitor = await newcomer('visitor@example.org', 'Visitor')
// each of these fetches a hundred pages
vi.setConfig({ testTimeout: 120_000 })

test('E1: in a sketch of one own, a second convener finds no label and no given id, on no page and in no answer', async () => {
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

test('E7: of people who have not agreed no tie, standing or answer reaches a second convener', async () => {
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

test('E3: whoever withdraws or hides is gone at once: from map, tables, cards, rooms, spaces, invitations and the log', async () => {
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

test('E12: under Chatham House no list of who takes part leaves the team, over the API either', async () => {
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

test('E18: no page asks another site for anything', async () => {
  const pages = [...(await everything(steward, agreed)), ['/', (await nobody.see('/')).text] as const]
  for (const [path, text] of pages) {
    if (path.startsWith('/api/') || path.endsWith('.zip')) continue
    const addresses = [...text.matchAll(/\s(?:src|srcset|href|action|formaction|poster|data|ping)="([^"]*)"/g)].map(
      ([, one]) => one!,
    )
    // pages for anybody name their own address whole
    expect(addresses.filter((one) => !/^(\/(?!\/)|#|\?|http:\/\/ecotone\.test\/)/.test(one) && one !== '')).toEqual([])
    expect(text).not.toMatch(
      /<style|\sstyle="|<script(?![^>]*\s(src="\/assets\/|type="application\/ld\+json"))|\son[a-z]+="|<iframe|<object|<embed|<base/i,
    )
  }
  const styles = new Set(
    pages.flatMap(([, text]) => [...text.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map(([, one]) => one!)),
  )
  expect(styles.size).toBeGreaterThan(3)
  for (const path of styles) {
    const { text } = await nobody.see(path)
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
