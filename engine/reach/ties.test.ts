import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockKeys, highest, openIn, streamKey } from '../chance.ts'
import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import { defaultAssumptions } from './assumptions.ts'
import { drawBlock, openBlock } from './draw-block.ts'
import { pairHalf, wayHalf } from './pair-key.ts'
import { placesOf } from './places.ts'
import { tieChances, visitPairs } from './tie-chances.ts'
import { tiesAt } from './ties-at.ts'

const assumptions = { ...defaultAssumptions, chance: 0.5, crossing: 0.1 }

/** 40 people in three practices, of whom two share one; the last two are in none. */
const forty: LandscapeInput = {
  ...emptyInput,
  people: Array.from({ length: 40 }, (_, i) => ({ id: `p${String(i).padStart(2, '0')}` })),
  practices: [{ id: 'all' }, { id: 'few' }, { id: 'pair' }],
  memberships: Array.from({ length: 38 }, (_, i) => [
    { person: `p${String(i).padStart(2, '0')}`, practice: 'all', weight: 1 },
    ...(i % 9 === 5 ? [{ person: `p${String(i).padStart(2, '0')}`, practice: 'few', weight: 1 }] : []),
    ...(i === 7 || i === 14 ? [{ person: `p${String(i).padStart(2, '0')}`, practice: 'pair', weight: 1 }] : []),
  ]).flat(),
  ties: Array.from({ length: 160 }, (_, k) => {
    const [from, to] = [k % 40, (k * 7 + 3 + 5 * Math.floor(k / 40)) % 40].map((i) => `p${String(i).padStart(2, '0')}`)
    return tie(from!, to!, { strength: (k % 10) / 10 + 0.05, mutual: k % 3 > 0, kind: k % 3 > 0 ? 'talks' : 'learns' })
  }).filter(({ from, to }) => from !== to),
}

describe('places', () => {
  it('put people of one practice side by side: the smallest practice of each, those in none last', () => {
    const places = placesOf(buildLandscape(forty))
    const home = [...places.personAt].map((i) => (i >= 38 ? 3 : i === 7 || i === 14 ? 2 : i % 9 === 5 ? 1 : 0))
    expect(home).toEqual(home.toSorted((x, y) => x - y))
    expect([...places.personAt].every((person, place) => places.placeOf[person] === place)).toBe(true)
    expect([...places.personAt.subarray(36)]).toEqual([7, 14, 38, 39])
  })

  it('hold the same memberships and keys as the landscape, by place', () => {
    const landscape = buildLandscape(forty)
    const places = placesOf(landscape)
    for (const [place, person] of places.personAt.entries()) {
      const own = (of: typeof landscape | typeof places, i: number) => [
        ...of.memberPractice.subarray(of.memberStart[i]!, of.memberStart[i + 1]!),
      ]
      expect(own(places, place)).toEqual(own(landscape, person))
      expect(places.key[2 * place]! >>> 0).toBe(landscape.personKey[2 * person])
      expect(places.key[2 * place + 1]! >>> 0).toBe(landscape.personKey[2 * person + 1])
    }
    for (let a = 0; a < 3; a++) {
      const row = [...places.practicePlace.subarray(places.practiceStart[a]!, places.practiceStart[a + 1]!)]
      expect(row).toEqual(row.toSorted((x, y) => x - y))
      expect(row.map((place) => places.personAt[place]).toSorted((x, y) => x! - y!)).toEqual([
        ...landscape.practicePerson.subarray(landscape.practiceStart[a]!, landscape.practiceStart[a + 1]!),
      ])
    }
  })
})

describe('ties that can carry', () => {
  it('have the chance p0 · strength · freshness, less for each boundary crossed, the largest account in each direction', () => {
    const input: LandscapeInput = {
      ...emptyInput,
      people: ['a', 'b', 'c', 'd'].map((id) => ({ id })),
      boundaries: [
        { id: 'x', kind: 'other', sides: ['l', 'r'] },
        { id: 'y', kind: 'other', sides: ['l', 'r'] },
      ],
      standings: [
        { boundary: 'x', holder: { person: 'a' }, sides: ['l'] },
        { boundary: 'x', holder: { person: 'c' }, sides: ['r'] },
        { boundary: 'x', holder: { person: 'd' }, sides: ['l', 'r'] },
        { boundary: 'y', holder: { person: 'a' }, sides: ['l'] },
        { boundary: 'y', holder: { person: 'c' }, sides: ['r'] },
      ],
      ties: [
        tie('a', 'b', { strength: 0.5, freshness: 0.5 }),
        tie('b', 'a', { mutual: false, strength: 0.75 }),
        tie('a', 'c'),
        tie('d', 'a', { mutual: false }),
        tie('b', 'c', { kind: 'trusts' }),
        tie('b', 'd', { says: 'no' }),
        tie('c', 'd', { kind: 'conflict' }),
      ],
    }
    const pairs: unknown[] = []
    visitPairs(
      buildLandscape(input),
      { ...assumptions, crossing: { otherwise: 0.5, byBoundary: { y: 0.25 } } },
      null,
      (...pair) => pairs.push(pair),
    )
    expect(pairs).toEqual([
      [0, 1, 0.125, 0.375],
      [0, 2, 0.0625, 0.0625],
      [0, 3, 0, 0.5],
    ])
    const never: unknown[] = []
    visitPairs(buildLandscape(input), { ...assumptions, crossing: 0, kinds: ['talks'] }, [2, 0, 1, 3], (one, other) =>
      never.push([one, other]),
    )
    expect(never).toEqual([
      [0, 1],
      [0, 3],
    ])
  })

  it('come as columns by place: mutual ones in rows, one-way ones with the likelier way first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(0, 0.5, 1), (seed, oneWay) => {
        const landscape = buildLandscape(smallLandscape({ seed, people: 8, ties: 12, practices: 3, oneWay }))
        const places = placesOf(landscape)
        const { mutual, oneWay: ways } = tieChances(landscape, assumptions, places)
        const columns: unknown[] = []
        for (let p = 0; p < 8; p++) {
          for (let k = mutual.start[p]!; k < mutual.start[p + 1]!; k++)
            columns.push([places.personAt[p], places.personAt[mutual.other[k]!], mutual.most[k], mutual.most[k]])
        }
        for (let k = 0; k < ways.count; k++) {
          expect(ways.carriesBack[k] === 1 ? ways.mostBack[k]! < ways.most[k]! : ways.mostBack[k] === 0).toBe(true)
          columns.push([
            places.personAt[ways.from[k]!],
            places.personAt[ways.to[k]!],
            ways.most[k],
            ways.carriesBack[k] === 1 ? ways.mostBack[k] : -1,
          ])
        }
        const told: unknown[] = []
        const most = (chance: number) => (chance > 0 ? highest(chance) : -1)
        visitPairs(landscape, assumptions, places.personAt, (one, other, up, down) => {
          if (up === down) told.push([one, other, most(up), most(down)])
        })
        visitPairs(landscape, assumptions, places.personAt, (one, other, up, down) => {
          if (up > down) told.push([one, other, most(up), most(down)])
          if (up < down) told.push([other, one, most(down), most(up)])
        })
        expect(columns).toEqual(told)
        expect(mutual.count).toBe(mutual.other.length)
        const at = tiesAt(mutual)
        const ends: number[][] = Array.from({ length: 8 }, () => [])
        for (let p = 0; p < 8; p++) {
          for (let k = mutual.start[p]!; k < mutual.start[p + 1]!; k++) {
            ends[p]!.push(1000 * mutual.other[k]! + k)
            ends[mutual.other[k]!]!.push(1000 * p + k)
          }
        }
        const rows = ends.map((_, p) =>
          Array.from(
            at.other.subarray(at.start[p]!, at.start[p + 1]!),
            (other, e) => 1000 * other + at.tie[at.start[p]! + e]!,
          ),
        )
        expect(rows.map((row) => row.toSorted((x, y) => x - y))).toEqual(
          ends.map((row) => row.toSorted((x, y) => x - y)),
        )
      }),
      { numRuns: 40, seed: 31 },
    )
  })
})

describe('a block of 32 worlds', () => {
  it('has a bit for each tie and world: what the coin of the pair says', () => {
    // for some pairs one way is told as well, and stronger
    const back = forty.ties
      .slice(0, 60)
      .map((row) => ({ ...row, from: row.to, to: row.from, mutual: false, strength: row.strength + 0.02 }))
    const landscape = buildLandscape({ ...forty, ties: [...forty.ties, ...back] })
    const places = placesOf(landscape)
    const ties = tieChances(landscape, assumptions, places)
    expect(ties.mutual.count).toBeGreaterThan(32)
    expect(ties.mutual.count % 32).toBeGreaterThan(0)
    expect(ties.oneWay.carriesBack.filter((yes) => yes === 1).length).toBeGreaterThan(32)
    const stream = streamKey(1, 'score')
    const block = openBlock(ties)
    for (const nth of [4, 0, 0]) {
      drawBlock(block, ties, places, stream, nth)
      const keys = blockKeys(stream, nth)
      const half = (k: number, of: typeof pairHalf, from: number, to: number) =>
        of(places.key[2 * from + k]!, places.key[2 * to + k]!)
      const bitOf = (bits: Uint32Array, words: number, world: number, k: number) =>
        (bits[world * words + (k >>> 5)]! >>> (k & 31)) & 1
      for (let world = 0; world < 32; world++) {
        for (let p = 0; p < 40; p++) {
          for (let k = ties.mutual.start[p]!; k < ties.mutual.start[p + 1]!; k++) {
            const q = ties.mutual.other[k]!
            const mask = openIn(keys, half(0, pairHalf, p, q), half(1, pairHalf, p, q), ties.mutual.most[k]!)
            expect(bitOf(block.mutual, block.mutualWords, world, k)).toBe((mask >>> world) & 1)
          }
        }
        for (let k = 0; k < ties.oneWay.count; k++) {
          const [p, q] = [ties.oneWay.from[k]!, ties.oneWay.to[k]!]
          const of = ties.oneWay.carriesBack[k] === 1 ? pairHalf : wayHalf
          const mask = openIn(keys, half(0, of, p, q), half(1, of, p, q), ties.oneWay.most[k]!)
          const back =
            ties.oneWay.carriesBack[k] === 1
              ? openIn(keys, half(0, of, p, q), half(1, of, p, q), ties.oneWay.mostBack[k]!)
              : 0
          expect(bitOf(block.oneWay, block.oneWayWords, world, k)).toBe((mask >>> world) & 1)
          expect(bitOf(block.back, block.oneWayWords, world, k)).toBe((back >>> world) & 1)
        }
      }
      for (let world = 0; world < 32; world++) {
        for (let k = ties.mutual.count; k < 32 * block.mutualWords; k++)
          expect(bitOf(block.mutual, block.mutualWords, world, k)).toBe(0)
        for (let k = ties.oneWay.count; k < 32 * block.oneWayWords; k++)
          expect(bitOf(block.oneWay, block.oneWayWords, world, k)).toBe(0)
      }
    }
  })

  it('has one coin for a pair that carries both ways, and another for each single way', () => {
    expect(pairHalf(5, -9)).toBe(pairHalf(-9, 5))
    expect(pairHalf(0x7fff_ffff, 1)).toBe(-0x8000_0000)
    expect(wayHalf(5, -9)).not.toBe(wayHalf(-9, 5))
    expect(wayHalf(5, -9)).not.toBe(pairHalf(5, -9))
  })
})
