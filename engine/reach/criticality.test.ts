import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bruteForce } from '../fixtures/all-worlds.ts'
import { emptyInput, fourWorlds, tie } from '../fixtures/four-worlds.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import { criticalities, criticality } from './criticality.ts'
import { openWorlds } from './reach.ts'

const assumptions: Assumptions = { ...defaultAssumptions, chance: 0.8 }
const sure: Assumptions = { ...assumptions, chance: 1, crossing: 1, worlds: 2 }

/** Everybody has a practice of their own. */
function apart(ids: string, ties: LandscapeInput['ties']): LandscapeInput {
  const people = [...ids].map((id) => ({ id }))
  return {
    ...emptyInput,
    people,
    practices: people.map(({ id }) => ({ id })),
    memberships: people.map(({ id }) => ({ person: id, practice: id, weight: 1 })),
    ties,
  }
}

/** Reach among the others with the ties of a person, and without: straight from the definition. */
function lossOf(input: LandscapeInput, more: Assumptions, person: string): { mean: number; most: number } {
  const memberships = input.memberships.filter((row) => row.person !== person)
  const others = { ...input, memberships, standings: withStandings(input, person) }
  const without = { ...others, ties: input.ties.filter(({ from, to }) => from !== person && to !== person) }
  const before = bruteForce(others, more, [], false)
  const after = bruteForce(without, more, [], false)
  return {
    mean: (before.llc ?? 0) - (after.llc ?? 0),
    most: Math.sqrt(Math.max(0, before.variance)) + Math.sqrt(Math.max(0, after.variance)),
  }
}

/** The person still stands where their practices stand, though they are counted in none. */
function withStandings(input: LandscapeInput, person: string): LandscapeInput['standings'] {
  const own = input.memberships.filter((row) => row.person === person).map((row) => row.practice)
  return [
    ...input.standings,
    ...input.boundaries
      .filter(
        ({ id }) =>
          !input.standings.some((row) => row.boundary === id && 'person' in row.holder && row.holder.person === person),
      )
      .map(({ id }) => ({
        boundary: id,
        holder: { person },
        sides: [
          ...new Set(
            input.standings
              .filter((row) => row.boundary === id && 'practice' in row.holder && own.includes(row.holder.practice))
              .flatMap(({ sides }) => sides),
          ),
        ],
      })),
  ]
}

describe('what the others lose when somebody leaves', () => {
  it('is what they only reached through the person: all across a star, a part of a path, nothing round a ring', () => {
    const losses = (input: LandscapeInput) =>
      criticalities(openWorlds(buildLandscape(input), sure, 'score'), [0, 1, 2, 3]).map(({ mean }) => mean)
    expect(losses(apart('abcd', [tie('a', 'b'), tie('a', 'c'), tie('a', 'd')]))).toEqual([1, 0, 0, 0])
    const path = losses(apart('abcd', [tie('a', 'b'), tie('b', 'c'), tie('c', 'd')]))
    for (const [k, loss] of [0, 2 / 3, 2 / 3, 0].entries()) expect(path[k]).toBeCloseTo(loss, 12)
    expect(losses(apart('abcd', [tie('a', 'b'), tie('b', 'c'), tie('c', 'd'), tie('d', 'a')]))).toEqual([0, 0, 0, 0])
  })

  it('is the same for many people at once, for one, and by drawing each world twice', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 1, max: 1_000_000 }),
          people: fc.integer({ min: 2, max: 9 }),
          ties: fc.integer({ min: 0, max: 12 }),
          practices: fc.integer({ min: 1, max: 5 }),
          oneWay: fc.constant(0),
        }),
        (small) => {
          const drawn = smallLandscape(small)
          const input = { ...drawn, ties: drawn.ties.map((row) => ({ ...row, mutual: true })) }
          const landscape = buildLandscape(input)
          const settings = { ...assumptions, worlds: 40 }
          const everybody = input.people.map((_, i) => i)
          const walked = openWorlds(landscape, settings, 'score')
          // a pair that carries one way only, with a chance too small to ever open, changes the way of counting and no world
          const faint = tie('x', 'y', { mutual: false, strength: 1e-12 })
          const more = { ...input, people: [...input.people, { id: 'x' }, { id: 'y' }], ties: [...input.ties, faint] }
          const drawnTwice = openWorlds(buildLandscape(more), settings, 'score')
          const losses = criticalities(walked, everybody)
          for (const i of everybody) {
            const twice = criticality(drawnTwice, i)
            expect(losses[i]!.mean).toBeCloseTo(twice.mean, 12)
            expect(losses[i]!.high).toBeCloseTo(twice.high, 7)
            expect(criticality(walked, i)).toEqual(losses[i])
          }
        },
      ),
      { numRuns: 60, seed: 21 },
    )
  })

  it('lies within four standard errors of counting every world by hand', () => {
    for (const oneWay of [0, 0.5]) {
      for (let seed = 1; seed <= 5; seed++) {
        const input = smallLandscape({ seed, people: 6, ties: 7, practices: 3, oneWay })
        const losses = criticalities(
          openWorlds(buildLandscape(input), { ...assumptions, worlds: 2000 }, 'score'),
          [0, 2, 4],
        )
        for (const [k, person] of ['p0', 'p2', 'p4'].entries()) {
          const exact = lossOf(input, assumptions, person)
          expect(Math.abs(losses[k]!.mean - exact.mean)).toBeLessThanOrEqual((4 * exact.most) / Math.sqrt(2000) + 1e-12)
        }
      }
    }
  })

  it('counts drawn pairs nobody was asked about, and stops when asked to', () => {
    const landscape = buildLandscape({ ...apart('abcde', [tie('a', 'b'), tie('b', 'c')]), complete: false })
    const some = criticalities(openWorlds(landscape, { ...sure, worlds: 200, unknown: 'draw' }, 'score'), [1, 3])
    expect(some[0]!.mean).toBeGreaterThan(0)
    expect(some[1]!.mean).toBeGreaterThan(0)
    let stop = false
    const worlds = openWorlds(buildLandscape(fourWorlds), { ...assumptions, worlds: 64 }, 'score', {
      shouldStop: () => stop,
    })
    stop = true
    expect(() => criticalities(worlds, [0])).toThrow(expect.objectContaining({ name: 'AbortError' }))
    expect(() => criticalities(worlds, [24])).toThrow('member is 24: nobody here')
  })
})
