import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { wholeProgram } from '../../../test/security/whole-program.ts'
import { systemClock } from '../../platform/clock.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { datesInWords } from './dates-in-words.ts'
import { anEvent } from './events.fixture.ts'
import { bringGuests } from './guests/bring-guests.ts'
import { addEvent, changeEvent } from './keep-event.ts'

const program = await wholeProgram()
const { db, newcomer, nobody, bugs, owner } = program
const editor = await newcomer('editor@example.org', 'Editor')
const reader = await newcomer('reader@example.org', 'Reader')
const asEditor = { kind: 'person', id: editor.id! } as const
const today = systemClock.now().toISOString().slice(0, 10)
const dayIn = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)
const add = (more: Parameters<typeof anEvent>[0]) => db.as(asEditor, (tx) => addEvent(tx, systemClock, anEvent(more)))

const walk = await add({ title: 'Tide walk', starts: `${dayIn(3)}T18:30`, ends: `${dayIn(3)}T20:00`, zone: 'UTC' })
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
const form = {
  title: 'Evening',
  kind: 'open-evening',
  language: 'en',
  state: 'planned',
  day: '2027-04-01',
  hour: '18:30',
  zone: 'Europe/Lisbon',
  shown: 'yes',
}

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

describe('an editor', () => {
  test('adds an event by a form that works once, and sees it in the calendar', async () => {
    const key = '0198aaaa-0000-7000-8000-000000000001'
    const first = await editor.send('/events', { ...form, form_key: key, day: dayIn(5) })
    expect([first.status, first.location]).toEqual([303, '/events/evening?done'])
    expect((await editor.send('/events', { ...form, form_key: key })).location).toBe('/events/evening?done')
    expect((await nobody.see('/events')).text).toContain('Evening')
    expect((await editor.see(first.location!)).text).toContain('everybody sees it')
  })

  test('is told what is wrong, at its field and in words, and keeps what was typed', async () => {
    const wrong: [Record<string, string>, string][] = [
      [{ title: '' }, 'Give the event a name'],
      [{ day: '2027-02-30' }, '“2027-02-30” is no day'],
      [{ day: '' }, 'Give a day'],
      [{ hour: '25:00' }, '“25:00” is no hour'],
      [{ zone: 'Europe/Nowhere' }, '“Europe/Nowhere” is no time zone'],
      [{ day: '2027-03-28', hour: '01:30' }, 'Did you mean 02:30?'],
      [{ end_hour: '17:00' }, 'It ends before it begins'],
      [{ repeat: 'own', rule: 'FREQ=SOMETIMES' }, 'We cannot read “FREQ=SOMETIMES”'],
      [{ repeat: 'own', rule: 'FREQ=SECONDLY' }, 'every hour or more often'],
      [{ repeat: 'weekly', until: '2026-01-01' }, 'The last day lies before the first'],
      [{ link: 'javascript:alert(1)' }, 'beginning with https://'],
      [{ capacity: 'many' }, 'Give a number from 1 to 100,000'],
      [{ kind: 'party' }, 'Choose one of the list'],
    ]
    for (const [more, words] of wrong) {
      const { status, text } = await editor.send('/events', { ...form, ...more })
      expect([more, status]).toEqual([more, 422])
      expect(text).toContain(words)
      expect(text).toContain('value="Europe/')
      // what is wrong is said once
      expect([more, text.match(/class="problem" id/g)?.length]).toEqual([more, 1])
    }
    const unsaid = await editor.send('/events', { ...form, day: '2027-04-01', zone: '' })
    expect(unsaid.text).toContain('Say by which clock that is meant')
    expect(unsaid.text).not.toContain('Give a day')
  })

  test('is told that an hour comes twice, and that the first is meant', async () => {
    const { location } = await editor.send('/events', { ...form, title: 'Night', day: '2027-10-31', hour: '01:30' })
    expect((await nobody.see(location!.replace('?done', ''))).text).toContain('01:30 comes twice')
  })

  test('moves one time, calls one off, and puts the whole off', async () => {
    await editor.send('/events', { ...form, title: 'Series', day: dayIn(5), repeat: 'weekly' })
    const change = await editor.see('/events/series/change')
    expect(change.text).toContain('Single times')
    const time = (days: number) => `/events/series/times/${dayIn(days)}T18%3A30`
    expect((await editor.see(time(12))).status).toBe(200)
    expect((await editor.see(time(13))).status).toBe(404)
    expect((await editor.send(time(12), { fate: 'moved', day: '', hour: '' })).status).toBe(422)
    expect((await editor.send(time(12), { fate: 'moved', day: dayIn(13), hour: '19:00' })).status).toBe(303)
    expect((await editor.send(time(19), { fate: 'called-off' })).status).toBe(303)
    const { text } = await nobody.see('/events/series')
    expect(text).toContain('moved from')
    expect(text).toContain('This one does not take place')
    const feed = await nobody.see('/events/series/event.ics')
    expect(feed.text).toContain('SEQUENCE:2')
    expect(feed.text.match(/RECURRENCE-ID/g)).toHaveLength(2)
    await editor.send('/events/series', {
      ...form,
      title: 'Series',
      day: dayIn(5),
      repeat: 'weekly',
      state: 'postponed',
    })
    // what is kept in memory is let go of when the database tells of the change
    await expect.poll(async () => (await nobody.see('/events/series')).text).toContain('This event is put off')
    expect((await nobody.see('/events/series/event.ics')).text).toContain('STATUS:CANCELLED')
  })

  test('is asked for by the database too: others are refused', async () => {
    const before = await owner.query('select count(*) from event')
    expect((await reader.send('/events', form)).status).toBe(403)
    expect((await nobody.send('/events', form)).location).toBe('/sign-in?next=%2Fevents')
    expect((await reader.see(`/events/${walk.slug}/change`)).status).toBe(403)
    expect((await nobody.see('/events/new')).location).toBe('/sign-in?next=%2Fevents%2Fnew')
    expect((await owner.query('select count(*) from event')).rows).toEqual(before.rows)
  })
})

describe('a calendar file of others', () => {
  const ics = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n')
  const sample = ics(
    'BEGIN:VEVENT',
    'UID:from-elsewhere@example.org',
    'SEQUENCE:7',
    'SUMMARY:Choir <b>practice</b>',
    'DTSTART;TZID=Europe/Lisbon:20280401T183000',
    'RRULE:FREQ=WEEKLY;COUNT=3',
    'END:VEVENT',
    'BEGIN:VTODO',
    'SUMMARY:Buy bread',
    'END:VTODO',
  )
  const send = (who: typeof editor, fields: Record<string, string | File>) => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ zone: 'Europe/Lisbon', kind: 'other', language: 'en', ...fields }))
      body.append(name, value)
    return who.ask('POST', '/events/import', { body, headers: { origin: 'http://ecotone.test' } })
  }
  const file = (text: string) => new File([text], 'calendar.ics', { type: 'text/calendar' })

  test('is shown before anything comes in, with the reason for what does not', async () => {
    const { status, text } = await send(editor, { file: file(sample) })
    expect(status).toBe(200)
    expect(text).toContain('One event comes in')
    expect(text).toContain('Choir &lt;b&gt;practice&lt;/b&gt;')
    expect(text).toMatch(/Buy bread<\/strong>: this is no event/)
    expect((await owner.query('select 1 from event where source = $1', ['import'])).rowCount).toBe(0)
  })

  test('comes in once, with its UID, and goes out again as it came', async () => {
    expect((await send(editor, { calendar: sample })).status).toBe(303)
    expect((await send(editor, { calendar: sample })).status).toBe(303)
    const { rows } = await owner.query('select uid, sequence, slug from event where source = $1', ['import'])
    expect(rows).toEqual([{ uid: 'from-elsewhere@example.org', sequence: 7, slug: 'choir-b-practice-b' }])
    expect((await send(editor, { file: file(sample) })).text).toContain('it is in the calendar already')
    const out = (await nobody.see('/events/choir-b-practice-b/event.ics')).text
    expect(out).toContain('UID:from-elsewhere@example.org')
    expect(out).toContain('RRULE:FREQ=WEEKLY;COUNT=3')
  })

  test('is refused by what is wrong with it, and from whoever does not edit the site', async () => {
    expect((await send(editor, {})).text).toContain('Choose a calendar file')
    expect((await send(editor, { file: file('x'.repeat(700_001)) })).text).toContain('more than 700 kB')
    expect((await send(editor, { file: file('hello') })).text).toContain('this file is no calendar')
    expect((await send(editor, { file: file(sample), zone: 'Mars/Olympus' })).text).toContain(
      '“Mars/Olympus” is no time zone',
    )
    expect((await send(reader, { file: file(sample) })).status).toBe(403)
  })
})

test('who comes leaves as a table that runs no formula, for an editor who showed lately that it is them, with a line in the audit', async () => {
  const path = `/events/${walk.slug}/guests.csv`
  const need = { id: 'need', kind: 'yes-no' as const, words: 'Do you walk far?', choices: [], required: false }
  const guests = [
    {
      id: uuidv7(),
      state: 'comes' as const,
      name: '=HYPERLINK("x")',
      email: 'a@example.org',
      answers: { need: 'yes' },
    },
  ]
  expect((await editor.see(path)).status).toBe(404)
  await db.as(asEditor, (tx) => bringGuests(tx, systemClock, { slug: walk.slug, questions: [need], guests }))
  const { text, headers } = await editor.see(path)
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(text).toContain(`"'=HYPERLINK(""x"")",comes,a@example.org,en,Yes`)
  const { rows } = await owner.query(`select about from audit where what = 'export-taken'`)
  expect(rows).toEqual([{ about: walk.id }])
  await owner.query(`update session set confirmed_at = now() - interval '1 hour' where person_id = $1`, [editor.id])
  expect((await editor.see(path)).headers.get('location')).toContain('/confirm?next=')
  for (const who of [reader, nobody]) expect([303, 403]).toContain((await who.see(path)).status)
})

test('no request met a bug on the way', () => {
  expect(bugs).toEqual([])
})
