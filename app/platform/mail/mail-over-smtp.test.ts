import { Kysely, PostgresDialect } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { type MailServer, type Manners, startMailServer } from '../../../test/support/mail-server.ts'
import { testPost } from '../../../test/support/post.ts'
import { uuidv7 } from '../uuid.ts'
import type { Letter } from './letter.ts'
import type { Post, PostSettings } from './mail.ts'
import { openSmtp, type SmtpSettings } from './smtp.ts'

const { db, owner } = await testDatabase()
const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: db.pools.auth }) })
const ending: (() => unknown)[] = []
let now = new Date('2027-03-01T09:00:00Z')
const clock = { now: () => now }
const pass = (minutes: number) => void (now = new Date(now.getTime() + minutes * 60_000))

beforeEach(async () => {
  await owner.query('truncate person, mail, mail_stop cascade')
})
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

async function server(manners: Manners = {}): Promise<MailServer> {
  const started = await startMailServer(manners)
  ending.push(() => started.close())
  return started
}

function post(to: MailServer, smtp: Partial<SmtpSettings> = {}, more: Partial<PostSettings> = {}): Post {
  const handOn = openSmtp({ url: to.url(), tls: { ca: to.ca }, waitMs: 5000, ...smtp })
  ending.push(() => handOn.close())
  return testPost(kysely, clock, { handOn, ...more })
}

async function person(email: string): Promise<string> {
  const id = uuidv7()
  await owner.query('insert into person (id, email) values ($1, $2)', [id, email])
  return id
}

function letter(to: Letter['to'], more: Partial<Letter> = {}): Letter {
  return { to, kind: 'deed', subject: 'A link', text: 'the words\n', html: '<p>the words</p>', ...more } as Letter
}

async function row() {
  const { rows } = await owner.query('select * from mail order by id')
  return rows[0]
}

async function stops() {
  return (await owner.query('select stops, reason, code, person_id, lapses_at from mail_stop')).rows
}

/** The value of a header, unfolded. */
function header(raw: string, name: string): string | undefined {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  return head
    .split('\r\n')
    .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    ?.slice(name.length + 1)
    .trim()
}

describe('a mail server', () => {
  test('that takes a letter gets it once, encrypted, with text and HTML, and nothing of it stays here', async () => {
    const there = await server({ password: 'p@ss:word/?' })
    const id = await person('madalena@example.org')
    await post(there, { url: there.url('p@ss:word/?') }).send(letter({ personId: id }))
    expect(there.taken.map(({ from, to, secure }) => [from, to, secure])).toEqual([
      ['ecotone@example.org', 'madalena@example.org', true],
    ])
    const { raw } = there.taken[0]!
    const kept = await row()
    expect(header(raw, 'Message-ID')).toBe(`<${kept.id}@example.org>`)
    expect(header(raw, 'Date')).toBe('Mon, 01 Mar 2027 09:00:00 +0000')
    expect(header(raw, 'Auto-Submitted')).toBe('auto-generated')
    expect(header(raw, 'Content-Type')).toContain('multipart/alternative')
    expect(header(raw, 'Precedence')).toBeUndefined()
    expect(header(raw, 'List-Unsubscribe')).toBeUndefined()
    expect(kept).toMatchObject({ subject: '', plain_text: '', html: '', address: null, attempts: 1 })
    expect(kept.sent_at).toEqual(now)
  })

  test('that is busy gets the letter later, under the same Message-ID', async () => {
    let busy = true
    const seen: (string | undefined)[] = []
    const there = await server({
      onLetter: ({ raw }) => {
        seen.push(header(raw, 'Message-ID'))
        return busy ? '451 4.3.0 come again' : undefined
      },
    })
    const out = post(there)
    await out.send(letter({ address: 'New.Address@example.org' }))
    expect(await row()).toMatchObject({ problem: 'busy 451 4.3.0', address: 'new.address@example.org', sent_at: null })
    busy = false
    expect(await out.sendWaiting()).toBe(0)
    pass(2)
    expect(await out.sendWaiting()).toBe(1)
    expect(new Set(seen).size).toBe(1)
    expect(there.taken.map(({ to }) => to)).toEqual(['new.address@example.org'])
    expect(await row()).toMatchObject({ address: null, problem: null, attempts: 2 })
    expect(await stops()).toEqual([])
  })

  test('E31: that knows no such mailbox is not asked again, and the address gets no mail until it lapses', async () => {
    const there = await server({
      onTo: (address) => (address.startsWith('gone@') ? '550 5.1.1 gone@example.org?' : undefined),
    })
    const id = await person('gone@example.org')
    const out = post(there)
    await out.send(letter({ personId: id }))
    expect(await row()).toMatchObject({ problem: 'no-mailbox 550 5.1.1', subject: '', plain_text: '' })
    expect(await stops()).toMatchObject([{ stops: 'everything', reason: 'refused', code: '550 5.1.1', person_id: id }])
    expect(JSON.stringify((await owner.query('select * from mail_stop')).rows)).not.toContain('example.org')
    pass(1)
    await out.send(letter({ address: 'Gone@Example.org' }))
    await out.send(letter({ personId: await person('here@example.org') }))
    expect(there.taken.map(({ to }) => to)).toEqual(['here@example.org'])
    const { rows } = await owner.query('select problem from mail where given_up_at is not null order by id')
    expect(rows.map(({ problem }) => problem)).toEqual(['no-mailbox 550 5.1.1', 'not-wanted'])
    pass(8 * 24 * 60)
    await out.send(letter({ personId: id }))
    expect((await stops())[0]).toMatchObject({ lapses_at: new Date(now.getTime() + 30 * 86_400_000) })
  })

  test.each([
    ['does not know our password', { password: 'right' }, 'sign-in 535 5.7.8'],
    ['does not like who we are', { onFrom: () => '550 5.7.1 your kind is not welcome' }, 'refused-us 550 5.7.1'],
    ['does not like what we write', { onLetter: () => '554 5.7.1 spam' }, 'refused-us 554 5.7.1'],
    ['relays for nobody', { onTo: () => '554 5.7.1 relay access denied' }, 'refused-us 554 5.7.1'],
  ] satisfies [string, Manners, string][])(
    'that %s stops nobody from getting mail, and the letter waits',
    async (_, manners, problem) => {
      const there = await server(manners)
      const out = post(there, { url: there.url('password' in manners ? 'wrong' : undefined) })
      await out.send(letter({ personId: await person('madalena@example.org') }))
      expect(await row()).toMatchObject({ problem, sent_at: null, given_up_at: null, plain_text: 'the words\n' })
      expect(await stops()).toEqual([])
    },
  )

  test('that is full, or takes no letter so large, stops nobody either', async () => {
    let words = '552 5.2.2 full'
    const there = await server({ onTo: () => words })
    const out = post(there)
    await out.send(letter({ personId: await person('madalena@example.org') }))
    expect(await row()).toMatchObject({ problem: 'full 552 5.2.2', given_up_at: null })
    words = '552 5.3.4 too large'
    pass(5)
    await out.sendWaiting()
    expect(await row()).toMatchObject({ problem: 'too-large 552 5.3.4', given_up_at: now, plain_text: '' })
    expect(await stops()).toEqual([])
  })

  test('that does not answer, breaks off in the middle or is not there is tried again', async () => {
    let manner: 'slow' | 'breaks' | 'fine' = 'slow'
    const there = await server({
      breaksOff: () => manner === 'breaks',
      onLetter: () => (manner === 'slow' ? new Promise(() => {}) : undefined),
    })
    const out = post(there, { waitMs: 300 })
    await out.send(letter({ personId: await person('madalena@example.org') }))
    expect((await row()).problem).toMatch(/^(slow|away)$/)
    manner = 'breaks'
    pass(3)
    await expect(out.sendWaiting()).rejects.toThrow('away')
    expect(await row()).toMatchObject({ attempts: 2, problem: 'away' })
    manner = 'fine'
    pass(5)
    expect(await out.sendWaiting()).toBe(1)
    expect(there.taken).toHaveLength(1)
    await there.close()
    await out.send(letter({ address: 'rui@example.org' }))
    const { rows } = await owner.query('select problem from mail where sent_at is null')
    expect(rows).toEqual([{ problem: 'away' }])
  })

  test('without TLS, or with a certificate that nobody vouches for, gets nothing, not even the password', async () => {
    const plain = await server({ withoutTls: true })
    const id = await person('madalena@example.org')
    await post(plain, { url: plain.url('secret') }).send(letter({ personId: id }))
    expect(await row()).toMatchObject({ problem: 'tls 500', sent_at: null })
    const stranger = await server()
    const other = await server()
    pass(3)
    await expect(post(stranger, { tls: { ca: other.ca } }).sendWaiting()).rejects.toThrow('tls')
    expect([plain.begun, stranger.begun]).toEqual([0, 0])
    expect(await stops()).toEqual([])
  })
})

describe('the queue', () => {
  test('gives a letter to one of several processes', async () => {
    const there = await server()
    const one = post(there)
    const other = post(there)
    const to = await Promise.all(Array.from({ length: 40 }, (_, nth) => person(`p${nth}@example${nth % 5}.org`)))
    const kept = testPost(kysely, clock)
    for (const personId of to) await kept.send(letter({ personId }))
    const [a, b] = await Promise.all([one.sendWaiting(), other.sendWaiting()])
    expect(a + b).toBe(40)
    expect(Math.min(a, b)).toBeGreaterThan(0)
    expect(new Set(there.taken.map(({ to }) => to)).size).toBe(40)
    expect(there.taken).toHaveLength(40)
  })

  test('takes up what a process that died had in hand, once its lease is over, under the same Message-ID', async () => {
    const there = await server()
    const dies = testPost(kysely, clock, {
      handOn: () => new Promise(() => {}),
    })
    void dies.send(letter({ personId: await person('madalena@example.org') }))
    await expect.poll(async () => (await row())?.claim ?? null).not.toBeNull()
    const out = post(there)
    expect(await out.sendWaiting()).toBe(0)
    pass(11)
    expect(await out.sendWaiting()).toBe(1)
    expect(header(there.taken[0]!.raw, 'Message-ID')).toBe(`<${(await row()).id}@example.org>`)
  })

  test('sends what was asked for before what goes to lists, older before newer, and two of a list to one person one by one', async () => {
    const there = await server()
    const kept = testPost(kysely, clock)
    const list = { key: 'letters', name: 'Letters of the coast' }
    const id = await person('madalena@example.org')
    for (const nth of [1, 2, 3]) {
      pass(1)
      await kept.send(letter({ personId: id }, { kind: 'list', list, subject: `list ${nth}` }))
      await kept.send(letter({ personId: id }, { subject: `deed ${nth}` }))
    }
    expect(await post(there, {}, { atOnce: 1 }).sendWaiting()).toBe(6)
    const subjects = there.taken.map(({ raw }) => header(raw, 'Subject'))
    expect(subjects).toEqual(['deed 1', 'deed 2', 'deed 3', 'list 1', 'list 2', 'list 3'])
  })

  test('goes gently: no more to one domain at once than it should take, and the rest later', async () => {
    const there = await server()
    const kept = testPost(kysely, clock)
    for (let nth = 0; nth < 8; nth++) await kept.send(letter({ address: `p${nth}@example.org` }))
    await kept.send(letter({ address: 'somebody@example.net' }))
    const out = post(there, {}, { gentleness: { burst: 3, perMinute: 2 } })
    expect(await out.sendWaiting()).toBe(4)
    pass(1)
    expect(await out.sendWaiting()).toBe(2)
    for (let minute = 0; minute < 3; minute++) {
      pass(1)
      await out.sendWaiting()
    }
    expect(there.taken).toHaveLength(9)
    const { rows } = await owner.query('select distinct attempts from mail')
    expect(rows).toEqual([{ attempts: 1 }])
  })

  test('sends a thousand letters, each once, over a handful of connections', async () => {
    const there = await server()
    const { rows } = await owner.query<{ id: string }>(
      `insert into person (id, email) select gen_random_uuid(), 'p' || n || '@example' || n % 25 || '.org'
       from generate_series(1, 1000) n returning id`,
    )
    const kept = testPost(kysely, clock)
    for (const { id } of rows) await kept.send(letter({ personId: id }))
    const told: string[] = []
    const out = post(there, {}, { gentleness: { burst: 100, perMinute: 60 }, atOnce: 3 })
    expect(await out.sendWaiting({ tell: (line) => told.push(line) })).toBe(1000)
    expect(new Set(there.taken.map(({ to }) => to)).size).toBe(1000)
    expect(there.taken).toHaveLength(1000)
    expect(there.connections).toBeLessThanOrEqual(13)
    expect(told).toHaveLength(10)
    const { rows: left } = await owner.query(
      `select count(*)::int as n from mail where plain_text <> '' or sent_at is null`,
    )
    expect(left[0].n).toBe(0)
  })
})
