import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyInput, fourWorlds, threeSpaces, tie } from '../fixtures/four-worlds.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import { bestPathReach } from './best-path.ts'
import { criticalities } from './criticality.ts'
import { openWorlds } from './reach.ts'

const assumptions: Assumptions = { ...defaultAssumptions, chance: 0.7, worlds: 60 }
const carry: Assumptions = { ...assumptions, spaces: 'carry' }
const numbers = (input: LandscapeInput, ids: readonly string[]) => {
  const landscape = buildLandscape(input)
  return ids.map((id) => landscape.ids.people.indexOf(id))
}

describe('spaces that are there already', () => {
  it('carry nothing unless that is assumed', () => {
    const spaces = [{ id: 'hall', people: threeSpaces['aAndD']! }]
    const [with_, without] = [spaces, []].map((there) =>
      openWorlds(buildLandscape({ ...fourWorlds, spaces: there }), assumptions, 'score').reach(),
    )
    expect(with_).toEqual(without)
    expect(
      openWorlds(buildLandscape({ ...fourWorlds, spaces }), { ...assumptions, spaces: 'none' }, 'score').reach(),
    ).toEqual(without)
  })

  it('bring what trying the same space out would bring, world by world, and along likeliest paths', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.constantFrom(0, 0.5),
        fc.constantFrom(0, 0.2),
        (seed, oneWay, attentionCost) => {
          const input = smallLandscape({ seed, people: 8, ties: 9, practices: 3, oneWay })
          const people = ['p0', 'p3', 'p5', 'p6']
          const hall = [
            { id: 'alone', people: ['p1'] },
            { id: 'hall', people },
          ]
          const there = openWorlds(buildLandscape({ ...input, spaces: hall }), carry, 'score')
          const tried = openWorlds(buildLandscape(input), assumptions, 'score').effect(numbers(input, people), 'hall')
          expect(there.reach().llc.mean).toBeCloseTo(tried.after.mean, 12)
          expect(there.reach().llc.high).toBeCloseTo(tried.after.high, 12)
          // one more space beside it: both ways of telling the same two spaces agree
          const both = [...hall, { id: 'garden', people: ['p1', 'p2', 'p3'] }]
          const more = { ...carry, attentionCost }
          const gain = openWorlds(buildLandscape({ ...input, spaces: hall }), more, 'score').effect(
            numbers(input, ['p1', 'p2', 'p3']),
            'garden',
          )
          if (attentionCost === 0)
            expect(gain.after.mean).toBeCloseTo(
              openWorlds(buildLandscape({ ...input, spaces: both }), carry, 'score').reach().llc.mean,
              12,
            )
          else
            expect(gain.delta.mean).toBeLessThanOrEqual(
              openWorlds(buildLandscape({ ...input, spaces: hall }), carry, 'score').gain(
                numbers(input, ['p1', 'p2', 'p3']),
                'garden',
              ) + 1e-12,
            )
          const path = bestPathReach(buildLandscape({ ...input, spaces: hall }), carry)
          expect(path.llc!).toBeCloseTo(
            bestPathReach(buildLandscape(input), assumptions, numbers(input, people)).llc!,
            12,
          )
        },
      ),
      { numRuns: 25, seed: 71 },
    )
  })

  it('are no tie of a member: whoever gives all attention elsewhere still meets the others there', () => {
    const people = ['a', 'b', 'c'].map((id) => ({ id }))
    const input: LandscapeInput = {
      ...emptyInput,
      people,
      practices: people,
      memberships: people.map(({ id }) => ({ person: id, practice: id, weight: 1 })),
      ties: [tie('b', 'c')],
      spaces: [{ id: 'hall', people: ['a', 'b'] }],
    }
    const worlds = openWorlds(buildLandscape(input), { ...carry, chance: 1, attendance: 1, attentionCost: 1 }, 'score')
    expect(worlds.reach().llc.mean).toBe(1)
    // the tie of b is lost to the new space and nothing is won by it; a and b still meet
    expect(worlds.effect([1]).after.mean).toBeCloseTo(1 / 3, 12)
  })

  it('are left by whoever leaves, and hold on without them', () => {
    const people = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
    const input: LandscapeInput = {
      ...emptyInput,
      people,
      practices: people,
      memberships: people.map(({ id }) => ({ person: id, practice: id, weight: 1 })),
      ties: [tie('a', 'd')],
      spaces: [{ id: 'hall', people: ['a', 'b', 'c'] }],
    }
    const worlds = openWorlds(buildLandscape(input), { ...carry, chance: 1, attendance: 1 }, 'score')
    const losses = criticalities(worlds, [0, 1, 2, 3]).map(({ mean }) => mean)
    // without a, d reaches nobody: four of the six ordered pairs of the others
    for (const [k, loss] of [2 / 3, 0, 0, 0].entries()) expect(losses[k]).toBeCloseTo(loss, 12)
  })
})
