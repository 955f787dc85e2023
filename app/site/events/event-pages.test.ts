import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../platform/clock.ts'
import { datesInWords } from './dates-in-words.ts'
import { calendarProgram } from './event-pages.fixture.ts'
import { changeEvent } from './keep-event.ts'

const { db, owner, bugs, nobody, editor, reader, asEditor, dayIn, add, walk } = await calendarProgram()

const weekly = await add({
  title: 'Breakfast',
  starts: `${dayIn(-14)}T06:40`,
  ends: `${dayIn(-14)}T07:30`,
  zone: 'UTC',
  rule: 'FREQ=WEEKLY',
})
const hall = await add({ title: 'In the hall', starts: `${dayIn(9)}T10:00`, ends: null, state: 'postponed' })
const secret = await add({ title: 'Not yet told', starts: `${dayIn(2)}T10:00`, ends: null, shown: false })
const xss = await add({
  title: '</script><img src=x onerror=alert(1)>',
  words: '<script>alert(1)</script>',
  starts: `${dayIn(4)}`,
  ends: null,
})

const structured = (html: string) => JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)![1]!)

describe('the calendar', () => {
  test('lists what is to come, by month, what was put off apart, and nothing that is not shown', async () => {
    const { status, text, headers } = await nobody.see('/events')
    expect(status).toBe(200)
    expect(headers.has('set-cookie')).toBe(false)
    expect(text).toContain('Tide walk')
    expect(text).toContain('18:30–20:00')
    expect(text.indexOf('In the hall')).toBeGreaterThan(text.indexOf('Postponed, no new date yet'))
    expect(text).not.toContain('Not yet told')
    expect((await editor.see('/events')).text).toContain('Not yet told')
  })

  test('tells times in the zone of the event, and in the reader’s where that differs', async () => {
    expect((await nobody.see('/events?zone=Asia/Kathmandu')).text).toContain('00:15–01:45 Kathmandu')
    expect((await nobody.see('/events?zone=UTC')).text).not.toContain('event-elsewhere')
    expect((await nobody.see('/events?zone=Europe/Nowhere')).status).toBe(200)
  })

  test('is a month, week by week, with what is on each day and the way to the next', async () => {
    const month = dayIn(3).slice(0, 7)
    const { status, text } = await nobody.see(`/events?month=${month}`)
    expect(status).toBe(200)
    expect(text).toMatch(/<table class="month">/)
    expect(text).toContain('Tide walk')
    expect(text.match(/<th scope="col">/g)).toHaveLength(7)
    expect((await nobody.see('/events?month=9999-12')).status).toBe(200)
    expect((await nobody.see('/events?month=1000-01')).status).toBe(200)
    for (const month of ['2027-13', 'soon', '999-01', '10000-01'])
      expect((await nobody.see(`/events?month=${month}`)).status).toBe(404)
  })

  test('shows what is over, the latest first, and one kind alone', async () => {
    expect((await nobody.see('/events?past=1')).text).toContain('Breakfast')
    expect((await nobody.see('/events?past=1')).text).not.toContain('Tide walk')
    expect((await nobody.see('/events?kind=workshop')).text).toContain('Nothing is planned at the moment')
  })
})

describe('the page of an event', () => {
  test('says when and where, what comes next and what was before', async () => {
    const { status, text } = await nobody.see(`/events/${weekly.slug}`)
    expect(status).toBe(200)
    expect(text).toContain('The next times')
    expect(text).toContain('Before that')
    expect(structured(text)).toMatchObject({ eventStatus: 'https://schema.org/EventScheduled', name: 'Breakfast' })
  })

  test('tells programs of its date, and of none when it was put off', async () => {
    expect(structured((await nobody.see(`/events/${walk.slug}`)).text)).toMatchObject({
      '@type': 'Event',
      startDate: `${dayIn(3)}T18:30:00+00:00`,
      endDate: `${dayIn(3)}T20:00:00+00:00`,
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    })
    const { text } = await nobody.see(`/events/${hall.slug}`)
    expect(structured(text)).toMatchObject({
      eventStatus: 'https://schema.org/EventPostponed',
      previousStartDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00[+-]\d\d:\d\d$/),
    })
    expect(structured(text)).not.toHaveProperty('startDate')
    expect(text).toContain('No new date yet')
  })

  test('stands in other texts as rows of its next dates, with what became of them, as far as readers may know', async () => {
    const texts = [
      '[Ours](event:breakfast)\n\n[Put off](event:in-the-hall)\n\n[Not told](event:not-yet-told)\n\n[None](events:workshop)',
    ]
    await db.as(asEditor, (tx) =>
      changeEvent(tx, systemClock, weekly.slug, (before) => ({
        ...before,
        exceptions: [{ original: `${dayIn(7)}T06:40`, what: 'called-off' }],
      })),
    )
    const as = (who: typeof asEditor | { kind: 'nobody' }) =>
      db.as(who, (tx) => datesInWords(tx, { texts, now: systemClock.now() }))
    const dates = await as({ kind: 'nobody' })
    const rows = dates({ event: 'breakfast' }, 'pt')!
    expect(rows).toHaveLength(4)
    expect(rows.find(({ isOff }) => isOff)).toMatchObject({ state: 'Cancelado', where: 'Net loft, Sesimbra' })
    expect(dates({ event: 'in-the-hall' }, 'en')).toMatchObject([{ state: 'Postponed', moment: null }])
    expect(dates({ event: 'not-yet-told' }, 'en')).toBeNull()
    expect((await as(asEditor))({ event: 'not-yet-told' }, 'en')).toMatchObject([{ state: 'Not shown yet' }])
    expect(dates({ kind: 'workshop' }, 'en')).toEqual([])
  })

  test('shows the pictures that its text names, to whoever sees it', async () => {
    await owner.query(
      "insert into site_picture (id, name, alt, made_at) values (gen_random_uuid(), 'boots', 'Boots', now())",
    )
    const seen = (who: typeof asEditor | { kind: 'nobody' }) =>
      db.as(who, (tx) => sql`select from site_picture where name = 'boots'`.execute(tx)).then(({ rows }) => rows.length)
    const { slug } = await add({ title: 'Boots', words: '![Boots](picture:boots)', shown: false })
    expect([await seen(asEditor), await seen({ kind: 'nobody' })]).toEqual([1, 0])
    await db.as(asEditor, (tx) => changeEvent(tx, systemClock, slug, (before) => ({ ...before, shown: true })))
    expect(await seen({ kind: 'nobody' })).toBe(1)
  })

  test('draws what somebody typed as text', async () => {
    const { text } = await nobody.see(`/events/${xss.slug}`)
    expect(text).not.toMatch(/<img|<script>/)
    expect(structured(text).name).toBe('</script><img src=x onerror=alert(1)>')
  })

  test('is not there for anybody before it is shown', async () => {
    for (const who of [nobody, reader]) {
      expect((await who.see(`/events/${secret.slug}`)).status).toBe(404)
      expect((await who.see(`/events/${secret.slug}/event.ics`)).status).toBe(404)
    }
    expect((await editor.see(`/events/${secret.slug}`)).text).toContain('Not shown yet')
    expect((await nobody.see('/events/feed.ics')).text).not.toContain('Not yet told')
  })

  test('says that it was taken down to whoever asks for what anybody could see once', async () => {
    for (const shown of [true, false])
      await owner.query('update event set shown = $2 where slug = $1', [secret.slug, shown])
    const { status, text } = await nobody.see(`/events/${secret.slug}`)
    expect([status, text.includes('This was taken down'), text.includes('Not yet told')]).toEqual([410, true, false])
    expect((await nobody.see(`/events/${secret.slug}/event.ics`)).status).toBe(410)
    expect((await editor.see(`/events/${secret.slug}`)).status).toBe(200)
  })
})

describe('the feed', () => {
  test('is a calendar, told by its tag to whoever has it already, a hundred times over', async () => {
    const first = await nobody.see('/events/feed.ics')
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(first.text).toContain('SUMMARY;LANGUAGE=en:Tide walk')
    const known = { headers: { 'if-none-match': first.headers.get('etag')! } }
    for (let asked = 0; asked < 100; asked += 1)
      expect((await nobody.ask('GET', '/events/feed.ics', known)).status).toBe(304)
  })

  test('is there for one kind, and for one event', async () => {
    expect((await nobody.see('/events/kinds/workshop/feed.ics')).text).not.toContain('BEGIN:VEVENT')
    expect((await nobody.see('/events/kinds/gathering/feed.ics')).text).toContain('Tide walk')
    expect((await nobody.see('/events/kinds/nothing/feed.ics')).status).toBe(404)
    expect((await nobody.see(`/events/${walk.slug}/event.ics`)).text.match(/BEGIN:VEVENT/g)).toHaveLength(1)
  })
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
