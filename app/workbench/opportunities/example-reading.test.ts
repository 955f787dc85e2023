import { expect, test } from 'vitest'
import { arrabidaCoast } from '../../../db/seeds/arrabida-coast.ts'
import { firstSketch } from '../../../db/seeds/first-sketch.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { prepareJobs } from '../../platform/jobs/run-jobs.ts'
import { appFor, asking } from '../signed-in.fixture.ts'
import { askForOpportunities } from './ask-for-opportunities.ts'
import { addPerson, bring, clock, readToTheEnd } from './convened.fixture.ts'
import { opportunitiesOf } from './opportunities.ts'
import { opportunityRoutes } from './opportunity-routes.ts'

const place = await testDatabase()
const { db, owner, url } = place
await prepareJobs(url)
const madalena = await addPerson(owner, 'Madalena')
const mine = asking(appFor({ db, clock }, opportunityRoutes), madalena)

async function readingOf(drawn: Parameters<typeof bring>[2]) {
  const coast = await bring(db, madalena, drawn)
  const asked = await askForOpportunities(db, clock, madalena, { landscape: coast.slug })
  if (asked.kind === 'refused') throw new Error(asked.reason)
  const snapshot = await readToTheEnd(place, madalena, coast.id, asked.snapshot)
  expect(snapshot.state).toBe('done')
  return { coast, opportunities: opportunitiesOf(snapshot.result!).map(({ opportunity }) => opportunity) }
}

let example: ReturnType<typeof readingOf> | undefined
function exampleReading(): ReturnType<typeof readingOf> {
  example ??= readingOf(arrabidaCoast({ day: '2027-03-01' }))
  return example
}

test('E9: in the example no card of a fragile bridge names who carries it, and those who are kept apart are not brought together', async () => {
  const { coast, opportunities } = await exampleReading()
  const bridges = opportunities.filter(({ kind }) => kind === 'fragile-bridge')
  expect(bridges.length).toBeGreaterThan(0)
  for (const { key, between } of bridges) {
    const { text } = await mine.see(`/landscapes/${coast.slug}/opportunities/${encodeURIComponent(key)}`)
    const beforeWho = text.slice(0, text.indexOf('Who could open the door'))
    if (between.includes('companhas') && between.includes('mare-clara')) expect(beforeWho).not.toContain('Vasques')
    expect(beforeWho).toContain('would be gone if')
  }
  for (const { between } of opportunities)
    expect(between.includes('gabinete') && between.includes('companhas')).toBe(false)
}, 40_000)

test('the middle of a known path is not stored, and "somebody" on the page, however public the landscape', async () => {
  const { coast, opportunities } = await exampleReading()
  const withPath = opportunities.find(({ facts }) =>
    facts.some((fact) => fact.kind === 'way-in' && fact.by === 'path' && fact.people.length > 2),
  )
  expect(withPath).toBeDefined()
  const paths = opportunities.flatMap(({ facts, doors }) => [
    ...facts.flatMap((fact) => (fact.kind === 'way-in' && fact.by === 'path' ? [fact.people] : [])),
    ...doors.flatMap(({ path }) => (path ? [path] : [])),
  ])
  expect(paths.filter((path) => path.length > 2).length).toBeGreaterThan(1)
  for (const path of paths) for (const middle of path.slice(1, -1)) expect(middle).toBe('')
  const { text } = await mine.see(`/landscapes/${coast.slug}/opportunities/${encodeURIComponent(withPath!.key)}`)
  expect(text).toContain('› somebody ›')
}, 40_000)

test('the card of two people says that each is asked alone, and not which of them looks for what', async () => {
  const { coast, opportunities } = await exampleReading()
  const fits = opportunities.filter(
    ({ kind, facts }) => kind === 'unlikely-pair' && facts.some((fact) => fact.kind === 'pair-fits'),
  )
  expect(fits.length).toBeGreaterThan(0)
  const { text } = await mine.see(`/landscapes/${coast.slug}/opportunities/${encodeURIComponent(fits[0]!.key)}`)
  expect(text).toContain('Two people who hardly could have met')
  expect(text).toContain('ask each of the two alone')
  expect(text).toContain('one of the two has something to offer and the other is looking for it')
}, 40_000)

test('E15: before two people are introduced each is visited alone, hears nothing of the other, and is asked the same', async () => {
  const { coast, opportunities } = await exampleReading()
  const { key } = opportunities.find(({ kind }) => kind === 'unlikely-pair')!
  const { text } = await mine.see(`/landscapes/${coast.slug}/opportunities/${encodeURIComponent(key)}/listen`)
  expect(text.split('alone, and without saying who the other is')).toHaveLength(3)
  expect(text).toContain('would you like to talk about that with somebody from another group?')
  expect(text).not.toContain('Every question here has been answered')
}, 40_000)

test('E20: without any tie the cards say whom to ask first and show no effect', async () => {
  const { coast, opportunities } = await readingOf({ ...firstSketch(), ties: [], answers: [] })
  expect(opportunities.every(({ effect }) => effect === null)).toBe(true)
  const { text } = await mine.see(`/landscapes/${coast.slug}/opportunities`)
  expect(text).toContain('No tie is known yet, so no effect can be shown')
  expect(text).not.toContain('effect-lines')
})
