import { expect, test } from 'vitest'
import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { openBench } from './bench.ts'
import { conveningCandidates, inSteps, readyConveners } from './ready-conveners.ts'
import { spot } from './spot.ts'
import type { SpotOptions } from './spot-outcome.ts'

/** Two banks of ten people each (or `size`); `ready` of those on the west know three people across, and both banks would come if they called. */
function banks(ready: number, change: Partial<LandscapeInput> = {}, size = 10): LandscapeInput {
  const west = Array.from({ length: size }, (_, i) => `w${i}`)
  const east = Array.from({ length: size }, (_, i) => `e${i}`)
  const called = west.slice(0, ready)
  return {
    ...emptyInput,
    people: [...west, ...east].map((id) => ({ id })),
    practices: ['west', 'east'].map((id) => ({ id })),
    memberships: [
      ...west.map((person) => ({ person, practice: 'west', weight: 1 })),
      ...east.map((person) => ({ person, practice: 'east', weight: 1 })),
    ],
    boundaries: [{ id: 'river', kind: 'geographic', sides: ['left', 'right'] }],
    standings: [
      { boundary: 'river', holder: { practice: 'west' }, sides: ['left'] },
      { boundary: 'river', holder: { practice: 'east' }, sides: ['right'] },
    ],
    ties: called.flatMap((one, i) => [
      tie(one, west[size - 1]!),
      tie(one, west[size - 2]!),
      ...[0, 1, 2].map((k) => tie(one, east[(i + k) % size]!)),
    ]),
    legitimacy: called.flatMap((person) =>
      ['west', 'east'].map((practice) => ({ person, practice, wouldCome: 3, wouldNot: 0, claimed: false })),
    ),
    ...change,
  }
}

const options = { seed: 7, decoys: 0, assumptions: { worlds: 400, chance: 0.4, crossing: 1 } }
const benchOf = (input: LandscapeInput) => openBench(buildLandscape(input), options)
const told = (input: LandscapeInput, agreed: number[] = []) =>
  conveningCandidates(benchOf(input), { boundary: -1, keep: 9, agreed: new Set(agreed) })

test('each who stands ready has a note of their own: between whom, where they are trusted, whom they bring together', () => {
  const notes = readyConveners(benchOf(banks(2)))
  expect(notes.map(({ person }) => person)).toEqual(['w0', 'w1'])
  expect(notes[0]).toMatchObject({
    boundary: 'river',
    sides: ['left', 'right'],
    trustedIn: ['east', 'west'],
    // two on the left, three on the right, none of whom know each other
    bringsTogether: 6,
  })
  expect(notes[0]!.criticality.low).toBeGreaterThan(0)
})

test.each([
  ['is on the team', { team: ['w0', 'w1'] }],
  ['may not be named', { notInvitable: ['w0', 'w1'] }],
  ['was judged by two only', { legitimacy: banks(2).legitimacy.map((row) => ({ ...row, wouldCome: 2 })) }],
  ['would not be followed by most', { legitimacy: banks(2).legitimacy.map((row) => ({ ...row, wouldNot: 3 })) }],
  ['is trusted on one side only', { legitimacy: banks(2).legitimacy.filter(({ practice }) => practice === 'west') }],
  ['knows nobody across', { ties: banks(2).ties.filter(({ to }) => to.startsWith('w')) }],
  [
    'brings together people who know each other already',
    { ties: [...banks(2).ties, ...[0, 1, 2, 3, 4].flatMap((i) => [tie('w9', `e${i}`), tie('w8', `e${i}`)])] },
  ],
] as [string, Partial<LandscapeInput>][])('nobody stands ready who %s', (_, change) => {
  expect(readyConveners(benchOf(banks(2, change)))).toEqual([])
})

test('whom members of three practices would follow needs no open pairs', () => {
  const third = {
    practices: [{ id: 'west' }, { id: 'east' }, { id: 'mill' }],
    memberships: [
      ...banks(2).memberships,
      ...['e5', 'e6', 'e7', 'e8', 'e9'].map((person) => ({ person, practice: 'mill', weight: 1 })),
    ],
    ties: [tie('w0', 'e0'), tie('w0', 'w9'), tie('w9', 'w8')],
    legitimacy: [...banks(1).legitimacy, { person: 'w0', practice: 'mill', wouldCome: 4, wouldNot: 0, claimed: false }],
  }
  expect(readyConveners(benchOf(banks(1, third))).map(({ person }) => person)).toEqual(['w0'])
})

test('the team is told nothing while fewer than five stand ready, and nothing reads the same as nobody', () => {
  for (const ready of [0, 1, 2, 3, 4]) expect(told(banks(ready)), String(ready)).toEqual([])
})

test('from five on the team is told sides and a step of five, and no person', () => {
  for (const ready of [5, 6, 7]) {
    const [one, ...others] = told(banks(ready))
    expect(others).toEqual([])
    expect(one!.ready).toEqual({ atLeast: 5, agreed: [] })
    expect(one!.withheld.size).toBe(ready)
  }
  expect([0, 4, 5, 9, 10, 14].map(inSteps)).toEqual([0, 0, 5, 5, 10, 10])
})

test('the card for the team holds none of those who stand ready: not as guest, host, door-opener or somebody to ask', () => {
  const input = banks(6)
  const spotOptions: SpotOptions = { ...options, comparisons: 20, size: 6 }
  const outcome = spot(buildLandscape(input), spotOptions)
  if (outcome.kind !== 'spotted') throw new Error(outcome.kind)
  const card = outcome.opportunities.find(({ kind }) => kind === 'ready-convener')!
  expect(card.facts).toContainEqual({ kind: 'stand-ready', boundary: 'river', sides: ['left', 'right'], atLeast: 5 })
  const printed = JSON.stringify(card)
  for (const { person } of readyConveners(benchOf(input))) expect(printed).not.toContain(`"${person}"`)
})

test('somebody who agreed is named to the team, and those who did not stay out', () => {
  const input = banks(2)
  const [card] = told(input, [buildLandscape(input).ids.people.indexOf('w1')])
  const ids = buildLandscape(input).ids.people
  expect(card!.ready!.agreed.map((person) => ids[person])).toEqual(['w1'])
  expect(card!.ready!.atLeast).toBe(0)
  expect([...card!.withheld].map((person) => ids[person])).toEqual(['w0'])
})

test('without known ties nobody is told anything', () => {
  expect(readyConveners(benchOf(banks(3, { ties: [] })))).toEqual([])
})

/** The two banks of `banks`, and two more downstream on a boundary of their own, where `others` stand ready. */
function twoRivers(ready: number, others: number): LandscapeInput {
  const upper = banks(ready)
  const lower = banks(others, {}, 14)
  const down = (id: string) => `${id}-down`
  return {
    ...upper,
    people: [...upper.people, ...lower.people.map(({ id }) => ({ id: down(id) }))],
    practices: [...upper.practices, ...lower.practices.map(({ id }) => ({ id: down(id) }))],
    memberships: [
      ...upper.memberships,
      ...lower.memberships.map((row) => ({ ...row, person: down(row.person), practice: down(row.practice) })),
    ],
    boundaries: [...upper.boundaries, { id: 'mouth', kind: 'geographic', sides: ['inner', 'outer'] }],
    standings: [
      ...upper.standings,
      { boundary: 'mouth', holder: { practice: down('west') }, sides: ['inner'] },
      { boundary: 'mouth', holder: { practice: down('east') }, sides: ['outer'] },
    ],
    ties: [...upper.ties, ...lower.ties.map((row) => ({ ...row, from: down(row.from), to: down(row.to) }))],
    legitimacy: [
      ...upper.legitimacy,
      ...lower.legitimacy.map((row) => ({ ...row, person: down(row.person), practice: down(row.practice) })),
    ],
  }
}

test('where somebody agreed comes first, then where more stand ready, and a wish for one boundary is kept', () => {
  const bench = benchOf(twoRivers(5, 10))
  const { ids } = bench.ground.landscape
  const found = (boundary: string | null, agreed: string[] = []) =>
    conveningCandidates(bench, {
      boundary: boundary === null ? -1 : ids.boundaries.indexOf(boundary),
      keep: 9,
      agreed: new Set(agreed.map((id) => ids.people.indexOf(id))),
    }).map((one) => [ids.boundaries[one.boundary], one.ready!.atLeast])
  expect(found(null)).toEqual([
    ['mouth', 10],
    ['river', 5],
  ])
  expect(found(null, ['w3'])).toEqual([
    ['river', 5],
    ['mouth', 10],
  ])
  expect(found('river')).toEqual([['river', 5]])
})

test('practices that are kept apart are not joined for those who stand ready between them', () => {
  expect(
    told(banks(6, { keepApart: [{ one: { practice: 'west' }, other: { practice: 'east' }, concern: null }] })),
  ).toEqual([])
})

test('the card names who agreed, and says of the others how many at least', () => {
  const asked: SpotOptions = { ...options, comparisons: 20, size: 6, agreedConveners: ['w0', 'e9'] }
  const outcome = spot(buildLandscape(banks(6)), asked)
  if (outcome.kind !== 'spotted') throw new Error(outcome.kind)
  const where = { boundary: 'river', sides: ['left', 'right'] }
  const { facts } = outcome.opportunities.find(({ kind }) => kind === 'ready-convener')!
  expect(facts).toContainEqual({ kind: 'agreed-to-convene', ...where, people: ['w0'] })
  expect(facts).toContainEqual({ kind: 'stand-ready', ...where, atLeast: 5 })
})

test('whoever stands between several sides is told of the two where they bring most people together', () => {
  const isle = ['i0', 'i1', 'i2', 'i3', 'i4']
  const [note] = readyConveners(
    benchOf(
      banks(1, {
        people: [...banks(1).people, ...isle.map((id) => ({ id }))],
        practices: [...banks(1).practices, { id: 'isle' }],
        memberships: [...banks(1).memberships, ...isle.map((person) => ({ person, practice: 'isle', weight: 1 }))],
        boundaries: [{ id: 'river', kind: 'geographic', sides: ['isle', 'left', 'right'] }],
        standings: [...banks(1).standings, { boundary: 'river', holder: { practice: 'isle' }, sides: ['isle'] }],
        ties: [...banks(1).ties, ...isle.map((one) => tie('w0', one))],
        legitimacy: [
          ...banks(1).legitimacy,
          { person: 'w0', practice: 'isle', wouldCome: 3, wouldNot: 0, claimed: false },
        ],
      }),
    ),
  )
  // five on the isle and three on the right, and two on the left
  expect(note).toMatchObject({ sides: ['isle', 'right'], bringsTogether: 15, trustedIn: ['east', 'isle'] })
})

test('below five the card of who agreed says nothing of the others, and a quarrel is no contact', () => {
  const asked: SpotOptions = { ...options, comparisons: 20, size: 6, agreedConveners: ['w1'] }
  const outcome = spot(buildLandscape(banks(2)), asked)
  if (outcome.kind !== 'spotted') throw new Error(outcome.kind)
  const { facts } = outcome.opportunities.find(({ kind }) => kind === 'ready-convener')!
  expect(facts.map(({ kind }) => kind)).toContain('agreed-to-convene')
  expect(facts.map(({ kind }) => kind)).not.toContain('stand-ready')
  const quarrels = [3, 4, 5].map((i) => tie('w0', `e${i}`, { kind: 'conflict' }))
  const [note] = readyConveners(benchOf(banks(2, { ties: [...banks(2).ties, ...quarrels] })))
  expect(note!.bringsTogether).toBe(6)
})

test('whoever could be missed without any loss of reach does not stand ready', () => {
  // w1 knows all whom w0 knows and one more; where everything travels along every tie, nobody misses w0
  const ties = [...banks(2).ties, tie('w1', 'e0')]
  const certain = { ...options, assumptions: { worlds: 20, chance: 1, crossing: 1 } }
  const ready = (input: LandscapeInput) => readyConveners(openBench(buildLandscape(input), certain))
  expect(ready(banks(2)).map(({ person }) => person)).toEqual(['w0', 'w1'])
  expect(ready(banks(2, { ties })).map(({ person }) => person)).toEqual(['w1'])
})
