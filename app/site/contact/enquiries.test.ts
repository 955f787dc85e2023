import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { testPost } from '../../../test/support/post.ts'
import { get, post, testShell } from '../../../test/support/web.ts'
import { setSignedIn } from '../../people/people.ts'
import { sealWith } from '../../people/seal.ts'
import { createAuth } from '../../people/sessions/auth.ts'
import { fixedClock } from '../../platform/clock.ts'
import type { Message } from '../../platform/mail/compose.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { contactRoutes } from './contact-routes.ts'
import { timeOf } from './form-time.ts'
import { forgetOldEnquiriesJob } from './inbox/forget-old-enquiries-job.ts'
import { tellReaders } from './inbox/inbox-queries.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-01T09:00:00Z')
const secret = 'a secret that only these tests know'
const seal = sealWith(secret)
const auth = createAuth({ pool: db.pools.auth, secret, origin: 'http://ecotone.test', clock })
const sent: Message[] = []
/** what went to those who share the inbox */
const told: Message[] = []
const isReader = ({ to }: Message) => /^(editor|moderator)@/.test(String(to))
const out = testPost(auth.kysely, clock, { handOn: async (one) => void (isReader(one) ? told : sent).push(one) })
const editor = await person('editor@example.org', 'Yara', 'editor')
const moderator = await person('moderator@example.org', 'Tomé', 'moderator')
const stranger = await person('stranger@example.org', 'Stranger')

async function person(
  email: string,
  name: string,
  role?: string,
): Promise<{ kind: 'person'; id: string; name: string }> {
  const id = uuidv7()
  await owner.query('insert into person (id, name, email, email_verified) values ($1, $2, $3, true)', [id, name, email])
  if (role) await owner.query('insert into site_role (person_id, role) values ($1, $2)', [id, role])
  return { kind: 'person', id, name }
}

function site(who: { id: string; name: string; guessed?: true } | null = null) {
  const app = testShell({ clock })
  if (who)
    app.use((c, next) => {
      setSignedIn(c, { ...who, email: 'x@example.org', language: null })
      return next()
    })
  contactRoutes(app, { db, clock, seal })
  return app
}

const opened = (secondsAgo: number) => timeOf(seal, new Date(clock.now().getTime() - secondsAgo * 1000))
const form = (more: Record<string, string> = {}) => ({
  name: 'Ana',
  email: 'ana@example.org',
  subject: 'A bus at five',
  words: 'Is there one?\r\nI mean the first.',
  opened: opened(20),
  website: '',
  ...more,
})
const write = (more: Record<string, string> = {}) => site().fetch(post('/contact', form(more)))
const inbox = async () => (await owner.query('select * from enquiry order by came_at, id')).rows

beforeEach(async () => {
  await owner.query('truncate enquiry, enquiry_line, mail, mail_stop')
  sent.length = 0
  told.length = 0
})

describe('the contact form', () => {
  test('fills the inbox, and says so by a letter without a word of what was written', async () => {
    const answer = await write()
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/contact?sent#sent'])
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await inbox()).toMatchObject([{ name: 'Ana', words: 'Is there one?\nI mean the first.', state: 'open' }])
    await out.sendWaiting()
    expect(sent).toMatchObject([{ to: 'ana@example.org', subject: 'Your message has arrived' }])
    expect(sent[0]!.headers['Auto-Submitted']?.value).toBe('auto-replied')
    for (const said of ['Ana', 'bus', 'first']) expect(sent[0]!.text + sent[0]!.html).not.toContain(said)
    expect(await (await site().fetch(get('/contact?sent'))).text()).toContain('Thank you, it has arrived.')
  })

  test('takes the same form once', async () => {
    const form_key = uuidv7()
    for (const _ of [1, 2]) expect((await write({ form_key })).status).toBe(303)
    expect(await inbox()).toHaveLength(1)
  })

  test('writes to one address once a day, however often it is typed', async () => {
    for (const _ of [1, 2, 3]) await write({ email: 'Victim@example.org' })
    expect(await inbox()).toHaveLength(3)
    await out.sendWaiting()
    expect(sent).toHaveLength(1)
  })

  test('thanks a program that fills in every field, and keeps nothing', async () => {
    expect((await write({ website: 'https://buy.example' })).status).toBe(303)
    expect(await inbox()).toEqual([])
  })

  test.each([
    ['sent at once', { opened: opened(1) }, 'very quick'],
    ['open for two days', { opened: opened(2 * 86_400) }, 'open for long'],
    ['with a time that somebody made up', { opened: String(Date.now()) }, 'open for long'],
    ['with a time of another program', { opened: timeOf(sealWith('other'), new Date(0)) }, 'open for long'],
    ['without an address', { email: 'ana' }, 'no address for mail'],
    ['to several addresses', { email: 'a@example.org,b@example.org' }, 'no address for mail'],
    ['with a header in the address', { email: 'a@example.org\r\nBcc: b@example.org' }, 'no address for mail'],
    ['without words', { words: ' \n ' }, 'nothing in your message'],
    ['with too many words', { words: 'x'.repeat(8001) }, '8001 letters'],
  ])('%s it comes back as it was typed, with the reason', async (_, more, said) => {
    const answer = await write(more)
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain(said)
    expect(html).toContain('value="A bus at five"')
    expect(await inbox()).toEqual([])
  })

  test('holds back what looks like spam, and answers none of it', async () => {
    const links = 'https://a.example '.repeat(4)
    const those: Record<string, string>[] = [{ words: links }, { name: 'www.buy.example' }, { words: '[url=x]' }]
    for (const more of those) await write(more)
    expect((await inbox()).map(({ state }) => state)).toEqual(['spam', 'spam', 'spam'])
    await out.sendWaiting()
    expect(sent).toEqual([])
  })

  test('shows hostile words as the text they are, without signs that turn lines round', async () => {
    await write({ name: '<script>alert(1)</script>', subject: '"><img src=x>', words: '\u202ecod.exe\u0000 <b>' })
    const [one] = await inbox()
    expect(one.words).toBe('cod.exe <b>')
    for (const path of ['/inbox', `/inbox/${one.id}`]) {
      const html = await (await site(editor).fetch(get(path))).text()
      expect(html).not.toMatch(/<script>alert|<img src=x|<b>/)
    }
  })

  test('hears no more than six an hour from one place', async () => {
    const app = site()
    const answers: number[] = []
    for (let nth = 0; nth < 8; nth++) answers.push((await app.fetch(post('/contact', form()))).status)
    expect(answers).toEqual([303, 303, 303, 303, 303, 303, 429, 429])
  })
})

describe('whoever shares the inbox', () => {
  test('is told in their language that something came in, without a word of it, once an hour', async () => {
    await owner.query(`update person set language = 'pt' where id = $1`, [moderator.id])
    await write()
    await write({ subject: 'One more' })
    await out.sendWaiting()
    expect(told.map(({ to, subject }) => [to, subject]).sort()).toEqual([
      ['editor@example.org', 'Somebody wrote to you'],
      ['moderator@example.org', 'Alguém vos escreveu'],
    ])
    for (const { text, html } of told) {
      for (const word of ['Ana', 'ana@', 'bus', 'first']) expect(text + html).not.toContain(word)
      expect(text).toContain('http://ecotone.test/inbox')
    }
    expect(told[0]!.headers['List-Unsubscribe-Post']?.value).toBe('List-Unsubscribe=One-Click')
    await owner.query(`update mail set written_at = written_at - interval '61 minutes'`)
    await write({ email: 'rui@example.org' })
    expect((await owner.query(`select from mail where list ->> 'key' = 'inbox'`)).rowCount).toBe(4)
  })

  test('hears nothing of spam, nothing of what came long ago, and nothing once they stopped it', async () => {
    await write({ words: 'https://a.example '.repeat(4) })
    const [spam] = await inbox()
    const tell = (id: string, at: Date) =>
      db.as({ kind: 'nobody' }, (tx) =>
        tellReaders(tx, id, { en: { subject: 'S', text: 'T', html: 'H', list: 'L' } }, at),
      )
    expect(await tell(spam.id, clock.now())).toBe(0)
    await owner.query(`update enquiry set state = 'open'`)
    expect(await tell(spam.id, new Date(clock.now().getTime() + 120_000))).toBe(0)
    await owner.query(
      `insert into mail_stop (id, address_hash, person_id, stops, list, list_name, reason, since)
       values (gen_random_uuid(), $2, $1, 'one list', 'inbox', 'Inbox', 'asked', now())`,
      [editor.id, 'x'.repeat(43)],
    )
    await write()
    await out.sendWaiting()
    expect(told.map(({ to }) => to)).toEqual(['moderator@example.org'])
  })
})

describe('the inbox', () => {
  test('is read by editors and moderators, and by nobody who writes', async () => {
    await write()
    for (const who of [editor, moderator]) {
      expect(await (await site(who).fetch(get('/inbox'))).text()).toContain('A bus at five')
    }
    expect((await site(stranger).fetch(get('/inbox'))).status).toBe(403)
    expect((await site().fetch(get('/inbox'))).headers.get('location')).toBe('/sign-in?next=%2Finbox')
    for (const who of [stranger, { kind: 'nobody' } as const]) {
      const { rows } = await db.as(who, (tx) => sql`select from enquiry`.execute(tx))
      expect(rows).toEqual([])
      const moved = await db.as(who, (tx) => sql`update enquiry set state = 'spam'`.execute(tx))
      expect(moved.numAffectedRows).toBe(0n)
    }
  })

  test('whoever has not said their name answers nobody, keeps what they typed, and may keep notes', async () => {
    await write()
    const [{ id }] = await inbox()
    const app = site({ ...editor, name: 'editor', guessed: true })
    expect(await (await app.fetch(get(`/inbox/${id}`))).text()).toContain('Say your name first: an answer bears it')
    const refused = await app.fetch(post(`/inbox/${id}/lines`, { words: 'At five to.', kind: 'answer' }))
    expect([refused.status, (await refused.text()).includes('At five to.')]).toEqual([422, true])
    expect((await app.fetch(post(`/inbox/${id}/lines`, { words: 'Ask the driver.', kind: 'note' }))).status).toBe(303)
    expect((await owner.query('select kind, words from enquiry_line')).rows).toEqual([
      { kind: 'note', words: 'Ask the driver.' },
    ])
    expect((await inbox())[0].state).toBe('open')
    expect(await (await site(editor).fetch(get(`/inbox/${id}`))).text()).not.toContain('Say your name first')
  })

  test('a stranger writes nothing that is already answered, or with somebody', async () => {
    const forged = db.as({ kind: 'nobody' }, (tx) =>
      sql`insert into enquiry (id, came_at, moved_at, email, language, words, state)
        values (${uuidv7()}, now(), now(), 'a@example.org', 'en', 'x', 'answered')`.execute(tx),
    )
    await expect(forged).rejects.toMatchObject({ code: '42501' })
  })

  test('hands over, keeps notes, and answers by a letter in the same conversation', async () => {
    await write()
    const [one] = await inbox()
    const app = site(moderator)
    const at = `/inbox/${one.id}`
    await app.fetch(post(`${at}/assignment`, { reader: editor.id }))
    await app.fetch(post(`${at}/lines`, { words: 'Ask the wardens', kind: 'note' }))
    const form_key = uuidv7()
    for (const _ of [1, 2]) await app.fetch(post(`${at}/lines`, { words: 'At ten to six.', kind: 'answer', form_key }))
    expect(await inbox()).toMatchObject([{ state: 'answered', assigned_to: editor.id }])
    await out.sendWaiting()
    expect(sent).toHaveLength(2)
    const acknowledged = sent.find(({ subject }) => subject.startsWith('Your'))
    const answer = sent.find(({ subject }) => subject.startsWith('Re:'))
    expect(answer).toMatchObject({ to: 'ana@example.org', subject: 'Re: A bus at five' })
    expect(answer!.headers['In-Reply-To']?.value).toBe(acknowledged!.messageId)
    expect(answer!.headers['Auto-Submitted']).toBeUndefined()
    expect(answer!.text).toContain('At ten to six.')
    expect(answer!.text).not.toContain('Ask the wardens')
    const html = await (await app.fetch(get(at))).text()
    expect(html).toContain('Answered by Tomé')
    expect(html).toContain('Ask the wardens')
  })

  test('an answer leads to the address of the place', async () => {
    await db.as(editor, (tx) =>
      sql`insert into contact_place (id, organization, shown, email) values (${uuidv7()}, 'Us', true, 'hello@example.org')`.execute(
        tx,
      ),
    )
    await write()
    const [one] = await inbox()
    await site(editor).fetch(post(`/inbox/${one.id}/lines`, { words: 'Yes.', kind: 'answer' }))
    await out.sendWaiting()
    expect(sent.find(({ subject }) => subject.startsWith('Re:'))).toMatchObject({ replyTo: 'hello@example.org' })
  })

  test('sets aside and deletes, with everything written about it', async () => {
    await write()
    const [one] = await inbox()
    const app = site(editor)
    await app.fetch(post(`/inbox/${one.id}/lines`, { words: 'A note', kind: 'note' }))
    await app.fetch(post(`/inbox/${one.id}/state`, { state: 'spam' }))
    expect(await inbox()).toMatchObject([{ state: 'spam' }])
    const asked = await (await app.fetch(get(`/inbox/${one.id}/deletion`))).text()
    expect(asked).toContain('What Ana wrote on')
    expect(asked).toContain('with the answer or note below it')
    expect(await inbox()).toHaveLength(1)
    await app.fetch(post(`/inbox/${one.id}/deletion`, {}))
    expect(await inbox()).toEqual([])
    expect((await owner.query('select from enquiry_line')).rows).toEqual([])
    expect((await app.fetch(get(`/inbox/${one.id}`))).status).toBe(404)
  })

  test('forgets a year after the last deed, and spam after thirty days', async () => {
    await write()
    await write({ name: 'www.buy.example' })
    const run = (now: string) =>
      forgetOldEnquiriesJob.run(
        { db, viewer: { kind: 'worker', onBehalfOf: null }, clock: fixedClock(now), log: () => {} } as never,
        {},
      )
    await run('2027-03-31T08:00:00Z')
    expect(await inbox()).toHaveLength(2)
    await run('2027-04-01T10:00:00Z')
    expect((await inbox()).map(({ state }) => state)).toEqual(['open'])
    await run('2028-03-01T10:00:00Z')
    expect(await inbox()).toEqual([])
  })

  test('whoever erases themselves takes along what they wrote', async () => {
    const leaving = await person('leaving@example.org', 'Leaving')
    await write({ email: 'Leaving@example.org' })
    await owner.query('delete from person where id = $1', [leaving.id])
    expect(await inbox()).toEqual([])
  })
})
