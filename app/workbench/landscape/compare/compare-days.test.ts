import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import type { Seen } from '../known/seen.ts'
import { standingOn } from '../known/standing-on.ts'
import { valleyDrawing } from '../valley.fixture.ts'
import { type Comparison, compareDays } from './compare-days.ts'

const days = ['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01']

function seen(day: string, change: (drawn: DrawnLandscape) => void = () => {}): Seen {
  const whole = valleyDrawing()
  change(whole)
  return { day, whole, standing: standingOn(whole, day) }
}

const tie = (from: string, to: string, more: Partial<DrawnLandscape['ties'][number]> = {}) => ({
  ...valleyDrawing().ties[0]!,
  from,
  to,
  ...more,
})

const [then, now] = [days[0]!, days[3]!]

test('a tie that is newly known is not told as newly there', () => {
  const came = (more: Partial<DrawnLandscape['ties'][number]>, before: (drawn: DrawnLandscape) => void = () => {}) =>
    compareDays(
      seen(then, before),
      seen(now, (drawn) => {
        before(drawn)
        drawn.ties.push(tie('marta', 'rosa', more))
      }),
      null,
    ).ties.came
  expect(came({ since: '2026-03-01' })).toEqual({ began: 1 })
  expect(came({ since: '2025-03-01' })).toEqual({ known: 1 })
  expect(came({ recorded: '2025-12-31' })).toEqual({ known: 1 })
  expect(came({ recorded: '2026-02-01' })).toEqual({ unsure: 1 })
  const answer = (answered: string | null, about: string | null) => (drawn: DrawnLandscape) => {
    drawn.answers.push({ person: 'marta', question: 'ties', about, asked: null, answered })
  }
  expect(came({}, answer('2025-12-01', null))).toEqual({ began: 1 })
  expect(came({}, answer('2025-12-01', 'lab'))).toEqual({ began: 1 })
  expect(came({}, answer('2025-12-01', 'crews'))).toEqual({ unsure: 1 })
  expect(came({}, answer(null, null))).toEqual({ unsure: 1 })
  expect(came({}, (drawn) => drawn.ties.push(tie('rosa', 'marta', { says: 'no' })))).toEqual({ began: 1 })
  expect(came({}, (drawn) => Object.assign(drawn.about, { complete: true }))).toEqual({ began: 1 })
})

test('a tie that is gone is told with what is known of why', () => {
  const went = (change: (drawn: DrawnLandscape) => void) => compareDays(seen(then), seen(now, change), null).ties.went
  expect(went(({ ties }) => Object.assign(ties[0]!, { until: '2026-05-01' }))).toEqual({ ended: 1 })
  expect(went(({ ties }) => Object.assign(ties[0]!, { retracted: '2026-05-01' }))).toEqual({ retracted: 1 })
  expect(went(({ ties }) => Object.assign(ties[0]!, { says: 'no' }))).toEqual({ retracted: 1 })
  expect(went(({ ties }) => ties.shift())).toEqual({ unexplained: 1 })
  expect(
    went((drawn) => {
      drawn.people = drawn.people.filter(({ id }) => id !== 'rosa')
      drawn.ties = drawn.ties.filter(({ from }) => from !== 'rosa')
    }),
  ).toEqual({ left: 1 })
})

test('a crossing tie that came is told apart from a side that became known', () => {
  const side = (drawn: DrawnLandscape) => {
    drawn.standings.push({ boundary: 'ridge', side: 'city', person: null, practice: 'lab' })
  }
  const before = seen(then)
  const after = seen(now, (drawn) => {
    side(drawn)
    drawn.standings.push({ boundary: 'ridge', side: 'cape', person: null, practice: 'crews' })
    drawn.ties.push(tie('joel', 'rosa'))
  })
  const { crossing } = compareDays(before, after, 'ridge')
  expect(crossing!.came).toEqual({ ties: 1, sides: 3 })
  expect(crossing!.crossing).toEqual({ one: 0, other: 4 })
  expect(crossing!.bridges).toEqual([
    { from: { id: 'crews', name: 'The crews' }, to: { id: 'lab', name: 'The lab' }, one: 0, other: 4, people: 4 },
  ])
})

test('practices that grew or shrank and spaces at another stage are told, and nobody by name', () => {
  const space = (stage: 'imagined' | 'alive') => (drawn: DrawnLandscape) => {
    drawn.spaces.push({ id: 'table', name: 'Table', question: 'What?', why: null, stage, groundRule: 'open' })
  }
  const after = seen(now, (drawn) => {
    space('alive')(drawn)
    drawn.practices.pop()
    drawn.memberships = drawn.memberships.filter(({ practice, person }) => practice === 'crews' && person !== 'joel')
  })
  const told = compareDays(seen(then, space('imagined')), after, 'ridge')
  expect(told.practices).toEqual([
    { id: 'crews', name: 'The crews', one: 2, other: 1 },
    { id: 'lab', name: 'The lab', one: 3, other: null },
  ])
  expect(told.spaces).toEqual([{ id: 'table', name: 'Table', one: 'imagined', other: 'alive' }])
  expect(JSON.stringify(told)).not.toMatch(/Call|joel|marta|rosa/)
})

const someday = fc.constantFrom(null, ...days)
const someone = fc.constantFrom('joel', 'joel2', 'marta', 'rosa')
const someTie = fc.record({
  from: someone,
  to: someone,
  says: fc.constantFrom('yes', 'no'),
  since: someday,
  until: someday,
  recorded: someday,
  retracted: someday,
})
const someLandscape = fc
  .record({
    ties: fc.array(someTie, { maxLength: 8 }),
    people: fc.subarray(['joel', 'joel2', 'marta', 'rosa']),
    practices: fc.subarray(['crews', 'lab']),
    stage: fc.constantFrom(null, 'imagined' as const, 'alive' as const),
    side: fc.constantFrom(null, 'cape', 'city'),
  })
  .map(({ ties, people, practices, stage, side }) => (drawn: DrawnLandscape) => {
    const here = (id: string) => people.includes(id)
    drawn.people = drawn.people.filter(({ id }) => here(id))
    drawn.practices = drawn.practices.filter(({ id }) => practices.includes(id))
    drawn.memberships = drawn.memberships.filter(({ person, practice }) => here(person) && practices.includes(practice))
    drawn.ties = [
      ...drawn.ties.filter(({ from, to }) => here(from) && here(to)),
      ...ties.filter(({ from, to }) => here(from) && here(to)).map((more) => tie(more.from, more.to, more)),
    ]
    if (side !== null) drawn.standings.push({ boundary: 'ridge', side, person: null, practice: 'lab' })
    if (stage !== null)
      drawn.spaces.push({ id: 'table', name: 'Table', question: 'What?', why: null, stage, groundRule: 'open' })
  })
const someSeen = fc
  .record({ day: fc.constantFrom(...days), change: someLandscape })
  .map(({ day, change }) => seen(day, change))

function mirrored({ from, to, people, answered, ties, practices, spaces, crossing }: Comparison): Comparison {
  const turned = <T extends { one: unknown; other: unknown }>(both: T): T => ({
    ...both,
    one: both.other,
    other: both.one,
  })
  return {
    from: to,
    to: from,
    people: { ...turned(people), came: people.went, went: people.came },
    answered: turned(answered),
    ties: { ...turned(ties), came: ties.went, went: ties.came },
    practices: practices.map(turned),
    spaces: spaces.map(turned),
    crossing: crossing && {
      crossing: turned(crossing.crossing),
      known: turned(crossing.known),
      came: crossing.went,
      went: crossing.came,
      bridges: crossing.bridges.map(turned),
    },
  }
}

test('compared the other way round, everything that came went', () => {
  fc.assert(
    fc.property(someSeen, someSeen, (one, other) => {
      fc.pre(one.day !== other.day)
      expect(compareDays(other, one, 'ridge')).toEqual(mirrored(compareDays(one, other, 'ridge')))
    }),
    { seed: 3, numRuns: 300 },
  )
})

test('a day compared with itself differs in nothing', () => {
  fc.assert(
    fc.property(someSeen, (one) => {
      const { people, ties, practices, spaces, crossing } = compareDays(one, one, 'ridge')
      expect([people.came, people.went, ties.came, ties.went]).toEqual([0, 0, {}, {}])
      expect([practices, spaces, crossing!.bridges]).toEqual([[], [], []])
      expect([crossing!.came, crossing!.went]).toEqual([
        { ties: 0, sides: 0 },
        { ties: 0, sides: 0 },
      ])
    }),
    { seed: 4 },
  )
})

test('what came, less what went, is what there is more', () => {
  fc.assert(
    fc.property(someSeen, someSeen, (one, other) => {
      const { people, ties } = compareDays(one, other, null)
      const sum = (counts: Partial<Record<string, number>>) =>
        Object.values(counts).reduce((all: number, n) => all + (n ?? 0), 0)
      expect(people.one + people.came - people.went).toBe(people.other)
      expect(ties.one + sum(ties.came) - sum(ties.went)).toBe(ties.other)
    }),
    { seed: 8 },
  )
})
