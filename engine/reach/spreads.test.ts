import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bruteForce } from '../fixtures/all-worlds.ts'
import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import { valuesOfWorld } from './given-world.ts'
import { openWorlds } from './reach.ts'
import { visitPairs } from './tie-chances.ts'

const file = '../shared/oracles/ic_and_coverage.json'
interface Known {
  n: number
  arcs: [number, number][]
  p: number | string
  spread: [number[], number][]
}
const assumptions: Assumptions = { ...defaultAssumptions, chance: 1 }
const id = (i: number) => `p${i}`

/** Everybody in a practice of their own; only what is learned from a source counts, who is sure to tell the seeds. */
function fromSeeds({ n, arcs, p }: Known, seeds: number[]): LandscapeInput {
  const people = [...Array.from({ length: n }, (_, i) => id(i)), 'source']
  const into = new Map<number, number>()
  for (const [, to] of arcs) into.set(to, (into.get(to) ?? 0) + 1)
  const chance = (to: number) => (typeof p === 'number' ? p : 1 / into.get(to)!)
  return {
    ...emptyInput,
    people: people.map((one) => ({ id: one })),
    practices: people.map((one) => ({ id: one })),
    memberships: people.map((one) => ({ person: one, practice: one, weight: 1 })),
    ties: [
      ...arcs.map(([from, to]) => tie(id(from), id(to), { mutual: false, strength: chance(to) })),
      ...seeds.map((seed) => tie('source', id(seed), { mutual: false })),
    ],
    stakes: people.flatMap((from) =>
      from === 'source' ? [] : people.filter((to) => to !== from).map((to) => ({ from, to, weight: 0 })),
    ),
  }
}

/** Expected number of people reached from the source, over every possible world. */
function exactSpread(input: LandscapeInput): number {
  const landscape = buildLandscape(input)
  const pairs: [number, number, number, number][] = []
  visitPairs(landscape, assumptions, null, (one, other, up, down) =>
    pairs.push(up >= down ? [one, other, up, down] : [other, one, down, up]),
  )
  let mean = 0
  const walk = (k: number, open: { from: number; to: number; mutual: boolean }[], weight: number): void => {
    if (weight === 0) return
    if (k === pairs.length) {
      mean += weight * valuesOfWorld(landscape, { open, present: [] }, []).before
      return
    }
    const [from, to, chance, back] = pairs[k]!
    walk(k + 1, open, weight * (1 - chance))
    walk(k + 1, [...open, { from, to, mutual: false }], weight * (chance - back))
    walk(k + 1, [...open, { from, to, mutual: true }], weight * back)
  }
  walk(0, [], 1)
  return mean * (input.people.length - 1)
}

describe('how many people a cascade reaches', () => {
  const absent = !existsSync(file)
  const oracle: Record<string, Known> = absent ? {} : JSON.parse(readFileSync(file, 'utf8'))
  const graphs = Object.entries(oracle).filter(([, known]) => known.spread)

  it.skipIf(absent)(`is what an independent program counted on small graphs (skipped where ${file} is absent)`, () => {
    expect(graphs.length).toBe(12)
    for (const [name, known] of graphs) {
      // the widest graph has 2,048 worlds for each seed: two of its seeds are enough
      const spreads = known.n < 7 ? known.spread.slice(0, known.n < 6 ? 15 : 4) : [known.spread[0]!, known.spread[3]!]
      for (const [seeds, spread] of spreads) {
        // strengths are kept in 32 bits, which moves a chance by up to 3e-8
        const exactly = typeof known.p === 'number' && Math.fround(known.p) === known.p
        expect(exactSpread(fromSeeds(known, seeds)), `${name} from ${seeds}`).toBeCloseTo(spread, exactly ? 12 : 6)
      }
    }
  })

  it.skipIf(absent)('is met by sampled worlds within four standard errors', () => {
    for (const [name, known] of graphs) {
      for (const [seeds, spread] of known.spread.slice(-1)) {
        const { llc } = openWorlds(
          buildLandscape(fromSeeds(known, seeds)),
          { ...assumptions, worlds: 2000 },
          'score',
        ).reach()
        // of the first to the last person reached: the error is at most that of all or none
        const error = (4 / 1.96) * ((llc.high - llc.low) / 2) * known.n + 1e-9
        expect(Math.abs(llc.mean * known.n - spread), name).toBeLessThan(error)
      }
    }
  })

  it('has an error that shrinks with the square root of the number of worlds', () => {
    const input = smallLandscape({ seed: 4, people: 7, ties: 6, practices: 3, oneWay: 0.3 })
    const more = { ...defaultAssumptions, chance: 0.8 }
    const exact = bruteForce(input, more, [], false)
    const landscape = buildLandscape(input)
    for (const worlds of [32, 128, 512]) {
      let squares = 0
      for (let seed = 1; seed <= 150; seed++) {
        squares += (openWorlds(landscape, { ...more, worlds, seed }, 'score').reach().llc.mean - exact.llc!) ** 2
      }
      // the mean of 150 squared errors, in units of what it should be, is within four standard errors of 1
      expect(Math.abs(squares / 150 / (exact.variance / worlds) - 1)).toBeLessThan(4 * Math.sqrt(2 / 150))
    }
  })

  it('lies in its 95 % interval about 95 times of a hundred', () => {
    const input = smallLandscape({ seed: 9, people: 7, ties: 6, practices: 3, oneWay: 0 })
    const more = { ...defaultAssumptions, chance: 0.8, worlds: 200 }
    const exact = bruteForce(input, more, [], false).llc!
    const landscape = buildLandscape(input)
    let inside = 0
    for (let seed = 1; seed <= 400; seed++) {
      const { low, high } = openWorlds(landscape, { ...more, seed }, 'score').reach().llc
      if (low <= exact && exact <= high) inside++
    }
    expect(Math.abs(inside / 400 - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / 400))
  })
})
