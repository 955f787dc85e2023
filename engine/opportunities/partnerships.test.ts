import { expect, test } from 'vitest'
import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { readGround } from './ground.ts'
import { type PartnershipSearch, partnerships } from './partnerships.ts'

/** School and lab: two of each sit in one space, and both care about the meadow. The mill has nothing to do with it. */
function village(change: Partial<LandscapeInput> = {}): LandscapeInput {
  const practices = ['school', 'lab', 'mill']
  const people = practices.flatMap((practice) => [0, 1, 2, 3, 4, 5].map((i) => `${practice}-${i}`))
  return {
    ...emptyInput,
    people: people.map((id) => ({ id })),
    practices: practices.map((id) => ({ id })),
    memberships: people.map((person) => ({ person, practice: person.split('-')[0]!, weight: 1 })),
    concerns: ['school', 'lab'].map((practice) => ({ id: 'meadow', holder: { practice }, kind: 'cares' as const })),
    spaces: [{ id: 'count', people: ['school-0', 'school-1', 'lab-0', 'lab-1', 'mill-0'] }],
    ...change,
  }
}

function found(change: Partial<LandscapeInput> = {}, more: Partial<PartnershipSearch> = {}, decoys = 0): string[] {
  const ground = readGround(buildLandscape(village(change)), 5, { decoys })
  return partnerships(ground, { boundary: -1, keep: 5, agreed: [], ...more }).map(({ key }) => key)
}

test('two practices of which two or more each sit in one space and that share a concern could agree on something', () => {
  expect(found()).toEqual(['partnership:lab+school'])
})

test('ties that three or more carry on each side are a way of meeting as well, those of one person are not', () => {
  const several = [0, 1, 2].map((i) => tie(`school-${i}`, `lab-${i}`))
  const hers = [0, 1, 2].map((i) => tie('school-0', `lab-${i}`))
  expect(found({ spaces: [], ties: several })).toEqual(['partnership:lab+school'])
  expect(found({ spaces: [], ties: hers })).toEqual([])
})

test.each([
  ['one of them sits there alone', { spaces: [{ id: 'count', people: ['school-0', 'lab-0', 'lab-1'] }] }],
  ['they share nothing', { concerns: [] }],
  [
    'they are kept apart',
    { keepApart: [{ one: { practice: 'school' }, other: { practice: 'lab' }, concern: 'meadow' }] },
  ],
  [
    'they are mostly the same people',
    {
      memberships: [
        ...village().memberships,
        ...[0, 1, 2].map((i) => ({ person: `lab-${i}`, practice: 'school', weight: 1 })),
      ],
    },
  ],
] as [string, Partial<LandscapeInput>][])('no partnership is proposed where %s', (_, change) => {
  expect(found(change)).toEqual([])
})

test('practices that agreed already are not proposed, and neither is a pair left out by chance', () => {
  const ids = buildLandscape(village()).ids.practices
  const agreed = [[ids.indexOf('school'), ids.indexOf('lab')]] as [number, number][]
  expect(found({}, { agreed })).toEqual([])
  expect(found({}, {}, 1)).toEqual([])
})

test('an offer that meets a need is enough, and comes before a concern alone', () => {
  const offers = [
    { id: 'flour', holder: { practice: 'mill' }, kind: 'offers' as const },
    { id: 'flour', holder: { practice: 'school' }, kind: 'seeks' as const },
  ]
  const spaces = [...village().spaces, { id: 'bread', people: ['mill-0', 'mill-1', 'school-0', 'school-1'] }]
  expect(found({ spaces, concerns: [...village().concerns, ...offers] })).toEqual([
    'partnership:mill+school',
    'partnership:lab+school',
  ])
})

test('limited to a boundary, only practices on different sides of it', () => {
  const boundaries = [{ id: 'ridge', kind: 'geographic' as const, sides: ['here', 'there'] }]
  const on = (side: string) =>
    ['school', 'lab'].map((practice) => ({
      boundary: 'ridge',
      holder: { practice },
      sides: [practice === 'lab' ? side : 'here'],
    }))
  expect(found({ boundaries, standings: on('there') }, { boundary: 0 })).toEqual(['partnership:lab+school'])
  expect(found({ boundaries, standings: on('here') }, { boundary: 0 })).toEqual([])
})
