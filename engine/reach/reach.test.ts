import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bruteForce } from '../fixtures/all-worlds.ts'
import { emptyInput, fourWorlds, threeSpaces, tie } from '../fixtures/four-worlds.ts'
import { type SmallShape, smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { Landscape } from '../network/landscape.ts'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import { criticality } from './criticality.ts'
import { type GivenWorld, type GivenWorldValues, valuesOfWorld } from './given-world.ts'
import { openWorlds } from './reach.ts'
import { visitPairs } from './tie-chances.ts'

const shape = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  people: fc.integer({ min: 2, max: 7 }),
  ties: fc.integer({ min: 0, max: 6 }),
  practices: fc.integer({ min: 1, max: 4 }),
  oneWay: fc.constantFrom(0, 0.5, 1),
})
const assumptionsOf = (more: Partial<Assumptions> = {}): Assumptions => ({
  ...defaultAssumptions,
  chance: 0.8,
  ...more,
})
const membersOf = (landscape: Landscape, ids: readonly string[]) => ids.map((id) => landscape.ids.people.indexOf(id))

interface Pair {
  from: number
  to: number
  chance: number
  back: number
}

/** The pairs that carry, the likelier way first; each end of a tie multiplied by its factor. */
function pairsOf(landscape: Landscape, assumptions: Assumptions, factor: (person: number) => number = () => 1): Pair[] {
  const pairs: Pair[] = []
  visitPairs(landscape, assumptions, null, (one, other, up, down) => {
    const both = factor(one) * factor(other)
    const [from, to] = up >= down ? [one, other] : [other, one]
    pairs.push({ from, to, chance: Math.max(up, down) * both, back: Math.min(up, down) * both })
  })
  return pairs
}

/** Means over every world of the given ties and attendances, each world counted by the engine. */
function exactly(landscape: Landscape, pairs: Pair[], members: number[], attendance: number): GivenWorldValues {
  const total: GivenWorldValues = { before: 0, delta: 0, in: 0, edge: 0, out: 0, localBefore: 0, localAfter: 0 }
  const add = (world: GivenWorld, weight: number) => {
    const values = valuesOfWorld(landscape, world, members)
    expect(values.in + values.edge + values.out).toBe(values.delta)
    for (const key of Object.keys(total) as (keyof GivenWorldValues)[]) total[key] += weight * values[key]
  }
  const attend = (k: number, world: GivenWorld, weight: number): void => {
    if (weight === 0) return
    if (k === members.length) {
      add(world, weight)
      return
    }
    attend(k + 1, world, weight * (1 - attendance))
    attend(k + 1, { ...world, present: [...world.present, members[k]!] }, weight * attendance)
  }
  const throwCoin = (k: number, open: GivenWorld['open'], weight: number): void => {
    if (weight === 0) return
    if (k === pairs.length) {
      attend(0, { open, present: [] }, weight)
      return
    }
    const { from, to, chance, back } = pairs[k]!
    throwCoin(k + 1, open, weight * (1 - chance))
    throwCoin(k + 1, [...open, { from, to, mutual: false }], weight * (chance - back))
    throwCoin(k + 1, [...open, { from, to, mutual: true }], weight * back)
  }
  throwCoin(0, [], 1)
  return total
}

const spaceOf = (small: SmallShape) => ['p0', 'p1', 'p2', 'p4'].filter((id) => Number(id.slice(1)) < small.people)

describe('reach of learning opportunities', () => {
  it('agrees with counting every world by hand to 1e-12: reach, local reach, gain of a space and its split', () => {
    fc.assert(
      fc.property(shape, (small) => {
        const input = smallLandscape(small)
        const landscape = buildLandscape(input)
        const assumptions = assumptionsOf()
        const space = spaceOf(small)
        const ours = exactly(landscape, pairsOf(landscape, assumptions), membersOf(landscape, space), 0.6)
        const before = bruteForce(input, assumptions, space, false)
        const after = bruteForce(input, assumptions, space, true)
        expect(openWorlds(landscape, { ...assumptions, worlds: 2 }, 'score').cannotSay === null).toBe(
          before.llc !== null,
        )
        expect(ours.before).toBeCloseTo(before.llc ?? 0, 12)
        expect(ours.before + ours.delta).toBeCloseTo(after.llc ?? 0, 12)
        expect(ours.in).toBeCloseTo(after.parts[0] - before.parts[0], 12)
        expect(ours.edge).toBeCloseTo(after.parts[1] - before.parts[1], 12)
        expect(ours.out).toBeCloseTo(after.parts[2] - before.parts[2], 12)
        expect(ours.in + ours.edge + ours.out).toBeCloseTo(ours.delta, 12)
        expect(ours.localBefore).toBeCloseTo(before.local, 12)
        expect(ours.localAfter).toBeCloseTo(after.local, 12)
      }),
      { numRuns: 60, seed: 11 },
    )
  })

  it('takes attention from the other ties of members, at both ends of a tie between two of them', () => {
    fc.assert(
      fc.property(shape, fc.constantFrom(0.25, 1), (small, attentionCost) => {
        const input = smallLandscape(small)
        const landscape = buildLandscape(input)
        const assumptions = assumptionsOf({ attentionCost })
        const space = spaceOf(small)
        const members = membersOf(landscape, space)
        const factor = (person: number) => (members.includes(person) ? 1 - attentionCost : 1)
        const ours = exactly(landscape, pairsOf(landscape, assumptions, factor), members, 0.6)
        expect(ours.before + ours.delta).toBeCloseTo(bruteForce(input, assumptions, space, true).llc ?? 0, 12)
      }),
      { numRuns: 20, seed: 12 },
    )
  })

  it('lies within four standard errors of the exact value when it is sampled', () => {
    for (const oneWay of [0, 0.5, 1]) {
      for (let seed = 1; seed <= 4; seed++) {
        const small = { seed, people: 7, ties: 6, practices: 3, oneWay }
        const input = smallLandscape(small)
        const landscape = buildLandscape(input)
        for (const attentionCost of [0, 0.25]) {
          const assumptions = assumptionsOf({ worlds: 4000, attentionCost })
          const worlds = openWorlds(landscape, assumptions, 'score')
          const before = bruteForce(input, assumptions, spaceOf(small), false)
          const after = bruteForce(input, assumptions, spaceOf(small), true)
          const effect = worlds.effect(membersOf(landscape, spaceOf(small)))
          const error = (variance: number) => 4 * Math.sqrt(Math.max(0, variance) / 4000) + 1e-12
          expect(Math.abs(effect.before.mean - before.llc!)).toBeLessThanOrEqual(error(before.variance))
          expect(Math.abs(effect.after.mean - after.llc!)).toBeLessThanOrEqual(error(after.variance))
        }
      }
    }
  })

  it('gives the worked example: a space across beats a space within, and the values lie in its sampling error', () => {
    const landscape = buildLandscape(fourWorlds)
    const worlds = openWorlds(landscape, assumptionsOf({ chance: 0.35, crossing: 0.6, worlds: 4000 }), 'score')
    const [within, across, more] = ['withinA', 'aAndD', 'aAndB'].map((name) =>
      worlds.effect(membersOf(landscape, threeSpaces[name]!)),
    )
    expect(worlds.reach().llc.mean).toBeCloseTo(0.045, 2)
    expect(within!.delta.mean).toBeCloseTo(0.011, 2)
    expect(across!.delta.mean).toBeCloseTo(0.085, 2)
    expect(more!.delta.mean).toBeCloseTo(0.059, 2)
    expect(across!.split.in).toBeCloseTo(0.023, 2)
    expect(across!.split.out).toBeCloseTo(0.018, 2)
    expect(within!.split.in).toBe(0)
    expect(across!.local!.before.mean).toBeCloseTo(0.145, 1)
    expect(across!.local!.after.mean).toBeCloseTo(0.592, 1)
    expect(across!.delta.mean).toBeGreaterThan(more!.delta.mean)
  })

  it('says the same gain fast and in full, and shares it out over practices without rest', () => {
    fc.assert(
      fc.property(shape, (small) => {
        const landscape = buildLandscape({ ...smallLandscape(small), stakes: [] })
        const worlds = openWorlds(landscape, assumptionsOf({ worlds: 50 }), 'choose')
        const members = membersOf(landscape, spaceOf(small))
        const effect = worlds.effect(members)
        expect(worlds.gain(members)).toBeCloseTo(effect.delta.mean, 12)
        const { in: within, edge, out } = effect.split
        expect(within + edge + out).toBeCloseTo(effect.delta.mean, 12)
      }),
      { numRuns: 40, seed: 13 },
    )
  })

  it('gives each candidate the gain of the group they would make, at once', () => {
    fc.assert(
      fc.property(shape, fc.constantFrom(0, 0.2), (small, attentionCost) => {
        const landscape = buildLandscape(smallLandscape({ ...small, ties: small.ties + 4 }))
        const worlds = openWorlds(landscape, assumptionsOf({ worlds: 60, attentionCost }), 'choose')
        const everybody = landscape.ids.people.map((_, i) => i)
        for (const members of [[], [0], membersOf(landscape, spaceOf(small))]) {
          const gains = worlds.gains(members, everybody)
          for (const i of everybody) expect(gains[i]).toBeCloseTo(worlds.gain([...members, i]), 12)
        }
      }),
      { numRuns: 60, seed: 16 },
    )
  })

  it('never lowers any world by a space that costs no attention, nor by a tie more', () => {
    fc.assert(
      fc.property(shape, (small) => {
        const input = smallLandscape({ ...small, people: Math.max(3, small.people) })
        const assumptions = assumptionsOf({ worlds: 40 })
        const before = openWorlds(buildLandscape(input), assumptions, 'score')
        const more = { ...input, ties: [...input.ties, tie('p0', 'p2', { mutual: false, strength: 0.9 })] }
        const after = openWorlds(buildLandscape(more), assumptions, 'score')
        expect(after.reach().llc.mean).toBeGreaterThanOrEqual(before.reach().llc.mean - 1e-12)
        expect(before.gain([0, 1, 2])).toBeGreaterThanOrEqual(-1e-12)
        expect(before.gain([0, 1, 2])).toBeGreaterThanOrEqual(before.gain([0, 1]) - 1e-12)
      }),
      { numRuns: 40, seed: 14 },
    )
  })

  it('does not depend on the order in which people, practices and ties are told, to the last bit', () => {
    fc.assert(
      fc.property(shape, (small) => {
        const input = smallLandscape(small)
        const turned = {
          ...input,
          people: input.people.toReversed(),
          practices: input.practices.toReversed(),
          memberships: input.memberships.toReversed(),
          ties: input.ties.toReversed(),
          standings: input.standings.toReversed(),
        }
        const [one, other] = [input, turned].map((told) => {
          const landscape = buildLandscape(told)
          const worlds = openWorlds(landscape, assumptionsOf({ worlds: 30 }), 'score')
          return [worlds.reach(), worlds.effect(membersOf(landscape, spaceOf(small)))]
        })
        expect(other).toEqual(one)
      }),
      { numRuns: 20, seed: 15 },
    )
  })

  it('draws other worlds for scoring than for choosing, and the same ones again for the same seed', () => {
    const landscape = buildLandscape(fourWorlds)
    const llc = (stream: string, seed: number) =>
      openWorlds(landscape, assumptionsOf({ worlds: 50, seed }), stream).reach().llc.mean
    expect(llc('choose', 1)).toBe(llc('choose', 1))
    expect(llc('choose', 1)).not.toBe(llc('score', 1))
    expect(llc('choose', 1)).not.toBe(llc('choose', 2))
  })

  it('has a value or says that there is none for landscapes with nobody, one person, no practice or no ties', () => {
    const onePerson = { ...emptyInput, people: [{ id: 'p0' }] }
    const lonely = {
      ...emptyInput,
      people: [{ id: 'p0' }, { id: 'p1' }],
      practices: [{ id: 'a' }, { id: 'b' }, { id: 'empty' }],
      memberships: [
        { person: 'p0', practice: 'a', weight: 1 },
        { person: 'p1', practice: 'b', weight: 1 },
      ],
    }
    for (const input of [emptyInput, onePerson]) {
      const worlds = openWorlds(buildLandscape(input), assumptionsOf({ worlds: 4 }), 'score')
      expect(worlds.cannotSay).toBe('fewer-than-two-practices')
      expect(JSON.stringify([worlds.reach(), worlds.effect([])])).not.toContain('null,"high"')
      expect(worlds.reach().llc).toEqual({ mean: 0, low: 0, high: 0 })
    }
    const worlds = openWorlds(buildLandscape(lonely), assumptionsOf({ worlds: 4, attendance: 1 }), 'score')
    expect(worlds.reach().llc.mean).toBe(0)
    expect(worlds.effect([0, 1]).after.mean).toBe(1)
    expect(worlds.reach().byPractice).toEqual([
      { practice: 0, people: 1, into: 0, from: 0, local: null },
      { practice: 1, people: 1, into: 0, from: 0, local: null },
      { practice: 2, people: 0, into: null, from: null, local: null },
    ])
    expect(() => worlds.gain([0, 7])).toThrow('member is 7: nobody here has this number')
  })

  it('says that there are no stakes, not that practices are missing, where every stake is 0', () => {
    const ids = fourWorlds.practices.map(({ id }) => id)
    const stakes = ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => ({ from, to, weight: 0 })))
    const worlds = openWorlds(buildLandscape({ ...fourWorlds, stakes }), assumptionsOf({ worlds: 4 }), 'score')
    expect(worlds.cannotSay).toBe('no-stakes')
    expect([worlds.reach().cannotSay, worlds.effect([0, 9]).cannotSay]).toEqual(['no-stakes', 'no-stakes'])
    expect(worlds.reach().llc).toEqual({ mean: 0, low: 0, high: 0 })
    // two practices of one and the same person are no pair, whatever the stakes
    const practices = [{ id: 'a' }, { id: 'b' }]
    const memberships = practices.map(({ id }) => ({ person: 'p', practice: id, weight: 1 }))
    const alone = buildLandscape({ ...emptyInput, people: [{ id: 'p' }], practices, memberships })
    expect(openWorlds(alone, assumptionsOf({ worlds: 4 }), 'score').cannotSay).toBe('fewer-than-two-practices')
  })

  it('hears a stop inside the opening, inside a block and in every question, and answers as before afterwards', () => {
    const people = Array.from({ length: 3000 }, (_, k) => ({ id: `p${k}` }))
    const practices = [{ id: 'a' }, { id: 'b' }]
    const memberships = people.map(({ id }, k) => ({ person: id, practice: k < 1500 ? 'a' : 'b', weight: 1 }))
    const ties = Array.from({ length: 40_000 }, (_, k) =>
      tie(`p${k % 2999}`, `p${(k % 2999) + 1 + (k % (3000 - (k % 2999) - 1))}`),
    )
    const large = buildLandscape({ ...emptyInput, people, practices, memberships, ties })
    let asked = 0
    const count = { shouldStop: () => ++asked < 0 }
    openWorlds(large, assumptionsOf({ worlds: 2 }), 'score', count)
    const inOpening = asked
    expect(inOpening).toBeGreaterThan(4)
    let stop = false
    const opened = openWorlds(large, assumptionsOf({ worlds: 64, attentionCost: 0.1 }), 'score', {
      shouldStop: () => stop,
    })
    const members = [1, 1501, 2]
    const first = opened.effect(members)
    const loss = criticality(opened, 0)
    // at each of its questions in turn: whatever is left half done must not show in the next answer
    for (let nth = 1; nth <= 8; nth++) {
      let left = nth
      const stopAt = { shouldStop: () => --left < 0 }
      for (const ask of [
        () => opened.effect(members, 'space', stopAt),
        () => criticality(opened, 0, stopAt),
        () => opened.reach(stopAt),
      ]) {
        left = nth
        expect(ask).toThrow(expect.objectContaining({ name: 'AbortError' }))
      }
      expect(opened.effect(members)).toEqual(first)
    }
    expect(criticality(opened, 0)).toEqual(loss)
    stop = true
    expect(() => opened.reach()).toThrow(expect.objectContaining({ name: 'AbortError' }))
    stop = false
    expect(opened.reach()).toEqual(
      openWorlds(large, assumptionsOf({ worlds: 64, attentionCost: 0.1 }), 'score').reach(),
    )
  })

  it('stops when asked to', () => {
    const landscape = buildLandscape(fourWorlds)
    const control = { shouldStop: () => true }
    expect(() => openWorlds(landscape, assumptionsOf(), 'score', control)).toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    )
  })
})
