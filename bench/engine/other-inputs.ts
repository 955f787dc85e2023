import { buildVotes } from '@ecotone/engine/agreement/votes.ts'
import type { DrawPool } from '@ecotone/engine/draw/draw-pool.ts'
import type { Turns } from '@ecotone/engine/equity/turns.ts'
import type { Seats } from '@ecotone/engine/tables/seats.ts'

/** What measures are asked about that take no landscape, with so many voters or people; always the same, fictional in every respect. */

export function votesOf(voters: number) {
  const statements = 400
  const says = ['agree', 'disagree', 'pass'] as const
  return buildVotes({
    sides: ['east', 'west'],
    voters: Array.from({ length: voters }, (_, i) => ({
      id: `v${i}`,
      sides: i % 7 === 0 ? [] : [i % 2 ? 'east' : 'west'],
    })),
    statements: Array.from({ length: statements }, (_, s) => ({ id: `s${s}` })),
    votes: Array.from({ length: voters }, (_, i) =>
      Array.from({ length: 50 }, (__, k) => {
        const s = (i * 37 + k * 7) % statements
        const own = (i % 3) * 5 + s * 3
        return { voter: `v${i}`, statement: `s${s}`, says: says[(own + ((i * 31 + k * 17) % 5 === 0 ? 1 : 0)) % 3]! }
      }),
    ).flat(),
  })
}

export function turnsOf(people: number): Turns {
  const meetings = 200
  return {
    sides: ['east', 'west', 'north'],
    sideOf: Int32Array.from({ length: people }, (_, i) => (i % 4) - 1),
    meetings,
    invitations: Array.from({ length: people * 10 }, (_, row) => {
      const person = row % people
      const meeting = (person * 7 + Math.floor(row / people) * 13) % meetings
      const came = (row * 31) % 3 > 0
      return { person, meeting, came, turns: came ? (row * 17) % 9 : 0 }
    }),
    contributions: Array.from({ length: people }, (_, i) => ({
      by: i,
      takenUpBy: [(i * 7 + 1) % people, (i * 13 + 2) % people],
    })),
    topics: Array.from({ length: people }, (_, i) => ({ by: i, treated: i % 3 === 0 })),
  }
}

export function seatsOf(people: number): Seats {
  return {
    people,
    tables: Array.from({ length: people / 8 }, () => 8),
    rounds: 6,
    boundaries: [{ sides: Array.from({ length: people }, (_, i) => [i % 4]) }],
  }
}

export function poolOf(people: number): DrawPool {
  const ages = ['young', 'middle', 'old']
  const places = ['coast', 'hills', 'town', 'valley']
  return {
    seats: 40,
    people: Array.from({ length: people }, (_, i) => ({
      id: `p${i}`,
      has: {
        age: ages[(i * 7) % 3]!,
        place: places[(i * 11 + (i >> 3)) % 4]!,
        school: (i * 5 + (i >> 2)) % 2 ? 'long' : 'short',
      },
    })),
    quotas: [
      ...ages.map((value) => ({ category: 'age', value, least: 10, most: 16 })),
      ...places.map((value) => ({ category: 'place', value, least: 8, most: 12 })),
      ...['long', 'short'].map((value) => ({ category: 'school', value, least: 18, most: 22 })),
    ],
  }
}
