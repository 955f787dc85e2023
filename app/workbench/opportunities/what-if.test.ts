import { expect, test } from 'vitest'
import { arrabidaCoast } from '../../../db/seeds/arrabida-coast.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { askWhatIf } from './ask-what-if.ts'
import { readAnswers } from './assumption-answers.ts'
import { addPerson, bring, clock } from './convened.fixture.ts'
import { openBenches } from './what-if-benches.ts'
import { questionOf, readWhatIf, whatIfAddress } from './what-if-query.ts'

const { db, owner } = await testDatabase()
const madalena = await addPerson(owner, 'Madalena Carriço')
const stranger = await addPerson(owner, 'Somebody else')
const coast = await bring(db, madalena, arrabidaCoast({ day: '2027-03-01' }))
const benches = openBenches()
const usual = readAnswers({})

function ask(question: Parameters<typeof askWhatIf>[3]['question'], assumptions = usual, who = madalena) {
  return askWhatIf(db, clock, who, { landscape: coast.slug, question, assumptions }, benches)
}

test('ten people from two groups: both effects, with interval and comparators', async () => {
  const answer = await ask({ practices: ['mariscadoras', 'saude-ambiental'], size: 10 })
  if (answer.kind !== 'computed') throw new Error(answer.reason)
  expect(answer.people).toHaveLength(10)
  expect(answer.effect!.delta.low).toBeLessThan(answer.effect!.delta.high)
  expect(answer.effect!.local!.after.mean).toBeGreaterThan(answer.effect!.local!.before.mean)
  expect(answer.comparators!.nothing).toBeCloseTo(answer.effect!.before.mean, 12)
})

test('a further question is answered in well under a second for three hundred people', async () => {
  await ask({ people: ['lurdes-canario', 'conceicao-bravo', 'oscar-penedo'] })
  const from = performance.now()
  const answer = await ask({ people: ['lurdes-canario', 'conceicao-bravo', 'joel-cardim'] })
  expect(answer.kind).toBe('computed')
  expect(performance.now() - from).toBeLessThan(1_000)
})

test('moving an assumption moves the effect', async () => {
  const question = { people: ['lurdes-canario', 'conceicao-bravo', 'oscar-penedo'] }
  const one = await ask(question)
  const other = await ask(question, readAnswers({ travel: 'easily' }))
  if (one.kind !== 'computed' || other.kind !== 'computed') throw new Error('refused')
  expect(other.effect!.before.mean).toBeGreaterThan(one.effect!.before.mean)
})

test('spaces that exist already carry when somebody says so, and then more arrives without a new one', async () => {
  const question = { people: ['lurdes-canario', 'conceicao-bravo', 'oscar-penedo'] }
  const [without, along] = [await ask(question), await ask(question, readAnswers({ spaces: 'yes' }))]
  if (without.kind !== 'computed' || along.kind !== 'computed') throw new Error('refused')
  expect(along.assumptions.spaces).toBe('carry')
  expect(along.effect!.before.mean).toBeGreaterThan(without.effect!.before.mean)
})

test('pairs nobody was asked about are taken as no tie, or drawn as often or twice as often, with a band beside', async () => {
  const question = { people: ['lurdes-canario', 'conceicao-bravo', 'oscar-penedo'] }
  const before: number[] = []
  for (const unknown of ['no', 'draw', 'twice']) {
    const answer = await ask(question, readAnswers({ unknown }))
    if (answer.kind !== 'computed') throw new Error(answer.reason)
    expect(answer.effect!.dataBand === null).toBe(unknown === 'no')
    before.push(answer.effect!.before.mean)
  }
  expect(before).toEqual([...before].sort((x, y) => x - y))
  expect(new Set(before).size).toBe(3)
})

test('one person alone is no room, and groups that are kept apart give no room either, without saying why', async () => {
  expect(await ask({ people: ['lurdes-canario'] })).toMatchObject({ kind: 'refused', reason: 'too-few' })
  const apart = await ask({ practices: ['gabinete', 'companhas'], size: 10 })
  expect(JSON.stringify(apart)).not.toContain('keep')
})

test('the landscape of others cannot be tried', async () => {
  expect(await ask({ people: ['lurdes-canario'] }, usual, stranger)).toMatchObject({ reason: 'no-landscape' })
})

test('everything chosen stands in the address and comes back from it', () => {
  const query = readWhatIf(
    new URL('http://here/x?by=people&person=a&person=b&size=9&travel=easily&cost=nonsense&find=%20bo%20'),
  )
  expect(query).toMatchObject({ by: 'people', people: ['a', 'b'], size: 9, find: 'bo' })
  expect(query.assumptions).toEqual({ ...usual, travel: 'easily' })
  expect(usual).toEqual({
    travel: 'sometimes',
    boundary: 'half',
    come: 'most',
    cost: 'nothing',
    spaces: 'no',
    unknown: 'no',
  })
  expect(readWhatIf(new URL(whatIfAddress('http://here/x', query)))).toEqual(query)
  expect(questionOf(query)).toEqual({ people: ['a', 'b'] })
  expect(questionOf(readWhatIf(new URL('http://here/x?size=100000')))).toBeNull()
})
