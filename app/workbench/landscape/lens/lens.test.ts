import { describe, expect, test, vi } from 'vitest'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { emptyLandscape } from '../formats/empty-landscape.ts'
import { mapInput } from '../map/map-input.ts'
import { seenThrough } from '../map-look.ts'
import { onlyOf } from '../only/only.ts'
import { type Lens, lensWish } from './lens.ts'
import { lensWords } from './lens-words.ts'
import { lookThrough } from './look-through.ts'
import { stepOf } from './measure-lens.ts'
import { practiceMeasureIds } from './practice-measures.ts'

const day = '2026-11-22'

/** Six in A, five in B, two in C; nobody here exists. The third of A does not want to be found. */
function shore(): DrawnLandscape {
  const drawn = emptyLandscape({ name: 'Shore', basis: 'fictional' })
  const groups = [
    ['A', 'community', 6],
    ['B', 'institution', 5],
    ['C', 'public', 2],
  ] as const
  for (const [id, kind, count] of groups) {
    drawn.practices.push({ id, name: `Group ${id}`, kind, does: null, specialCategory: false })
    for (let nth = 1; nth <= count; nth += 1) {
      const person = `${id}${nth}`
      drawn.people.push({ id: person, name: `Name ${person}`, email: null, phone: null, language: null })
      drawn.memberships.push({ person, practice: id, weight: 1, mode: null, since: null, until: null })
    }
  }
  for (const [from, to, kind, confirmed] of [
    ['A1', 'A2', 'talks', '2026-10-22'],
    ['A1', 'B1', 'works', '2025-05-22'],
    ['A3', 'A4', 'talks', '2026-11-01'],
    ['C1', 'C2', 'talks', null],
  ] as const) {
    drawn.ties.push({
      from,
      to,
      kind,
      strength: 0.5,
      mutual: true,
      says: 'yes',
      reportedBy: null,
      since: null,
      until: null,
      confirmed,
      recorded: null,
      retracted: null,
    })
  }
  const cares = (kind: 'cares' | 'offers' | 'seeks', person: string | null, practice: string | null = null) =>
    drawn.concerns.push({ concern: 'heat', words: 'Heat on deck', kind, person, practice })
  cares('cares', null, 'A')
  for (const person of ['A1', 'A2', 'A3']) cares('cares', person)
  cares('offers', 'B1')
  drawn.answers.push({ person: 'A1', question: 'ties', about: null, asked: '2026-10-01', answered: '2026-10-22' })
  drawn.answers.push({ person: 'C1', question: 'ties', about: null, asked: '2026-10-01', answered: null })
  drawn.consents.push({ person: 'A3', purpose: 'map', state: 'hidden', said: '2026-10-01' })
  return drawn
}

const look = (lens: string, drawn = shore(), outside = false): Lens => {
  const wish = lensWish(new URL(`http://shore.test/?${new URLSearchParams({ lens })}`))
  const found = lookThrough(drawn, wish, { day, outside }, lensWords('en'))
  if (found === null || found === 'no-lens') throw new Error(`no lens ${lens}`)
  return found
}
const cell = (lens: Lens, practice: string) => lens.cells.get(practice)!
const shapes = (lens: Lens, practice: string) =>
  cell(lens, practice).sign.parts.map(({ glyph, text }) => `${glyph} ${text}`)

describe('a lens', () => {
  test('of kinds says of each practice what it is, by a shape and in words', () => {
    const lens = look('kind')
    expect(shapes(lens, 'B')).toEqual(['institution institution'])
    expect(cell(lens, 'A').sign.sentence).toBe('It is a community.')
    expect(lens.classes.map(({ words }) => words)).toEqual(['community (1)', 'institution (1)', 'public (1)'])
  })

  test('of a concern says where it is cared about, offered for and sought, and by how many who may be found', () => {
    const lens = look('concern:heat')
    expect(lens.title).toBe('Concern: Heat on deck')
    expect(shapes(lens, 'A')).toEqual(['cares group + 2'])
    expect(cell(lens, 'A').words).toBe('care about it: the group itself and 2 people')
    expect(shapes(lens, 'B')).toEqual(['offers 1'])
    expect(shapes(lens, 'C')).toEqual([])
    expect([...lens.faint.practices]).toEqual(['C'])
    expect([...lens.ringed]).toEqual(['A1', 'A2', 'B1'])
  })

  test('of a concern tells outside the team no number under five, and rings nobody', () => {
    const lens = look('concern:heat', shore(), true)
    expect(shapes(lens, 'A')).toEqual(['cares group + few'])
    expect(cell(lens, 'B').words).toBe('offer something: fewer than five people')
    expect(lens.ringed.size).toBe(0)
    expect([...lens.faint.people]).toEqual(['C1', 'C2'])
  })

  test('of age says how old what we know is, how many answered, and where nobody was asked', () => {
    const lens = look('age')
    expect(cell(lens, 'A').words).toBe('2 of 2 ties confirmed, half of them within 1 month, 1 of 6 people answered')
    expect(shapes(lens, 'A')).toEqual(['age-0 1 month · 17%'])
    expect(shapes(lens, 'B')).toEqual(['age-2 18 months · nobody asked'])
    expect(cell(lens, 'B').words).toMatch(/nobody was asked$/)
    // no day is known of the only tie, and whoever was asked has not answered
    expect(shapes(lens, 'C')).toEqual(['unknown 0%'])
    expect(cell(lens, 'C').words).toBe('0 of 1 tie confirmed, without a day, 0 of 2 people answered')
  })

  test('of age does not tell outside the team of a group under five, nor of the one that would give it away', () => {
    const lens = look('age', shore(), true)
    expect(['A', 'B', 'C'].map((id) => cell(lens, id).words.startsWith('fewer than five'))).toEqual([false, true, true])
  })

  test('of a measure gives a value for each practice, and none where one person could be read off it', () => {
    const degree = look('measure:degree')
    expect(cell(degree, 'A').words).toBe('0.8 (5 of 5 steps)')
    expect(shapes(degree, 'A')).toEqual(['steps-5 5 of 5'])
    expect(cell(degree, 'C').words).toBe('cannot be told')
    expect(cell(degree, 'B').words).toBe('cannot be told')
    expect(cell(look('measure:external-internal-by-part'), 'A').words).toBe('33% (4 of 5 steps)')
    for (const id of practiceMeasureIds) {
      const lens = look(`measure:${id}`)
      expect(lens.notes.length).toBe(3)
      expect(lens.method).toBe(id)
      expect(cell(lens, 'C').words).toBe('cannot be told')
    }
  })

  test('says that it cannot be shown yet where a landscape is too large to wait for', () => {
    const drawn = shore()
    for (let nth = 0; nth < 20_000; nth += 1)
      drawn.people.push({ id: `p${nth}`, name: null, email: null, phone: null, language: null })
    const lens = look('measure:reach', drawn)
    expect(lens.problem).toMatch(/cannot be shown yet/)
    expect(lens.cells.size).toBe(0)
    const many = shore()
    for (let nth = 0; nth < 70; nth += 1) {
      many.practices.push({ id: `g${nth}`, name: `${nth}`, kind: 'network', does: null, specialCategory: false })
      many.memberships.push({ person: 'A1', practice: `g${nth}`, weight: 1, mode: null, since: null, until: null })
    }
    expect(look('measure:fragile-boundaries', many).problem).toMatch(/cannot be shown yet/)
    expect(look('measure:degree', many).problem).toBeNull()
  })

  test('of a measure that was only stopped by the time is computed again when it is next looked at', () => {
    const drawn = shore()
    drawn.ties[0]!.strength = 0.123
    let moment = 0
    const watch = vi.spyOn(performance, 'now').mockImplementation(() => (moment += 3_600_000))
    const slow = look('measure:harmonic', drawn)
    watch.mockRestore()
    expect(slow.problem).toMatch(/cannot be shown yet/)
    expect(look('measure:harmonic', drawn).problem).toBeNull()
  })

  test('of anything is there for a landscape of one person, and of none', () => {
    const one = { ...shore(), people: shore().people.slice(0, 1), ties: [], answers: [], concerns: [], memberships: [] }
    for (const drawn of [one, { ...one, people: [], practices: [] }])
      for (const lens of ['kind', 'age', 'equal', ...practiceMeasureIds.map((id) => `measure:${id}`)])
        expect(look(lens, { ...drawn, consents: [] }).cells.size).toBeLessThanOrEqual(drawn.practices.length)
  })

  test('has steps of round numbers, at most five to the largest value', () => {
    expect([1, 4, 23, 0, 0.07, 0.05].map(stepOf)).toEqual([0.2, 1, 5, 1, 0.02, 0.01])
    for (let most = 0.001; most < 1e5; most *= 1.37)
      expect(Math.ceil(most / stepOf(most) - 1e-9)).toBeLessThanOrEqual(5)
  })

  test('that is not there is not taken for another', () => {
    for (const lens of [
      'kinds',
      'concern:',
      'concern:none',
      'measure:betweenness',
      'measure:own-cut-point',
      'constructor',
    ]) {
      const wish = lensWish(new URL(`http://shore.test/?lens=${lens}`))
      expect(lookThrough(shore(), wish, { day, outside: false }, lensWords('en')), lens).toBe('no-lens')
    }
  })

  test('says the same in four languages', () => {
    for (const language of ['pt', 'es', 'fr'] as const)
      for (const lens of ['kind', 'age', 'equal', 'concern:heat', 'measure:reach'])
        for (const outside of [true, false]) {
          const wish = lensWish(new URL(`http://shore.test/?lens=${lens}`))
          const found = lookThrough(shore(), wish, { day, outside }, lensWords(language))
          expect(found).not.toBe('no-lens')
        }
  })

  test('moves nothing on the map, and marks only those who may be found', () => {
    const drawn = shore()
    const input = mapInput(drawn, { seed: 'shore' })
    const only = onlyOf(drawn, null, new URL('http://shore.test/'))
    expect(seenThrough(input, { lens: null, only })).toBe(input)
    const seen = seenThrough(input, { lens: look('concern:heat', drawn), only })
    expect(seen.people.filter(({ ringed }) => ringed).map(({ id }) => id)).toEqual(['A1', 'A2', 'B1'])
    expect(seen.dyads).toBe(input.dyads)
    expect(seenThrough(input, { lens: look('equal'), only }).equalHills).toBe(true)
  })
})

describe('a filter', () => {
  const drawn = shore()
  drawn.boundaries.push({
    id: 'ridge',
    name: 'Ridge',
    kind: 'geographic',
    sides: ['cape', 'city'],
    history: null,
    stakes: null,
  })
  drawn.boundaries.push({
    id: 'wage',
    name: 'Wage',
    kind: 'class',
    sides: ['month', 'catch'],
    history: null,
    stakes: null,
  })
  drawn.standings.push({ boundary: 'ridge', side: 'cape', person: null, practice: 'A' })
  drawn.standings.push({ boundary: 'ridge', side: 'city', person: 'A1', practice: null })
  drawn.standings.push({ boundary: 'wage', side: 'month', person: 'A1', practice: null })
  const boundary = (id: string) => drawn.boundaries.find((one) => one.id === id) ?? null
  const only = (values: string[], on: string | null = null) =>
    onlyOf(
      drawn,
      on === null ? null : boundary(on),
      new URL(`http://shore.test/?${new URLSearchParams(values.map((value) => ['only', value]))}`),
    )
  const people = (...args: Parameters<typeof only>) => [...only(...args).people]
  const practices = (...args: Parameters<typeof only>) => [...only(...args).practices]

  test('that asks for nothing shows everything', () => {
    expect(only([]).active).toBe(false)
    expect(only(['']).active).toBe(false)
    expect(people([])).toHaveLength(13)
  })

  test('shows some practices, or those of a kind, with their people', () => {
    expect(practices(['practice:B', 'practice:C'])).toEqual(['B', 'C'])
    expect(people(['kind:public'])).toEqual(['C1', 'C2'])
    expect(practices(['kind:public', 'practice:A'])).toEqual([])
  })

  test('shows a side of the boundary, by people’s own word first', () => {
    expect(people(['side:cape'], 'ridge')).toEqual(['A2', 'A3', 'A4', 'A5', 'A6'])
    expect(people(['side:city'], 'ridge')).toEqual(['A1'])
    expect(practices(['side:city'], 'ridge')).toEqual(['A'])
    expect(only(['side:cape']).active).toBe(false)
  })

  test('E16: passes no group because of somebody who does not want to be found', () => {
    const shore = drawn.people[0]!.id
    const away = { person: shore, purpose: 'map' as const, state: 'hidden' as const, said: null }
    const group = { id: 'alone', name: 'Alone', kind: 'community' as const, does: null, specialCategory: false }
    const boundary = { id: 'b', name: 'b', kind: 'geographic' as const, sides: ['x', 'y'], history: null, stakes: null }
    const with_ = {
      ...drawn,
      practices: [...drawn.practices, group],
      boundaries: [...drawn.boundaries, boundary],
      memberships: [{ person: shore, practice: 'alone', weight: 1, mode: null, since: null, until: null }],
      standings: [{ boundary: 'b', side: 'x', person: shore, practice: null }],
    }
    const passing = (consents: DrawnLandscape['consents']) =>
      onlyOf({ ...with_, consents }, boundary, new URL('http://shore.test/?only=side:x')).practices
    expect(passing([]).has('alone')).toBe(true)
    expect(passing([away]).has('alone')).toBe(false)
  })

  test('finds nobody’s own side where only groups may stand on one', () => {
    expect(people(['side:month'], 'wage')).toEqual([])
  })

  test('shows people who spoke of a concern, but nobody who hid', () => {
    expect(people(['concern:heat'])).toEqual(['A1', 'A2', 'B1'])
    expect(practices(['concern:heat'])).toEqual(['A', 'B'])
    expect(people(['concern:heat', 'practice:B'])).toEqual(['B1'])
  })

  test('shows ties of a kind, and leaves out those whose people are left out', () => {
    const input = mapInput(drawn, { seed: 'shore' })
    const dyads = (values: string[]) =>
      seenThrough(input, { lens: null, only: only(values) }).dyads.map(({ a, b }) => a + b)
    expect(dyads(['tie:works'])).toEqual(['A1B1'])
    expect(dyads(['practice:A'])).toEqual(['A1A2', 'A3A4'])
    expect(people(['tie:works'])).toHaveLength(13)
  })

  test('names what it does not know and leaves it out', () => {
    expect(only(['practice:Z', 'kind:guild', 'nonsense', 'kind:public']).unknown).toEqual([
      'practice:Z',
      'kind:guild',
      'nonsense',
    ])
    expect(people(['practice:Z', 'kind:public'])).toEqual(['C1', 'C2'])
  })
})
