import { beforeEach, describe, expect, test } from 'vitest'
import { barriersOn, sidewaysOverflow } from '../../../test/support/accessibility.ts'
import { openBrowser } from '../../../test/support/browser.ts'
import { get } from '../../../test/support/web.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { placeOfMessage } from './message-queries.ts'
import { postWithMessages } from './post-with-messages.fixture.ts'

const { db, owner, topic, anybody, byEditor, byModerator, see, write, rows, letters, look, confirmed } =
  await postWithMessages()

/** Beyond a thousand: 1,003 roots said one each minute, and answers to the first and the last of them after that. */
const ids = Array.from({ length: 1005 }, (_, nth) => uuidv7(Date.UTC(2026, 0, 1) + nth * 60_000))
const at = (nth: number) => new Date(Date.UTC(2026, 0, 1) + nth * 60_000)
const anchor = (nth: number) => `message-${ids[nth]}`

beforeEach(async () => {
  await owner.query('insert into topic (id, writing_id) values ($1, $1)', [topic])
  const said = `insert into message (id, topic_id, signed, language, words, state, written_at, shown_at, answers)
    select id, $1, 'Nr ' || nth, 'en', 'Words ' || nth, 'shown', at, at, null
    from unnest($2::uuid[], $3::timestamptz[]) with ordinality as x (id, at, nth)`
  await owner.query(said, [topic, ids, ids.map((_, nth) => at(nth))])
  await owner.query('update message set answers = $1 where id = $2', [ids[0], ids[1003]])
  await owner.query('update message set answers = $1 where id = $2', [ids[1002], ids[1004]])
})
const on = async (path: string) => [...(await see(path)).matchAll(/id="(message-[0-9a-f-]+)"/g)].map(([, id]) => id)

describe('more than a thousand messages', () => {
  test('stand on pages of a thousand, in the order in which they were said, each with the way on', async () => {
    expect(await on('/blog/the-tide')).toEqual(ids.slice(0, 1000).map((_, nth) => anchor(nth)))
    expect((await on('/blog/the-tide/messages/2')).sort()).toEqual([1000, 1001, 1002, 1003, 1004].map(anchor).sort())
    const first = await see('/blog/the-tide')
    expect(first).toContain('href="/blog/the-tide/messages/2#messages" rel="next"')
    expect(first).toContain('Page 1 of 2')
    const second = await see('/blog/the-tide/messages/2')
    expect(second).toContain('href="/blog/the-tide#messages" rel="prev"')
    expect(second).toContain('<link rel="canonical" href="http://ecotone.test/blog/the-tide/messages/2"/>')
    expect(second).toMatch(/<title>Messages about “The tide” · Page 2 of 2/)
  })

  test('stay on their page when more is said, and an answer says whom it answers on an earlier one', async () => {
    await write('From the team.', {}, byEditor)
    expect(await on('/blog/the-tide')).toHaveLength(1000)
    expect(await on('/blog/the-tide/messages/2')).toHaveLength(6)
    const second = await see('/blog/the-tide/messages/2')
    expect(second).toContain(`<a href="/blog/the-tide#${anchor(0)}">to Nr 1</a>`)
    // of the same page it stands below what it answers
    expect(second.indexOf(anchor(1004))).toBeGreaterThan(second.indexOf(anchor(1002)))
    expect(second).not.toContain('to Nr 1003')
  })

  test('keep their page when one that was answered is hidden, which leaves its place, and say no name of it', async () => {
    await look('hide', ids[0]!, { [`reason-${ids[0]}`]: 'attacks' })
    expect((await on('/blog/the-tide'))[0]).toBe(anchor(0))
    const second = await see('/blog/the-tide/messages/2')
    expect(second).toContain(`<a href="/blog/the-tide#${anchor(0)}">to somebody</a>`)
  })

  test('are led to where they stand: after sending, from the letter, from one’s own page, from the feed', async () => {
    const sent = await write('From the team.', {}, byEditor)
    const { id } = (await rows()).at(-1)
    expect(sent.headers.get('location')).toBe(`/blog/the-tide/messages/2#message-${id}`)
    const mine = await confirmed('By mail.')
    await look('show', mine.id)
    const place = `/blog/the-tide/messages/2#message-${mine.id}`
    expect((await letters()).at(-1)!.plain_text).toContain(`http://ecotone.test${place}`)
    expect(await see(`/discussion/messages/${mine.id}?token=${mine.token}`)).toContain(`href="${place}"`)
    const feed = await see('/blog/the-tide/messages.atom')
    expect(feed).toContain(`href="http://ecotone.test${place}"`)
    // the newest, and a hundred of them
    expect(feed.match(/<entry/g)).toHaveLength(100)
    expect(feed).toContain(`href="http://ecotone.test/blog/the-tide#${anchor(999)}"`)
  })

  test('are answered on every page', async () => {
    const form = await see(`/discussion/${topic}/write?answers=${ids[1001]}`)
    expect(form).toContain('Words 1002')
    expect(form).toContain(`href="/blog/the-tide/messages/2#${anchor(1001)}"`)
  })
})

test('pages that are not there are not found, the first is the post itself, and a former name leads on', async () => {
  const status = async (path: string) => {
    const answer = await anybody.fetch(get(path))
    return [path, answer.status, answer.headers.get('location')]
  }
  for (const none of ['3', '0', '01', '-1', 'x', '99999', '2.atom'])
    expect(await status(`/blog/the-tide/messages/${none}`)).toEqual([`/blog/the-tide/messages/${none}`, 404, null])
  expect(await status('/blog/no-such/messages/2')).toEqual(['/blog/no-such/messages/2', 404, null])
  expect((await status('/blog/the-tide/messages/1')).slice(1)).toEqual([301, '/blog/the-tide#messages'])
  await owner.query(`insert into former_slug (kind, slug, writing_id) values ('post', 'the-ebb', $1)`, [topic])
  expect((await status('/blog/the-ebb/messages/2')).slice(1)).toEqual([301, '/blog/the-tide/messages/2'])
  await owner.query(`delete from former_slug`)
})

test('nobody learns of a message that waits how many stand before it', async () => {
  const { id } = await confirmed('Held.')
  const place = (which: string) => db.as({ kind: 'nobody' }, (tx) => placeOfMessage(tx, which))
  expect([await place(id), await place(uuidv7()), await place(ids[1000]!)]).toEqual([null, null, 1000])
  expect(await see('/moderation', byModerator)).toContain('Held.')
})

const browser = await openBrowser()
test.skipIf(!browser)('a later page shuts nobody out, on a phone neither', async () => {
  const page = await browser!.newPage()
  await page.route('**/*', async (route) => {
    const answer = await anybody.fetch(get(new URL(route.request().url()).pathname))
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries([...answer.headers].filter(([name]) => name !== 'content-security-policy')),
      body: Buffer.from(await answer.arrayBuffer()),
    })
  })
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await page.goto('http://ecotone.test/blog/the-tide/messages/2')
    expect(await barriersOn(page)).toEqual([])
    expect(await sidewaysOverflow(page)).toBe(0)
  }
  await browser!.close()
})
