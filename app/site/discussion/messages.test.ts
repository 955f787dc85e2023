import { describe, expect, test } from 'vitest'
import { get, post } from '../../../test/support/web.ts'
import { forget } from '../../people/forgetting/forget.ts'
import { timeOf } from '../contact/form-time.ts'
import { forgetOldMessagesJob } from './forget-old-messages-job.ts'
import { linkIn, postWithMessages } from './post-with-messages.fixture.ts'

const {
  db,
  owner,
  clock,
  seal,
  person,
  ana,
  topic,
  site,
  anybody,
  byAna,
  byModerator,
  byEditor,
  see,
  write,
  rows,
  letters,
  look,
  confirmed,
} = await postWithMessages()

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
