import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partsOf } from '../crossing/dimension.ts'
import { karateClub } from '../fixtures/karate-club.ts'
import { randomTies } from '../fixtures/random-ties.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { buildNetwork } from '../network/build-network.ts'
import type { Network } from '../network/network.ts'
import { networkOf } from '../network/network-of.ts'
import { efficiencyParts, globalEfficiency } from './efficiency.ts'

/** Fewest steps from each person to each, by walking from one after another; Infinity where none lead. */
function steps(net: Network): number[][] {
  return Array.from({ length: net.people }, (_, first) => {
    const far = Array<number>(net.people).fill(Number.POSITIVE_INFINITY)
    far[first] = 0
    const walk = [first]
    for (const i of walk) {
      for (let k = net.start[i]!; k < net.start[i + 1]!; k++) {
        if (far[net.to[k]!] !== Number.POSITIVE_INFINITY) continue
        far[net.to[k]!] = far[i]! + 1
        walk.push(net.to[k]!)
      }
    }
    return far
  })
}

const path = buildNetwork({ people: 3, from: [0, 1], to: [1, 2] })

describe('efficiency', () => {
  it('is as by hand for three in a row, 1 when all know one another, 0 without ties, and nothing for one', () => {
    expect(globalEfficiency(path)).toEqual({ value: 5 / 6, interval: null, sources: 3, pairs: 6 })
    expect(globalEfficiency(buildNetwork({ people: 3, from: [0, 1, 2], to: [1, 2, 0] })).value).toBe(1)
    expect(globalEfficiency(buildNetwork({ people: 3, from: [], to: [] })).value).toBe(0)
    expect(globalEfficiency(buildNetwork({ people: 1, from: [], to: [] })).value).toBeNull()
    expect(globalEfficiency(buildNetwork({ people: 0, from: [], to: [] })).value).toBeNull()
    expect(globalEfficiency(buildNetwork({ people: 3, from: [0, 1], to: [1, 2], directed: true })).value).toBe(2.5 / 6)
    // an independent program says so of the karate club
    expect(globalEfficiency(buildNetwork(karateClub)).value).toBeCloseTo(0.4920083184789051, 12)
  })

  it('is the mean of one over the steps between two people, by walking from each', () => {
    const shapes = fc.record({
      seed: fc.integer({ min: 1, max: 1e6 }),
      people: fc.integer({ min: 2, max: 70 }),
      ties: fc.integer({ min: 0, max: 140 }),
      directed: fc.boolean(),
    })
    fc.assert(
      fc.property(shapes, (shape) => {
        const net = buildNetwork(randomTies(shape))
        const sum = steps(net).reduce((s, row, i) => s + row.reduce((t, d, j) => t + (i === j ? 0 : 1 / d), 0), 0)
        expect(globalEfficiency(net).value).toBeCloseTo(sum / (net.people * (net.people - 1)), 10)
      }),
      { numRuns: 60, seed: 9 },
    )
  })

  it('across practices counts ordered pairs who share none, and leaves out who is in none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (seed, directed) => {
        const landscape = buildLandscape(smallLandscape({ seed, people: 40, ties: 50, practices: 3, oneWay: 0.5 }))
        const apart = partsOf(landscape, 'practices')
        const net = networkOf(landscape, { directed })
        const practices = (i: number) => [...apart.part.subarray(apart.start[i]!, apart.start[i + 1]!)]
        let sum = 0
        let pairs = 0
        steps(net).forEach((row, i) => {
          row.forEach((d, j) => {
            const [one, other] = [practices(i), practices(j)]
            if (one.length === 0 || other.length === 0 || one.some((a) => other.includes(a))) return
            pairs++
            sum += 1 / d
          })
        })
        const found = globalEfficiency(net, { apart })
        expect(found.pairs).toBe(pairs)
        expect(found.value).toBeCloseTo(sum / pairs, 10)
      }),
      { numRuns: 30, seed: 10 },
    )
  })

  it('from a sample has the exact value within its interval about 95 times of 100', () => {
    const net = buildNetwork(randomTies({ seed: 5, people: 400, ties: 700 }))
    const exact = globalEfficiency(net).value!
    let within = 0
    for (let seed = 0; seed < 100; seed++) {
      const { interval, sources } = globalEfficiency(net, { sources: 60, seed })
      expect(sources).toBe(60)
      if (interval!.low <= exact && exact <= interval!.high) within++
    }
    expect(within).toBeGreaterThanOrEqual(88)
    expect(within).toBeLessThan(100)
    expect(globalEfficiency(net, { sources: 1 }).interval).toBeNull()
    expect(globalEfficiency(net, { sources: 999 })).toEqual(globalEfficiency(net))
  })

  it('is the same to the last bit however its parts are shared out', () => {
    const input = { people: 150, network: buildNetwork(randomTies({ seed: 8, people: 150, ties: 300 })), apart: null }
    const values = { sources: 0, seed: 1 }
    const count = efficiencyParts.count(input, values)
    expect(count).toBe(5)
    const parts = Array.from({ length: count }, (_, nth) => efficiencyParts.open(input, values)(nth))
    const joining = efficiencyParts.join(input, values)
    for (const part of parts) joining.add(part)
    expect(joining.result()).toEqual(globalEfficiency(input.network))
  })

  it('refuses sources that cannot be and parts of other people, and stops when asked to', () => {
    expect(() => globalEfficiency(path, { sources: -1 })).toThrow('sources is -1')
    expect(() => globalEfficiency(path, { sources: 1, seed: Number.NaN })).toThrow('seed is NaN')
    const apart = partsOf(
      buildLandscape(smallLandscape({ seed: 1, people: 9, ties: 9, practices: 2, oneWay: 0 })),
      'practices',
    )
    expect(() => globalEfficiency(path, { apart })).toThrow('number of people in parts is 9')
    let asked = 0
    expect(() => globalEfficiency(path, {}, { shouldStop: () => ++asked > 1 })).toThrow('Stopped')
  })
})
