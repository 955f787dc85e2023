import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { dangersIn } from '../../../test/security/read-tags.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { get, post, testShell } from '../../../test/support/web.ts'
import { forget } from '../../people/forgetting/forget.ts'
import { setSignedIn } from '../../people/people.ts'
import { sealWith } from '../../people/seal.ts'
import { fixedClock } from '../../platform/clock.ts'
import { keptPages } from '../../platform/http/kept-pages.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { blogRoutes } from '../blog/blog-routes.ts'
import { timeOf } from '../contact/form-time.ts'
import { bringWritings } from '../writing/bring-writings.ts'
import { discussionRoutes } from './discussion-routes.ts'
import { drawMessage, linksOfMessage, plainMessage } from './draw-message.ts'
import { forgetOldMessagesJob } from './forget-old-messages-job.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const seal = sealWith('a secret that only these tests know')
const kept = keptPages()
db.hear('site_changed', () => kept.empty())

async function person(name: string, role?: string) {
  const id = uuidv7()
  const email = `${name.toLowerCase()}@example.org`
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $3, true)', [id, name, email])
  if (role) await owner.query('insert into site_role (person_id, role) values ($1, $2)', [id, role])
  return { kind: 'person' as const, id, name, email }
}
type Somebody = Awaited<ReturnType<typeof person>>
const editor = await person('Yara', 'editor')
const moderator = await person('Tome', 'moderator')
const ana = await person('Ana')

await db.as(editor, (tx) =>
  bringWritings(tx, clock, [
    {
      ...{ kind: 'post', slug: 'the-tide', language: 'en', byline: 'Ana', tags: [], title: 'The tide', summary: '' },
      ...{ words: 'Words.', part: null, position: null, card: null, screen: null, note: null },
      ...{ state: 'shown', shownAt: new Date('2027-02-01T08:00:00Z') },
    },
  ]),
)
const topic = (await owner.query<{ id: string }>(`select id from writing where slug = 'the-tide'`)).rows[0]!.id

function site(who: (Somebody & { guessed?: true }) | null = null) {
  const app = testShell({ clock, kept })
  if (who)
    app.use((c, next) => {
      setSignedIn(c, { ...who, language: null })
      return next()
    })
  blogRoutes(app, { db, clock, seal, blocks: async () => ({ picture: () => null, dates: () => null }) })
  discussionRoutes(app, { db, clock, seal })
  return app
}
// anew for each test: a program counts who wrote how often
let [anybody, byAna, byModerator, byEditor] = [site(), site(ana), site(moderator), site(editor)]
const see = async (path: string, app = anybody) => (await app.fetch(get(path))).text()
const form = (words: string, more: Record<string, string> = {}) => ({
  ...{ name: 'Rui', email: 'rui@example.org', words, website: '' },
  opened: timeOf(seal, new Date(clock.now().getTime() - 20_000)),
  ...more,
})
/** A second goes by between two deeds, so that they have an order. */
function tick(): void {
  clock.set(new Date(clock.now().getTime() + 1000).toISOString())
}
async function write(words: string, more: Record<string, string> = {}, app = anybody) {
  tick()
  return app.fetch(post(`/discussion/${topic}/messages`, form(words, more)))
}
const rows = async () => (await owner.query('select * from message order by written_at, id')).rows
const letters = async () =>
  (
    await owner.query<{ address: string | null; person_id: string; subject: string; plain_text: string }>(
      'select * from mail order by id',
    )
  ).rows
const linkIn = (text: string) => /\/discussion\/messages\/([0-9a-f-]{36})\?token=([\w-]+)/.exec(text)!
async function look(deed: string, id: string, more: Record<string, string> = {}, app = byModerator) {
  tick()
  return app.fetch(post(`/moderation/${id}`, { deed, round: '1', ...more }))
}

/** Writes without an account and uses the mailed link. */
async function confirmed(words: string, more: Record<string, string> = {}) {
  await write(words, more)
  const [path, id, token] = linkIn((await letters()).at(-1)!.plain_text)
  await anybody.fetch(post(`/discussion/messages/${id}/confirmation`, { token: token! }))
  return { path: path!, id: id!, token: token! }
}

beforeEach(async () => {
  clock.set('2027-03-01T09:00:00Z')
  await owner.query('truncate topic, discussion_setting, mail cascade')
  kept.empty()
  ;[anybody, byAna, byModerator, byEditor] = [site(), site(ana), site(moderator), site(editor)]
})

describe('a message without an account', () => {
  test('waits for the link that is mailed, without a word of it in the letter, and is read by nobody before', async () => {
    const answer = await write('A secret of the harbour.')
    expect(await answer.text()).toContain('Look into your mail')
    expect(answer.headers.getSetCookie()).toEqual([])
    const [letter] = await letters()
    expect(letter).toMatchObject({ address: 'rui@example.org', subject: 'Your message waits for you' })
    for (const said of ['secret', 'Rui']) expect(letter!.plain_text).not.toContain(said)
    expect(await see('/moderation', byModerator)).not.toContain('A secret')
    // neither address nor token can be read off the row
    expect(JSON.stringify(await rows())).not.toMatch(/rui@example|token=/)
    const [path, id, token] = linkIn(letter!.plain_text)
    // programs that look through mail open links: opening does nothing
    expect(await see(path!)).toContain('It is not sent yet')
    expect((await rows())[0].state).toBe('unconfirmed')
    for (const _ of [1, 2]) await anybody.fetch(post(`/discussion/messages/${id}/confirmation`, { token: token! }))
    expect((await rows())[0].state).toBe('held')
    expect(await see('/moderation', byModerator)).toContain('A secret of the harbour.')
  })

  test('A1: a wrong token opens nothing, confirms nothing and takes nothing back', async () => {
    const { id } = await confirmed('Mine.')
    for (const token of ['', 'wrong', 'x'.repeat(5000)]) {
      expect((await anybody.fetch(get(`/discussion/messages/${id}?token=${token}`))).status).toBe(404)
      for (const deed of ['confirmation', 'words', 'taking-back'])
        await anybody.fetch(post(`/discussion/messages/${id}/${deed}`, { token, words: 'Other.' }))
    }
    expect(await rows()).toMatchObject([{ state: 'held', words: 'Mine.' }])
    expect((await byAna.fetch(get(`/discussion/messages/${id}`))).status).toBe(404)
  })

  test('B11: nobody fills the mailbox of somebody else, and the same form sent twice is one message', async () => {
    for (const _ of [1, 2]) await write('Once.')
    expect(await letters()).toHaveLength(1)
    for (const n of [1, 2, 3, 4]) await write(`More ${n}`)
    expect(await letters()).toHaveLength(3)
  })

  test('of programs nothing is kept, and what is wrong is said with the words still there', async () => {
    expect((await write('Buy', { website: 'x' })).status).toBe(200)
    expect((await write('Quick', { opened: timeOf(seal, clock.now()) })).status).toBe(422)
    const refused = await write('Kept words', { name: 'me@example.org', email: 'nonsense' })
    const text = await refused.text()
    expect(refused.status).toBe(422)
    for (const said of ['Kept words', 'This is no address for mail', 'is no address for mail.'])
      expect(text).toContain(said)
    for (const words of ['', 'x'.repeat(5001)]) expect((await write(words)).status).toBe(422)
    expect(await rows()).toEqual([])
  })
})

describe('first messages', () => {
  test('are held: nobody else finds them on a page, in a feed, in JSON-LD or in a list; once shown, later ones appear at once', async () => {
    await see('/blog/the-tide')
    const { id } = await confirmed('Kelp at dawn.')
    const everywhere = async (app = anybody) =>
      (
        await Promise.all(
          [
            '/blog/the-tide',
            '/blog',
            '/blog/the-tide/messages.atom',
            `/discussion/${topic}/write?answers=${id}`,
            '/blog/feed.atom',
          ].map((path) => see(path, app)),
        )
      ).join()
    for (const app of [anybody, byAna]) expect(await everywhere(app)).not.toContain('Kelp')
    expect(await see('/blog/the-tide')).toContain('"commentCount":0')

    const shown = await look('show', id)
    expect(shown.headers.get('location')).toContain(`done=${id}&was=held`)
    await expect.poll(() => see('/blog/the-tide')).toContain('Kelp at dawn.')
    const text = await see('/blog/the-tide')
    expect(text).toContain(`id="message-${id}"`)
    expect(text).toMatch(/"commentCount":1.*"@type":"Comment"/)
    expect(await see('/blog/the-tide/messages.atom')).toContain('Kelp at dawn.')
    expect(await see('/blog')).toContain('One message'.replace('One', '1'))
    expect((await letters()).at(-1)).toMatchObject({
      address: 'rui@example.org',
      subject: 'Your message is on the page',
    })
    // of what is kept nothing is anybody's: no cookie, no key
    const again = await anybody.fetch(get('/blog/the-tide'))
    expect(again.headers.getSetCookie()).toEqual([])
    expect(text).not.toMatch(/name="form_key"|rui@example/)

    await confirmed('A second one.')
    expect((await rows()).map(({ state }) => state)).toEqual(['shown', 'shown'])
    await confirmed('[a](http://a.example) [b](http://b.example) [c](http://c.example)')
    expect((await rows())[2].state).toBe('held')
  })

  test('of an account are held as well, and a moderator who hides one is trusted more than what was shown before', async () => {
    await write('From Ana.', {}, byAna)
    const [first] = await rows()
    expect(first).toMatchObject({ state: 'held', author_id: ana.id, address_hash: null, reach: null, token_hash: null })
    expect((await look('show', first.id)).status).toBe(303)
    await write('Again Ana.', {}, byAna)
    const second = (await rows())[1]
    expect(second.state).toBe('shown')
    expect(await see('/blog/the-tide', byAna)).toContain(`/discussion/messages/${second.id}`)
    await look('hide', second.id, { reason: 'attacks' })
    await write('Third of Ana.', {}, byAna)
    expect((await rows())[2].state).toBe('held')
    // editors and moderators need no review
    await write('From the team.', {}, byEditor)
    expect((await rows())[3].state).toBe('shown')
  })
})

describe('C18: moderating', () => {
  test('C18: is for editors and moderators; all others see no held message and change none', async () => {
    const { id } = await confirmed('Held back.')
    expect((await byAna.fetch(get('/moderation'))).status).toBe(403)
    expect((await anybody.fetch(get('/moderation'))).headers.get('location')).toBe('/sign-in?next=%2Fmoderation')
    for (const app of [anybody, byAna]) await look('show', id, {}, app)
    expect((await rows())[0].state).toBe('held')
    expect((await byModerator.fetch(post(`/discussion/${topic}/state`, { state: 'off' }))).status).toBe(403)
  })

  test('shows words as readers will have them, and whom they answer, and where a link leads that says something else', async () => {
    // as they come from another blog: a backslash keeps what would else be a sign
    const { id } = await confirmed('Tides are \\*not\\* late, *never*.')
    await look('show', id)
    const second = await confirmed('[our bank](https://thief.example/in)', { answers: id, email: 'new@example.org' })
    const shown = await see('/moderation?state=shown', byModerator)
    expect(shown).toContain('<p>Tides are *not* late, <em>never</em>.</p>')
    const held = await see('/moderation', byModerator)
    expect(held).toContain(`id="message-${second.id}"`)
    expect(held).toContain('Tides are *not* late, never.')
    expect(held).toContain('<bdi>https://thief.example/in</bdi>')
    expect(shown).not.toContain('<bdi>')
  })

  test('hides with a reason that whoever wrote it is told in their language, signs it for all to read, and can be undone', async () => {
    const { id, path } = await confirmed('A name of somebody.', { name: 'Inês' })
    await owner.query(`update message set language = 'pt'`)
    await look('show', id)
    await write('An answer.', { answers: id }, byEditor)
    expect((await look('hide', id)).headers.get('location')).toBe('/moderation?state=held&reasonless')
    await look('hide', id, { [`reason-${id}`]: 'names-somebody', state: 'shown' })
    const letter = (await letters()).at(-1)!
    expect(letter.subject).toBe('A sua mensagem foi ocultada')
    expect(letter.plain_text).toContain('Tome ocultou')
    expect(letter.plain_text).toContain('Nomeia alguém que não está aqui.')
    await expect.poll(() => see('/blog/the-tide')).toContain('A moderator hid a message here.')
    expect(await see('/blog/the-tide')).not.toMatch(/A name of somebody|Inês/)
    expect(await see(path)).toContain('A moderator hid it.')
    const log = await see('/discussion/rules')
    expect(log).toMatch(/Tome hid a message on/)
    expect(log).not.toMatch(/A name of somebody|Inês/)
    await look('show', id, { state: 'shown' })
    await expect.poll(() => see('/blog/the-tide')).toContain('A name of somebody.')
  })

  test('is signed, so whoever has said no name decides nothing', async () => {
    const { id } = await confirmed('Waits.')
    const nameless = site({ ...moderator, guessed: true })
    expect((await look('show', id, {}, nameless)).headers.get('location')).toBe('/moderation?state=held&nameless')
    expect((await rows())[0].state).toBe('held')
  })

  test('decides on the words that were read, and on no others', async () => {
    const { id, token } = await confirmed('Harmless.')
    await anybody.fetch(post(`/discussion/messages/${id}/words`, { token, words: 'Changed since.' }))
    expect((await look('show', id)).headers.get('location')).toContain('changed')
    expect((await rows())[0].state).toBe('held')
    await look('show', id, { round: '2' })
    expect((await rows())[0]).toMatchObject({ state: 'shown', words: 'Changed since.' })
  })

  test('editors close and turn off messages for one post, and for the site', async () => {
    const { id } = await confirmed('Said before.')
    await look('show', id)
    await byEditor.fetch(post(`/discussion/${topic}/state`, { state: 'closed' }))
    await expect.poll(() => see('/blog/the-tide')).toContain('Nothing more can be added here.')
    expect(await see('/blog/the-tide')).toContain('Said before.')
    expect((await write('Late.')).status).toBe(422)
    await byEditor.fetch(post('/moderation/default', { state: 'off' }))
    await byEditor.fetch(post(`/discussion/${topic}/state`, { state: 'as-site' }))
    await expect.poll(() => see('/blog/the-tide')).not.toContain('Said before.')
    expect((await anybody.fetch(get('/blog/the-tide/messages.atom'))).status).toBe(404)
    expect((await write('Later.')).status).toBe(404)
    expect(await rows()).toHaveLength(1)
  })
})

describe('one’s own message', () => {
  test('is changed within a quarter of an hour, and taken back at any time; an answer keeps its place', async () => {
    const { id, token } = await confirmed('First words.')
    await look('show', id)
    await write('An answer.', { answers: id }, byEditor)
    const change = (words: string) => anybody.fetch(post(`/discussion/messages/${id}/words`, { token, words }))
    expect((await change('Better words.')).status).toBe(303)
    clock.set('2027-03-01T09:17:00Z')
    expect((await change('Too late.')).status).toBe(422)
    await expect.poll(() => see('/blog/the-tide')).toContain('Better words.')
    await anybody.fetch(post(`/discussion/messages/${id}/taking-back`, { token }))
    await expect.poll(() => see('/blog/the-tide')).toContain('was taken back')
    expect((await rows())[0]).toMatchObject({
      words: '',
      signed: '',
      state: 'taken-back',
      address_hash: null,
      reach: null,
    })
    await owner.query(`delete from message where answers is not null`)
    expect(await see(`/discussion/messages/${id}?token=${token}`)).toContain('There is no message here')
  })

  test('is found on the account, with a copy to take along', async () => {
    await write('From **Ana**.', {}, byAna)
    expect(await see('/discussion/mine', byAna)).toContain('From Ana.')
    const copy = JSON.parse(await see('/discussion/mine.json', byAna))
    expect(copy.messages).toMatchObject([{ words: 'From **Ana**.', state: 'held', signed: 'Rui' }])
    expect(await see('/discussion/mine', byModerator)).not.toContain('From Ana.')
  })
})

test('E17: erasing oneself takes what one said along, with an account and without, and leaves an empty place where somebody answered', async () => {
  const leaving = await person('Leaving')
  const byLeaving = site(leaving)
  await write('Mine by account.', { name: 'Leaving' }, byLeaving)
  const first = (await rows())[0].id
  await look('show', first)
  await write('An answer.', { answers: first }, byEditor)
  await confirmed('Mine by mail.', { name: 'Leaving', email: leaving.email })
  await db.as(leaving, (tx) => forget(tx, clock, { how: 'erase' }))
  const left = await rows()
  expect(left.map(({ words, state }) => [words, state])).toEqual([
    ['', 'taken-back'],
    ['An answer.', 'shown'],
  ])
  expect(JSON.stringify(left)).not.toMatch(/Leaving|Mine/)
})

test('addresses, what nobody confirmed and what was hidden are forgotten by the clock', async () => {
  await write('Never confirmed.')
  const { id } = await confirmed('Shown.', { email: 'other@example.org' })
  await look('show', id)
  const hidden = await confirmed('Hidden.', { email: 'third@example.org' })
  await look('hide', hidden.id, { reason: 'advertises' })
  const on = async (day: string) => {
    clock.set(`${day}T09:00:00Z`)
    await forgetOldMessagesJob.run(
      { db, viewer: { kind: 'worker', onBehalfOf: null }, clock, log: () => {} } as never,
      {},
    )
    return rows()
  }
  expect(await on('2027-03-04')).toHaveLength(2)
  const later = await on('2027-04-02')
  expect(later.map(({ reach, state }) => [reach, state])).toEqual([
    [null, 'shown'],
    [null, 'hidden'],
  ])
  expect(await on('2027-06-02')).toMatchObject([{ words: 'Shown.' }])
})

describe('the words of a message', () => {
  test('are a safe part of Markdown: links are not followed, and what writes to somebody or shows a picture stands as text', () => {
    expect(
      drawMessage({
        words:
          '# Big\n\n*so* [x](https://a.example) and a@b.example\n\n- one\n\n> [!NOTE]\n> q\n\n![cat](https://a.example/c.png) [r][d]\n\n[d]: javascript:alert(1)',
      }),
    ).toBe(
      '<p>Big</p>\n<p><em>so</em> <a href="https://a.example" rel="nofollow ugc noopener">x</a> and a@b.example</p>\n<ul>\n<li>one</li>\n</ul>\n<blockquote>\n<p>q</p>\n</blockquote>\n<p>cat r</p>',
    )
    expect(plainMessage({ words: '**a** <b>c</b>' })).toBe('a <b>c</b>')
  })

  test('tell moderators where their links lead, unless the words say it already', () => {
    const words =
      '[our bank](https://thief.example/in) https://plain.example [x](mailto:a@b.example) [tide](post:the-tide)'
    expect(linksOfMessage({ words: `${words} ${words}` })).toEqual(['https://thief.example/in', '/blog/the-tide'])
  })

  test('D25: payloads are text on the page, in JSON-LD, in the feed and in moderation', async () => {
    const { payloads } = theirs()
    const drawn = payloads.flatMap((payload) =>
      dangersIn(drawMessage({ words: payload })).filter((one) => !/^a href=https?:/.test(one)),
    )
    expect(drawn).toEqual([])
    const worst = payloads
      .filter((payload) => payload.length < 700)
      .slice(0, 5)
      .join('\n\n')
    await write(`${worst}\n\n</script><script>alert(1)</script>`, { name: '"><img src=x onerror=alert(1)>' }, byEditor)
    await expect.poll(() => see('/blog/the-tide')).toContain('&#x3C;script>alert(1)')
    for (const path of ['/blog/the-tide', '/moderation?state=shown']) {
      const dangers = dangersIn(await see(path, byModerator)).filter((one) => !/^a href=https?:/.test(one))
      expect(dangers, path).toEqual([])
    }
    const feed = await see('/blog/the-tide/messages.atom')
    expect(feed).not.toMatch(/<(script|img|svg)[\s>]/i)
  })

  test('take no long time, however they are nested', () => {
    const nested = [
      '>'.repeat(4999),
      '*'.repeat(5000),
      '['.repeat(5000),
      '- '.repeat(2500),
      '![['.repeat(1600),
      '`'.repeat(5000),
      '> - '.repeat(1250),
    ]
    for (const words of nested) expect(drawMessage({ words }).length).toBeLessThan(200_000)
  })
})

function theirs(): { payloads: string[] } {
  const path = join(import.meta.dirname, '../../../../shared/inputs/xss-dompurify/expect.json')
  const all = JSON.parse(readFileSync(path, 'utf8')) as { payload: string }[]
  return { payloads: all.map(({ payload }) => payload) }
}
