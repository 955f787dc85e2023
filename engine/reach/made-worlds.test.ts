import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sequence, textKey } from '../chance.ts'
import { emptyInput, fourWorlds, tie } from '../fixtures/four-worlds.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { Landscape } from '../network/landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import { pairWeights, weightOf } from './pair-weights.ts'
import { type Places, placesOf } from './places.ts'
import { effectByWorld, meanGain } from './space-effect.ts'
import { splitComponents } from './split-components.ts'
import { weakenedTies, whileWeakened } from './weakened-ties.ts'
import { openWeightsWithout, withoutPlace } from './weights-without.ts'
import { beginWorld, bytesOf, copyOf, emptyWorld, finishWorld, join, openWorkshop, step, type World } from './world.ts'
import { blockOf, firstWorld, keepBlocks, makeWorld, openWorldSet, type WorldSet, worldAt } from './world-set.ts'

const assumptions: Assumptions = { ...defaultAssumptions, chance: 0.7, worlds: 40 }
const shape = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  people: fc.integer({ min: 2, max: 10 }),
  ties: fc.integer({ min: 0, max: 14 }),
  practices: fc.integer({ min: 1, max: 5 }),
  oneWay: fc.constantFrom(0, 0.5),
})

/** Components and their people by practice, told without the numbers that an implementation gives them. */
function told(world: World, places: Places, most = world.count) {
  const components = Array.from({ length: most }, (_, c) => ({
    places: [...world.component.keys()].filter((p) => world.component[p] === c),
    people: Array.from({ length: world.shareStart[c + 1]! - world.shareStart[c]! }, (__, k) => [
      world.sharePractice[world.shareStart[c]! + k],
      world.sharePeople[world.shareStart[c]! + k],
    ]).filter(([, people]) => people! > 0),
  }))
  expect(world.component.length).toBe(places.people)
  return components.filter((one) => one.places.length > 0).toSorted((one, other) => one.places[0]! - other.places[0]!)
}

/** The same from lists of places that hang together. */
function expected(groups: number[][], places: Places) {
  return groups.map((group) => {
    const people = new Map<number, number>()
    for (const p of group) {
      for (const a of places.memberPractice.subarray(places.memberStart[p]!, places.memberStart[p + 1]!))
        people.set(a, (people.get(a) ?? 0) + 1)
    }
    return { places: group, people: [...people].sort(([one], [other]) => one - other) }
  })
}

/** Who reaches whom, by walking. */
function reachable(n: number, arcs: readonly (readonly [number, number])[]): boolean[][] {
  return Array.from({ length: n }, (_, start) => {
    const seen = new Set([start])
    for (const one of seen) for (const [from, to] of arcs) if (from === one) seen.add(to)
    return Array.from({ length: n }, (__, p) => seen.has(p))
  })
}

describe('a world made from open ties', () => {
  it('has as components whoever reach one another, and steps from component to component without a circle', () => {
    fc.assert(
      fc.property(shape, (small) => {
        const landscape = buildLandscape(smallLandscape(small))
        const places = placesOf(landscape)
        const n = small.people
        const next = sequence(textKey(`arcs ${small.seed}`))
        const arcs = Array.from({ length: small.ties }, () => ({
          from: Math.floor(next() * n),
          to: Math.floor(next() * n),
          mutual: next() < 0.4,
        }))
        const workshop = openWorkshop(places, arcs.length)
        const world = emptyWorld(places, arcs.length)
        for (const again of [false, true]) {
          beginWorld(workshop)
          for (const { from, to, mutual } of again ? arcs : arcs.slice(1)) {
            if (mutual) join(workshop.parent, from, to)
            else step(workshop, from, to)
          }
          finishWorld(workshop, world, pairWeights(landscape, places))
        }
        const reach = reachable(
          n,
          arcs.flatMap(({ from, to, mutual }): [number, number][] =>
            mutual
              ? [
                  [from, to],
                  [to, from],
                ]
              : [[from, to]],
          ),
        )
        const groups: number[][] = []
        for (let p = 0; p < n; p++) {
          const group = groups.find(([q]) => reach[p]![q!] && reach[q!]![p])
          if (group) group.push(p)
          else groups.push([p])
        }
        expect(told(world, places)).toEqual(expected(groups, places))
        const numbers = groups.map(([p]) => world.component[p!]!)
        expect(numbers).toEqual(numbers.map((_, k) => k))
        const down: [number, number][] = []
        const up: [number, number][] = []
        for (let c = 0; c < world.count && world.steps > 0; c++) {
          for (let e = world.downStart[c]!; e < world.downStart[c + 1]!; e++) down.push([c, world.downTo[e]!])
          for (let e = world.upStart[c]!; e < world.upStart[c + 1]!; e++) up.push([world.upTo[e]!, c])
        }
        expect(down.length).toBe(world.steps)
        expect(up.map(String).toSorted()).toEqual(down.map(String).toSorted())
        const between = reachable(world.count, down)
        for (let p = 0; p < n; p++)
          for (let q = 0; q < n; q++) expect(between[world.component[p]!]![world.component[q]!]).toBe(reach[p]![q])
        const copy = copyOf(world)
        expect(told(copy, places)).toEqual(told(world, places))
        expect([copy.count, copy.steps, copy.largest, copy.largestSum]).toEqual([
          world.count,
          world.steps,
          world.largest,
          world.largestSum,
        ])
        const arrays = [
          copy.component,
          copy.shareStart,
          copy.sharePractice,
          copy.sharePeople,
          copy.largestPeople,
          copy.downStart,
          copy.downTo,
          copy.upStart,
          copy.upTo,
        ]
        expect(bytesOf(world)).toBe(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0))
        const copied = down.map(([from]) => [...copy.downTo.subarray(copy.downStart[from]!, copy.downStart[from + 1]!)])
        expect(copied).toEqual(down.map(([from]) => down.filter(([other]) => other === from).map(([, to]) => to)))
      }),
      { numRuns: 80, seed: 41 },
    )
  })

  it('knows its component of most practices, the first of equal ones', () => {
    fc.assert(
      fc.property(shape, (small) => {
        const landscape = buildLandscape(smallLandscape({ ...small, oneWay: 0 }))
        const set = openWorldSet(landscape, assumptions, 'score')
        const world = makeWorld(set, 3, set.made)
        const rows = Array.from({ length: world.count }, (_, c) => world.shareStart[c + 1]! - world.shareStart[c]!)
        expect(world.largest).toBe(Math.max(0, rows.indexOf(Math.max(...rows))))
        const people = new Array<number>(set.places.practices).fill(0)
        let sum = 0
        for (let k = world.shareStart[world.largest]!; k < world.shareStart[world.largest + 1]!; k++) {
          people[world.sharePractice[k]!] = world.sharePeople[k]!
          sum += world.sharePeople[k]! / set.weights.size[world.sharePractice[k]!]!
        }
        expect([...world.largestPeople]).toEqual(people)
        expect(world.largestSum).toBe(sum)
      }),
      { numRuns: 40, seed: 42 },
    )
  })
})

describe('a world from which ties are taken', () => {
  it('falls apart into the same pieces as when it is made anew', () => {
    let fellApart = 0
    fc.assert(
      fc.property(shape, fc.constantFrom(0, 0.4), (small, left) => {
        const landscape = buildLandscape(smallLandscape({ ...small, oneWay: 0 }))
        const set = openWorldSet(landscape, { ...assumptions, attentionCost: 1 - left }, 'score')
        // one account of a pair may carry one way only; such a pair makes no world of mutual ties
        if (set.ties.oneWay.count > 0) return
        const weakened = weakenedTies(set, Uint32Array.of(0, 1), left)
        const room = emptyWorld(set.places, 0, 2)
        for (let w = 0; w < 40; w++) {
          const before = copyOf(makeWorld(set, w, set.made))
          const split = whileWeakened(set, w, weakened, (ends) => splitComponents(set, w, before, ends, room))
          const anew = whileWeakened(set, w, weakened, () => copyOf(makeWorld(set, w, set.made)))
          expect(told(split.world, set.places)).toEqual(told(anew, set.places))
          if (split.from.length === 0) expect(split.world).toBe(before)
          else fellApart++
          expect(split.pieces).toEqual(split.pieces.map((_, k) => before.count + k))
          expect(new Set(split.from).size).toBe(split.from.length)
          let sum = 0
          for (let a = 0; a < set.places.practices; a++)
            sum += split.world.largestPeople[a]! / Math.max(1, set.weights.size[a]!)
          expect(split.world.largestSum).toBeCloseTo(sum, 12)
          // and the coins are back as they were
          expect(told(makeWorld(set, w, set.made), set.places)).toEqual(told(before, set.places))
        }
      }),
      { numRuns: 30, seed: 43 },
    )
    expect(fellApart).toBeGreaterThan(100)
  })

  it('closes ties of those who give attention only, each with the chance that is left on the same coin', () => {
    const landscape = buildLandscape(fourWorlds)
    const set = openWorldSet(landscape, { ...assumptions, worlds: 3200, crossing: 1 }, 'score')
    const members = Uint32Array.of(0, 1)
    const weakened = weakenedTies(set, members, 0.5)
    expect(weakened.ties.length).toBe(new Set(weakened.ties.map(({ tie: number }) => number)).size)
    const closed = new Map<string, number>()
    for (let w = 0; w < 3200; w++) {
      whileWeakened(set, w, weakened, (ends) => {
        for (let k = 0; k < ends.length; k += 2) {
          const pair = [ends[k], ends[k + 1]].toSorted().join()
          closed.set(pair, (closed.get(pair) ?? 0) + 1)
        }
      })
    }
    const others = [...closed].filter(([pair]) => pair !== '0,1')
    expect(others.length).toBe(weakened.ties.length - 1)
    // a tie between the two keeps a quarter of its chance, any other tie of theirs a half
    const near = (count: number, chance: number) =>
      Math.abs(count - 3200 * chance) < 4 * Math.sqrt(3200 * chance * (1 - chance))
    expect(near(closed.get('0,1')!, 0.7 * 0.75)).toBe(true)
    expect(others.every(([, count]) => near(count, 0.7 * 0.5))).toBe(true)
  })

  it('has the effect of a space as when every world is made anew, with one-way ties beside', () => {
    fc.assert(
      fc.property(shape, fc.constantFrom(0.3, 1), (small, attentionCost) => {
        const input = { ...smallLandscape({ ...small, oneWay: 0 }) }
        const mutual = { ...input, ties: input.ties.map((row) => ({ ...row, mutual: true })) }
        const beside = {
          ...mutual,
          people: [...mutual.people, { id: 'x' }, { id: 'y' }],
          ties: [...mutual.ties, tie('x', 'y', { mutual: false })],
        }
        const effects = [mutual, beside].map((one) => {
          const landscape = buildLandscape(one)
          const set = openWorldSet(landscape, { ...assumptions, attentionCost }, 'score')
          const members = Uint32Array.of(0, 1)
            .map((person) => set.places.placeOf[person]!)
            .sort()
          return { ...effectByWorld(set, members, 'room', () => {}), mean: meanGain(set, members, 'room') }
        })
        for (const key of ['delta', 'in', 'edge', 'out', 'localBefore', 'localAfter', 'gained'] as const) {
          for (const [w, value] of effects[0]![key].entries()) expect(value).toBeCloseTo(effects[1]![key][w]!, 12)
        }
        expect(effects[0]!.mean).toBeCloseTo(effects[1]!.mean, 12)
        const { delta, in: within, edge, out } = effects[0]!
        for (let w = 0; w < delta.length; w++) expect(within[w]! + edge[w]! + out[w]!).toBe(delta[w])
      }),
      { numRuns: 40, seed: 44 },
    )
  })
})

describe('worlds that are kept', () => {
  it('are the worlds that are made again otherwise, and so are their coins', () => {
    const landscape = buildLandscape(smallLandscape({ seed: 5, people: 10, ties: 16, practices: 4, oneWay: 0.3 }))
    const kept = openWorldSet(landscape, { ...assumptions, worlds: 70 }, 'score')
    for (let w = 0; w < 70; w++) firstWorld(kept, w)
    keepBlocks(kept)
    expect([kept.worlds.length, kept.blocks.length]).toEqual([70, 3])
    const anew = openWorldSet(landscape, { ...assumptions, worlds: 70 }, 'score')
    for (const w of [69, 0, 31, 32, 64, 33]) {
      expect(told(worldAt(kept, w), kept.places)).toEqual(told(worldAt(anew, w), anew.places))
      expect(blockOf(kept, w).mutual).toEqual(blockOf(anew, w).mutual)
      expect(blockOf(kept, w).oneWay).toEqual(blockOf(anew, w).oneWay)
    }
    keepBlocks(kept)
    expect(kept.blocks.length).toBe(3)
  })

  it('are all kept or none: where the first world shows that there is no room', () => {
    const landscape = buildLandscape(fourWorlds)
    const set = openWorldSet(landscape, assumptions, 'score')
    Object.assign(set, { coinKeys: new Array(50_000_000) })
    expect(firstWorld(set, 0)).toBe(set.made)
    expect(firstWorld(set, 1)).toBe(set.made)
    expect(set.worlds.length).toBe(0)
    keepBlocks(set)
    expect(set.blocks.length).toBe(0)
  })
})

describe('weights of pairs of practices', () => {
  const overlapping = (seed: number, people: number, stakes: LandscapeInput['stakes']): Landscape => {
    const input = smallLandscape({ seed, people, ties: 4, practices: 4, oneWay: 0 })
    return buildLandscape({ ...input, stakes })
  }

  it('are 1 / (1 − κ) over the sum of stakes, looked up pair by pair', () => {
    const landscape = buildLandscape({
      ...emptyInput,
      people: ['p', 'q', 'r'].map((id) => ({ id })),
      practices: ['a', 'b', 'c'].map((id) => ({ id })),
      memberships: [
        { person: 'p', practice: 'a', weight: 1 },
        { person: 'q', practice: 'a', weight: 1 },
        { person: 'q', practice: 'b', weight: 1 },
        { person: 'r', practice: 'b', weight: 1 },
        { person: 'r', practice: 'c', weight: 1 },
      ],
      stakes: [{ from: 'c', to: 'a', weight: 3 }],
    })
    const weights = pairWeights(landscape)
    // six ordered pairs, one of which counts 3; a and b share one of four pairs, b and c one of two
    expect(weights.stakes).toBe(8)
    expect(weightOf(weights, 0, 1)).toBeCloseTo(1 / (1 - 1 / 4) / 8, 15)
    expect(weightOf(weights, 1, 2)).toBeCloseTo(1 / (1 - 1 / 2) / 8, 15)
    expect(weightOf(weights, 0, 2)).toBeCloseTo(1 / 8, 15)
    expect(weightOf(weights, 2, 0)).toBeCloseTo(3 / 8, 15)
    expect(weights.offset).toBeCloseTo(((2 * (1 / 4)) / (3 / 4) + (2 * (1 / 2)) / (1 / 2)) / 8, 15)
    expect([...weights.stakesInto]).toEqual([4, 2, 2])
    expect([...weights.stakesFrom]).toEqual([2, 2, 4])
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++)
        if (a !== b) expect(weights.table![b * 3 + a]).toBeCloseTo(weightOf(weights, a, b), 15)
  })

  it('are the same changed in place for whoever is left out as worked out anew, and are put back', () => {
    let changedInPlace = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 3, max: 12 }),
        fc.constantFrom(0, 1, 2.5),
        (seed, people, weight) => {
          const landscape = overlapping(seed, people, [{ from: 'g0', to: 'g1', weight }])
          const places = placesOf(landscape)
          const without = openWeightsWithout(landscape, places)
          const before = structuredClone(without.weights)
          for (let place = 0; place < people; place++) {
            withoutPlace(without, place, (weights) => {
              const anew = pairWeights(landscape, places, place)
              if (weights === without.weights) changedInPlace++
              expect([...weights.size]).toEqual([...anew.size])
              expect(weights.stakes).toBeCloseTo(anew.stakes, 12)
              if (anew.stakes === 0) return
              for (let a = 0; a < places.practices; a++) {
                for (let b = 0; b < places.practices; b++) {
                  if (a === b) continue
                  expect(weightOf(weights, a, b)).toBeCloseTo(weightOf(anew, a, b), 12)
                  expect(weights.table![b * places.practices + a]).toBeCloseTo(weightOf(anew, a, b), 12)
                }
              }
              for (let a = 0; a < places.practices; a++) {
                for (let e = weights.fromStart[a]!; e < weights.fromStart[a + 1]!; e++) {
                  expect(weights.each + weights.fromExtra[e]!).toBeCloseTo(weightOf(anew, a, weights.fromInto[e]!), 12)
                }
              }
            })
          }
          expect(without.weights).toEqual(before)
        },
      ),
      { numRuns: 60, seed: 45 },
    )
    expect(changedInPlace).toBeGreaterThan(50)
  })
})

describe('many practices', () => {
  /** 300 practices of two people each, who know each other, and some who are in two. */
  const input: LandscapeInput = {
    ...emptyInput,
    people: Array.from({ length: 600 }, (_, i) => ({ id: `p${i}` })),
    practices: Array.from({ length: 300 }, (_, a) => ({ id: `g${a}` })),
    memberships: [
      ...Array.from({ length: 600 }, (_, i) => ({ person: `p${i}`, practice: `g${i >> 1}`, weight: 1 })),
      ...Array.from({ length: 30 }, (_, k) => ({ person: `p${20 * k}`, practice: `g${(7 * k + 3) % 300}`, weight: 1 })),
    ],
    stakes: [{ from: 'g5', to: 'g9', weight: 4 }],
    ties: Array.from({ length: 900 }, (_, k) => tie(`p${(k * 37) % 600}`, `p${(k * 101 + 11) % 600}`)).filter(
      ({ from, to }) => from !== to,
    ),
  }
  const values = (set: WorldSet, members: Uint32Array) => [
    ...effectByWorld(set, members, 'room', () => {}).delta,
    meanGain(set, members, 'room'),
  ]

  it('count the same without a table of all pairs as with one', () => {
    const landscape = buildLandscape(input)
    const set = openWorldSet(landscape, { ...assumptions, chance: 0.5, worlds: 12 }, 'score')
    expect(set.weights.table).toBeNull()
    const m = set.places.practices
    const table = new Float64Array(m * m)
    for (let a = 0; a < m; a++) for (let b = 0; b < m; b++) if (a !== b) table[b * m + a] = weightOf(set.weights, a, b)
    const tabled = openWorldSet(landscape, { ...assumptions, chance: 0.5, worlds: 12 }, 'score')
    Object.assign(tabled.weights, { table })
    const members = Uint32Array.of(3, 50, 110, 222, 404, 555)
    const [one, other] = [values(set, members), values(tabled, members)]
    for (const [k, value] of one.entries()) expect(value).toBeCloseTo(other[k]!, 12)
    expect(one[12]).toBeCloseTo(one.slice(0, 12).reduce((x, y) => x + y) / 12, 12)
  })
})
