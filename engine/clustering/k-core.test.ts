import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { isStopped } from '../control.ts'
import { karateClub } from '../fixtures/karate-club.ts'
import { publishedTies } from '../fixtures/published-ties.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { TieColumns } from '../network/network.ts'
import { kCore } from './k-core.ts'

/** Core numbers from the definition: leave out whoever has fewer than k ties, until nobody has. */
function coresByLeavingOut({ people, from, to }: TieColumns): number[] {
  const core = Array(people).fill(0)
  for (let k = 1; k < people; k++) {
    const inside = new Set(Array(people).keys())
    for (let before = -1; before !== inside.size; ) {
      before = inside.size
      for (const i of [...inside]) {
        let ties = 0
        for (let e = 0; e < from.length; e++) {
          if ((from[e] === i && inside.has(to[e]!)) || (to[e] === i && inside.has(from[e]!))) ties++
        }
        if (ties < k) inside.delete(i)
      }
    }
    for (const i of inside) core[i] = k
  }
  return core
}

const shapes = fc.record({
  seed: fc.integer(),
  people: fc.integer({ min: 1, max: 14 }),
  ties: fc.integer({ min: 0, max: 60 }),
})

describe('the core number', () => {
  test('of a triangle with a tail and of somebody alone: by hand', () => {
    const network = buildNetwork({ people: 6, from: [0, 1, 2, 2, 3], to: [1, 2, 0, 3, 4] })
    expect([...kCore(network)]).toEqual([2, 2, 2, 1, 1, 0])
  })

  test('is what leaving people out one after another gives', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const columns = randomTies(shape)
        expect([...kCore(buildNetwork(columns))]).toEqual(coresByLeavingOut(columns))
      }),
    )
  })

  test('does not look at strengths or at the order in which ties came', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { people, from, to, strength } = randomTies({ ...shape, weighted: true })
        const backwards = { people, from: [...(to as number[])].reverse(), to: [...(from as number[])].reverse() }
        expect(kCore(buildNetwork({ people, from, to, strength }))).toEqual(kCore(buildNetwork(backwards)))
      }),
    )
  })

  test('jumps over what nobody has: a group where all are tied', () => {
    const columns = randomTies({ seed: 1, people: 50, ties: 50 * 49 })
    expect([...kCore(buildNetwork(columns))]).toEqual(Array(50).fill(49))
  })

  test('is 0 for a million people without ties, and nothing for nobody', () => {
    expect(kCore(buildNetwork({ people: 1_000_000, from: [], to: [] })).every((core) => core === 0)).toBe(true)
    expect([...kCore(buildNetwork({ people: 0, from: [], to: [] }))]).toEqual([])
  })

  test('is of ties, not of arcs', () => {
    const arcs = buildNetwork({ people: 2, from: [0], to: [1], directed: true })
    expect(() => kCore(arcs)).toThrow(BadInput)
    expect(() => kCore(arcs)).toThrow('network.directed is true')
  })

  test('can be stopped, and says how far it is', () => {
    const network = buildNetwork(karateClub)
    const told: number[] = []
    kCore(network, { onProgress: (done) => told.push(done) })
    expect(told.at(-1)).toBe(1)
    let caught: unknown
    try {
      kCore(network, { shouldStop: () => true })
    } catch (error) {
      caught = error
    }
    expect(isStopped(caught)).toBe(true)
  })

  test
    .skipIf(!existsSync('../shared/oracles'))
    .each(['karate', 'lazega_law_advice_practice', 'lazega_law_friends_practice'])(
    'agrees with igraph and networkx on %s (skipped where ../shared is absent)',
    (name) => {
      const path = `../shared/oracles/${name}.json`
      const { undirected_simple: known, n } = JSON.parse(readFileSync(path, 'utf8'))
      const table = name.includes('advice') ? 'law_advice' : 'law_friends'
      const columns =
        name === 'karate'
          ? karateClub
          : publishedTies(readFileSync(`../shared/data/lazega/${table}.edges.csv`, 'utf8'), n)
      expect([...kCore(buildNetwork(columns))]).toEqual(known.coreness)
    },
  )
})
