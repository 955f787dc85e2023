import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { isStopped } from '../control.ts'
import { karateClub } from '../fixtures/karate-club.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import { brokerageAgainstChance } from './brokerage-against-chance.ts'
import { brokerageOfPerson } from './brokerage-of-person.ts'
import { roleNames } from './roles.ts'
import { type Sides, sidesFromLabels } from './sides.ts'

const shapes = fc.record({
  seed: fc.integer(),
  people: fc.integer({ min: 3, max: 9 }),
  ties: fc.integer({ min: 0, max: 30 }),
  directed: fc.boolean(),
  labels: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 9, maxLength: 9 }),
})

describe('the roles of one person', () => {
  test('are theirs among everybody’s, with the same shuffles', () => {
    fc.assert(
      fc.property(shapes, ({ labels, ...shape }) => {
        const network = buildNetwork(randomTies(shape))
        const choice = { sides: sidesFromLabels(labels.slice(0, shape.people)), draws: 5, seed: 3 }
        const all = brokerageAgainstChance(network, choice)
        for (let i = 0; i < shape.people; i++) {
          const { roles, shuffled } = brokerageOfPerson(network, i, choice)
          for (const role of roleNames) {
            expect(roles[role]).toBe(all.people[role][i])
            expect(shuffled!.atOrAbove[role]).toBe(all.atOrAbove![role][i])
          }
        }
      }),
    )
  })

  test('lie where shuffles put them: the instructor of the club is a coordinator far beyond chance', () => {
    const choice = { sides: sidesFromLabels(karateClub.side), draws: 400, seed: 7 }
    const { roles, expected, shuffled } = brokerageOfPerson(buildNetwork(karateClub), 0, choice)
    expect(roles.coordinator).toBe(174)
    expect(shuffled!.high.coordinator).toBeLessThan(174)
    for (const role of ['coordinator', 'consultant', 'gatekeeper', 'representative'] as const) {
      expect(expected![role]).toBeGreaterThan(shuffled!.low[role])
      expect(expected![role]).toBeLessThan(shuffled!.high[role])
    }
    expect(brokerageOfPerson(buildNetwork(karateClub), 0, { ...choice, draws: 0 }).shuffled).toBe(null)
  })

  test('leave no crumbs where somebody straddles', () => {
    const sides: Sides = {
      sides: 3,
      start: Uint32Array.of(0, 3, 4, 7),
      side: Uint32Array.of(0, 1, 2, 0, 0, 1, 2),
      share: Float64Array.of(0.1, 0.2, 0.7, 1, 0.3, 0.3, 0.4),
    }
    const triangle = buildNetwork({ people: 3, from: [0, 1, 2], to: [1, 2, 0] })
    const { roles } = brokerageOfPerson(triangle, 1, { sides, draws: 0, seed: 1 })
    expect(Object.values(roles)).toEqual([0, 0, 0, 0, 0])
  })

  test('are asked of somebody who is there', () => {
    const network = buildNetwork({ people: 2, from: [0], to: [1] })
    const choice = { sides: sidesFromLabels([0, 1]), draws: 1, seed: 1 }
    for (const person of [-1, 2, 0.5, Number.NaN]) {
      expect(() => brokerageOfPerson(network, person, choice)).toThrow(BadInput)
    }
    expect(() => brokerageOfPerson(network, 0, { ...choice, draws: -1 })).toThrow('draws is -1')
    expect(() => brokerageOfPerson(network, 0, { ...choice, sides: sidesFromLabels([0]) })).toThrow(BadInput)
    expect(brokerageOfPerson(network, 0, choice).expected).toBe(null)
  })

  test('can be stopped', () => {
    const network = buildNetwork({ people: 2, from: [0], to: [1] })
    let caught: unknown
    try {
      brokerageOfPerson(network, 0, { sides: sidesFromLabels([0, 1]), draws: 1, seed: 1 }, { shouldStop: () => true })
    } catch (error) {
      caught = error
    }
    expect(isStopped(caught)).toBe(true)
  })
})
