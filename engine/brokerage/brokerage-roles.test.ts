import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { isStopped } from '../control.ts'
import { fourWorlds } from '../fixtures/four-worlds.ts'
import { karateClub } from '../fixtures/karate-club.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { TieColumns } from '../network/network.ts'
import { networkOf } from '../network/network-of.ts'
import { runParts } from '../parts.ts'
import { type BrokerageRoles, brokerageRoles, brokerageRolesParts } from './brokerage-roles.ts'
import { rolesByTrying } from './by-trying.fixture.ts'
import { roleNames } from './roles.ts'
import { checkSides, type Sides, sidesFromLabels, sidesIn } from './sides.ts'

const rolesOf = ({ people }: BrokerageRoles, i: number) => roleNames.map((role) => people[role][i]!)

/** Sides of which a person may stand on none, one or several, with shares that sum to 1. */
const mixedSides = (people: number): fc.Arbitrary<Sides> =>
  fc
    .array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 }), {
      minLength: people,
      maxLength: people,
    })
    .map((rows) => {
      const sides = { sides: 3, start: new Uint32Array(people + 1), side: [] as number[], share: [] as number[] }
      rows.forEach((row, i) => {
        const sum = row.reduce((all, value) => all + value, 0)
        row.forEach((value, s) => {
          if (value === 0) return
          sides.side.push(s)
          sides.share.push(value / sum)
        })
        sides.start[i + 1] = sides.side.length
      })
      return { ...sides, side: Uint32Array.from(sides.side), share: Float64Array.from(sides.share) }
    })

const shapes = fc.record({
  seed: fc.integer(),
  people: fc.integer({ min: 2, max: 10 }),
  ties: fc.integer({ min: 0, max: 40 }),
  directed: fc.boolean(),
})

describe('the five roles', () => {
  test('of one chain are told apart: by hand', () => {
    const chain = buildNetwork({ people: 3, from: [0, 1], to: [1, 2], directed: true })
    const role = (labels: number[]) =>
      roleNames.filter((name) => brokerageRoles(chain, sidesFromLabels(labels)).total[name])
    expect(role([0, 0, 0])).toEqual(['coordinator'])
    expect(role([0, 1, 0])).toEqual(['consultant'])
    expect(role([0, 1, 1])).toEqual(['gatekeeper'])
    expect(role([0, 0, 1])).toEqual(['representative'])
    expect(role([0, 1, 2])).toEqual(['liaison'])
    expect(role([0, -1, 1])).toEqual([])
    expect(role([-1, 0, 1])).toEqual([])
  })

  test('of one who straddles are shared: by hand', () => {
    const chain = buildNetwork({ people: 3, from: [0, 1], to: [1, 2], directed: true })
    const between: Sides = {
      sides: 2,
      start: Uint32Array.of(0, 1, 3, 4),
      side: Uint32Array.of(0, 0, 1, 1),
      share: Float64Array.of(1, 0.25, 0.75, 1),
    }
    expect(rolesOf(brokerageRoles(chain, between), 1)).toEqual([0, 0, 0.75, 0.25, 0])
  })

  test('end when those between whom somebody stands meet', () => {
    const open = { people: 3, from: [0, 1], to: [1, 2], directed: true }
    const labels = sidesFromLabels([0, 1, 2])
    expect(brokerageRoles(buildNetwork(open), labels).total.liaison).toBe(1)
    const back = buildNetwork({ ...open, from: [0, 1, 2], to: [1, 2, 0] })
    // a tie from c to a does not close a → b → c, but opens two more chains
    expect(brokerageRoles(back, labels).total.liaison).toBe(3)
    const closed = buildNetwork({ ...open, from: [0, 1, 0], to: [1, 2, 2] })
    expect(brokerageRoles(closed, labels).total.liaison).toBe(0)
  })

  test('are what trying every three people gives, one-way or not, straddling or not', () => {
    fc.assert(
      fc.property(
        shapes.chain((shape) => fc.tuple(fc.constant(shape), mixedSides(shape.people))),
        ([shape, sides]) => {
          const columns = randomTies(shape)
          const found = brokerageRoles(buildNetwork(columns), sides)
          rolesByTrying(columns, sides).forEach((known, b) => {
            for (const [role, value] of rolesOf(found, b).entries()) expect(value).toBeCloseTo(known[role]!, 11)
          })
        },
      ),
      { numRuns: 300 },
    )
  })

  test('are exact whole numbers where nobody straddles', () => {
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.integer({ min: -1, max: 2 })), (shape, labels) => {
        const columns = randomTies(shape)
        const sides = sidesFromLabels([...labels.take(shape.people)])
        const found = brokerageRoles(buildNetwork(columns), sides)
        expect(columns.people).toBe(found.known + found.unknown)
        const known = rolesByTrying(columns, sides)
        expect(known.map((_, b) => rolesOf(found, b))).toEqual(known)
      }),
      { numRuns: 300 },
    )
  })

  test('do not change with the numbers of sides, and gatekeepers are representatives where ties go both ways', () => {
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.integer({ min: 0, max: 2 })), (shape, stream) => {
        const labels = [...stream.take(shape.people)]
        const network = buildNetwork(randomTies({ ...shape, directed: false }))
        const one = brokerageRoles(network, sidesFromLabels(labels))
        const other = brokerageRoles(network, sidesFromLabels(labels.map((side) => 5 - side)))
        expect(other.people).toEqual(one.people)
        expect(one.people.gatekeeper).toEqual(one.people.representative)
      }),
    )
  })

  test('swap gatekeeper and representative when all ties are turned round', () => {
    fc.assert(
      fc.property(shapes, mixedSides(10), (shape, sides) => {
        const columns = randomTies({ ...shape, people: 10, directed: true })
        const one = brokerageRoles(buildNetwork(columns), sides)
        const other = brokerageRoles(buildNetwork({ ...columns, from: columns.to, to: columns.from }), sides)
        for (let i = 0; i < 10; i++) {
          expect(other.people.gatekeeper[i]).toBeCloseTo(one.people.representative[i]!, 11)
          expect(other.people.liaison[i]).toBeCloseTo(one.people.liaison[i]!, 11)
        }
      }),
    )
  })

  test('are none where nobody, nothing or no side is known', () => {
    const nobody = brokerageRoles(buildNetwork({ people: 0, from: [], to: [] }), sidesFromLabels([]))
    expect(nobody.total).toEqual({ coordinator: 0, consultant: 0, gatekeeper: 0, representative: 0, liaison: 0 })
    const unknown = brokerageRoles(buildNetwork(karateClub), sidesFromLabels(Array(34).fill(-1)))
    expect(unknown.total.coordinator).toBe(0)
    expect(unknown).toMatchObject({ known: 0, unknown: 34 })
    const alone = brokerageRoles(
      buildNetwork({ people: 1_000_000, from: [], to: [] }),
      sidesFromLabels(new Int8Array(1_000_000)),
    )
    expect(alone.total.coordinator).toBe(0)
  })

  test('come in the same parts whoever computes them', () => {
    const network = buildNetwork(randomTies({ seed: 6, people: 2000, ties: 70_000 }))
    const sides = sidesFromLabels(Uint8Array.from({ length: 2000 }, (_, i) => i % 3))
    expect(brokerageRolesParts.count(network, sides)).toBe(8)
    const one = brokerageRolesParts.open(network, sides)
    const other = brokerageRolesParts.open(network, sides)
    const parts = [7, 0, 2, 1, 6, 5, 4, 3].map((nth) => (nth % 2 ? one : other)(nth))
    const joining = brokerageRolesParts.join(network, sides)
    for (const at of [1, 3, 2, 7, 6, 5, 4, 0]) joining.add(parts[at]!)
    expect(joining.result()).toEqual(runParts(brokerageRolesParts, network, sides))
  })

  test('can be stopped', () => {
    let caught: unknown
    try {
      brokerageRoles(buildNetwork(karateClub), sidesFromLabels(karateClub.side), { shouldStop: () => true })
    } catch (error) {
      caught = error
    }
    expect(isStopped(caught)).toBe(true)
  })
})

describe('sides', () => {
  const network = buildNetwork({ people: 2, from: [0], to: [1] })
  test.each([
    ['too few people', { ...sidesFromLabels([0]) }, 'length of sides.start is 2'],
    ['a stray side', { ...sidesFromLabels([0, 1]), sides: 1 }, 'sides of person 1 is 1: give a side from 0 to 0'],
    ['a share of 0', { ...sidesFromLabels([0, 1]), share: Float64Array.of(1, 0) }, 'share of person 1 is 0'],
    [
      'a share that is none',
      { ...sidesFromLabels([0, 1]), share: Float64Array.of(Number.NaN, 1) },
      'share of person 0',
    ],
    ['shares that sum to less', { ...sidesFromLabels([0, 1]), share: Float64Array.of(1, 0.5) }, 'shares of person 1'],
    [
      'a side twice',
      { sides: 2, start: Uint32Array.of(0, 2, 2), side: Uint32Array.of(1, 1), share: Float64Array.of(0.5, 0.5) },
      'give each side once',
    ],
  ])('with %s are refused', (_, sides, words) => {
    expect(() => brokerageRoles(network, sides)).toThrow(words)
    expect(() => brokerageRoles(network, sides)).toThrow(BadInput)
  })

  test.each([[-2], [0.5], [Number.NaN], [Number.POSITIVE_INFINITY]])('are not made of the label %s', (label) => {
    expect(() => sidesFromLabels([0, label])).toThrow('label[1]')
  })

  test('of a landscape are those of a boundary, straddlers in equal parts, or its practices', () => {
    const landscape = buildLandscape({
      ...fourWorlds,
      standings: [
        ...fourWorlds.standings,
        { boundary: 'between', holder: { person: 'A1' }, sides: ['A', 'C'] },
        { boundary: 'between', holder: { person: 'A2' }, sides: [] },
      ],
    })
    const sides = sidesIn(landscape, 'between')
    checkSides(sides, 24)
    expect([...sides.start.slice(0, 4)]).toEqual([0, 2, 2, 3])
    expect([...sides.side.slice(0, 3)]).toEqual([0, 2, 0])
    expect([...sides.share.slice(0, 3)]).toEqual([0.5, 0.5, 1])
    const practices = sidesIn(landscape, null)
    checkSides(practices, 24)
    expect([...practices.side.slice(0, 3)]).toEqual([0, 0, 0])
    expect(() => sidesIn(landscape, 'beyond')).toThrow('parameter boundary is "beyond"')
  })
})

describe('the five roles agree', () => {
  const there = existsSync('../shared/oracles')
  test.skipIf(!there).each(['karate', 'advice_office', 'advice_practice', 'friends_office', 'friends_practice'])(
    'with R sna and with brute force on %s (skipped where ../shared is absent)',
    (name) => {
      const file = name === 'karate' ? name : `lazega_law_${name}`
      const { gould_fernandez: byTrying, labels, n } = read(`oracles/${file}.json`)
      const sna = read(`oracles/sna_brokerage_${file}.json`)
      const found = brokerageRoles(buildNetwork(columnsOf(name, n)), sidesFromLabels(labels))
      for (let i = 0; i < n; i++) {
        expect(rolesOf(found, i)).toEqual(byTrying.raw[i])
        // sna has the representative (b_IO) before the gatekeeper (b_OI)
        const [coordinator, consultant, representative, gatekeeper, liaison] = sna.raw[i]
        expect(rolesOf(found, i)).toEqual([coordinator, consultant, gatekeeper, representative, liaison])
      }
      expect(roleNames.map((role) => found.total[role])).toEqual(byTrying.global)
    },
  )

  test.skipIf(!there)('with the reference vectors of the four worlds (skipped where ../shared is absent)', () => {
    const { gf } = read('reference/domain-vectors.json')
    const landscape = buildLandscape(fourWorlds)
    for (const boundary of ['between', null]) {
      const found = brokerageRoles(networkOf(landscape), sidesIn(landscape, boundary))
      for (const [id, known] of Object.entries(gf)) {
        const i = landscape.ids.people.indexOf(id)
        expect(Object.fromEntries(roleNames.map((role) => [role, found.people[role][i]]))).toEqual(known)
      }
    }
  })
})

// biome-ignore lint/suspicious/noExplicitAny: what is read is checked by the comparison
function read(path: string): any {
  return JSON.parse(readFileSync(`../shared/${path}`, 'utf8'))
}

function columnsOf(name: string, people: number): TieColumns {
  if (name === 'karate') return karateClub
  const csv = readFileSync(`../shared/data/lazega/law_${name.split('_')[0]}.edges.csv`, 'utf8')
  const arcs = csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((row) => row.split(',').map(Number))
  return {
    people,
    from: arcs.map(([one]) => one!),
    to: arcs.map(([, other]) => other!),
    directed: true,
    self: 'leave-out',
  }
}
