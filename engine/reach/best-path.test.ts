import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fourWorlds, fourWorldsKnown, threeSpaces, tie } from '../fixtures/four-worlds.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { defaultAssumptions } from './assumptions.ts'
import { bestPathParts, bestPathReach } from './best-path.ts'
import { openWorlds } from './reach.ts'

const landscape = buildLandscape(fourWorlds)
const assumptions = { ...defaultAssumptions, chance: 0.35, crossing: 0.6 }
const members = (space: string) => threeSpaces[space]!.map((id) => landscape.ids.people.indexOf(id))

describe('reach along the likeliest path', () => {
  it('gives the values of an independent program, with and without attention cost', () => {
    const known = fourWorldsKnown.bestPath
    expect(bestPathReach(landscape, assumptions).llc).toBeCloseTo(known.llc, 12)
    for (const { space, cost, delta, split } of known.spaces) {
      const before = bestPathReach(landscape, assumptions, members(space), false)
      const after = bestPathReach(landscape, { ...assumptions, attentionCost: cost }, members(space))
      expect(after.llc! - before.llc!).toBeCloseTo(delta, 12)
      expect(after.split.in - before.split.in).toBeCloseTo(split[0]!, 12)
      expect(after.split.edge - before.split.edge).toBeCloseTo(split[1]!, 12)
      expect(after.split.out - before.split.out).toBeCloseTo(split[2]!, 12)
      expect(after.local).toBeCloseTo(known.localAfter, 12)
    }
    const before = bestPathReach(landscape, assumptions)
    const after = bestPathReach(landscape, assumptions, members('aAndD'))
    for (const [b, gain] of known.gainInto.entries()) expect(after.into[b]! - before.into[b]!).toBeCloseTo(gain, 12)
  })

  it('is never above what all paths together give', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const small = buildLandscape(smallLandscape({ seed, people: 7, ties: 8, practices: 3, oneWay: 0.4 }))
      const all = openWorlds(small, { ...assumptions, worlds: 3000 }, 'score').reach().llc
      expect(bestPathReach(small, assumptions).llc!).toBeLessThanOrEqual(all.high + 1e-9)
    }
  })

  it('cannot say anything with fewer than two practices', () => {
    const one = { ...fourWorlds, practices: [{ id: 'A' }], memberships: [], boundaries: [], standings: [] }
    expect(bestPathReach(buildLandscape(one), assumptions).llc).toBeNull()
  })

  it('searches from nobody who has no tie, and refuses more people with ties than it can search', () => {
    const people = Array.from({ length: 12_000 }, (_, k) => ({ id: `p${k}` }))
    const memberships = people.map(({ id }, k) => ({ person: id, practice: 'ABCD'[k % 4]!, weight: 1 }))
    const chain = (ties: number) =>
      buildLandscape({
        ...fourWorlds,
        people,
        memberships,
        ties: people.slice(0, ties).map(({ id }, k) => tie(id, `p${k + 1}`)),
      })
    let told = 0
    // 256 people in a chain among 12,000: two parts, and each person is told of once
    const question = { assumptions, members: [], withSpace: true }
    expect(bestPathParts.count(chain(255), question)).toBe(2)
    expect(bestPathReach(chain(255), assumptions, [], true, { onProgress: () => told++ }).llc).toBeGreaterThan(0)
    expect(told).toBe(256 + 2 + 1)
    expect(() => bestPathReach(chain(10_000), assumptions)).toThrow('people with ties is 10001: the likeliest paths')
    expect(bestPathParts.count(chain(9_999), question)).toBe(79)
  })

  it('stops before the next person when asked to', () => {
    let asked = 0
    const stop = { shouldStop: () => ++asked > 5 }
    expect(() => bestPathReach(landscape, assumptions, [], true, stop)).toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
    expect(asked).toBe(6)
  })

  it('counts people whom only a space ties to others, and refuses assumptions that cannot be', () => {
    const alone = { ...fourWorlds, ties: [] }
    const [one, other] = [landscape.ids.people.indexOf('A1'), landscape.ids.people.indexOf('D1')]
    const withSpace = { ...assumptions, attendance: 0.6 }
    expect(bestPathReach(buildLandscape(alone), withSpace, [one, other]).local).toBeCloseTo(0.36, 12)
    const there = buildLandscape({ ...alone, spaces: [{ id: 's', people: ['A1', 'D1'] }] })
    const carried = bestPathReach(there, { ...withSpace, spaces: 'carry' }, [one, other], false)
    expect(carried.local).toBeCloseTo(0.36, 12)
    expect(bestPathReach(there, { ...withSpace, spaces: 'carry', attendance: 0 }).llc).toBe(0)
    expect(() => bestPathReach(landscape, { ...assumptions, chance: 2 })).toThrow('assumption chance is 2')
  })

  const vectors = '../shared/reference/domain-vectors.json'
  it.skipIf(!existsSync(vectors))(`agrees with the reference vectors (skipped where ${vectors} is absent)`, () => {
    const { llc_maxpath: known, llc_mc: sampled } = JSON.parse(readFileSync(vectors, 'utf8'))
    expect(bestPathReach(landscape, assumptions).llc).toBeCloseTo(known.LLC_maxpath_base, 9)
    const worlds = openWorlds(landscape, { ...assumptions, worlds: 20_000 }, 'score')
    const spaces = [
      ['withinA', 'S1_within_A'],
      ['aAndD', 'S2_A_and_D'],
      ['aAndB', 'S3_A_B_more_of_the_same_bridge'],
    ] as const
    for (const [space, name] of spaces) {
      const before = bestPathReach(landscape, assumptions, members(space), false)
      const after = bestPathReach(landscape, assumptions, members(space))
      expect(after.llc! - before.llc!).toBeCloseTo(known[`${name}|attention_cost=0`].dLLC, 9)
      expect(before.local).toBeCloseTo(known[`${name}|attention_cost=0`].local_before, 9)
      // the reference drew 1,500 worlds: its error is the larger one, √(20000/1500) times ours
      const { delta, local } = worlds.effect(members(space))
      const error = (low: number, high: number) => (4 / 1.96) * ((high - low) / 2) * Math.sqrt(1 + 20_000 / 1500)
      expect(Math.abs(delta.mean - sampled[name].dLLC)).toBeLessThan(error(delta.low, delta.high))
      expect(Math.abs(local!.after.mean - sampled[name].local_after)).toBeLessThan(
        error(local!.after.low, local!.after.high),
      )
    }
    const { llc } = worlds.reach()
    expect(Math.abs(llc.mean - sampled.LLC_mc_base)).toBeLessThan(
      (4 / 1.96) * ((llc.high - llc.low) / 2) * Math.sqrt(1 + 20_000 / 1500),
    )
  })
})
