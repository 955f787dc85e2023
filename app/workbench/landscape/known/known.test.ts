import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/support/database.ts'
import { fixedClock } from '../../../platform/clock.ts'
import { addPerson } from '../../signed-in.fixture.ts'
import { changing } from '../changing.fixture.ts'
import { changeDrawing } from '../drawing/change-drawing.ts'
import type { ThingKind, Values } from '../drawing/drawn-things.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { drawnLandscape } from '../landscape.ts'
import { landscapeKnownOn } from './known-landscape.ts'

const { db, owner } = await testDatabase()
const clock = fixedClock('2037-03-01T09:00:00Z')
const { ana, rui, mine, valley, changes, log, undo } = await changing({ db, owner, clock })
/** The log reads the time of the database, and these tests begin and end on one day. */
const { rows } = await owner.query<{ day: string }>("select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as day")
const now = rows[0]!.day

const knownOn = (landscape: { id: string }, day: string, who = ana) =>
  db.as({ kind: 'person', id: who.id }, (tx) => landscapeKnownOn(tx, landscape, day, 'withdrawn'))

/** Lets days go by: everything in the log was so much longer ago. */
const wait = (landscape: { id: string }, days: number) =>
  owner.query(`update change set changed_at = changed_at - interval '${days} days' where landscape_id = $1`, [
    landscape.id,
  ])

function daysAgo(days: number): string {
  return new Date(Date.parse(`${now}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}

/** What a drawing and one made up from the log both say, in one order. */
function plain({ consents: _, legitimacy: __, invitations: ___, keepApart: ____, about, ...drawn }: DrawnLandscape) {
  const lists = Object.entries(drawn).map(([name, list]) => [name, list.map((one) => JSON.stringify(one)).toSorted()])
  return { name: about.name, ...Object.fromEntries(lists) }
}

test('whatever is changed later, the landscape as known on an earlier day stays the same', async () => {
  const added: [ThingKind, Values][] = [
    ['person', { name: 'New', practice: 'lab' }],
    ['practice', { name: 'New', kind: 'public' }],
    ['boundary', { name: 'Border', kind: 'other', sides: 'in\nout' }],
    ['side', { boundary: 'ridge', name: 'middle' }],
    ['standing', { practice: 'lab', side: 'ridge/city' }],
    ['tie', { from: 'marta', to: 'rosa', says: 'yes', kind: 'works', strength: '0.7' }],
    ['concern', { practice: 'lab', kind: 'offers', words: 'A boat' }],
  ]
  const gone: [ThingKind, string][] = [
    ['practice', 'lab'],
    ['practice', 'crews'],
    ['boundary', 'ridge'],
  ]
  const step = fc.oneof(fc.nat(added.length - 1), fc.integer({ min: -gone.length, max: -1 }))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { maxLength: 3 }), { minLength: 1, maxLength: 3 }), async (days) => {
      const landscape = await valley()
      const remembered: unknown[] = []
      for (const steps of days) {
        for (const one of steps) {
          if (one >= 0) {
            const [kind, values] = added[one]!
            await changeDrawing(db, clock, ana, landscape.slug, { kind, do: 'add', values })
          } else await changes(landscape, ...gone[-one - 1]!, null).catch(() => {})
        }
        const today = await db.as({ kind: 'person', id: ana.id }, (tx) => drawnLandscape(tx, landscape))
        expect(plain((await knownOn(landscape, now))!)).toEqual(plain(today))
        remembered.unshift(await knownOn(landscape, now))
        await wait(landscape, 1)
        for (const [ago, known] of remembered.entries())
          expect(await knownOn(landscape, daysAgo(ago + 1))).toEqual(known)
      }
      expect(await knownOn(landscape, daysAgo(days.length + 1))).toBeNull()
    }),
    { numRuns: 10, seed: 11 },
  )
}, 60_000)

test('whoever was taken out since is counted as withdrawn, and nothing they said comes back', async () => {
  const landscape = await valley('own-sketch')
  await wait(landscape, 2)
  await changes(landscape, 'person', 'joel2', null)
  const known = (await knownOn(landscape, daysAgo(1)))!
  expect(known.people.map(({ name }) => name).toSorted()).toEqual(['Call joel', 'Call marta', 'Call rosa', 'withdrawn'])
  expect(JSON.stringify(known)).not.toContain('Call joel2')
  expect(JSON.stringify(known)).not.toContain('Heat on deck')
  expect(known.memberships).toHaveLength(5)
  expect((await knownOn(landscape, now))!.people).toHaveLength(3)
  await undo(landscape, (await log(landscape))[0]!)
  expect(JSON.stringify(await knownOn(landscape, daysAgo(1)))).toMatch(/Call joel2.*Heat on deck/)
})

test('the page shows an earlier day as map and as tables, says so, and leads back', async () => {
  const landscape = await valley()
  await wait(landscape, 3)
  await changes(landscape, 'practice', 'lab', null)
  const path = `/landscapes/${landscape.slug}/landscape`
  expect((await mine.see(`${path}?view=practices`)).text).not.toContain('The lab')
  for (const view of ['map', 'practices', 'people', 'ties', 'crossings']) {
    const { status, text } = await mine.see(`${path}?view=${view}&boundary=ridge&known=${daysAgo(1)}`)
    expect(status).toBe(200)
    expect(text).toContain('as it was recorded on')
    expect(text).toContain('Back to today')
    expect(text).toContain('class="caption known-day"')
    expect(text).not.toContain('<landscape-news')
    expect(text).not.toContain('/drawing/')
    if (view === 'practices' || view === 'map') expect(text).toContain('The lab')
  }
  const { rows: kept } = await owner.query('select from layout where landscape_id = $1', [landscape.id])
  expect(kept).toHaveLength(0)
  expect((await mine.see(`${path}/map?known=${daysAgo(1)}`)).text).toContain('The lab')
  expect((await mine.see(`${path}/map`)).text).not.toContain('The lab')
  expect((await mine.see(`${path}/map?known=2001-01-01`)).status).toBe(404)
  const nothing = await mine.see(`${path}?known=2001-01-01`)
  expect(nothing.text).toContain('Nothing was recorded on')
  expect((await mine.see(`${path}?known=2027-02-31`)).text).toContain('That is no day')
  const { json } = await mine.call('GET', `/api/landscapes/${landscape.slug}?known=${daysAgo(1)}`)
  expect((json as { drawn: DrawnLandscape }).drawn.practices).toHaveLength(2)
})

test('what one may not see today one may not see of an earlier day', async () => {
  const landscape = await valley('own-sketch')
  await wait(landscape, 2)
  const known = (await knownOn(landscape, daysAgo(1), rui))!
  expect(known.people.map(({ name }) => name)).toEqual([null, null, null, null])
  expect([known.ties.length, known.concerns.length, known.standings.length]).toEqual([0, 0, 0])
  expect(await knownOn(landscape, daysAgo(1), await addPerson(owner, 'Stranger'))).toBeNull()
})

test('two accounts of one tie stand beside each other, and the table says whether they agree', async () => {
  const landscape = await valley()
  for (const [reportedBy, says] of [
    ['rosa', 'no'],
    ['marta', 'yes'],
  ] as const) {
    const values = { from: 'marta', to: 'rosa', says, kind: 'talks', strength: '0.5', reportedBy }
    await changeDrawing(db, clock, ana, landscape.slug, { kind: 'tie', do: 'add', values })
  }
  const { text } = await mine.see(`/landscapes/${landscape.slug}/landscape?view=ties`)
  expect(text).toContain('2 accounts that differ')
  expect(text).toContain('<td>Call rosa')
  expect(text).toContain('<td>Call marta')
  const practice = await mine.see(`/landscapes/${landscape.slug}/practices/lab`)
  expect(practice.text).toContain('Ties that several told of')
  // each with since when we know of it: what differs may only be older
  const rosa = String.raw`Call rosa says no \(known since [^)]+\)`
  const marta = String.raw`Call marta says yes \(known since [^)]+\)`
  expect(practice.text).toMatch(new RegExp(`${rosa} and ${marta}|${marta} and ${rosa}`))
  expect(practice.text).toContain('2 accounts that differ')
  const person = await mine.see(`/landscapes/${landscape.slug}/people/marta`)
  expect(person.text).toContain('2 accounts that differ')
  expect(person.text).toContain('known since 1 March 2037')
})
