import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { karateClub } from '../fixtures/karate-club.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import { runParts } from '../parts.ts'
import { brokerageAgainstChance, brokerageAgainstChanceParts } from './brokerage-against-chance.ts'
import { brokerageRoles } from './brokerage-roles.ts'
import { rolesByTrying } from './by-trying.fixture.ts'
import { roleNames } from './roles.ts'
import { roleChances, shuffledSides } from './roles-by-chance.ts'
import { type Sides, sidesFromLabels } from './sides.ts'

/** All orders of these values. */
function orders<Value>(values: readonly Value[]): Value[][] {
  if (values.length === 0) return [[]]
  return values.flatMap((value, k) =>
    orders([...values.slice(0, k), ...values.slice(k + 1)]).map((rest) => [value, ...rest]),
  )
}

/** One straddler among five people of two sides. */
const straddled: Sides = {
  sides: 2,
  start: Uint32Array.of(0, 1, 3, 4, 5, 6),
  side: Uint32Array.of(0, 0, 1, 1, 1, 0),
  share: Float64Array.of(1, 0.25, 0.75, 1, 1, 1),
}

function rowsOf({ start, side, share }: Sides): string[] {
  return Array.from({ length: start.length - 1 }, (_, i) =>
    Array.from({ length: start[i + 1]! - start[i]! }, (_, k) => `${side[start[i]! + k]}:${share[start[i]! + k]}`).join(
      ' ',
    ),
  )
}

describe('the chances of roles', () => {
  test('are those of drawing three people: by hand', () => {
    // two and two: the third is never on the side of the first two; then the odd one is any of the three
    const chances = roleChances(sidesFromLabels([0, 0, 1, 1, -1]))!
    expect(chances.coordinator).toBe(0)
    for (const role of ['consultant', 'gatekeeper', 'representative'] as const)
      expect(chances[role]).toBeCloseTo(1 / 3, 15)
    expect(chances.liaison).toBeCloseTo(0, 15)
    expect(roleChances(sidesFromLabels([0, 1, 2]))).toMatchObject({ coordinator: 0, liaison: 1 })
    expect(roleChances(sidesFromLabels([0, 1, -1]))).toBe(null)
    // three straddlers alike: products to the last bit, where a power function would give …437
    const alike = { sides: 2, start: Uint32Array.of(0, 2, 4, 6), side: Uint32Array.of(0, 1, 0, 1, 0, 1) }
    const share = Float64Array.of(1, 40, 1, 40, 1, 40).map((part) => part / 41)
    const left = 1 - 1 / 41
    expect(roleChances({ ...alike, share: share.map((part, k) => (k % 2 ? left : part)) })!.coordinator).toBe(
      0.9286139202855442,
    )
    expect(roleChances(sidesFromLabels([]))).toBe(null)
  })

  test('times the chains of a person are the mean over all shuffles, with straddlers', () => {
    const columns = { people: 5, from: [0, 0, 0, 1, 3], to: [1, 2, 3, 4, 4] }
    const rows = rowsOf(straddled)
    const mean = Array.from({ length: 5 }, () => [0, 0, 0, 0, 0])
    const all = orders([...rows.keys()])
    for (const order of all) {
      const parts = order.map((from) => rows[from]!.split(' ').map((one) => one.split(':').map(Number)))
      const worn: Sides = {
        sides: 2,
        start: Uint32Array.from([0, ...parts.map((_, i) => parts.slice(0, i + 1).flat().length)]),
        side: Uint32Array.from(parts.flat(), ([side]) => side!),
        share: Float64Array.from(parts.flat(), ([, share]) => share!),
      }
      rolesByTrying(columns, worn).forEach((counts, i) => {
        for (const [role, count] of counts.entries()) mean[i]![role]! += count / all.length
      })
    }
    const { people, chance, expected } = brokerageAgainstChance(buildNetwork(columns), {
      sides: straddled,
      draws: 0,
      seed: 1,
    })
    for (const [i, known] of mean.entries()) {
      const chains = roleNames.reduce((sum, role) => sum + people[role][i]!, 0)
      for (const [role, value] of known.entries()) expect(chance![roleNames[role]!] * chains).toBeCloseTo(value, 12)
    }
    const totals = roleNames.map((_, role) => mean.reduce((sum, counts) => sum + counts[role]!, 0))
    for (const [role, total] of totals.entries()) expect(expected![roleNames[role]!]).toBeCloseTo(total, 12)
  })
})

describe('shuffled sides', () => {
  test('are the same rows on other people, and unknown people stay unknown', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), (seed, draw) => {
        const sides: Sides = { ...straddled, start: Uint32Array.of(0, 1, 3, 3, 4, 5, 6) }
        const shuffled = rowsOf(shuffledSides(sides, seed, draw))
        expect(shuffled[2]).toBe('')
        expect([...shuffled].sort()).toEqual(rowsOf(sides).sort())
      }),
    )
  })

  test('depend on the seed and the draw alone', () => {
    const sides = sidesFromLabels(karateClub.side)
    expect(shuffledSides(sides, 3, 5)).toEqual(shuffledSides(sides, 3, 5))
    expect(shuffledSides(sides, 3, 5).side).not.toEqual(shuffledSides(sides, 3, 6).side)
    expect(shuffledSides(sides, 3, 5).side).not.toEqual(shuffledSides(sides, 4, 5).side)
  })
})

describe('roles against chance', () => {
  const network = buildNetwork(karateClub)
  const choice = { sides: sidesFromLabels(karateClub.side), draws: 100, seed: 7 }

  test('of the club: fewer lead across than shuffled sides give, and more stay inside', () => {
    const { total, expected, shuffled, atOrAbove } = brokerageAgainstChance(network, choice)
    expect(total).toEqual(brokerageRoles(network, choice.sides).total)
    expect(shuffled!.draws).toBe(100)
    expect(total.coordinator).toBeGreaterThan(shuffled!.high.coordinator)
    expect(total.gatekeeper).toBeLessThan(shuffled!.low.gatekeeper)
    expect(shuffled!.atOrAbove.coordinator).toBe(0)
    expect(shuffled!.atOrBelow.coordinator).toBe(1)
    for (const role of roleNames) {
      expect(expected![role]).toBeGreaterThanOrEqual(shuffled!.low[role])
      expect(expected![role]).toBeLessThanOrEqual(shuffled!.high[role])
    }
    // somebody who has no chain in a role always reaches it
    expect(atOrAbove!.liaison.every((share) => share === 1)).toBe(true)
    expect(atOrAbove!.coordinator[0]).toBeLessThan(0.05)
  })

  test('is compared with a random network too, unless somebody straddles', () => {
    const { random, deviation } = brokerageAgainstChance(network, { ...choice, draws: 0 })
    expect(random!.density).toBeCloseTo(78 / 561, 15)
    expect(deviation!.coordinator[0]).toBeGreaterThan(10)
    const mixed = brokerageAgainstChance(network, { sides: straddledAmong(34), draws: 0, seed: 1 })
    expect(mixed).toMatchObject({ random: null, deviation: null })
  })

  test('without draws has the exact mean and no interval', () => {
    const found = brokerageAgainstChance(network, { ...choice, draws: 0 })
    expect(found.shuffled).toBe(null)
    expect(found.atOrAbove).toBe(null)
    expect(found.expected!.liaison).toBeCloseTo(0, 9)
  })

  test('is the same to the last bit whoever computes the parts', () => {
    const mixed = { ...choice, sides: straddledAmong(34), draws: 20 }
    const count = brokerageAgainstChanceParts.count(network, mixed)
    expect(count).toBe(8 + 3)
    const one = brokerageAgainstChanceParts.open(network, mixed)
    const other = brokerageAgainstChanceParts.open(network, mixed)
    const backwards = Array.from({ length: count }, (_, k) => count - 1 - k)
    const parts = backwards.map((nth) => (nth % 2 ? other : one)(nth)).reverse()
    const joining = brokerageAgainstChanceParts.join(network, mixed)
    for (const part of parts) joining.add(part)
    expect(joining.result()).toEqual(runParts(brokerageAgainstChanceParts, network, mixed))
  })

  test('of nobody is nothing', () => {
    const none = brokerageAgainstChance(buildNetwork({ people: 0, from: [], to: [] }), {
      sides: sidesFromLabels([]),
      draws: 3,
      seed: 1,
    })
    expect(none).toMatchObject({ chance: null, expected: null, known: 0 })
    expect(none.shuffled!.high.coordinator).toBe(0)
  })

  test('of one-way ties too', () => {
    const arcs = buildNetwork(randomTies({ seed: 5, people: 20, ties: 90, directed: true }))
    const sides = sidesFromLabels(Array.from({ length: 20 }, (_, i) => i % 3))
    const found = brokerageAgainstChance(arcs, { sides, draws: 200, seed: 'arcs' })
    for (const role of roleNames) {
      expect(Math.abs(found.expected![role] - found.total[role])).toBeLessThan(60)
      expect(found.shuffled!.low[role]).toBeLessThan(found.shuffled!.high[role])
    }
  })
})

function straddledAmong(people: number): Sides {
  const start = Uint32Array.from({ length: people + 1 }, (_, i) => i + Math.floor((i + 2) / 3))
  const side: number[] = []
  const share: number[] = []
  for (let i = 0; i < people; i++) {
    const count = start[i + 1]! - start[i]!
    side.push(...(count === 2 ? [0, 1] : [i % 2]))
    share.push(...(count === 2 ? [0.3, 0.7] : [1]))
  }
  return { sides: 2, start, side: Uint32Array.from(side), share: Float64Array.from(share) }
}
