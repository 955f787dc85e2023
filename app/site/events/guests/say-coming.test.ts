import { describe, expect, test } from 'vitest'
import { get, post } from '../../../../test/support/web.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { eventWithGuests } from './event-with-guests.fixture.ts'
import { aQuestion, calendarIn, keyIn, plainTimes } from './guests.fixture.ts'

const { db, owner, clock, slug, site, ask, event, say, press, letters, comes, states, see } = await eventWithGuests()

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
    const changed = await ask(post(`/places/${key}`, { name: 'Ana M', 'q-need': '<b>' }))
    expect(changed.headers.get('location')).toBe(`/places/${key}?kept`)
    expect(await see(`/places/${key}`)).toContain('&lt;b&gt;')
    await press(key, 'cancellation')
    const [gone] = await letters()
    expect(calendarIn(gone!)).toContain('STATUS:CANCELLED')
    expect(await states()).toEqual({ 'Ana M': 'gone' })
    expect(await see(`/events/${slug}`, site())).toContain('One of 1 places is free')
    await press(key, 'erasure')
    expect(await states()).toEqual({})
    expect((await ask(get(`/places/${key}`))).status).toBe(404)
  })

  test('opens nothing with a key that is old, made up or another’s', async () => {
    await event()
    await say()
    const key = keyIn((await letters())[0]!)
    for (const other of ['0'.repeat(64), key.toUpperCase(), 'x', `${key}0`, "' or 1=1"]) {
      expect((await ask(get(`/places/${encodeURIComponent(other)}`))).status).toBe(404)
      for (const deed of ['confirmation', 'cancellation', 'erasure'])
        expect((await press(encodeURIComponent(other), deed)).status).toBe(404)
    }
    clock.set(new Date(clock.now().getTime() + 25 * 3_600_000).toISOString())
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
