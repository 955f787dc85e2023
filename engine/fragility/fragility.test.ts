import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyInput, fourWorlds, fourWorldsKnown, tie } from '../fixtures/four-worlds.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { type Landscape, peopleOf } from '../network/landscape.ts'
import { seenTies } from '../network/seen-ties.ts'
import { defaultAssumptions } from '../reach/assumptions.ts'
import { criticality } from '../reach/criticality.ts'
import { openWorlds } from '../reach/reach.ts'
import { crossingShare } from './crossing-share.ts'
import { routeCount, routeNetwork, routesBetween } from './route-count.ts'

const landscape = buildLandscape(fourWorlds)
const pairs = ['AB', 'AC', 'AD', 'BC', 'BD', 'CD'] as const
const practice = (id: string) => landscape.ids.practices.indexOf(id)

/** Fewest people whose removal leaves no path, by trying every set of people. */
function fewestToCut(small: Landscape, one: Uint32Array, other: Uint32Array): number {
  const n = small.counts.people
  const ties = seenTies(small)
  let fewest = n
  for (let gone = 0; gone < 2 ** n; gone++) {
    const left = (i: number) => ((gone >> i) & 1) === 0
    const reached = new Set([...one].filter(left))
    for (const i of reached) {
      for (let k = 0; k < ties.count; k++) {
        for (const [a, b] of [
          [ties.one[k]!, ties.other[k]!],
          [ties.other[k]!, ties.one[k]!],
        ] as const) {
          if (a === i && left(b)) reached.add(b)
        }
      }
    }
    const size = [...Array(n).keys()].filter((i) => !left(i)).length
    if ([...other].every((i) => !reached.has(i))) fewest = Math.min(fewest, size)
  }
  return fewest
}

describe('fragile bridges', () => {
  it('counts the separate routes between practices as an independent program does', () => {
    const network = routeNetwork(landscape)
    for (const pair of pairs) {
      expect(routeCount(landscape, network, practice(pair[0]!), practice(pair[1]!))).toBe(fourWorldsKnown.routes[pair])
      expect(routeCount(landscape, network, practice(pair[1]!), practice(pair[0]!))).toBe(fourWorldsKnown.routes[pair])
    }
    expect(routeCount(landscape, network, practice('C'), practice('D'), 2)).toBe(2)
  })

  it('needs as many people to leave as there are separate routes (Menger), tried on every set of people', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (seed) => {
        const small = buildLandscape(smallLandscape({ seed, people: 8, ties: 13, practices: 3, oneWay: 0 }))
        const [one, other] = [peopleOf(small, 0), peopleOf(small, 1)]
        expect(routesBetween(routeNetwork(small), one, other)).toBe(fewestToCut(small, one, other))
      }),
      { numRuns: 60, seed: 21 },
    )
  })

  it('gives way to a better route where an earlier one stood in its way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 9, max: 16 }), (seed, ties) => {
        const small = buildLandscape(smallLandscape({ seed, people: 9, ties, practices: 1, oneWay: 0 }))
        const [one, other] = [Uint32Array.of(0, 1, 2), Uint32Array.of(6, 7, 8)]
        expect(routesBetween(routeNetwork(small), one, other)).toBe(fewestToCut(small, one, other))
      }),
      { numRuns: 150, seed: 22 },
    )
    // the short way a–x–y–z–b, found first, must be given up from z back to x for a–x–…–d and c–…–z–b to stand side by side
    const chains = ['a x', 'x y', 'y z', 'z b', 'c m', 'm n', 'n o', 'o z', 'x p', 'p q', 'q r', 'r d']
    const people = [...new Set(chains.join(' ').split(' '))].map((id) => ({ id }))
    const told = chains.map((pair) => tie(pair.split(' ')[0]!, pair.split(' ')[1]!))
    const woven = buildLandscape({ ...emptyInput, people, ties: told })
    const at = (...ids: string[]) => ids.map((id) => woven.ids.people.indexOf(id))
    expect(routesBetween(routeNetwork(woven), at('a', 'c'), at('b', 'd'))).toBe(2)
  })

  it('says over how many people the ties of two sides are spread', () => {
    for (const pair of pairs) {
      const shares = crossingShare(landscape, 'practices', practice(pair[0]!), practice(pair[1]!))
      for (const side of [0, 1]) {
        expect(shares[side]!.effective).toBeCloseTo(fourWorldsKnown.effective[pair][side]!, 12)
      }
    }
    const [a] = crossingShare(landscape, { boundary: 0 }, practice('A'), practice('B'))
    expect(a.holders).toEqual([{ person: landscape.ids.people.indexOf('A1'), share: 1 }])
    expect(() => crossingShare(landscape, 'practices', 0, 0)).toThrow('not two parts')
  })

  it('knows what the others lose when somebody leaves: all crossing for the one bridge, nothing for the end of a chain', () => {
    const chain = {
      ...emptyInput,
      people: ['a', 'bridge', 'c', 'end'].map((id) => ({ id })),
      practices: [{ id: 'one' }, { id: 'two' }],
      memberships: [
        { person: 'a', practice: 'one', weight: 1 },
        { person: 'c', practice: 'two', weight: 1 },
        { person: 'end', practice: 'two', weight: 1 },
      ],
      ties: [tie('a', 'bridge'), tie('bridge', 'c'), tie('c', 'end')],
    }
    const worlds = openWorlds(buildLandscape(chain), { ...defaultAssumptions, chance: 1, worlds: 20 }, 'score')
    const loss = (id: string) => criticality(worlds, ['a', 'bridge', 'c', 'end'].indexOf(id)).mean
    expect(loss('bridge')).toBeCloseTo(1, 12)
    expect(loss('end')).toBeCloseTo(0, 12)
    expect(loss('c')).toBeCloseTo(1, 12)
  })

  const vectors = '../shared/reference/domain-vectors.json'
  it.skipIf(!existsSync(vectors))(`agrees with the reference vectors (skipped where ${vectors} is absent)`, () => {
    const { world_cut: cut, neff } = JSON.parse(readFileSync(vectors, 'utf8'))
    const network = routeNetwork(landscape)
    for (const pair of pairs) {
      const [a, b] = [practice(pair[0]!), practice(pair[1]!)]
      expect(routeCount(landscape, network, a, b)).toBe(cut[pair])
      for (const { part, effective } of crossingShare(landscape, 'practices', a, b)) {
        expect(effective).toBeCloseTo(neff[pair][landscape.ids.practices[part]!], 9)
      }
    }
  })
})
