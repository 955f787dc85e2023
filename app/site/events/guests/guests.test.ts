import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { testPost } from '../../../../test/support/post.ts'
import { get, post, testShell } from '../../../../test/support/web.ts'
import { setSignedIn } from '../../../people/people.ts'
import { createAuth } from '../../../people/sessions/auth.ts'
import type { Message } from '../../../platform/mail/compose.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { eventRoutes } from '../event-routes.ts'
import { anEvent, somebody } from '../events.fixture.ts'
import type { EventWords } from '../events.ts'
import { addEvent, changeEvent } from '../keep-event.ts'
import { forgetGuestsJob } from './forget-guests-job.ts'
import { keepList, listGuests } from './guest-queries.ts'
import { aQuestion, byTheClock, calendarIn, comingForm, keyIn, plainTimes } from './guests.fixture.ts'
import { type ListWords, usualList } from './guests.ts'
import { remindGuestsJob } from './remind-guests-job.ts'

const { db, owner } = await testDatabase()
let now = new Date('2027-03-01T09:00:00Z')
const clock = { now: () => now }
const secret = 'a secret that only these tests know'
const auth = createAuth({ pool: db.pools.auth, secret, origin: 'http://ecotone.test', clock })
const sent: Message[] = []
const newPost = () =>
  testPost(auth.kysely, clock, {
    handOn: async (one) => void sent.push(one),
    gentleness: { burst: 1000, perMinute: 1000 },
  })
let out = newPost()
const editor = await somebody(owner, 'editor@example.org', ['editor'])
const moderator = await somebody(owner, 'moderator@example.org', ['moderator'])

function site(who: { id: string } | null = null) {
  const app = testShell({ clock })
  if (who)
    app.use((c, next) => {
      setSignedIn(c, { id: who.id, name: 'E', email: 'e@example.org', language: null })
      return next()
    })
  eventRoutes(app, { db, clock, formTimes: plainTimes })
  return app
}
let anybody = site()
const asEditor = site(editor)

let slug = ''
let listId = ''
async function event(words: Partial<EventWords> = {}, list: Partial<ListWords> = {}) {
  await db.as(editor, async (tx) => {
    const made = await addEvent(tx, clock, anEvent({ ends: '2027-03-18T08:00', ...words }))
    listId = uuidv7()
    await keepList(tx, made.id, listId, { ...usualList, ...list }, now)
    slug = made.slug
  })
}
const change = (to: Partial<EventWords>) =>
  db.as(editor, (tx) => changeEvent(tx, clock, slug, (was) => ({ ...was, ...to })))
const say = (more: Record<string, string> = {}, language = 'en') =>
  anybody.fetch(post(`/events/${slug}/places`, comingForm(now, more), { 'accept-language': language }))
const press = (key: string, deed = 'confirmation', fields = {}) => anybody.fetch(post(`/places/${key}/${deed}`, fields))
async function letters(): Promise<Message[]> {
  sent.length = 0
  await out.sendWaiting()
  return [...sent].sort((a, b) => (a.to < b.to ? -1 : 1))
}
/** Says that they come, and presses the button; gives the key. */
async function comes(name: string, more: Record<string, string> = {}): Promise<string> {
  const email = `${name.toLowerCase()}@example.org`
  await say({ name, email, ...more })
  const key = keyIn((await letters()).find(({ to }) => to === email)!)
  await press(key)
  return key
}
const states = async () =>
  Object.fromEntries(
    (await owner.query('select name, state from guest order by name')).rows.map((r) => [r.name, r.state]),
  )
const see = async (path: string, app = anybody) => (await app.fetch(get(path))).text()
const runJob = (job: typeof remindGuestsJob) => byTheClock(db, clock, job)

beforeEach(async () => {
  now = new Date('2027-03-01T09:00:00Z')
  anybody = site()
  out = newPost()
  await owner.query('truncate event, guest_list, guest, guest_key, guest_tally, mail, mail_stop, form_key cascade')
})

describe('whoever comes', () => {
  test('takes a place by a button in a letter, once, and gets a file for their calendar', async () => {
    await event({ capacity: 60 })
    const answer = await say()
    expect([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual([
      303,
      `/events/${slug}/places?sent#sent`,
      [],
    ])
    const [asked] = await letters()
    expect(asked).toMatchObject({ to: 'ana@example.org', subject: 'Please confirm: Breakfast on the quay' })
    expect(asked!.text + asked!.html).not.toContain('Ana')
    const key = keyIn(asked!)
    // mail programs open links: nothing happens by that
    expect(await see(`/places/${key}`)).toContain('Yes, I come')
    expect(await states()).toEqual({ Ana: 'asked' })
    expect(await see(`/events/${slug}`)).toContain('60 of 60 places are free')
    await Promise.all([press(key), press(key)])
    expect(await states()).toEqual({ Ana: 'comes' })
    const [confirmed, ...more] = await letters()
    expect(more).toEqual([])
    expect(confirmed!.text).toContain('Hello Ana')
    expect(confirmed!.text).toContain('Thursday, 18 March 2027, 06:40–08:00 (Lisbon)')
    expect(confirmed!.headers['In-Reply-To']?.value).toBe(asked!.messageId)
    const calendar = calendarIn(confirmed!)
    expect(calendar).toContain('METHOD:PUBLISH')
    expect(calendar).toContain('ORGANIZER;CN=Ecotone:mailto:ecotone@example.org')
    expect(calendar).toContain('STATUS:CONFIRMED')
    expect(calendar).toContain(`URL:http://ecotone.test/events/${slug}`)
    const feed = await see(`/events/${slug}/event.ics`)
    expect(calendar).toContain(/^UID:.+$/m.exec(feed)![0].trim())
    expect(calendar).not.toContain('ATTENDEE')
    // not from the memory of before, which is emptied by what is told below
    const page = await see(`/events/${slug}`, site())
    expect(page).toContain('59 of 60 places are free')
    expect(page).toContain('"remainingAttendeeCapacity":59')
    expect(page).not.toContain('Ana')
  })

  test('sends the form twice and has answered once; answers again and is told where their answer is', async () => {
    await event({ capacity: 2 })
    const form_key = uuidv7()
    await Promise.all([say({ form_key }), say({ form_key })])
    const first = await letters()
    expect(first).toHaveLength(1)
    await press(keyIn(first[0]!))
    await letters()
    expect((await say({ email: 'ANA@example.org', name: 'Eve' })).headers.get('location')).toContain('?sent')
    const [known] = await letters()
    expect(known!.subject).toBe('You answered already: Breakfast on the quay')
    expect(await states()).toEqual({ Ana: 'comes' })
  })

  test('is not written to more than five times a day, whoever types their address', async () => {
    await event()
    for (let nth = 0; nth < 8; nth += 1) await say({ form_key: uuidv7() })
    expect((await letters()).length).toBeLessThanOrEqual(5)
  })

  test.each([
    ['without a name', { name: ' ' }, 'Give a name'],
    ['without an address', { email: 'ana' }, 'no address for mail'],
    ['with a header in the address', { email: 'a@example.org\r\nBcc: b@example.org' }, 'no address for mail'],
    ['for a time that is none', { time: '2027-03-19T06:40' }, 'Choose another'],
    ['at once', { opened: plainTimes.give(new Date('2027-03-01T09:00:00Z')) }, 'very quick'],
    ['without an answer that is required', { 'q-bread': '' }, 'needs an answer'],
    ['with an answer that was not offered', { 'q-bread': 'Cake' }, 'Choose one'],
  ])('%s gets the form back as it was typed, with the reason', async (_, more, said) => {
    const asked = { id: 'bread', kind: 'one-of', choices: ['White', 'Dark'], required: true } as const
    await event({}, { questions: [aQuestion({ ...asked, choices: [...asked.choices] })] })
    const answer = await say({ 'q-bread': 'Dark', ...more })
    const html = await answer.text()
    expect([
      answer.status,
      html.includes(said),
      html.includes('aria-invalid') || html.includes('role="alert"'),
    ]).toEqual([422, true, true])
    expect(await states()).toEqual({})
  })

  test('is thanked when every field was filled in, and nothing is kept of a program', async () => {
    await event()
    expect((await say({ website: 'https://buy.example' })).status).toBe(303)
    expect(await states()).toEqual({})
  })

  test('changes what they said, cancels, and is deleted, each by the link alone', async () => {
    await event({ capacity: 1 }, { questions: [aQuestion()] })
    const key = await comes('Ana', { 'q-need': 'A ramp' })
    await letters()
    expect(await see(`/places/${key}`)).toContain('A ramp')
    const changed = await anybody.fetch(post(`/places/${key}`, { name: 'Ana M', 'q-need': '<b>' }))
    expect(changed.headers.get('location')).toBe(`/places/${key}?kept`)
    expect(await see(`/places/${key}`)).toContain('&lt;b&gt;')
    await press(key, 'cancellation')
    const [gone] = await letters()
    expect(calendarIn(gone!)).toContain('STATUS:CANCELLED')
    expect(await states()).toEqual({ 'Ana M': 'gone' })
    expect(await see(`/events/${slug}`, site())).toContain('One of 1 places is free')
    await press(key, 'erasure')
    expect(await states()).toEqual({})
    expect((await anybody.fetch(get(`/places/${key}`))).status).toBe(404)
  })

  test('opens nothing with a key that is old, made up or another’s', async () => {
    await event()
    await say()
    const key = keyIn((await letters())[0]!)
    for (const other of ['0'.repeat(64), key.toUpperCase(), 'x', `${key}0`, "' or 1=1"]) {
      expect((await anybody.fetch(get(`/places/${encodeURIComponent(other)}`))).status).toBe(404)
      for (const deed of ['confirmation', 'cancellation', 'erasure'])
        expect((await press(encodeURIComponent(other), deed)).status).toBe(404)
    }
    now = new Date(now.getTime() + 25 * 3_600_000)
    expect((await press(key)).status).toBe(404)
    expect(await states()).toEqual({ Ana: 'asked' })
  })
})

describe('the last place', () => {
  test('goes to one of many who press at the same moment; the others wait in their order, and nobody gets a place twice', async () => {
    await event({ capacity: 2 })
    const names = ['A', 'B', 'C', 'D', 'E', 'F']
    for (const name of names) await say({ name, email: `${name}@example.org` })
    const keys = (await letters()).map(keyIn)
    expect(keys).toHaveLength(6)
    await Promise.all([...keys, ...keys].map((key) => press(key)))
    const count = (rows: Record<string, string>, state: string) =>
      Object.values(rows).filter((one) => one === state).length
    expect([count(await states(), 'comes'), count(await states(), 'waits')]).toEqual([2, 4])
    expect(await letters()).toHaveLength(6)
    const order = (await owner.query(`select name from guest where state = 'waits' order by queued_at, id`)).rows
    const inside = Object.entries(await states()).filter(([, state]) => state === 'comes')
    const keyOf = (name: string) => keys[names.indexOf(name)]!
    // both who have a place go at once, one of them twice
    await Promise.all([...inside, inside[0]!].map(([name]) => press(keyOf(name), 'cancellation')))
    const after = await states()
    expect([after[order[0].name], after[order[1].name], after[order[2].name]]).toEqual(['comes', 'comes', 'waits'])
    const told = (await letters()).filter(({ subject }) => subject.startsWith('A place is free'))
    expect(told.map(({ to }) => to)).toEqual(
      [order[0].name, order[1].name].map((name) => `${name.toLowerCase()}@example.org`).sort(),
    )
    expect(calendarIn(told[0]!)).toContain('STATUS:CONFIRMED')
  })

  test('is said to be taken, with and without a wait list, and tells kept pages when it goes', async () => {
    await event({ capacity: 1 })
    let heard = 0
    db.hear('site_changed', () => (heard += 1))
    await db.listening()
    const key = await comes('Ana')
    await expect.poll(() => heard).toBeGreaterThan(0)
    expect(await see(`/events/${slug}`, site())).toContain('there is a wait list')
    await say({ name: 'Rui', email: 'rui@example.org' })
    const waiting = keyIn((await letters()).find(({ to }) => to.startsWith('rui'))!)
    await owner.query('update guest_list set has_wait_list = false')
    expect(await see(`/events/${slug}/places`)).toContain('there is no wait list')
    await press(waiting)
    expect(await states()).toEqual({ Ana: 'comes', Rui: 'asked' })
    expect((await say({ name: 'Eva', email: 'eva@example.org' })).status).toBe(422)
    await press(key, 'erasure')
    await press(waiting)
    expect(await states()).toEqual({ Rui: 'comes' })
  })
})

describe('whoever said that they come is told, in the transaction of the change', () => {
  test('that it is put off without a date: places are kept, and calendars lose the old day', async () => {
    await event({ capacity: 5 })
    const key = await comes('Ana', {})
    await letters()
    await change({ state: 'postponed' })
    const [put] = await letters()
    expect(put!.subject).toBe('Put off: Breakfast on the quay')
    expect(put!.text).toContain('you need do nothing')
    expect(calendarIn(put!)).toMatch(/SEQUENCE:1[\s\S]*STATUS:CANCELLED/)
    expect(calendarIn(put!)).toContain('DTSTART;TZID=Europe/Lisbon:20270318T064000')
    expect(await states()).toEqual({ Ana: 'comes' })
    expect(await see(`/places/${key}`)).toContain('Your place is kept')
    expect((await say({ name: 'Rui', email: 'rui@example.org' })).status).toBe(422)
    await change({ state: 'planned', starts: '2027-05-20T10:00', ends: '2027-05-20T11:00' })
    const [back] = await letters()
    expect(back!.text).toContain('20 May 2027')
    expect(calendarIn(back!)).toMatch(/SEQUENCE:2[\s\S]*STATUS:CONFIRMED/)
  })

  test('that it is moved, elsewhere, or called off; not that a word of it was mended, and not who cancelled', async () => {
    await event({ capacity: 5 })
    const own = await comes('Ana')
    const away = await comes('Rui')
    await press(away, 'cancellation')
    await letters()
    await change({ words: 'Bread and tea.' })
    expect(await letters()).toEqual([])
    await change({ place: 'Fish market' })
    expect((await letters()).map(({ to, text }) => [to, text.includes('Fish market')])).toEqual([
      ['ana@example.org', true],
    ])
    await change({ state: 'cancelled' })
    const [off] = await letters()
    expect([off!.subject, calendarIn(off!).includes('STATUS:CANCELLED')]).toEqual([
      'It does not take place: Breakfast on the quay',
      true,
    ])
    expect(await see(`/places/${own}`)).not.toContain('look forward')
    const undone = db.as(editor, async (tx) => {
      await changeEvent(tx, clock, slug, (was) => ({ ...was, state: 'planned' }))
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await letters()).toEqual([])
  })

  test('of one time in a series, by its own name in calendars, in the language of each', async () => {
    await event({ rule: 'FREQ=WEEKLY;COUNT=4' })
    const [first, second] = ['2027-03-18T06:40', '2027-03-25T06:40']
    await comes('Ana', { time: first! })
    await say({ name: 'João', email: 'joao@example.org', time: second! }, 'pt')
    const asked = (await letters()).find(({ to }) => to.startsWith('joao'))
    expect(asked!.subject).toBe('Confirme, por favor: Breakfast on the quay')
    await press(keyIn(asked!))
    expect(calendarIn((await letters())[0]!)).toContain('RECURRENCE-ID;TZID=Europe/Lisbon:20270325T064000')
    await change({
      exceptions: [{ original: second!, what: 'moved', starts: '2027-03-26T09:00', ends: '2027-03-26T10:00' }],
    })
    const told = await letters()
    expect(told.map(({ to, subject }) => [to, subject])).toEqual([['joao@example.org', 'Mudou: Breakfast on the quay']])
    expect(calendarIn(told[0]!)).toMatch(
      /RECURRENCE-ID;TZID=Europe\/Lisbon:20270325T064000[\s\S]*DTSTART;TZID=Europe\/Lisbon:20270326T090000/,
    )
    // the whole series begins an hour later: answers go along to the same day
    await change({ starts: '2027-03-18T07:40', ends: '2027-03-18T08:40', exceptions: [] })
    expect((await letters()).map(({ to }) => to)).toEqual(['ana@example.org', 'joao@example.org'])
    expect((await owner.query('select time from guest order by time')).rows.map(({ time }) => time)).toEqual([
      '2027-03-18T07:40',
      '2027-03-25T07:40',
    ])
    await change({ exceptions: [{ original: '2027-03-18T07:40', what: 'left-out' }] })
    expect((await letters()).map(({ to, subject }) => [to, subject])).toEqual([
      ['ana@example.org', 'It does not take place: Breakfast on the quay'],
    ])
  })
})

describe('reminders', () => {
  test('go out the day before at nine where it takes place, once, however often the clock strikes, and not to whoever cancelled', async () => {
    await event({ starts: '2027-03-29T06:40', ends: null, capacity: 2 })
    await comes('Ana')
    await press(await comes('Rui'), 'cancellation')
    await comes('Eva', { reminder: '' })
    await letters()
    now = new Date('2027-03-28T07:59:00Z')
    await runJob(remindGuestsJob)
    expect(await letters()).toEqual([])
    // the clocks went forward that night: nine in Lisbon is eight in UTC
    now = new Date('2027-03-28T08:00:00Z')
    await Promise.all([runJob(remindGuestsJob), runJob(remindGuestsJob)])
    now = new Date('2027-03-28T12:00:00Z')
    await runJob(remindGuestsJob)
    expect((await letters()).map(({ to, subject }) => [to, subject])).toEqual([
      ['ana@example.org', 'Soon: Breakfast on the quay'],
    ])
    await change({ starts: '2027-03-31T06:40' })
    await letters()
    now = new Date('2027-03-30T08:00:00Z')
    await runJob(remindGuestsJob)
    expect((await letters()).map(({ to }) => to)).toEqual(['ana@example.org'])
  })
})

describe('who comes', () => {
  test('is read by editors alone, on the page and in the database', async () => {
    await event({ capacity: 5 })
    await comes('Ana')
    expect(await see(`/events/${slug}/guests`, asEditor)).toContain('ana@example.org')
    expect((await anybody.fetch(get(`/events/${slug}/guests`))).status).toBe(303)
    expect((await site(moderator).fetch(get(`/events/${slug}/guests`))).status).toBe(403)
    for (const who of [{ kind: 'nobody' } as const, moderator]) {
      expect(await db.as(who, (tx) => listGuests(tx, listId))).toEqual([])
    }
  })

  test('is changed by an editor: somebody does not come, there are more places, and whoever waits moves up', async () => {
    await event({ capacity: 1 })
    await comes('Ana')
    await comes('Rui')
    await comes('Eva')
    await letters()
    const { rows } = await owner.query(`select id from guest where name = 'Ana'`)
    const path = `/events/${slug}/guests/${rows[0].id}/absence`
    expect((await site(moderator).fetch(post(path, {}))).status).toBe(403)
    expect((await asEditor.fetch(post(path, {}))).status).toBe(303)
    expect(await states()).toEqual({ Ana: 'taken-off', Eva: 'waits', Rui: 'comes' })
    expect((await letters()).map(({ to, subject }) => `${to} ${subject.split(':')[0]}`)).toEqual([
      'ana@example.org Noted that you do not come',
      'rui@example.org A place is free for you',
    ])
    expect((await asEditor.fetch(post(`/events/${slug}/guests/places`, { capacity: 'many' }))).status).toBe(422)
    expect((await asEditor.fetch(post(`/events/${slug}/guests/places`, { capacity: '2' }))).status).toBe(303)
    expect(await states()).toEqual({ Ana: 'taken-off', Eva: 'comes', Rui: 'comes' })
    expect((await letters()).map(({ to }) => to)).toEqual(['eva@example.org'])
  })

  test('is asked what an editor wrote, an employer never as something that must be said', async () => {
    await event()
    const asked = {
      open: 'yes',
      wait_list: 'yes',
      closes: '24',
      keep_days: '14',
      remind: 'hour',
      question_0: 'Do you eat fish?',
      kind_0: 'yes-no',
    }
    expect((await asEditor.fetch(post(`/events/${slug}/guests`, asked))).status).toBe(303)
    expect(await see(`/events/${slug}/places`)).toContain('Do you eat fish?')
    for (const words of ['Your employer', 'Job title?', 'Entidade patronal', '¿Cuál es tu cargo?', 'Votre employeur']) {
      const refused = await asEditor.fetch(
        post(`/events/${slug}/guests`, { ...asked, question_0: words, kind_0: 'short', required_0: 'yes' }),
      )
      expect([words, refused.status]).toEqual([words, 422])
    }
    const wrongs: Record<string, string>[] = [
      { keep_days: '900' },
      { closes: '5' },
      { remind: 'daily' },
      { kind_0: 'one-of', choices_0: 'One' },
    ]
    for (const wrong of wrongs)
      expect((await asEditor.fetch(post(`/events/${slug}/guests`, { ...asked, ...wrong }))).status).toBe(422)
  })
})

describe('what is kept of guests', () => {
  test('goes: answers after a week, names and addresses when the list says so, and whoever never confirmed after two days', async () => {
    await event({}, { questions: [aQuestion()], keepDays: 20 })
    await comes('Ana', { 'q-need': 'A ramp' })
    await say({ name: 'Rui', email: 'rui@example.org' })
    now = new Date('2027-03-03T10:00:00Z')
    await runJob(forgetGuestsJob)
    expect(await states()).toEqual({ Ana: 'comes' })
    now = new Date('2027-03-25T09:00:00Z')
    await runJob(forgetGuestsJob)
    expect((await owner.query('select answers from guest')).rows).toEqual([{ answers: {} }])
    now = new Date('2027-04-07T09:00:00Z')
    await runJob(forgetGuestsJob)
    expect(await states()).toEqual({})
  })

  test('goes with an account of the same address, and the clock gives the place on', async () => {
    await event({ capacity: 1 })
    const person = await somebody(owner, 'ana@example.org')
    await comes('Ana')
    await comes('Rui')
    await letters()
    await owner.query('delete from person where id = $1', [person.id])
    expect(await states()).toEqual({ Rui: 'waits' })
    await runJob(remindGuestsJob)
    expect(await states()).toEqual({ Rui: 'comes' })
    expect((await letters()).map(({ to }) => to)).toEqual(['rui@example.org'])
  })
})
