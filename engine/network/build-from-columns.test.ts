import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { emptyInput, fourWorlds } from '../fixtures/four-worlds.ts'
import { richLandscape } from '../fixtures/rich-landscape.ts'
import { buildLandscape, buildLandscapeFromColumns } from './build-landscape.ts'
import { readLandscape } from './bytes.ts'
import { tieKinds, way } from './landscape.ts'
import type { LandscapeColumns } from './landscape-columns.ts'
import type { LandscapeInput } from './landscape-input.ts'

/** The same content in columns, people and practices in the order given. */
function columnsOf(input: LandscapeInput): LandscapeColumns {
  const people = input.people.map(({ id }) => id)
  const practices = input.practices.map(({ id }) => id)
  return {
    ...input,
    people,
    practices,
    memberships: {
      person: input.memberships.map(({ person }) => people.indexOf(person)),
      practice: input.memberships.map(({ practice }) => practices.indexOf(practice)),
      weight: input.memberships.map(({ weight }) => weight),
    },
    ties: {
      from: input.ties.map(({ from }) => people.indexOf(from)),
      to: input.ties.map(({ to }) => people.indexOf(to)),
      kind: input.ties.map(({ kind }) => tieKinds.indexOf(kind)),
      mutual: input.ties.map(({ mutual }) => (mutual ? 1 : 0)),
      strength: input.ties.map(({ strength }) => strength),
      freshness: input.ties.map(({ freshness }) => freshness),
      no: input.ties.map(({ says }) => (says === 'no' ? 1 : 0)),
    },
  }
}

const nothing: LandscapeColumns = {
  ...emptyInput,
  people: [],
  practices: [],
  memberships: { person: [], practice: [] },
  ties: { from: [], to: [] },
}
const two: LandscapeColumns = { ...nothing, people: ['a', 'b'], practices: ['g'] }
const endless = { length: 2 ** 31 }

describe('a landscape from columns', () => {
  it.each([emptyInput, fourWorlds, richLandscape])('has the same bytes as from rows, whatever the order', (input) => {
    const turned = { ...input, people: input.people.toReversed(), practices: input.practices.toReversed() }
    const bytes = new Uint8Array(buildLandscape(input).buffer)
    expect(new Uint8Array(buildLandscapeFromColumns(columnsOf(input)).buffer)).toEqual(bytes)
    expect(new Uint8Array(buildLandscapeFromColumns(columnsOf(turned)).buffer)).toEqual(bytes)
  })

  it('takes a small table that is left out as empty', () => {
    const { complete, people, practices, memberships, ties } = two
    expect(buildLandscapeFromColumns({ complete, people, practices, memberships, ties }).buffer).toEqual(
      buildLandscapeFromColumns(two).buffer,
    )
  })

  it('takes columns that are left out as mutual talks of full strength', () => {
    const short = buildLandscapeFromColumns({ ...two, ties: { from: [1], to: [0] } })
    const told = buildLandscapeFromColumns({
      ...two,
      ties: { from: [1], to: [0], kind: [0], mutual: [1], strength: [1], freshness: [1], no: [0] },
    })
    expect(short.buffer).toEqual(told.buffer)
    const alike = buildLandscapeFromColumns({ ...two, memberships: { person: [1, 0], practice: [0, 0] } })
    expect([...alike.memberWeight]).toEqual([1, 1])
  })

  it('takes true and false for 1 and 0', () => {
    const marks = (mutual: (number | boolean)[], no: (number | boolean)[]) =>
      buildLandscapeFromColumns({ ...two, ties: { from: [0, 0], to: [1, 1], mutual, no } })
    expect([...marks([true, false], [false, true]).accountWay].sort()).toEqual([way.up | way.down, way.up | way.no])
    expect(marks([true, false], [false, true]).buffer).toEqual(marks([1, 0], [0, 1]).buffer)
  })

  it('holds a million people without a tie', () => {
    const people = Array.from({ length: 1_000_000 }, (_, i) => `p${String(i).padStart(7, '0')}`)
    const landscape = buildLandscapeFromColumns({ ...nothing, people })
    expect([landscape.counts.people, landscape.counts.dyads, landscape.ids.people.at(-1)]).toEqual([
      1_000_000,
      0,
      'p0999999',
    ])
  })

  it('holds a boundary with 10,000 sides', () => {
    const sides = Array.from({ length: 10_000 }, (_, s) => `side ${String(s).padStart(5, '0')}`)
    const landscape = buildLandscapeFromColumns({
      ...two,
      boundaries: [{ id: 'many', kind: 'other', sides: sides.toReversed() }],
      standings: [
        { boundary: 'many', holder: { person: 'a' }, sides: ['side 09999'] },
        { boundary: 'many', holder: { person: 'b' }, sides },
      ],
    })
    expect([...landscape.stanceStart]).toEqual([0, 0, 1, 10_001])
    expect(landscape.stanceSide[0]).toBe(9_999)
    expect(readLandscape(landscape.buffer)).toEqual(landscape)
  })

  it.each<[Partial<LandscapeColumns>, string]>([
    [{ people: ['a', 'a'] }, 'people, id is "a": it stands twice'],
    [{ people: ['b', 'a', 'b'] }, 'people, id is "b": it stands twice'],
    [{ people: ['a', ''] }, 'people row 2, id is "": give every row an id'],
    [{ people: ['a', 3 as never] }, 'people row 2, id is 3: give every row an id'],
    [{ people: ['x'.repeat(10_001)] }, 'give an id of at most 10000 characters'],
    [{ practices: ['g', 'g'] }, 'practices, id is "g"'],
    [{ people: endless as never }, 'number of people is 2147483648: give a whole number from 0'],
    [{ ties: { from: endless as never, to: endless as never } }, 'number of ties is 2147483648'],
    [{ ties: { from: [0], to: [2] } }, 'ties row 1, to is 2: give a place in the list, 0 to 1'],
    [{ ties: { from: [-1], to: [0] } }, 'ties row 1, from is -1: give a place in the list'],
    [{ ties: { from: [Number.NaN], to: [0] } }, 'ties row 1, from is NaN: give a place in the list'],
    [{ ties: { from: [0.5], to: [0] } }, 'ties row 1, from is 0.5: give a place in the list'],
    [{ ties: { from: [0], to: [0] } }, 'ties row 1, to is 0: the same person stands on both ends'],
    [{ ties: { from: [0], to: [1, 0] } }, 'ties, length of to is 2: give as many as the other columns have, 1'],
    [{ ties: { from: [0], to: [1], kind: [6] } }, 'ties row 1, kind is 6: give a whole number from 0 to 5'],
    [{ ties: { from: [0], to: [1], strength: [-0.1] } }, 'ties row 1, strength is -0.1: give a number from 0 to 1'],
    [{ ties: { from: [0], to: [1], strength: [Infinity] } }, 'ties row 1, strength is Infinity'],
    [{ ties: { from: [0], to: [1], freshness: [Number.NaN] } }, 'ties row 1, freshness is NaN'],
    ...[2, 'x', Number.NaN, null].flatMap((mark): [Partial<LandscapeColumns>, string][] => [
      [
        { ties: { from: [0, 0], to: [1, 1], mutual: [1, mark as never] } },
        `ties row 2, mutual is ${mark === 'x' ? '"x"' : mark}: give 1 or 0, true or false`,
      ],
      [
        { ties: { from: [0], to: [1], no: [mark as never] } },
        `ties row 1, no is ${mark === 'x' ? '"x"' : mark}: give 1 or 0, true or false`,
      ],
    ]),
    [{ ties: { from: [0], to: [1], strength: ['0.5' as never] } }, 'ties row 1, strength is "0.5": give a number'],
    [{ ties: { from: [0], to: [1], freshness: [null as never] } }, 'ties row 1, freshness is null: give a number'],
    [{ ties: { from: ['0' as never], to: [1] } }, 'ties row 1, from is "0": give a place in the list'],
    [{ ties: { from: [0] } as never }, 'ties, to is undefined: give a column of numbers'],
    [{ ties: null as never }, 'ties is null: give ids in a list, rows in columns'],
    [{ complete: 'no' as never }, 'complete is "no": say true when'],
    [{ stakes: 'none' as never }, 'stakes is "none": give a list of rows'],
    [
      { memberships: { person: [0], practice: [0], weight: ['1' as never] } },
      'memberships row 1, weight is "1": give a number above 0, from 1e-100 to 1e100',
    ],
    [
      { memberships: { person: [0], practice: [1] } },
      'memberships row 1, practice is 1: give a place in the list, 0 to 0',
    ],
    [
      { memberships: { person: [0], practice: [0], weight: [0] } },
      'memberships row 1, weight is 0: give a number above 0',
    ],
    [{ memberships: { person: [0], practice: [0], weight: [Number.NaN] } }, 'memberships row 1, weight is NaN'],
    [{ memberships: { person: [0], practice: [] } }, 'memberships, length of practice is 0'],
    [
      { boundaries: [{ id: 'ridge', kind: 'steep' as never, sides: ['n', 's'] }] },
      'kind of boundary "ridge" is "steep"',
    ],
    [{ boundaries: [{ id: 'ridge', kind: 'other', sides: ['n', 'n'] }] }, 'sides of boundary "ridge", id is "n"'],
    [{ team: ['z'] }, 'team row 1 is "z": there is no such person'],
    [
      { legitimacy: [{ person: 'a', practice: 'g', wouldCome: 0.5, wouldNot: 0, claimed: false }] },
      'legitimacy row 1, wouldCome is 0.5: give a whole number',
    ],
  ])('refuses what cannot be, naming the place and the value: %j', (broken, words) => {
    expect(() => buildLandscapeFromColumns({ ...two, ...broken })).toThrow(words)
    expect(() => buildLandscapeFromColumns({ ...two, ...broken })).toThrow(BadInput)
  })
})
