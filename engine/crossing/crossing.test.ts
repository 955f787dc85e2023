import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { emptyInput, fourWorlds, fourWorldsKnown, tie } from '../fixtures/four-worlds.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { crossingMatrix } from './crossing-matrix.ts'
import { externalInternal } from './e-i.ts'

const landscape = buildLandscape(fourWorlds)
const names = landscape.ids.sides
const dimensions = [{ boundary: 0 }, 'practices'] as const

/** Two sides of three, a straddler who talks with both, one whose side is unknown, and people asked only on one side. */
const uneven = {
  ...emptyInput,
  complete: false,
  people: ['a1', 'a2', 'b1', 'b2', 'both', 'unknown'].map((id) => ({ id })),
  boundaries: [{ id: 'ridge', kind: 'geographic' as const, sides: ['a', 'b'] }],
  standings: [
    ...['a1', 'a2', 'b1', 'b2'].map((person) => ({ boundary: 'ridge', holder: { person }, sides: [person[0]!] })),
    { boundary: 'ridge', holder: { person: 'both' }, sides: ['a', 'b'] },
    { boundary: 'ridge', holder: { person: 'unknown' }, sides: [] },
  ],
  ties: [
    tie('a1', 'b1'),
    tie('b1', 'a1', { kind: 'learns', mutual: false }),
    tie('both', 'a1'),
    tie('both', 'b2'),
    tie('unknown', 'a1'),
    tie('a2', 'b2', { says: 'no' }),
    tie('a2', 'b1', { kind: 'conflict' }),
  ],
  answers: [{ person: 'a1', about: null }],
}

describe('ties that cross', () => {
  it('counts seen and expected ties between each two sides as by hand', () => {
    for (const dimension of dimensions) {
      const { cells } = crossingMatrix(landscape, dimension)
      expect(cells).toHaveLength(6)
      for (const { one, other, seen, expected, ratio } of cells) {
        expect(seen).toBe(fourWorldsKnown.seen[`${names[one]}${names[other]}` as 'AB'])
        expect(expected).toBeCloseTo(fourWorldsKnown.expectedPerPair, 12)
        expect(ratio).toBeCloseTo(seen / fourWorldsKnown.expectedPerPair, 12)
      }
    }
  })

  it('gives E-I and what chance would give', () => {
    for (const dimension of dimensions) {
      const { shuffled, withoutTopBridger, rescaled, unplaced, ...known } = externalInternal(landscape, dimension, {
        draws: 4000,
      })
      for (const [name, value] of Object.entries(fourWorldsKnown.ei)) {
        expect(known[name as 'ei']).toBeCloseTo(value, 12)
      }
      expect(rescaled).toBeCloseTo(fourWorldsKnown.ei.ei, 12)
      expect(withoutTopBridger).toBeCloseTo(fourWorldsKnown.eiWithoutTopBridger, 12)
      expect(shuffled!.mean).toBeCloseTo(fourWorldsKnown.ei.expected, 2)
      expect(shuffled!.sd).toBeCloseTo(fourWorldsKnown.eiShuffledSd, 2)
      expect(shuffled!.atOrBelow).toBe(0)
      expect(unplaced).toBe(0)
    }
  })

  it('lets straddlers cross nothing, leaves out unknown standings, and counts two accounts of a tie once', () => {
    const { cells, ties, people, unplaced, answered } = crossingMatrix(buildLandscape(uneven), { boundary: 0 })
    expect(cells).toHaveLength(1)
    expect(cells[0]).toMatchObject({ seen: 1, pairs: 4, inBoth: 1, expected: (3 * 4) / 10 })
    expect(cells[0]!.answered).toEqual({ one: { people: 3, answered: 1 }, other: { people: 3, answered: 0 } })
    expect({ ties, people, unplaced, answered }).toEqual({
      ties: 3,
      people: 5,
      unplaced: 1,
      answered: { people: 6, answered: 1 },
    })
    expect(externalInternal(buildLandscape(uneven), { boundary: 0 })).toMatchObject({
      external: 1,
      internal: 2,
      unplaced: 1,
    })
  })

  it('has no value, and no NaN, where nobody or nothing is known', () => {
    const empty = buildLandscape(emptyInput)
    expect(crossingMatrix(empty, 'practices').cells).toEqual([])
    expect(externalInternal(empty, 'practices')).toMatchObject({ ei: null, expected: null, shuffled: null })
    const noTies = buildLandscape({ ...uneven, ties: [] })
    expect(crossingMatrix(noTies, { boundary: 0 }).cells[0]).toMatchObject({ seen: 0, expected: 0, ratio: null })
    expect(() => crossingMatrix(empty, { boundary: 0 })).toThrow('boundary is 0')
  })

  const vectors = '../shared/reference/domain-vectors.json'
  it.skipIf(!existsSync(vectors))(`agrees with the reference vectors (skipped where ${vectors} is absent)`, () => {
    const { ei, boundary_matrix: matrix } = JSON.parse(readFileSync(vectors, 'utf8'))
    const ours = externalInternal(landscape, { boundary: 0 })
    expect(ours.ei).toBeCloseTo(ei.ei, 9)
    expect(ours.expected).toBeCloseTo(ei.expected_random_labels, 9)
    expect(ours.density).toBeCloseTo(ei.density, 9)
    expect(ours.withoutTopBridger).toBeCloseTo(ei.without_A1, 9)
    for (const cell of crossingMatrix(landscape, { boundary: 0 }).cells) {
      const known = matrix[`${names[cell.one]}${names[cell.other]}`]
      expect(cell.seen).toBe(known.observed)
      expect(cell.expected).toBeCloseTo(known.expected, 9)
    }
  })
})
