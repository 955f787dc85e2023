import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { karateClub } from '../fixtures/karate-club.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { Network, TieColumns } from '../network/network.ts'
import { brokerageRoles } from './brokerage-roles.ts'
import { rolesByTrying } from './by-trying.fixture.ts'
import { densityModel, deviations } from './density-model.ts'
import { roleNames } from './roles.ts'
import { type Sides, sidesFromLabels } from './sides.ts'

/** Mean and standard deviation over all networks of these people, each weighed by its chance; rows of people, then the total. */
function overAllNetworks(labels: number[], density: number, directed: boolean): { mean: number[][]; sd: number[][] } {
  const people = labels.length
  const all = [...Array(people).keys()]
  const pairs = all.flatMap((i) => all.filter((j) => (directed ? i !== j : i < j)).map((j) => [i, j] as const))
  const sides = sidesFromLabels(labels)
  const rows = () => Array.from({ length: people + 1 }, () => [0, 0, 0, 0, 0])
  const [mean, square] = [rows(), rows()]
  for (let bits = 0; bits < 2 ** pairs.length; bits++) {
    const there = pairs.filter((_, k) => (bits >> k) & 1)
    const chance = density ** there.length * (1 - density) ** (pairs.length - there.length)
    const counts = rolesByTrying({ people, from: there.map(([i]) => i), to: there.map(([, j]) => j), directed }, sides)
    const total = [0, 1, 2, 3, 4].map((role) => counts.reduce((sum, row) => sum + row[role]!, 0))
    for (const [i, row] of [...counts, total].entries()) {
      for (const [role, count] of row.entries()) {
        mean[i]![role]! += chance * count
        square[i]![role]! += chance * count * count
      }
    }
  }
  const sd = square.map((row, i) => row.map((value, role) => Math.sqrt(Math.max(0, value - mean[i]![role]! ** 2))))
  return { mean, sd }
}

/** A network of this density, whatever its ties. */
function networkOf(people: number, ties: number, directed: boolean): Network {
  const all = [...Array(people).keys()]
  const pairs = all.flatMap((i) => all.filter((j) => (directed ? i !== j : i < j)).map((j) => [i, j] as const))
  const some = pairs.slice(0, ties)
  return buildNetwork({ people, from: some.map(([i]) => i), to: some.map(([, j]) => j), directed })
}

describe('roles in a random network', () => {
  test.each([
    ['two and two, one-way ties', [0, 0, 1, 1], 5, true],
    ['three and one, one-way ties', [0, 1, 0, 0], 4, true],
    ['two and one and one, one-way ties', [2, 0, 1, 0], 7, true],
    ['two and two, mutual ties', [0, 0, 1, 1], 2, false],
    ['two and two and one, mutual ties', [0, 0, 1, 1, 2], 4, false],
    ['three and two, mutual ties', [0, 1, 0, 1, 0], 3, false],
  ])('have the mean and the deviation of all networks there are: %s', (_, labels, ties, directed) => {
    const model = densityModel(networkOf(labels.length, ties, directed), sidesFromLabels(labels))
    const { mean, sd } = overAllNetworks(labels, model.density, directed)
    roleNames.forEach((name, role) => {
      for (const [i, side] of labels.entries()) {
        expect(model.expected[name][side]).toBeCloseTo(mean[i]![role]!, 12)
        expect(model.sd[name][side]).toBeCloseTo(sd[i]![role]!, 9)
      }
      expect(model.total.expected[name]).toBeCloseTo(mean.at(-1)![role]!, 12)
      expect(model.total.sd[name]).toBeCloseTo(sd.at(-1)![role]!, 9)
    })
  })

  test('leave out whose side is not known, and have none where nobody is', () => {
    const network = networkOf(5, 4, true)
    const model = densityModel(network, sidesFromLabels([0, 0, 0, -1, -1]))
    expect(model.density).toBe(4 / 20)
    expect(model.expected.coordinator[0]).toBeCloseTo(2 * 0.2 ** 2 * 0.8, 14)
    expect(model.total.expected.liaison).toBe(0)
    const nobody = densityModel(networkOf(0, 0, false), sidesFromLabels([]))
    expect(nobody).toMatchObject({ density: 0, total: { expected: { coordinator: 0 }, sd: { liaison: 0 } } })
    // a side without people
    expect(densityModel(network, sidesFromLabels([0, 0, 0, 2, 2])).expected.coordinator[1]).toBe(0)
  })

  test('have no deviation where a count cannot vary or no side is known', () => {
    const network = networkOf(4, 5, true)
    const sides = sidesFromLabels([0, 0, 1, -1])
    const z = deviations(densityModel(network, sides), brokerageRoles(network, sides).people, sides)
    expect(z.coordinator[0]).toBeNaN()
    expect(z.gatekeeper[3]).toBeNaN()
    expect(z.gatekeeper[0]).not.toBeNaN()
  })

  test('are not defined for straddlers', () => {
    const straddled: Sides = {
      sides: 2,
      start: Uint32Array.of(0, 2),
      side: Uint32Array.of(0, 1),
      share: Float64Array.of(0.5, 0.5),
    }
    expect(() => densityModel(networkOf(1, 0, true), straddled)).toThrow(BadInput)
  })

  const names = ['karate', 'advice_office', 'advice_practice', 'friends_office', 'friends_practice']
  test.skipIf(!existsSync('../shared/oracles')).each(names)(
    'agree with R sna on %s (skipped where ../shared is absent)',
    (name) => {
      const file = name === 'karate' ? name : `lazega_law_${name}`
      const { labels, n } = JSON.parse(readFileSync(`../shared/oracles/${file}.json`, 'utf8'))
      const sna = JSON.parse(readFileSync(`../shared/oracles/sna_brokerage_${file}.json`, 'utf8'))
      const network = buildNetwork(columnsOf(name, n))
      const sides = sidesFromLabels(labels)
      const { people, total } = brokerageRoles(network, sides)
      const model = densityModel(network, sides)
      const z = deviations(model, people, sides)
      // sna has the representative (b_IO) before the gatekeeper (b_OI)
      const places = { coordinator: 0, consultant: 1, representative: 2, gatekeeper: 3, liaison: 4 }
      for (const role of roleNames) {
        const place = places[role]
        for (let i = 0; i < n; i++) {
          expect(model.expected[role][labels[i]]).toBeCloseTo(sna.exp[i][place], 10)
          expect(model.sd[role][labels[i]]).toBeCloseTo(sna.sd[i][place] ?? 0, 10)
          if (sna.sd[i][place] > 0) expect(z[role][i]).toBeCloseTo(sna.z[i][place], 10)
        }
        expect(model.total.expected[role]).toBeCloseTo(sna.exp_gli[place], 8)
      }
      for (const role of ['consultant', 'liaison'] as const) {
        const known = sna.global_z[places[role]]
        if (known !== null)
          expect((total[role] - model.total.expected[role]) / model.total.sd[role]).toBeCloseTo(known, 10)
      }
    },
  )
})

/** As R sna was given them: with an arc each way where ties are mutual. */
function columnsOf(name: string, people: number): TieColumns {
  const from = [...karateClub.from, ...karateClub.to]
  if (name === 'karate') return { people, from, to: [...karateClub.to, ...karateClub.from], directed: true }
  const csv = readFileSync(`../shared/data/lazega/law_${name.split('_')[0]}.edges.csv`, 'utf8')
  const rows = csv.trim().split(/\r?\n/).slice(1)
  const arcs = rows.map((row) => row.split(',').map(Number))
  return {
    people,
    from: arcs.map(([one]) => one!),
    to: arcs.map(([, other]) => other!),
    directed: true,
    self: 'leave-out',
  }
}
