import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { siteEvents } from '../../../db/seeds/site-events.ts'
import { siteGuests } from '../../../db/seeds/site-guests.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { fixedClock } from '../../platform/clock.ts'
import { announce } from './announce.ts'
import { bringEvents } from './bring-events.ts'
import { findEvent, listBetween, listComing, listForFeed, listPast, listPostponed } from './event-queries.ts'
import { anEvent, somebody } from './events.fixture.ts'
import { bringGuests } from './guests/bring-guests.ts'
import { addEvent, changeEvent } from './keep-event.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2027-03-15T09:00:00Z')
const editor = await somebody(owner, 'editor@example.org', ['editor'])
const facilitator = await somebody(owner, 'facilitator@example.org', ['facilitator'])
const nobody = { kind: 'nobody' } as const
const find = (slug: string, who: typeof editor | typeof nobody = nobody) => db.as(who, (tx) => findEvent(tx, slug))

describe('an event', () => {
  test('is seen by anybody once it is shown, and before that by editors alone', async () => {
    const { slug } = await db.as(editor, (tx) => addEvent(tx, clock, anEvent({ title: 'Tide walk', shown: false })))
    expect(slug).toBe('tide-walk')
    for (const who of [nobody, facilitator]) {
      expect(await find(slug, who)).toBeNull()
      const rows = await db.as(who, (tx) =>
        sql`select 1 from event_occurrence union all select 1 from event_exception`.execute(tx),
      )
      expect(rows.rows).toEqual([])
    }
    expect(await find(slug, editor)).toMatchObject({ title: 'Tide walk' })
    await db.as(editor, (tx) => changeEvent(tx, clock, slug, (before) => ({ ...before, shown: true })))
    expect(await find(slug)).toMatchObject({ title: 'Tide walk', sequence: 0 })
  })

  test('is written by editors alone', async () => {
    for (const who of [nobody, facilitator]) {
      await expect(db.as(who, (tx) => addEvent(tx, clock, anEvent()))).rejects.toMatchObject({ code: '42501' })
      for (const table of ['event', 'event_exception', 'event_occurrence']) {
        const gone = await db.as(who, (tx) => sql`delete from ${sql.table(table)}`.execute(tx))
        expect(gone.numAffectedRows).toBe(0n)
      }
    }
  })

  test('gets an address of its own, also where another has the same name', async () => {
    const slugs = []
    for (let n = 0; n < 3; n += 1)
      slugs.push((await db.as(editor, (tx) => addEvent(tx, clock, anEvent({ title: 'New' })))).slug)
    expect(slugs).toEqual(['new-2', 'new-3', 'new-4'])
  })

  test('keeps its UID, and counts up what matters, one change after the other', async () => {
    const { slug } = await db.as(editor, (tx) => addEvent(tx, clock, anEvent({ title: 'Counted' })))
    const first = (await find(slug))!
    const change = (more: Partial<typeof first>) =>
      db.as(editor, (tx) => changeEvent(tx, clock, slug, (before) => ({ ...before, ...more })))
    await change({ words: 'Other words' })
    await change({ place: 'Elsewhere' })
    await Promise.all([change({ starts: '2027-03-19T06:40', ends: null }), change({ state: 'cancelled' })])
    expect(await find(slug)).toMatchObject({ uid: first.uid, sequence: 3, state: 'cancelled', words: 'Other words' })
  })

  test('that is put off keeps its old date to itself: it is in no list of days, until there is a new one', async () => {
    const { slug } = await db.as(editor, (tx) => addEvent(tx, clock, anEvent({ title: 'Put off' })))
    const change = (more: object) =>
      db.as(editor, (tx) => changeEvent(tx, clock, slug, (before) => ({ ...before, ...more })))
    const inList = async () =>
      (await db.as(nobody, (tx) => listComing(tx, { now: clock.now(), kind: null, limit: 100 }))).some(
        (row) => row.slug === slug,
      )
    const putOff = async () => (await db.as(nobody, (tx) => listPostponed(tx, null))).some((one) => one.slug === slug)
    expect([await inList(), await putOff()]).toEqual([true, false])
    await change({ state: 'postponed' })
    expect([await inList(), await putOff()]).toEqual([false, true])
    await change({ state: 'planned', starts: '2027-05-01', ends: null })
    expect([await inList(), await putOff()]).toEqual([true, false])
    expect(await find(slug)).toMatchObject({ sequence: 2 })
  })
})

describe('lists', () => {
  test('hold what is on now, what is to come, and apart from it what is over', async () => {
    const titled = async (title: string, starts: string, ends: string | null) =>
      db.as(editor, (tx) => addEvent(tx, clock, anEvent({ title, starts, ends, zone: 'UTC', kind: 'field-day' })))
    await titled('Over', '2027-03-15T07:00', '2027-03-15T08:59')
    await titled('On', '2027-03-15T08:00', '2027-03-15T10:00')
    await titled('Today', '2027-03-15', null)
    await titled('Next', '2027-03-16T08:00', null)
    const wanted = { now: clock.now(), kind: 'field-day', limit: 10 } as const
    expect((await db.as(nobody, (tx) => listComing(tx, wanted))).map(({ title }) => title)).toEqual([
      'Today',
      'On',
      'Next',
    ])
    expect((await db.as(nobody, (tx) => listPast(tx, wanted))).map(({ title }) => title)).toEqual(['Over'])
    const span = {
      from: new Date('2027-03-16T00:00:00Z'),
      to: new Date('2027-03-17T00:00:00Z'),
      kind: 'field-day',
    } as const
    expect((await db.as(nobody, (tx) => listBetween(tx, span))).map(({ title }) => title)).toEqual(['Today', 'Next'])
  })
})

describe('another part of the program', () => {
  const by = { source: 'gatherings', key: 'table-of-the-tides' }

  test('announces what is public, changes it under the same address and UID, and takes it away', async () => {
    const say = (words: Parameters<typeof announce>[3]) => db.as(editor, (tx) => announce(tx, clock, by, words))
    const slug = (await say(anEvent({ title: 'Table of the tides' })))!
    const first = (await find(slug))!
    expect(await say(anEvent({ title: 'Table of the tides', starts: '2027-04-01T15:10', ends: null }))).toBe(slug)
    expect(await find(slug)).toMatchObject({ uid: first.uid, sequence: 1, starts: '2027-04-01T15:10' })
    expect(await say(null)).toBeNull()
    expect(await find(slug)).toBeNull()
    await say(anEvent({ title: 'Table of the tides' }))
    expect(await find(slug)).toMatchObject({ uid: first.uid, sequence: 2 })
  })

  test('announces nothing by taking away what was never announced', async () => {
    expect(await db.as(editor, (tx) => announce(tx, clock, { ...by, key: 'unknown' }, null))).toBeNull()
  })
})

describe('the lists', () => {
  const titles = (rows: readonly { title: string }[]) => rows.map(({ title }) => title)
  const kind = 'reading-circle'

  test('know what has been on for months, and nothing that is over', async () => {
    const add = (more: Parameters<typeof anEvent>[0]) => db.as(editor, (tx) => addEvent(tx, clock, anEvent(more)))
    await add({ kind, title: 'Exhibition', starts: '2026-12-01', ends: '2027-06-01' })
    await add({ kind, title: 'Long over', starts: '2026-11-01', ends: '2027-02-01' })
    await add({ kind, title: 'Yesterday', starts: '2027-03-14T10:00', ends: null })
    await add({ kind, title: 'Tomorrow', starts: '2027-03-16T10:00', ends: null })
    await add({ kind, title: 'Next year', starts: '2028-03-16', ends: null })
    const now = clock.now()
    await db.as(nobody, async (tx) => {
      expect(titles(await listComing(tx, { now, kind, limit: 9 }))).toEqual(['Exhibition', 'Tomorrow', 'Next year'])
      expect(titles(await listComing(tx, { now, kind, limit: 9, offset: 1 }))).toEqual(['Tomorrow', 'Next year'])
      expect(titles(await listPast(tx, { now, kind, limit: 9 }))).toEqual(['Yesterday', 'Long over'])
      expect(titles(await listPast(tx, { now, kind, limit: 9, offset: 1 }))).toEqual(['Long over'])
      const month = { from: new Date('2027-03-01'), to: new Date('2027-04-01'), kind } as const
      expect(titles(await listBetween(tx, month))).toEqual(['Exhibition', 'Yesterday', 'Tomorrow'])
    })
  })

  test('for feeds hold what comes next before what was last', async () => {
    const wanted = { now: clock.now(), since: new Date('2027-01-15'), kind } as const
    const feed = async (most: number) =>
      titles(await db.as(nobody, (tx) => listForFeed(tx, { ...wanted, most }))).sort()
    expect(await feed(2)).toEqual(['Exhibition', 'Tomorrow'])
    expect(await feed(4)).toEqual(['Exhibition', 'Next year', 'Tomorrow', 'Yesterday'])
    expect(await feed(9)).toEqual(['Exhibition', 'Long over', 'Next year', 'Tomorrow', 'Yesterday'])
  })
})

test('the events of the example are brought once, each with its times', async () => {
  const seeds = siteEvents('2027-03-01')
  const bring = () => db.as(editor, (tx) => bringEvents(tx, clock, seeds))
  expect((await bring()).brought).toHaveLength(5)
  expect(await bring()).toEqual({ brought: [], standing: seeds.map(({ slug }) => slug) })
  const breakfasts = await db.as(nobody, (tx) =>
    sql<{ starts: string }>`select o.starts from event_occurrence o join event e on e.id = o.event_id
      where e.slug = 'breakfast-on-the-quay' order by from_at limit 5`.execute(tx),
  )
  expect(breakfasts.rows.map(({ starts }) => starts)).toEqual([
    '2027-02-18T06:40',
    '2027-03-04T06:40',
    '2027-03-18T06:40',
    '2027-04-02T06:40',
    '2027-04-15T06:40',
  ])
  expect(await find('workshop-reading-your-own-landscape-in-person')).toMatchObject({ state: 'postponed' })

  const lists = siteGuests()
  const bringAll = () => db.as(editor, (tx) => Promise.all(lists.map((one) => bringGuests(tx, clock, one))))
  expect(await bringAll()).toEqual([true, true])
  expect(await bringAll()).toEqual([false, false])
  const { rows } = await owner.query(
    'select comes, waits, (select count(*)::int from mail) as letters from guest_tally order by comes',
  )
  expect(rows).toEqual([
    { comes: 24, waits: 3, letters: 0 },
    { comes: 41, waits: 0, letters: 0 },
  ])
})
