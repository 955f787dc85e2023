import { describe, expect, test } from 'vitest'
import type { DrawnTie } from './drawn-landscape.ts'
import { emptyLandscape } from './formats/empty-landscape.ts'
import { freshnessOf, landscapeInput } from './landscape-input.ts'

const asOf = '2027-03-01'

function drawn() {
  const landscape = emptyLandscape({ name: 'Two shores' })
  for (const id of ['ana', 'bo', 'cy']) {
    landscape.people.push({ id, name: id, email: null, phone: null, language: null })
  }
  landscape.practices.push({ id: 'crew', name: 'Crew', kind: 'community', does: null, specialCategory: false })
  return landscape
}

function tie(from: string, to: string, more: Partial<DrawnTie> = {}): DrawnTie {
  const unsaid = { reportedBy: null, since: null, until: null, confirmed: null, recorded: null, retracted: null }
  return { from, to, kind: 'talks', strength: 0.5, mutual: true, says: 'yes', ...unsaid, ...more }
}

describe('the input of the engine', () => {
  test('a tie counts half after one half-life since it was last confirmed', () => {
    const one = { confirmed: '2025-03-01', recorded: '2027-01-01', since: '2020-01-01' }
    expect(freshnessOf(one, asOf, 730)).toBeCloseTo(0.5, 12)
    expect(freshnessOf({ ...one, confirmed: null, recorded: asOf }, asOf, 730)).toBe(1)
    expect(freshnessOf({ confirmed: null, recorded: null, since: '2023-03-02' }, asOf, 730)).toBeCloseTo(0.25, 12)
    expect(freshnessOf({ confirmed: null, recorded: null, since: null }, asOf, 730)).toBe(1)
    expect(freshnessOf({ confirmed: '2030-01-01', recorded: null, since: null }, asOf, 730)).toBe(1)
  })

  test('ties that ended, were withdrawn or have not begun are left out as of the day', () => {
    const landscape = drawn()
    landscape.ties.push(
      tie('ana', 'bo', { until: '2027-02-28' }),
      tie('ana', 'bo', { until: asOf, strength: 0.25 }),
      tie('ana', 'cy', { retracted: asOf }),
      tie('bo', 'cy', { since: '2027-03-02' }),
    )
    expect(landscapeInput(landscape, { asOf }).ties.map((one) => one.strength)).toEqual([0.25])
  })

  test('attestations are summed and a claim stays apart', () => {
    const landscape = drawn()
    const said = { person: 'ana', practice: 'crew', ground: null, recorded: null }
    landscape.legitimacy.push(
      { ...said, kind: 'attested', answeredBy: 'bo', wouldCome: true },
      { ...said, kind: 'attested', answeredBy: 'cy', wouldCome: false },
      { ...said, kind: 'attested', answeredBy: null, wouldCome: true },
      { ...said, kind: 'claimed', answeredBy: null, wouldCome: null },
    )
    expect(landscapeInput(landscape, { asOf }).legitimacy).toEqual([
      { person: 'ana', practice: 'crew', wouldCome: 2, wouldNot: 1, claimed: true },
    ])
  })

  test('fewer than three attestations say that somebody was asked, and the same whatever they said; a claim says nobody was', () => {
    const told = (...answers: boolean[]) => {
      const landscape = drawn()
      const said = { person: 'ana', practice: 'crew', ground: null, recorded: null, answeredBy: null }
      landscape.legitimacy.push(
        { ...said, kind: 'claimed', wouldCome: null },
        ...answers.map((wouldCome) => ({ ...said, kind: 'attested' as const, wouldCome })),
      )
      return landscapeInput(landscape, { asOf }).legitimacy.map(({ wouldCome, wouldNot }) => [wouldCome, wouldNot])
    }
    for (const answers of [[true], [false], [true, true], [true, false]]) expect(told(...answers)).toEqual([[1, 0]])
    expect(told()).toEqual([[0, 0]])
    expect(told(true, true, true)).toEqual([[3, 0]])
  })

  test('several sides straddle, and a side known to be unknown is no side', () => {
    const landscape = drawn()
    landscape.boundaries.push({ id: 'b', name: 'B', kind: 'other', sides: ['x', 'y'], history: null, stakes: null })
    landscape.standings.push(
      { boundary: 'b', side: 'x', person: 'ana', practice: null },
      { boundary: 'b', side: 'y', person: 'ana', practice: null },
      { boundary: 'b', side: null, person: 'bo', practice: null },
    )
    expect(landscapeInput(landscape, { asOf }).standings).toEqual([
      { boundary: 'b', holder: { person: 'ana' }, sides: ['x', 'y'] },
      { boundary: 'b', holder: { person: 'bo' }, sides: [] },
    ])
  })

  test('E16: people who are hidden or withdrew count, and are not to be invited', () => {
    const landscape = drawn()
    landscape.consents.push(
      { person: 'cy', purpose: 'map', state: 'withdrawn', said: null },
      { person: 'ana', purpose: 'map', state: 'hidden', said: null },
      { person: 'bo', purpose: 'newsletter', state: 'withdrawn', said: null },
    )
    expect(landscapeInput(landscape, { asOf }).notInvitable).toEqual(['ana', 'cy'])
  })

  test('E3: nothing is read about somebody who took back their word on analysis, and they still count as a person', () => {
    const landscape = drawn()
    landscape.ties.push(tie('ana', 'bo'), tie('bo', 'cy', { reportedBy: 'ana' }), tie('bo', 'cy', { strength: 0.75 }))
    landscape.consents.push({ person: 'ana', purpose: 'analysis', state: 'withdrawn', said: null })
    const input = landscapeInput(landscape, { asOf })
    expect(input.ties.map((one) => one.strength)).toEqual([0.75])
    expect(input.people).toHaveLength(3)
    expect(input.notInvitable).toEqual(['ana'])
  })

  test('answers count once given, and only those about ties', () => {
    const landscape = drawn()
    const asked = { about: null, asked: '2027-01-01' }
    landscape.answers.push(
      { person: 'ana', question: 'ties', ...asked, answered: '2027-02-01' },
      { person: 'bo', question: 'ties', ...asked, answered: null },
      { person: 'cy', question: 'spaces', ...asked, answered: '2027-02-01' },
      { person: 'cy', question: 'ties', ...asked, answered: '2027-03-02' },
    )
    expect(landscapeInput(landscape, { asOf }).answers).toEqual([{ person: 'ana', about: null }])
  })

  test('seats are held in spaces that meet, by hosts, members and those who said yes', () => {
    const landscape = drawn()
    const space = { name: 'S', question: '?', why: null, groundRule: 'open' as const }
    landscape.spaces.push({ id: 's', ...space, stage: 'alive' }, { id: 'dream', ...space, stage: 'imagined' })
    landscape.spacePeople.push(
      { space: 's', person: 'ana', role: 'host', state: 'not yet asked' },
      { space: 's', person: 'bo', role: 'invited', state: 'asked' },
      { space: 's', person: 'cy', role: 'invited', state: 'accepted' },
      { space: 'dream', person: 'bo', role: 'host', state: 'accepted' },
    )
    expect(landscapeInput(landscape, { asOf }).spaces).toEqual([{ id: 's', people: ['ana', 'cy'] }])
  })

  test('the team are those conveners who are people of the landscape', () => {
    expect(landscapeInput(drawn(), { asOf, team: ['bo', 'stranger'] }).team).toEqual(['bo'])
  })
})
