import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { post, testShell } from '../../../../test/support/web.ts'
import { setSignedIn } from '../../../people/people.ts'
import { sealWith } from '../../../people/seal.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { bringWritings } from '../../writing/bring-writings.ts'
import { discussionRoutes } from '../discussion-routes.ts'
import { leaveMessage } from '../message-queries.ts'
import { tellModeratorsJob } from './tell-moderators-job.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const [yara, tome, ana] = [uuidv7(), uuidv7(), uuidv7()]
await owner.query(
  `insert into person (id, name, email, language) select id, name, lower(name) || '@example.org', language
   from unnest($1::uuid[], array['Yara', 'Tome', 'Ana'], array['pt', null, 'fr']) as x (id, name, language)`,
  [[yara, tome, ana]],
)
await owner.query(
  `insert into site_role (person_id, role) values ($1, 'editor'), ($1, 'moderator'), ($2, 'moderator')`,
  [yara, tome],
)
await db.as({ kind: 'person', id: yara }, (tx) =>
  bringWritings(tx, clock, [
    {
      ...{ kind: 'post', slug: 'the-tide', language: 'en', byline: 'Ana', tags: [], title: 'The tide', summary: '' },
      ...{ words: 'Words.', part: null, position: null, card: null, screen: null, note: null },
      ...{ state: 'shown', shownAt: new Date('2027-02-01T08:00:00Z') },
    },
  ]),
)
const topicId = (await owner.query<{ id: string }>(`select id from writing where slug = 'the-tide'`)).rows[0]!.id

function write(words: string) {
  const message = { id: uuidv7(), topicId, answers: null, signed: 'Ana Secret', language: 'en', words }
  return db.as({ kind: 'person', id: ana }, (tx) =>
    leaveMessage(tx, { ...message, doubtful: false, from: null }, clock.now()),
  )
}
const run = () =>
  tellModeratorsJob.run({ db, viewer: { kind: 'worker', onBehalfOf: null }, clock, log: () => {} } as never, {})
/** Lets the clock go on, runs the job (twice at once, as two processes do), and says who was written to since. */
async function at(time: string): Promise<string[]> {
  clock.set(`2027-03-${time}:00Z`)
  const before = new Set((await owner.query(`select id from mail`)).rows.map(({ id }) => id))
  await Promise.all([run(), run()])
  const { rows } = await owner.query(`select m.id, name from mail m join person p on p.id = m.person_id order by name`)
  return rows.filter(({ id }) => !before.has(id)).map(({ name }) => name)
}
const both = ['Tome', 'Yara']

test('E31: moderators are told of what waits at once, once an hour at most, once a day while it does, and never of nothing', async () => {
  expect(await at('01T09:00')).toEqual([])
  await write('One.')
  await write('Two.')
  expect(await at('01T09:01')).toEqual(both)
  expect(await at('01T09:02')).toEqual([])
  await write('Three.')
  expect(await at('01T10:00')).toEqual([])
  expect(await at('01T10:01')).toEqual(both)
  // nothing new came: the same is said again a day later only
  expect(await at('01T13:00')).toEqual([])
  expect(await at('02T10:01')).toEqual(both)
  await owner.query(`update message set state = 'hidden', reason = 'private'`)
  expect(await at('05T10:00')).toEqual([])
})

test('the letter counts what waits by kind, in the language of its reader, with neither words nor who wrote them', async () => {
  const { rows } = await owner.query(
    `select name, subject, plain_text, html, list, m.language from mail m join person p on p.id = m.person_id order by m.id`,
  )
  const first = Object.fromEntries(rows.slice(0, 2).map((row) => [row.name, row]))
  expect(first['Tome']).toMatchObject({ subject: 'Something waits to be read', list: { key: 'moderation' } })
  expect(first['Tome'].plain_text).toMatch(
    /- 2 messages under posts\n\nRead the messages:\n\nhttps:\/\/here\.invalid\/moderation/,
  )
  expect(first['Tome'].plain_text).not.toContain('/notes')
  expect(first['Yara'].plain_text).toContain('2 mensagens')
  expect(JSON.stringify(rows)).not.toMatch(/Secret|One\.|Two\.|tide/)

  await owner.query(
    `insert into reader_note (id, writing_id, version, starts_at, ends_at, quote, prefix, suffix, alone, language, byline, words, written_at)
     values ($1, $1, 1, 0, 1, 'q', '', '', true, 'en', 'Secret', 'Noted.', '2027-03-06T09:00:00Z')`,
    [topicId],
  )
  expect(await at('06T10:00')).toEqual(both)
  const { plain_text } = (
    await owner.query(`select plain_text from mail where person_id = $1 order by id desc`, [tome])
  ).rows[0]
  expect(plain_text).toContain(
    '- one note of a reader in the handbook\n\nRead the notes:\n\nhttps://here.invalid/notes',
  )
  expect(plain_text).not.toContain('/moderation')
})

test('each moderator stops and starts them on the page, and whoever moderates no longer gets none', async () => {
  const app = testShell({ clock })
  app.use((c, next) => {
    setSignedIn(c, { id: tome, name: 'Tome', email: 'tome@example.org', language: null })
    return next()
  })
  discussionRoutes(app, { db, clock, seal: sealWith('a secret that only these tests know') })
  const choose = async (wanted: string) => (await app.fetch(post('/moderation/letters', { wanted }))).status
  const page = async () => (await app.fetch(new Request('http://ecotone.test/moderation'))).text()
  expect(await page()).toContain('Send me none')
  expect(await choose('no')).toBe(303)
  expect(await page()).toContain('Tell me by mail')
  await write('Four.')
  expect(await at('08T10:00')).toEqual(['Yara'])
  // the link in a letter says the same
  await choose('yes')
  await owner.query(
    `insert into mail_stop (id, address_hash, person_id, stops, list, reason, since) values ($1, 'h', $1, 'one list', 'moderation', 'asked', now())`,
    [tome],
  )
  expect(await page()).toContain('Tell me by mail')
  await write('Five.')
  expect(await at('08T12:00')).toEqual(['Yara'])
  await choose('yes')
  expect(await at('08T12:01')).toEqual(['Tome'])
  await owner.query(`delete from site_role where person_id = $1`, [tome])
  await write('Six.')
  expect(await at('08T15:00')).toEqual(['Yara'])
})
