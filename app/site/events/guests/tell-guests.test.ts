import { describe, expect, test } from 'vitest'
import { changeEvent } from '../keep-event.ts'
import { eventWithGuests } from './event-with-guests.fixture.ts'
import { calendarIn, keyIn } from './guests.fixture.ts'
import { remindGuestsJob } from './remind-guests-job.ts'

const { db, owner, clock, slug, event, change, say, press, letters, comes, states, see, runJob, people } =
  await eventWithGuests()
const { editor } = people

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
    clock.set('2027-03-28T07:59:00Z')
    await runJob(remindGuestsJob)
    expect(await letters()).toEqual([])
    // the clocks went forward that night: nine in Lisbon is eight in UTC
    clock.set('2027-03-28T08:00:00Z')
    await Promise.all([runJob(remindGuestsJob), runJob(remindGuestsJob)])
    clock.set('2027-03-28T12:00:00Z')
    await runJob(remindGuestsJob)
    expect((await letters()).map(({ to, subject }) => [to, subject])).toEqual([
      ['ana@example.org', 'Soon: Breakfast on the quay'],
    ])
    await change({ starts: '2027-03-31T06:40' })
    await letters()
    clock.set('2027-03-30T08:00:00Z')
    await runJob(remindGuestsJob)
    expect((await letters()).map(({ to }) => to)).toEqual(['ana@example.org'])
  })
})
