import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { queueLetter } from '../../app/platform/mail/queue-letter.ts'
import { makePersonalLink } from '../../app/workbench/held/held.ts'
import { markOfNames, smallCoast } from './small-coast.ts'
import { type Answer, type Caller, wholeProgram } from './whole-program.ts'

/**
 * The drill of rule E23: every door into one landscape is open, each is tried from outside, the lock is pressed once by somebody who is no
 * keeper, and each is tried again. What is not about this landscape goes on.
 */
const program = await wholeProgram()
const { app, db, owner, clock, newcomer, nobody, bring, joinTeam, bugs } = program
const first = await newcomer('first@example.org', 'First Keeper')
const second = await newcomer('second@example.org', 'Second Keeper')
const third = await newcomer('third@example.org', 'Third Steward')
const convener = await newcomer('convener@example.org', 'Convener')
const reader = await newcomer('reader@example.org', 'Reader')
const mapped = await newcomer('mapped@example.org', 'Mapped')
const coast = await bring(first, smallCoast('own-sketch', 'Coast'))
const elsewhere = await bring(third, smallCoast('own-sketch', 'Elsewhere'))
await joinTeam(coast, second, 'steward')
await joinTeam(coast, third, 'steward')
await joinTeam(coast, convener)
await joinTeam(coast, reader, 'reader')
await owner.query(
  `insert into participant (landscape_id, person_id, external_id, named_by, consent) values ($1, $2, 'mapped', $3, 'agreed')`,
  [coast.id, mapped.id, first.id],
)
await owner.query(
  `insert into space_person (landscape_id, space_id, person_id, role, state)
   select landscape_id, id, $2, 'host', 'accepted' from space where landscape_id = $1 and external_id = 'pier'`,
  [coast.id, mapped.id],
)
const path = `/landscapes/${coast.slug}`
const out = [third, convener, reader]

/** A personal link and a printed card of somebody on the map. */
const secrets: string[] = []
for (const way of ['link', 'printed'] as const) {
  const made = await db.as({ kind: 'person', id: first.id! }, (tx) =>
    makePersonalLink(tx, clock, { landscapeId: coast.id, personId: mapped.id!, way }),
  )
  if (made.kind === 'made') secrets.push(made.secret)
}
const opened = await nobody.send('/held/open', { code: secrets[0]! })
const heldCookie = opened.headers
  .getSetCookie()
  .map((one) => one.split(';')[0]!)
  .join('; ')

await first.send(`${path}/people/team/invitations`, { email: 'invited@example.org', role: 'reader' })
const letter = await owner.query(`select plain_text from mail where address = 'invited@example.org'`)
const invitation = /token=([\w-]+)/.exec(letter.rows[0].plain_text)![1]!

/** Every kind of door, tried from outside; each says what came back. */
const doors: Record<string, () => Promise<Answer[]>> = {
  'pages of the team': () => each(out, (who) => who.see(path)),
  'the map': () => each(out, (who) => who.see(`${path}/landscape`)),
  'tables with names': () => each(out, (who) => who.see(`${path}/landscape?view=people`)),
  pictures: () => each(out, (who) => who.see(`${path}/landscape/map.svg`)),
  'tables as files': () => each(out, (who) => who.see(`${path}/landscape.csv`)),
  'one person': () => each(out, (who) => who.see(`${path}/people/mapped`)),
  'the team': () => each(out, (who) => who.see(`${path}/people/team`)),
  spaces: () => each(out, (who) => who.see(`${path}/spaces/pier`)),
  'routes for programs': () => each(out, (who) => who.call('GET', `/api/landscapes/${coast.slug}`)),
  'the journal for programs': () => each(out, (who) => who.call('GET', `/api/landscapes/${coast.slug}/journal`)),
  'the whole export': () => each([third], (who) => who.see(`${path}/export.zip`)),
  'what is held, by a link that was open': async () => [
    await nobody.ask('GET', `/held/of/${coast.slug}`, { headers: { cookie: heldCookie } }),
  ],
  'what is held, with an account': async () => [await mapped.see(`/held/of/${coast.slug}`)],
  'an invitation onto the team': async () => [await nobody.see(`/team-invitation?token=${invitation}`)],
}

function each(who: readonly Caller[], ask: (one: Caller) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(who.map(ask))
}

async function stream(who: Caller) {
  const response = await app.request(`http://ecotone.test${path}/landscape/news`, {
    headers: { cookie: who.cookie, accept: 'text/event-stream' },
  })
  const heard = { text: '', ended: false }
  const reading = response.body!.getReader()
  void (async () => {
    for (;;) {
      const { done, value } = await reading.read()
      if (done) break
      heard.text += new TextDecoder().decode(value)
    }
    heard.ended = true
  })()
  return heard
}

let news: { text: string; ended: boolean }

test('E23: before the lock every door is open', async () => {
  for (const [name, tried] of Object.entries(doors))
    for (const { status } of await tried()) expect(status, name).toBe(200)
  news = await stream(reader)
  await expect.poll(() => news.text).toContain('event: version')
})

test('E23: a wrong word locks nothing, and a reader has no button', async () => {
  expect((await convener.send(`${path}/people/lock`, { word: 'please' })).status).toBe(422)
  expect((await reader.send(`${path}/people/lock`, { word: 'lock' })).status).toBe(403)
  expect((await owner.query('select from landscape_lock')).rowCount).toBe(0)
})

test('E23: one press of any convener, however long ago they signed in, and everybody but the two keepers is out', async () => {
  await first.send(`${path}/people/lock/keepers`, { keeper: [first.id!, second.id!] })
  await reader.send(`${path}/readings`, { size: '6' })
  await convener.send(`${path}/readings`, { size: '6' })
  await db.as({ kind: 'person', id: first.id! }, (tx) =>
    queueLetter(tx, clock, {
      to: { personId: mapped.id! },
      kind: 'deed',
      landscapeId: coast.id,
      subject: 'Of the coast',
      text: 'Zqletter',
      html: 'Zqletter',
    }),
  )
  await owner.query(`update session set confirmed_at = now() - interval '3 days'`)
  const pressed = await convener.send(`${path}/people/lock`, { word: ' Lock ' })
  expect(pressed.status).toBe(200)
  expect(pressed.text).toContain('First Keeper')
  for (const [name, tried] of Object.entries(doors)) {
    for (const { status, text } of await tried()) {
      expect([303, 404, 410], name).toContain(status)
      expect(text, name).not.toContain(markOfNames)
      expect(text, name).not.toContain('Coast')
    }
  }
})

test('E23: a news stream that was open ends by itself', async () => {
  await expect.poll(() => news.ended).toBe(true)
})

test('E23: readings that waited are given up, and show nobody anything', async () => {
  await program.doTheJobs()
  const { rows } = await owner.query('select state, result from snapshot where landscape_id = $1', [coast.id])
  expect(rows).not.toHaveLength(0)
  for (const row of rows) expect(row).toEqual({ state: 'cancelled', result: null })
})

test('E23: letters that had not left do not leave, and their words are gone', async () => {
  const { rows } = await owner.query(
    `select count(*)::int as n from mail where landscape_id = $1 and sent_at is null and given_up_at is null`,
    [coast.id],
  )
  expect(rows[0].n).toBe(0)
  const words = await owner.query(
    `select from mail where plain_text like '%Zqletter%' or address = 'invited@example.org'`,
  )
  expect(words.rowCount).toBe(0)
})

test('E23: the database itself shows those outside no row of it, whatever the page asks and for whatever purpose', async () => {
  const { rows: tables } = await owner.query<{ name: string; column: string }>(
    `select c.relname as name, case c.relname when 'landscape' then 'id' else 'landscape_id' end as column
     from pg_class c where c.relkind in ('r', 'v') and c.relnamespace = 'public'::regnamespace and (c.relname = 'landscape' or exists (
       select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'landscape_id' and not a.attisdropped))`,
  )
  expect(tables.length).toBeGreaterThan(25)
  for (const purpose of ['', 'restorable export', 'held about me'])
    for (const who of [...out, mapped])
      for (const viewer of [
        { kind: 'person', id: who.id! },
        { kind: 'worker', onBehalfOf: who.id! },
      ] as const)
        for (const { name, column } of tables) {
          const seen = await db
            .as(
              viewer,
              async (tx) =>
                (await sql.raw(`select ${column} from ${name} where ${column} = '${coast.id}' limit 1`).execute(tx))
                  .rows,
              { purpose },
            )
            .catch((error: { code?: string }) => {
              if (error.code === '42501') return []
              throw error
            })
          expect(seen, `${name} for ${purpose || 'a page'}`).toEqual([])
        }
})

test('E23: every table of a landscape lies under the lock', async () => {
  const { rows } = await owner.query(
    `select c.relname as forgotten from pg_class c join pg_attribute a on a.attrelid = c.oid
     where a.attname = 'landscape_id' and not a.attisdropped and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
       and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'the_lock')`,
  )
  expect(rows, 'end the migration with: call put_under_the_lock(…)').toEqual([])
})

test('E23: what is not about this landscape goes on', async () => {
  expect((await third.see(`/landscapes/${elsewhere.slug}`)).status).toBe(200)
  for (const who of [...out, first]) expect((await who.see('/landscapes')).status).toBe(200)
})

test('E23: a keeper sees one plain page, and opens again only after showing that it is them', async () => {
  const lock = `${path}/people/lock`
  const led = await second.see(`${path}/landscape`)
  expect([led.status, led.location]).toEqual([303, lock])
  const page = await second.see(lock)
  expect(page.status).toBe(200)
  expect(page.text).toContain('by Convener')
  expect(page.text).not.toContain(markOfNames)
  expect((await second.see('/landscapes')).text).toContain(lock)
  const stale = await second.send(`${lock}/opening`, {})
  expect([stale.status, stale.location]).toEqual([303, expect.stringMatching(/^\/confirm/)])
  for (const who of [...out, nobody]) expect([303, 404]).toContain((await who.send(`${lock}/opening`, {})).status)
  expect((await owner.query('select from landscape_lock')).rowCount).toBe(1)
  await owner.query('update session set confirmed_at = now() where person_id = $1', [second.id])
  expect((await second.send(`${lock}/opening`, {})).location).toBe(`${lock}?done=opened`)
})

test('E23: after unlocking the team is in again, and every link stays dead for good', async () => {
  for (const who of [...out, first, second]) expect((await who.see(path)).status).toBe(200)
  expect((await doors['an invitation onto the team']!())[0]!.status).toBe(410)
  expect((await doors['what is held, by a link that was open']!())[0]!.status).not.toBe(200)
  for (const code of secrets) {
    const tried = await nobody.send('/held/open', { code })
    expect(tried.headers.getSetCookie().join()).not.toContain('held')
  }
  expect((await doors['what is held, with an account']!())[0]!.status).toBe(200)
})

test('E23: locking and opening stand in the audit', async () => {
  const { rows } = await owner.query('select what, who from audit where landscape_id = $1 order by seq', [coast.id])
  const lines = rows.map(({ what, who }) => `${what} ${who === convener.id ? 'convener' : 'keeper'}`)
  expect(lines).toEqual(expect.arrayContaining(['landscape-locked convener', 'landscape-unlocked keeper']))
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
