import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { emptyLandscape } from './empty-landscape.ts'
import { fileFromBytes } from './named-file.ts'
import { readLandscape } from './read-landscape.ts'
import { nameOfWritten, type WrittenFormat, writeFormat, writtenFormats } from './write-format.ts'

/** Two people, a practice, a tie, sides and a custom field: little enough that damage hits something. */
const small: DrawnLandscape = {
  ...emptyLandscape({ name: 'Tide', basis: 'fictional' }),
  people: ['a', 'b'].map((id) => ({
    id,
    name: `${id} é`,
    email: null,
    phone: null,
    language: null,
    custom: { x: 'y' },
  })),
  practices: [{ id: 'p', name: 'Crew', kind: 'community', does: 'fish', specialCategory: false }],
  memberships: [{ person: 'a', practice: 'p', weight: 1, mode: null, since: null, until: null }],
  boundaries: [{ id: 'r', name: 'Ridge', kind: 'geographic', sides: ['in', 'out'], history: null, stakes: null }],
  standings: [{ boundary: 'r', side: 'in', person: 'a', practice: null }],
  ties: [
    {
      from: 'a',
      to: 'b',
      kind: 'talks',
      strength: 0.5,
      mutual: true,
      says: 'yes',
      reportedBy: null,
      since: null,
      until: null,
      confirmed: null,
      recorded: null,
      retracted: null,
    },
  ],
}

/** Cuts, bends and doubles pieces of a file. */
const damage = fc.array(
  fc.record({
    how: fc.constantFrom('cut', 'bend', 'double', 'drop'),
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    byte: fc.nat(255),
    length: fc.nat(40),
  }),
  { minLength: 1, maxLength: 4 },
)

function damaged(bytes: Uint8Array, wounds: { how: string; at: number; byte: number; length: number }[]): Uint8Array {
  let now = Buffer.from(bytes)
  for (const { how, at, byte, length } of wounds) {
    const place = Math.floor(at * now.length)
    if (how === 'cut') now = now.subarray(0, place)
    else if (how === 'bend' && now.length > 0) now[place] = byte
    else if (how === 'double') now = Buffer.concat([now.subarray(0, place + length), now.subarray(place)])
    else now = Buffer.concat([now.subarray(0, place), now.subarray(place + length)])
  }
  return now
}

describe('a damaged file', () => {
  for (const format of Object.keys(writtenFormats) as WrittenFormat[]) {
    test(`in the form of ${format} is read as far as it can be or refused in words, and nothing falls over`, async () => {
      const { bytes } = await writeFormat(small, format)
      await fc.assert(
        fc.asyncProperty(damage, async (wounds) => {
          const outcome = await readLandscape([fileFromBytes(nameOfWritten('t', format), damaged(bytes, wounds))])
          if (outcome.kind === 'unreadable') expect(outcome.problem.code).not.toBe('')
          else {
            const { drawn, summary } = outcome
            for (const { rowsRead, accepted, refused } of summary.files) expect(accepted + refused).toBe(rowsRead)
            const people = new Set(drawn.people.map(({ id }) => id))
            expect(drawn.ties.every(({ from, to }) => people.has(from) && people.has(to))).toBe(true)
          }
        }),
        { seed: 5, numRuns: 150 },
      )
    })
  }
})
