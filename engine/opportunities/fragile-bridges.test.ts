import { expect, test } from 'vitest'
import { buildLandscape } from '../network/build-landscape.ts'
import { bridgesOf, spreadOver } from './bridges.ts'
import { directRoutes, fragileBridges } from './fragile-bridges.ts'
import { readGround } from './ground.ts'
import { BRIDGE_CARRIER, inventedLandscape } from './invented-landscape.ts'

test('ties spread evenly over four people spread over four, ties of one person over one', () => {
  const even = new Map([0, 1, 2, 3].map((person) => [person, 0.5]))
  expect(spreadOver(even)).toBeCloseTo(4, 12)
  expect(spreadOver(new Map([[0, 3]]))).toBe(1)
  expect(spreadOver(new Map())).toBe(0)
})

test('six ties of one person and one of another spread over 49 / 37 people', () => {
  const carried = new Map([
    [0, 6],
    [1, 1],
  ])
  expect(spreadOver(carried)).toBeCloseTo(49 / 37, 12)
})

test.each([
  [[], 0],
  [[[0, 10]], 1],
  [
    [
      [0, 10],
      [0, 11],
      [0, 12],
    ],
    1,
  ],
  [
    [
      [0, 10],
      [0, 11],
      [1, 10],
    ],
    2,
  ],
  [
    [
      [0, 10],
      [1, 10],
      [1, 11],
      [2, 11],
      [2, 12],
    ],
    3,
  ],
] as [[number, number][], number][])('ties %j are ended by no fewer than %i people leaving', (pairs, fewest) => {
  expect(directRoutes(pairs)).toBe(fewest)
})

test('only the planted bridge hangs on one person, and only that person is withheld', () => {
  const ground = readGround(buildLandscape(inventedLandscape()))
  const [bridge] = fragileBridges(ground, { boundary: -1, keep: 1 })
  const withheld = [...bridge!.withheld].map((person) => ground.landscape.ids.people[person])
  expect(bridge!.key).toBe('fragile-bridge:millers+surveyors')
  expect(withheld).toEqual([BRIDGE_CARRIER])
})

test('a bridge is not called fragile when one person alone answered for the thin side', () => {
  const input = inventedLandscape()
  input.answers = input.answers.filter(({ person }) => !person.startsWith('millers') || person === BRIDGE_CARRIER)
  const ground = readGround(buildLandscape(input))
  const keys = fragileBridges(ground, { boundary: -1, keep: 9 }).map((bridge) => bridge.key)
  expect(keys).not.toContain('fragile-bridge:millers+surveyors')
})

test('ties of people who belong to both practices are not ties between them', () => {
  const input = inventedLandscape()
  input.memberships.push({ person: BRIDGE_CARRIER, practice: 'surveyors', weight: 1 })
  const ground = readGround(buildLandscape(input))
  const { considered, slotOf } = ground.pairs
  const [millers, surveyors] = ['millers', 'surveyors'].map((id) => ground.landscape.ids.practices.indexOf(id))
  const bridge = bridgesOf(ground).get(slotOf[millers!]! * considered.length + slotOf[surveyors!]!)
  expect(bridge!.ties).toBe(1)
})
