import { expect, test } from 'vitest'
import { firstSketch } from '../../../db/seeds/first-sketch.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { prepareJobs, runJobs } from '../../platform/jobs/run-jobs.ts'
import { drawnIds } from '../landscape/landscape.ts'
import { askForOpportunities } from './ask-for-opportunities.ts'
import { bringOpportunity } from './bring-opportunity.ts'
import { addPerson, bring, clock, readToTheEnd } from './convened.fixture.ts'
import { journalEntries } from './journal-queries.ts'
import { newestReading, opportunitiesOf, opportunityIn } from './opportunities.ts'
import { seeDifferently } from './see-differently.ts'
import { setAside } from './set-aside.ts'
import { snapshotRow } from './snapshot-queries.ts'
import { spotOpportunities } from './spot-opportunities-job.ts'
import { stopReading } from './stop-reading.ts'

const place = await testDatabase()
const { db, owner, url } = place
await prepareJobs(url)
const madalena = await addPerson(owner, 'Madalena Carriço')
const stranger = await addPerson(owner, 'Somebody else')
const coast = await bring(db, madalena)
const as = { kind: 'person', id: madalena.id } as const

function refusedBecause(outcome: { kind: string; reason?: string }): string | undefined {
  expect(outcome.kind).toBe('refused')
  return outcome.reason
}

async function ask(wish: Partial<Parameters<typeof askForOpportunities>[3]> = {}) {
  const outcome = await askForOpportunities(db, clock, madalena, { landscape: coast.slug, ...wish })
  if (outcome.kind === 'refused') throw new Error(outcome.reason)
  return outcome
}

async function reading() {
  const asked = await ask()
  return asked.kind === 'ready'
    ? (await db.as(as, (tx) => snapshotRow(tx, coast.id, asked.snapshot)))!
    : readToTheEnd(place, madalena, coast.id, asked.snapshot)
}

test('asking twice before it is read is asking once', async () => {
  const first = await ask({ seed: 11 })
  const second = await ask({ seed: 11 })
  expect(second).toEqual(first)
  expect(first.kind).toBe('waiting')
  await readToTheEnd(place, madalena, coast.id, first.snapshot)
})

test('a first sketch of thirty people is read, and only ids are kept', async () => {
  const snapshot = await reading()
  expect(snapshot).toMatchObject({ state: 'done', problem: null, seed: 7, engineVersion: expect.any(String) })
  expect(snapshot.result!.people).toBe(30)
  expect(opportunitiesOf(snapshot.result!).length).toBeGreaterThanOrEqual(3)
  const kept = JSON.stringify(snapshot.result)
  for (const { id, name } of firstSketch().people) {
    if (id.length > 3) expect(kept).not.toContain(`"${id}"`)
    if (name) expect(kept).not.toContain(`"${name}"`)
  }
})

test('the same landscape with the same choices is not read again', async () => {
  const first = await reading()
  expect(await ask()).toEqual({ kind: 'ready', snapshot: first.id })
})

test('what the engine said about a person who is gone is left out of what is shown', async () => {
  const snapshot = await reading()
  const ids = await db.as(as, (tx) => drawnIds(tx, coast))
  const key = opportunitiesOf(snapshot.result!)[0]!.opportunity.key
  const shown = opportunityIn(snapshot, key, ids)!
  const gone = ids.person.get(shown.invitees[0]!.person)!
  ids.externalOf.delete(gone)
  const without = opportunityIn(snapshot, key, ids)!
  expect(without.invitees).toHaveLength(shown.invitees.length - 1)
})

test('a landscape that is not mine to see cannot be read, nor its readings', async () => {
  await reading()
  const outcome = await askForOpportunities(db, clock, stranger, { landscape: coast.slug })
  expect(refusedBecause(outcome)).toBe('no-landscape')
  const theirs = await db.as({ kind: 'person', id: stranger.id }, (tx) => newestReading(tx, coast))
  expect(theirs).toBeNull()
})

test('openings across a boundary that is not drawn are refused', async () => {
  const outcome = await askForOpportunities(db, clock, madalena, { landscape: coast.slug, boundary: 'no such' })
  expect(refusedBecause(outcome)).toBe('unknown-boundary')
})

test('a reading that waits can be stopped, and is never begun', async () => {
  const asked = await ask({ seed: 12 })
  const wish = { landscape: coast.slug, snapshot: asked.snapshot }
  expect(refusedBecause(await stopReading(db, clock, stranger, wish))).toBe('no-landscape')
  expect(await stopReading(db, clock, madalena, wish)).toEqual({ kind: 'stopping' })
  const snapshot = await readToTheEnd(place, madalena, coast.id, asked.snapshot)
  expect(snapshot).toMatchObject({ state: 'cancelled', result: null })
})

test('a reading that runs is stopped in its middle when somebody asks it to', async () => {
  const asked = await ask({ seed: 13, size: 20, assumptions: { chance: 0.6 } })
  const running = await runJobs({ db, url, clock, jobs: [spotOpportunities] })
  const state = async () => (await db.as(as, (tx) => snapshotRow(tx, coast.id, asked.snapshot)))!.state
  while ((await state()) === 'waiting') await new Promise((resolve) => setTimeout(resolve, 5))
  await stopReading(db, clock, madalena, { landscape: coast.slug, snapshot: asked.snapshot })
  while ((await state()) === 'running') await new Promise((resolve) => setTimeout(resolve, 10))
  expect(await state()).toBe('cancelled')
  await running.stop()
})

test('"not now" needs its reason, and stands in the journal', async () => {
  const snapshot = await reading()
  const { key } = opportunitiesOf(snapshot.result!)[0]!.opportunity
  const wish = { landscape: coast.slug, snapshot: snapshot.id, key, became: 'not now' as const }
  expect(refusedBecause(await setAside(db, clock, madalena, { ...wish, why: ' ' }))).toBe('why-missing')
  expect(refusedBecause(await setAside(db, clock, stranger, { ...wish, why: 'x' }))).toBe('no-landscape')
  expect(refusedBecause(await setAside(db, clock, madalena, { ...wish, key: 'no such', why: 'x' }))).toBe(
    'unknown-opportunity',
  )
  expect(await setAside(db, clock, madalena, { ...wish, why: 'the bed is in dispute' })).toEqual({ kind: 'written' })
  const [entry] = await db.as(as, (tx) => journalEntries(tx, coast.id, key))
  expect(entry).toMatchObject({
    became: 'not now',
    why: 'the bed is in dispute',
    snapshot: snapshot.id,
    writtenBy: 'Madalena Carriço',
  })
})

test('saying that two people do talk changes the card, and the old reading is kept and linked', async () => {
  const before = await reading()
  const missing = opportunitiesOf(before.result!).find(
    ({ opportunity }) => opportunity.kind === 'missing-conversation',
  )!
  const ids = await db.as(as, (tx) => drawnIds(tx, coast))
  const [one, other] = missing.opportunity.between as [string, string]
  const of = (practice: string) => firstSketch().memberships.find((row) => row.practice === practice)!.person
  const wish = {
    landscape: coast.slug,
    snapshot: before.id,
    key: missing.opportunity.key,
    fact: { kind: 'tie' as const, from: of(one), to: of(other), says: 'yes' as const },
    why: 'they are cousins',
    formKey: '01890000-0000-7000-8000-00000000aaaa',
  }
  expect(refusedBecause(await seeDifferently(db, clock, stranger, wish))).toBe('no-landscape')
  const self = { ...wish, fact: { ...wish.fact, to: wish.fact.from } }
  expect(refusedBecause(await seeDifferently(db, clock, madalena, self))).toBe('same-person')
  const changed = await seeDifferently(db, clock, madalena, wish)
  const again = await seeDifferently(db, clock, madalena, wish)
  expect(again).toEqual(changed)
  if (changed.kind !== 'changed') throw new Error('refused')

  const after = await readToTheEnd(place, madalena, coast.id, changed.snapshot)
  expect(after.options.after).toBe(before.id)
  expect(await db.as(as, (tx) => snapshotRow(tx, coast.id, before.id))).toMatchObject({ state: 'done' })
  const facts = (snapshot: typeof after) =>
    JSON.stringify(
      opportunityIn(snapshot, missing.opportunity.key, ids)?.facts.filter(({ kind }) => kind === 'known-ties'),
    )
  expect(facts(after)).not.toBe(facts(before))
  const { rows } = await owner.query(
    "select says, reported_by, recorded_by from tie where confirmed_on = '2027-03-01' and landscape_id = $1",
    [coast.id],
  )
  expect(rows).toEqual([{ says: 'yes', reported_by: null, recorded_by: madalena.id }])
})

test('an opening that a convener sees is checked by the same engine and stands in the same list', async () => {
  const practices = firstSketch()
    .practices.slice(0, 2)
    .map(({ id }) => id)
  const wish = { landscape: coast.slug, words: 'They share a jetty and never a table', practices }
  expect(refusedBecause(await bringOpportunity(db, clock, madalena, { ...wish, words: '  ' }))).toBe('words-missing')
  expect(refusedBecause(await bringOpportunity(db, clock, madalena, { ...wish, practices: [] }))).toBe('no-practices')
  expect(refusedBecause(await bringOpportunity(db, clock, madalena, { ...wish, practices: ['nobody'] }))).toBe(
    'unknown-practice',
  )
  const brought = await bringOpportunity(db, clock, madalena, wish)
  if (brought.kind !== 'brought') throw new Error('refused')
  const snapshot = await readToTheEnd(place, madalena, coast.id, brought.snapshot)
  expect(snapshot.result!.seen).toHaveLength(1)
  const own = opportunitiesOf(snapshot.result!).at(-1)!
  expect(own.opportunity).toMatchObject({ seenBy: 'convener', between: [...practices].sort() })
})
