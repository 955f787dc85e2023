import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fourWorlds, fourWorldsKnown, threeSpaces } from '../fixtures/four-worlds.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { defaultAssumptions } from './assumptions.ts'
import { bestPathReach } from './best-path.ts'
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
