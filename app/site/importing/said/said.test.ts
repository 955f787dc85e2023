import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { broughtTo, conversationOf } from '../../discussion/message-queries.ts'
import { listMessages, takeAwayMessage } from '../../discussion/moderation/moderation-queries.ts'
import { bringWritings } from '../../writing/bring-writings.ts'
import { standingPosts } from '../import-queries.ts'
import { readPosts, slugOf } from '../read-posts.ts'
import { readWxr } from '../read-wxr.ts'
import { bringSaid } from './bring-said.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const editor = { kind: 'person' as const, id: uuidv7() }
await owner.query(`insert into person (id, name, email) values ($1, 'Yara', 'yara@example.org')`, [editor.id])
await owner.query(`insert into site_role (person_id, role) values ($1, 'editor')`, [editor.id])

type Fields = Record<string, string>
const tags = (prefix: string, fields: Fields) =>
  Object.entries(fields)
    .map(([name, value]) => `<${prefix}${name}><![CDATA[${value}]]></${prefix}${name}>`)
    .join('')
const comment = (id: number, content: string, more: Fields = {}) =>
  `<wp:comment>${tags('wp:comment_', {
    id: String(id),
    author: 'Ana &amp; Zé',
    author_email: 'secret@example.net',
    author_url: 'https://secret.example.net/',
    author_IP: '203.0.113.77',
    date_gmt: `2020-06-01 10:${String(id).padStart(2, '0')}:00`,
    content,
    approved: '1',
    type: 'comment',
    parent: '0',
    ...more,
  })}<wp:commentmeta><wp:meta_key>akismet</wp:meta_key><wp:meta_value>secret meta</wp:meta_value></wp:commentmeta></wp:comment>`
const item = (name: string, comments: string, more: Fields = {}) =>
  `<item><title>${name}</title><content:encoded>Words.</content:encoded>${tags('wp:', {
    post_name: name,
    post_date_gmt: '2020-05-06 07:08:09',
    status: 'publish',
    post_type: 'post',
    comment_status: 'open',
    ...more,
  })}${comments}</item>`
const wxr = (items: string) =>
  `<rss version="2.0" xmlns:content="c" xmlns:wp="http://wordpress.org/export/1.2/"><channel>${items}</channel></rss>`

const said = [
  comment(3, 'To the second, <b>loudly</b>.', { parent: '2', author: 'Rui' }),
  comment(1, 'First line\nsecond line\n\nhttps://a.example/x_y_z and *stars*'),
  comment(2, 'Second.', { author: 'who@example.net', parent: '1' }),
  comment(4, 'To what waits.', { parent: '5', date_gmt: '0000-00-00 00:00:00' }),
  comment(5, 'Waits.', { approved: '0', parent: '1' }),
  comment(6, 'Spam.', { approved: 'spam' }),
  comment(7, 'Gone.', { approved: 'trash' }),
  comment(8, '[...] linked [...]', { type: 'pingback' }),
  comment(9, 'A review.', { type: 'review' }),
  comment(10, 'x'.repeat(5001)),
  comment(11, '<img src="https://t.example/1.gif" alt="">', { author: '' }),
  comment(12, 'Round.', { parent: '13' }),
  comment(13, 'And round.', { parent: '12', author: '\u202eevil'.padEnd(100, 'l') }),
].join('')
const file = wxr(
  item('the-tide', said) +
    item('shut', comment(20, 'Once.'), { comment_status: 'closed' }) +
    item('about', comment(21, 'On a page.'), { post_type: 'page' }),
)

async function look(text: string) {
  const read = (await readWxr(text))!
  const slugs = read.entries.flatMap((one) => (one.kind === 'post' ? [slugOf(one.post)] : []))
  const standing = await db.as(editor, (tx) => standingPosts(tx, slugs))
  return readPosts(read, { language: 'en', now: clock.now(), standing })
}
/** Brings a file as pressing the button does: the posts, then what was said to them. */
async function bring(text: string): Promise<number> {
  const preview = await look(text)
  return db.as(editor, async (tx) => {
    const { brought } = await bringWritings(
      tx,
      clock,
      preview.coming.map(({ writing }) => writing),
    )
    return bringSaid(tx, clock, [...preview.coming, ...preview.standing], new Set(brought))
  })
}
const rows = async () =>
  (
    await owner.query(`select m.brought_as, a.brought_as as answers, m.signed, m.words, m.state, m.written_at, w.slug
      from message m join writing w on w.id = m.topic_id left join message a on a.id = m.answers order by m.written_at, m.brought_as`)
  ).rows

test('of comments in a file of WordPress those that were approved come, counted beside what stays and why, and no address is read', async () => {
  expect(JSON.stringify(await readWxr(file))).not.toMatch(/secret|203\.0\.113/)
  const preview = await look(file)
  expect({ ...preview.said, staying: Object.fromEntries(preview.said.staying) }).toEqual({
    coming: 7,
    here: 0,
    without: 1,
    staying: { waiting: 1, spam: 1, 'thrown-away': 1, pingback: 1, other: 1, 'too-long': 1, empty: 1 },
  })
  expect(preview.coming[0]!.said.tooLong).toMatchObject([{ signed: 'Ana & Zé' }])
})

test('they come as messages of their post with name, day and who answered whom; twice brought they come once', async () => {
  expect(await bring(file)).toBe(7)
  const all = await rows()
  const found = Object.fromEntries(all.map((row) => [row.brought_as.replace('wordpress ', ''), row]))
  expect(found[1]).toMatchObject({ signed: 'Ana & Zé', answers: null, written_at: new Date('2020-06-01T10:01:00Z') })
  expect(found[1].words).toBe('First line\\\nsecond line\n\n<https://a.example/x_y_z> and \\*stars\\*')
  expect(found[3]).toMatchObject({ answers: 'wordpress 2', words: 'To the second, **loudly**.', state: 'shown' })
  // nobody's address stands there as a name; what answers something that stays answers what that answered
  expect(found[2]).toMatchObject({ signed: 'Somebody', answers: 'wordpress 1' })
  expect(found[4]).toMatchObject({ answers: 'wordpress 1', written_at: new Date('2020-05-06T07:08:09Z') })
  expect([found[12].answers, found[13].answers].filter((one) => one === null)).toHaveLength(1)
  expect(found[13].signed).toMatch(/^evill{75}…$/)
  const { rows: closed } = await owner.query(
    `select w.slug from topic t join writing w using (id) where t.state = 'closed'`,
  )
  expect(closed).toEqual([{ slug: 'shut' }])

  expect(await bring(file)).toBe(0)
  expect(await look(file)).toMatchObject({ coming: [], said: { coming: 0, here: 7 } })
  expect(await rows()).toEqual(all)
  // a later file of the same blog brings what was said since
  expect(await bring(file.replace('</item>', `${comment(30, 'Later.', { parent: '3' })}</item>`))).toBe(1)
  expect((await rows()).find(({ words }) => words === 'Later.')).toMatchObject({ answers: 'wordpress 3' })
})

test('nothing comes to another post that stands at the same address', async () => {
  const another = { post_date_gmt: '2021-01-01 00:00:00' }
  expect(await bring(wxr(item('the-tide', comment(40, 'Elsewhere.'), another)))).toBe(0)
})

test('E17: who wrote one and wants it gone is found by name, and what a moderator takes away does not come again', async () => {
  const found = await db.as(editor, (tx) => listMessages(tx, 'shown', { sought: 'ana & zé', limit: 50 }))
  const [one] = found.filter(({ words }) => words === 'Once.')
  expect(one).toMatchObject({ fromElsewhere: true, byAccount: false })
  const stranger = { kind: 'person' as const, id: uuidv7() }
  const takeAway = (who: typeof editor) =>
    db.as(who, (tx) => takeAwayMessage(tx, { id: uuidv7(), messageId: one!.id, at: clock.now() }))
  expect(await takeAway(stranger)).toBe(false)
  expect(await takeAway(editor)).toBe(true)
  expect(await bring(file)).toBe(0)
  expect(JSON.stringify(await rows())).not.toContain('Once.')
  const topicId = (await owner.query(`select id from writing where slug = 'shut'`)).rows[0]!.id
  expect((await db.as(editor, (tx) => broughtTo(tx, [topicId]))).get(topicId)).toEqual(new Set(['wordpress 20']))
  expect((await owner.query(`select deed from moderation`)).rows).toEqual([{ deed: 'take-away' }])
})

test('of more than a thousand the first stand there, and it is said how many there are', async () => {
  const many = Array.from({ length: 1002 }, (_, nth) =>
    comment(100 + nth, `Nr ${nth}.`, { date_gmt: '2020-06-02 10:00:00' }),
  )
  expect(await bring(wxr(item('long', many.join(''))))).toBe(1002)
  const topicId = (await owner.query(`select id from writing where slug = 'long'`)).rows[0]!.id
  const conversation = (await db.as({ kind: 'nobody' }, (tx) => conversationOf(tx, topicId)))!
  expect([conversation.count, conversation.messages.length]).toEqual([1002, 1000])
})
