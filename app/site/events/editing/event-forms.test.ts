import { describe, expect, test } from 'vitest'
import { systemClock } from '../../../platform/clock.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { calendarProgram } from '../event-pages.fixture.ts'
import { bringGuests } from '../guests/bring-guests.ts'

const { db, owner, bugs, nobody, editor, reader, asEditor, dayIn, walk } = await calendarProgram()

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
