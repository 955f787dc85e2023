import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { sequence, shuffle, streamKey } from '../chance.ts'
import { foundGroupsReport } from './agreement-report.ts'
import { type FoundGroups, findGroups } from './found-groups.ts'
import { groupsByChance } from './groups-by-chance.ts'
import { kMeans, kMeansFrom } from './k-means.ts'
import { type OpinionPlaces, placeVoters } from './opinion-places.ts'
import { silhouette } from './silhouette.ts'
import { smoothGroupCount } from './smooth-group-count.ts'
import { symmetricAxes } from './symmetric-axes.ts'
import { buildVotes, type VotesInput } from './votes.ts'
import { inventedVotes } from './votes-arbitraries.ts'

const search = { mostGroups: 5, seed: 7 } as const
const report = { ...search, shuffles: 0 }
const twoCamps = inventedVotes({ seed: 1, camps: [25, 15], statements: 20, seen: 0.8, noise: 0.05 })

function found(input: VotesInput, more: object = {}): FoundGroups {
  const groups = findGroups(buildVotes(input), { ...search, ...more })
  if ('cannotSay' in groups) throw new Error(groups.cannotSay)
  return groups
}

describe('found groups', () => {
  it('are the camps, where votes have camps', () => {
    const { count, best, groupOf, silhouette: apart } = found(twoCamps)
    expect([count, best]).toEqual([2, 2])
    expect(Array.from(groupOf)).toEqual([...Array(25).fill(0), ...Array(15).fill(1)])
    expect(apart).toBeGreaterThan(0.6)
  })

  it('do not depend on the order or the names of voters, to the last bit', () => {
    const noisy = inventedVotes({ seed: 9, camps: [30, 26, 20], statements: 18, seen: 0.7, noise: 0.3 })
    const known = found(noisy)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const order = noisy.voters.map((_, i) => i)
        shuffle(order, sequence(streamKey(seed, 'voters')))
        const renamed = new Map(order.map((old, i) => [noisy.voters[old]!.id, `n${i}`]))
        const again = found({
          ...noisy,
          voters: order.map((old, i) => ({ ...noisy.voters[old]!, id: `n${i}` })),
          votes: noisy.votes.toReversed().map((vote) => ({ ...vote, voter: renamed.get(vote.voter)! })),
        })
        expect(order.map((_, i) => again.groupOf[i])).toEqual(order.map((old) => known.groupOf[old]))
        expect({ ...again, groupOf: null }).toEqual({ ...known, groupOf: null })
      }),
      { numRuns: 15, seed: 2 },
    )
  })

  it('are looked for from twenty voters with seven votes on', () => {
    const few = (camps: number[]) => inventedVotes({ seed: 1, camps, statements: 10, seen: 1, noise: 0 })
    expect(findGroups(buildVotes(few([10, 9])), search)).toEqual({ cannotSay: 'too few voters', placed: 19 })
    expect(found(few([10, 10])).placed).toBe(20)
    const silent = few([10, 10])
    const mostlySilent = {
      ...silent,
      votes: silent.votes.filter(({ voter, statement }) => voter !== 'v0-0' || statement < 's006'),
    }
    expect(findGroups(buildVotes(mostlySilent), search)).toEqual({ cannotSay: 'too few voters', placed: 19 })
    const crowd = found({ ...mostlySilent, ...withOneMore(mostlySilent) })
    expect(crowd.groupOf[0]).toBe(-1)
    expect(findGroups(buildVotes({ sides: [], voters: [], statements: [], votes: [] }), search)).toEqual({
      cannotSay: 'too few voters',
      placed: 0,
    })
  })

  function withOneMore(input: VotesInput): Pick<VotesInput, 'voters' | 'votes'> {
    const twin = input.votes.filter(({ voter }) => voter === 'v0-1').map((vote) => ({ ...vote, voter: 'twin' }))
    return { voters: [...input.voters, { id: 'twin', sides: [] }], votes: [...input.votes, ...twin] }
  }

  it('cannot be told where everybody voted alike, or where a group would be under five people', () => {
    const alike = inventedVotes({ seed: 1, camps: [30], statements: 1, seen: 1, noise: 0 })
    const same = { ...alike, votes: alike.votes.map((vote) => ({ ...vote, says: 'agree' as const })) }
    expect(findGroups(buildVotes(same), search)).toEqual({ cannotSay: 'everybody voted alike', placed: 30 })
    const lone = inventedVotes({ seed: 1, camps: [30, 2], statements: 12, seen: 1, noise: 0 })
    const clear = {
      ...lone,
      votes: lone.votes.map((vote) => ({
        ...vote,
        says: vote.voter.startsWith('v1') ? ('agree' as const) : ('disagree' as const),
      })),
    }
    expect(findGroups(buildVotes(clear), search)).toEqual({ cannotSay: 'no groups of five', placed: 32 })
    expect(foundGroupsReport(buildVotes(clear), report)).toMatchObject({
      cannotSay: 'no groups of five',
      voters: 32,
      groups: [],
    })
  })

  it('can be had in another number, and stay what they are where that number cannot be had', () => {
    const blurred = inventedVotes({ seed: 9, camps: [40, 36], statements: 18, seen: 0.7, noise: 0.3 })
    const best = found(blurred)
    const other = best.byCount.find(({ groups }) => groups !== best.best)!
    const asked = found(blurred, { groups: other.groups })
    expect([asked.count, asked.best, asked.silhouette]).toEqual([other.groups, best.best, other.silhouette])
    const onlyTwo = found(twoCamps, { mostGroups: 2, groups: 4 })
    expect([onlyTwo.count, onlyTwo.byCount.length]).toEqual([2, 1])
  })

  it('are told as totals, with no voter in them', () => {
    const told = foundGroupsReport(buildVotes(twoCamps), report)
    expect(told).toMatchObject({ cannotSay: null, placed: 40, voters: 40, groups: [25, 15] })
    expect(told.explained![0]).toBeGreaterThan(told.explained![1])
    expect(JSON.stringify(told)).not.toContain('v0-')
  })

  it('refuse what they cannot search with, and stop when asked', () => {
    const votes = buildVotes(twoCamps)
    for (const wrong of [{ mostGroups: 6 }, { mostGroups: 1.5 }, { seed: 0.5 }, { groups: 1 }]) {
      expect(() => findGroups(votes, { ...search, ...wrong })).toThrow(BadInput)
    }
    expect(() => findGroups(votes, search, { shouldStop: () => true })).toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
    expect(() => kMeans({ place: Float64Array.of(1, 2), weight: Float64Array.of(1) }, 2, 1, () => 0)).toThrow(BadInput)
  })
})

describe('what chance gives', () => {
  const compared = (input: VotesInput) => foundGroupsReport(buildVotes(input), { ...search, shuffles: 39 }).byChance!

  it('is less clear than camps, and as clear as what is found where nobody votes in camps', () => {
    expect(compared(twoCamps)).toMatchObject({ share: 0, shuffles: 39 })
    const noise = compared(inventedVotes({ seed: 1, camps: [60], statements: 20, seen: 0.8, noise: 0.4 }))
    expect(noise.share).toBeGreaterThan(0.1)
    expect(noise.median).toBeGreaterThan(0.3)
  })

  it('does not depend on the order of voters, and leaves out who is not placed', () => {
    const loud = inventedVotes({ seed: 2, camps: [20, 20], statements: 12, seen: 0.7, noise: 0.2 })
    const turned = { ...loud, voters: loud.voters.toReversed(), votes: loud.votes.toReversed() }
    const silent = { ...loud, voters: [...loud.voters, { id: 'silent', sides: [] }] }
    expect(compared(turned)).toEqual(compared(loud))
    expect(compared(silent)).toEqual(compared(loud))
  })

  it('has no median where a shuffle leaves no groups, and is nothing below twenty voters', () => {
    const few = inventedVotes({ seed: 1, camps: [10, 9], statements: 10, seen: 1, noise: 0 })
    expect(groupsByChance(buildVotes(few), search, 0.5, 3)).toBeNull()
    const alike = { ...few, ...withTwins(few) }
    expect(groupsByChance(buildVotes(alike), search, 0.5, 3)).toEqual({ median: null, share: 0, shuffles: 3 })
    expect(foundGroupsReport(buildVotes(twoCamps), report).byChance).toBeNull()
    expect(() => groupsByChance(buildVotes(twoCamps), search, 0.5, 0)).toThrow(BadInput)
    expect(() => foundGroupsReport(buildVotes(twoCamps), { ...report, shuffles: Number.NaN })).toThrow('shuffles')
  })

  /** Twenty voters who all agree with everything. */
  function withTwins(input: VotesInput): Pick<VotesInput, 'voters' | 'votes'> {
    const voters = Array.from({ length: 20 }, (_, i) => ({ id: `twin ${i}`, sides: [] }))
    const votes = voters.flatMap(({ id }) =>
      input.statements.map((statement) => ({ voter: id, statement: statement.id, says: 'agree' as const })),
    )
    return { voters, votes }
  }

  it('stops when asked', () => {
    let looks = 0
    const stop = { shouldStop: () => ++looks > 40 }
    const ask = () => groupsByChance(buildVotes(twoCamps), search, 0.5, 100, stop)
    expect(ask).toThrow(expect.objectContaining({ name: 'AbortError' }))
  })
})

describe('places', () => {
  it('are drawn out by √(statements / votes), on the side that the largest loading says', () => {
    const { loading, share, place, voter } = placeVoters(buildVotes(twoCamps), 1) as OpinionPlaces
    const statements = 20
    for (const axis of [0, 1]) {
      const own = loading!.subarray(axis * statements, (axis + 1) * statements)
      expect(own.reduce((a, b) => a + b * b, 0)).toBeCloseTo(1, 12)
      const furthest = own.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0)
      expect(furthest).toBeGreaterThan(0)
    }
    expect(share![0]).toBeGreaterThan(3 * share![1])
    expect(place.length).toBe(2 * voter.length)
  })

  it('lie on one line where there is one statement', () => {
    const one = inventedVotes({ seed: 3, camps: [12, 12], statements: 1, seen: 1, noise: 0.3 })
    const { share, place } = placeVoters(buildVotes(one), 1) as OpinionPlaces
    expect(share).toEqual([expect.closeTo(1, 12), 0])
    expect(place.every((value, k) => k % 2 === 0 || value === 0)).toBe(true)
  })

  it('have the axes of a small table that was worked out by hand', () => {
    // [[2, 1], [1, 2]] has 3 along (1, 1) and 1 along (1, −1)
    const { values, vectors } = symmetricAxes(Float64Array.of(2, 1, 1, 2), 2)
    expect(Array.from(values)).toEqual([expect.closeTo(3, 14), expect.closeTo(1, 14)])
    expect(vectors[0]! * vectors[2]!).toBeCloseTo(0.5, 14)
    expect(vectors[1]! * vectors[3]!).toBeCloseTo(-0.5, 14)
  })
})

describe('k-means', () => {
  const corners = Float64Array.of(0, 0, 0, 1, 10, 0, 10, 1, 5, 50)

  it('gives the best division of five points, the same from any start', () => {
    for (const seed of [1, 2, 3]) {
      const weight = Float64Array.of(1, 1, 1, 1, 1)
      const { groupOf, inertia } = kMeans({ place: corners, weight }, 3, 5, sequence(streamKey(seed, 'k')))
      expect(inertia).toBeCloseTo(1, 12)
      expect(new Set(groupOf).size).toBe(3)
      expect([groupOf[0], groupOf[2]]).toEqual([groupOf[1], groupOf[3]])
    }
  })

  it('counts a point of weight three as three people at one place', () => {
    const heavy = { place: Float64Array.of(0, 0, 4, 0, 9, 0), weight: Float64Array.of(3, 1, 1) }
    const spread = { place: Float64Array.of(0, 0, 0, 0, 0, 0, 4, 0, 9, 0), weight: Float64Array.of(1, 1, 1, 1, 1) }
    const [one, other] = [heavy, spread].map((points) => kMeans(points, 2, 10, sequence(streamKey(1, 'k'))))
    expect(one!.inertia).toBeCloseTo(other!.inertia, 12)
    const groups = (groupOf: Int32Array) => Int32Array.from(groupOf, (group) => (group === groupOf[0] ? 0 : 1))
    expect(silhouette(heavy, groups(one!.groupOf), 2)).toBeCloseTo(silhouette(spread, groups(other!.groupOf), 2), 12)
  })

  it('fills a centre that lost all its points', () => {
    const points = { place: Float64Array.of(0, 0, 1, 0, 9, 0), weight: Float64Array.of(1, 1, 1) }
    const { groupOf, inertia } = kMeansFrom(points, Float64Array.of(0, 0, 500, 500))
    expect([new Set(groupOf).size, inertia]).toEqual([2, 0.5])
  })

  it('gives a silhouette worked out by hand, and 0 where there is nothing to compare', () => {
    const line = { place: Float64Array.of(0, 0, 1, 0, 5, 0), weight: Float64Array.of(1, 1, 1) }
    // point 0: a 1, b 5 → .8; point 1: a 1, b 4 → .75; the third is alone → 0
    expect(silhouette(line, Int32Array.of(0, 0, 1), 2)).toBeCloseTo((0.8 + 0.75) / 3, 14)
    expect(silhouette(line, Int32Array.of(0, 0, 0), 1)).toBe(0)
    expect(silhouette({ place: new Float64Array(0), weight: new Float64Array(0) }, new Int32Array(0), 2)).toBe(0)
    const same = { place: new Float64Array(8), weight: Float64Array.of(1, 1, 1, 1) }
    expect(silhouette(same, Int32Array.of(0, 0, 1, 1), 2)).toBe(0)
  })
})

describe('the number of groups that is shown', () => {
  it('changes only when another was best four times in a row', () => {
    let memory = smoothGroupCount(null, 3)
    const shown = [2, 2, 3, 2, 2, 2, 2, 3].map((best) => (memory = smoothGroupCount(memory, best)).shown)
    expect(shown).toEqual([3, 3, 3, 3, 3, 3, 2, 2])
    expect(() => smoothGroupCount(null, 1)).toThrow(BadInput)
    expect(() => smoothGroupCount(null, 2, 0)).toThrow(BadInput)
  })
})
