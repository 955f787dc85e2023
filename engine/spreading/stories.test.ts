import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { coin, type Key, sequence, streamKey, textKey, worldKey } from '../chance.ts'
import { buildNetwork } from '../network/build-network.ts'
import { type Carriers, carriersOf, turnedRound } from './carriers.ts'
import { complexStory, openComplexRoom, type PracticeRows, type Threshold } from './complex-story.ts'
import { calendarOf, type DatedSpace, drawPresent } from './meetings.ts'
import { openStoryRoom, simpleStory } from './simple-story.ts'

const stream = streamKey(5, 'stories')
const noPractices: PracticeRows = { practices: 0, start: new Uint32Array(1000), practice: new Uint32Array(0) }

/** A small random case: people in practices, ties, spaces with dates. */
interface Case {
  people: number
  carriers: Carriers
  rows: PracticeRows
  spaces: DatedSpace[]
  starters: number[]
  months: number
  world: Key
}

function randomCase(seed: number): Case {
  const next = sequence(streamKey(seed, 'case'))
  const upTo = (most: number) => Math.floor(next() * most)
  const people = 6 + upTo(14)
  const pairs = new Map<string, [number, number]>()
  for (let k = 0; k < 2 * people; k++) {
    const [i, j] = [upTo(people), upTo(people)]
    if (i !== j) pairs.set(`${i} ${j}`, [i, j])
  }
  const columns = [...pairs.values()]
  const network = buildNetwork({ people, from: columns.map(([i]) => i), to: columns.map(([, j]) => j), directed: true })
  const practice = Array.from({ length: people }, () => [0, 1, 2, 3].filter(() => next() < 0.4))
  const months = 3 + upTo(6)
  const spaces = Array.from({ length: 1 + upTo(3) }, (_, s) => ({
    id: `space ${s}`,
    members: Array.from({ length: people }, (_, i) => i).filter(() => next() < 0.4),
    months: Array.from({ length: months }, (_, t) => t + 1).filter(() => next() < 0.5),
    attendance: next() < 0.3 ? 1 : next(),
  }))
  return {
    people,
    carriers: carriersOf(
      network,
      Array.from(network.to, () => 0.3 + 0.7 * next()),
    ),
    rows: {
      practices: 4,
      start: Uint32Array.from([0, ...practice.map((_, i) => practice.slice(0, i + 1).flat().length)]),
      practice: Uint32Array.from(practice.flat()),
    },
    spaces,
    starters: [...new Set([upTo(people), upTo(people)])],
    months,
    world: worldKey(stream, seed),
  }
}

/** The definition, word for word and slow: the month in which each person tries, −1 for never. */
function byDefinition(given: Case, threshold: Threshold): number[] {
  const { people, carriers, rows, months, world } = given
  const at = (j: number) => (typeof threshold.at === 'number' ? threshold.at : threshold.at[j]!)
  const inbound = turnedRound(carriers)
  const contactsOf = (j: number) =>
    Array.from({ length: inbound.start[j + 1]! - inbound.start[j]! }, (_, k) => 4 * (inbound.start[j]! + k))
      .filter((k) => coin(world.low, world.high, inbound.tie[k + 2]!, inbound.tie[k + 3]!) <= inbound.tie[k + 1]!)
      .map((k) => inbound.tie[k]!)
  const month: number[] = Array.from({ length: people }, (_, i) => (given.starters.includes(i) ? 0 : -1))
  const calendar = calendarOf(given.spaces, months, people)
  const present = new Uint32Array(people)
  for (let t = 1; t <= months; t++) {
    const tried = new Set(month.flatMap((m, i) => (m >= 0 ? [i] : [])))
    const rooms = calendar[t]!.map((meeting) => {
      const there = Array.from(present.subarray(0, drawPresent(meeting, carriers.personKey, world, present)))
      // a meeting at which nobody has tried changes nothing
      return there.some((i) => tried.has(i)) ? there : []
    })
    for (let j = 0; j < people; j++) {
      if (month[j]! >= 0) continue
      const places = [[], ...rooms.filter((room) => room.includes(j))]
      const enough = places.some((room) => {
        const contacts = [...new Set([...contactsOf(j), ...room.filter((i) => i !== j)])]
        const who = contacts.filter((i) => tried.has(i))
        const practices = new Set(
          who.flatMap((i) => Array.from(rows.practice.subarray(rows.start[i], rows.start[i + 1]))),
        )
        if (threshold.counted === 'people') return who.length >= at(j)
        if (threshold.counted === 'practices') return practices.size >= at(j)
        return who.length > 0 && who.length >= at(j) * contacts.length - 1e-9
      })
      if (enough) month[j] = t
    }
  }
  return month
}

function kernel(given: Case, threshold: Threshold, spaces = given.spaces): number[] {
  const { carriers, rows, world, starters, months, people } = given
  const room = openComplexRoom(carriers)
  // once before for another world, so that nothing is left over from it
  complexStory(
    carriers,
    rows,
    threshold,
    streamKey(1, 'other'),
    [people - 1],
    calendarOf(spaces, months, people),
    months,
    room,
  )
  complexStory(carriers, rows, threshold, world, starters, calendarOf(spaces, months, people), months, room)
  return Array.from(room.month)
}

describe('stories with ties and dated spaces', () => {
  const anyCase = fc.integer({ min: 1, max: 1_000_000 }).map(randomCase)

  it('follow the definition, by number, by share and by practices', () => {
    const threshold = fc.oneof(
      fc.record({ counted: fc.constant('people' as const), at: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ counted: fc.constant('practices' as const), at: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ counted: fc.constant('share' as const), at: fc.constantFrom(0.2, 1 / 3, 0.5, 1) }),
    )
    fc.assert(
      fc.property(anyCase, threshold, (given, rule) => {
        expect(kernel(given, rule)).toEqual(byDefinition(given, rule))
      }),
      { numRuns: 400, seed: 11 },
    )
  })

  it('take a threshold of each person’s own', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const rule = {
          counted: 'people' as const,
          at: Float64Array.from({ length: given.people }, (_, i) => 1 + (i % 3)),
        }
        expect(kernel(given, rule)).toEqual(byDefinition(given, rule))
      }),
      { numRuns: 60, seed: 12 },
    )
  })

  it('are the simple story at a threshold of one person, in every run and month', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const room = openStoryRoom(given.people)
        const calendar = calendarOf(given.spaces, given.months, given.people)
        simpleStory(given.carriers, given.world, given.starters, calendar, given.months, room)
        expect(Array.from(room.month)).toEqual(kernel(given, { counted: 'people', at: 1 }))
        expect(room.reached).toBe(room.month.filter((t) => t >= 0).length)
      }),
      { numRuns: 200, seed: 13 },
    )
  })

  it('lose nobody, in no run and no month, when a space is added', () => {
    const rules: Threshold[] = [
      { counted: 'people', at: 1 },
      { counted: 'people', at: 2 },
      { counted: 'practices', at: 2 },
    ]
    fc.assert(
      fc.property(anyCase, fc.constantFrom(...rules), (given, rule) => {
        const fewer = kernel(given, rule, given.spaces.slice(1))
        const more = kernel(given, rule)
        fewer.forEach((month, i) => {
          if (month >= 0) expect(more[i]! >= 0 && more[i]! <= month).toBe(true)
        })
      }),
      { numRuns: 300, seed: 14 },
    )
  })

  it('meet somebody where there is nobody to try: at a meeting, and over a tie', () => {
    const carriers = carriersOf(buildNetwork({ people: 4, from: [0], to: [1] }), 1)
    const room = openComplexRoom(carriers)
    const calendar = calendarOf([{ id: 'a', members: [0, 2], months: [2], attendance: 1 }], 3, 4)
    complexStory(carriers, noPractices, { counted: 'people', at: 2 }, stream, [0], calendar, 3, room)
    expect(Array.from(room.met)).toEqual([0, 1, 2, -1])
    expect(Array.from(room.metOrder.subarray(0, room.metCount))).toEqual([0, 1, 2])
  })
})

describe('meetings', () => {
  const members = [0, 1, 2, 3]
  const personKey = carriersOf(buildNetwork({ people: 4, from: [], to: [] }), 1).personKey

  it('are attended with the chance given, and by whom does not hang on who else is a member', () => {
    const [all] = calendarOf([{ id: 's', members, months: [1], attendance: 0.6 }], 2, 4)[1]!
    const [some] = calendarOf([{ id: 's', members: [2, 1], months: [1, 1], attendance: 0.6 }], 2, 4)[1]!
    const room = new Uint32Array(4)
    let count = 0
    for (let run = 0; run < 2000; run++) {
      const world = worldKey(stream, run)
      const present = Array.from(room.subarray(0, drawPresent(all!, personKey, world, room)))
      count += present.length
      const fewer = Array.from(room.subarray(0, drawPresent(some!, personKey, world, room)))
      expect(fewer).toEqual(present.filter((i) => i === 1 || i === 2))
    }
    expect(Math.abs(count / 8000 - 0.6)).toBeLessThan(4 * Math.sqrt(0.24 / 8000))
    const [nobody] = calendarOf([{ id: 's', members, months: [1], attendance: 0 }], 1, 4)[1]!
    expect(drawPresent(nobody!, personKey, textKey('x'), room)).toBe(0)
  })

  it('are attended anew each time', () => {
    const calendar = calendarOf([{ id: 's', members, months: [1, 2, 3, 4, 5, 6, 7, 8], attendance: 0.5 }], 8, 4)
    const room = new Uint32Array(4)
    const who = calendar.flat().map((meeting) => `${room.subarray(0, drawPresent(meeting, personKey, stream, room))}`)
    expect(who).toHaveLength(8)
    expect(new Set(who).size).toBeGreaterThan(3)
  })

  it.each([
    [{ months: [0] }, 'spaces[0].months is 0'],
    [{ months: [4] }, 'spaces[0].months is 4'],
    [{ members: [4] }, 'spaces[0].members is 4'],
    [{ members: [1, 1] }, 'spaces[0].members is 1: give everybody once'],
    [{ attendance: 1.2 }, 'spaces[0].attendance is 1.2'],
  ])('that cannot be are refused: %o', (wrong, words) => {
    const space = { id: 's', members, months: [1], attendance: 1, ...wrong }
    expect(() => calendarOf([space], 3, 4)).toThrow(words)
    expect(() => calendarOf([space], 3, 4)).toThrow(BadInput)
  })
})

describe('carriers', () => {
  it('refuse chances that are none', () => {
    const network = buildNetwork({ people: 2, from: [0], to: [1] })
    for (const chance of [1.5, Number.NaN, [0.5], [0.5, -1]])
      expect(() => carriersOf(network, chance)).toThrow(BadInput)
  })

  it('stop a long run when asked', () => {
    const from = Array.from({ length: 30_000 }, (_, i) => i)
    const star = carriersOf(buildNetwork({ people: 60_001, from, to: from.map((i) => i + 30_000) }), 1)
    // at the second look: within a month, not between two
    const stop = () => {
      let looks = 0
      return { shouldStop: () => ++looks > 1 }
    }
    const stopped = expect.objectContaining({ name: 'AbortError' })
    expect(() => simpleStory(star, stream, from, [], 9, openStoryRoom(60_001), stop())).toThrow(stopped)
    const rows = { ...noPractices, start: new Uint32Array(60_002) }
    const complex = () =>
      complexStory(star, rows, { counted: 'people', at: 1 }, stream, from, [], 9, openComplexRoom(star), stop())
    expect(complex).toThrow(stopped)
    const lonely = carriersOf(buildNetwork({ people: 30_000, from: [], to: [] }), 1)
    const gathering = calendarOf([{ id: 's', members: from, months: [1], attendance: 1 }], 1, 30_000)
    const meeting = () =>
      complexStory(
        lonely,
        rows,
        { counted: 'people', at: 5 },
        stream,
        [0],
        gathering,
        1,
        openComplexRoom(lonely),
        stop(),
      )
    expect(meeting).toThrow(stopped)
  })
})
