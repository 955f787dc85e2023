import { expect, test } from 'vitest'
import { emptyInput } from '../fixtures/four-worlds.ts'
import type { LandscapeInput } from '../network/landscape-input.ts'
import type { Fact } from './fact.ts'
import { BRIDGE_CARRIER, inventedLandscape, membersOf, TRAP } from './invented-landscape.ts'
import type { Opportunity } from './opportunity.ts'
import { card, spotted } from './spotted.fixture.ts'

function factOf<Kind extends Fact['kind']>(one: Opportunity, kind: Kind): Extract<Fact, { kind: Kind }> {
  const found = one.facts.find((fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind)
  if (!found) throw new Error(`No fact ${kind} on ${one.key}`)
  return found
}

const invented = inventedLandscape()
const whole = spotted(invented)

test('a conversation that seems to be missing is found where it was planted, with what both care about and no known tie', () => {
  const found = card(whole, 'missing-conversation:dyers+weavers')
  expect(factOf(found, 'shared-concern')).toEqual({
    kind: 'shared-concern',
    concern: 'water',
    held: [
      { practice: 'dyers', asPractice: false, people: 8 },
      { practice: 'weavers', asPractice: false, people: 9 },
    ],
  })
  expect(factOf(found, 'known-ties')).toMatchObject({ practices: ['dyers', 'weavers'], seen: 0, ratio: 0 })
  expect(factOf(found, 'offer-meets-need')).toEqual({
    kind: 'offer-meets-need',
    concern: 'alum',
    offeredBy: 'weavers',
    soughtBy: 'dyers',
  })
  expect(found.boundary?.id).toBe('river')
})

test('silence of somebody who answered is a no, silence of others is unknown', () => {
  const { saidNo, unknown } = factOf(card(whole, 'missing-conversation:dyers+weavers'), 'known-ties')
  // 8 of 18 weavers and 10 of 14 dyers answered about everybody: only pairs of two silent people are unknown
  expect(unknown).toBe((18 - 8) * (14 - 10))
  expect(saidNo).toBe(18 * 14 - unknown)
})

test('a landscape declared complete has no unknown pairs and asks for no more answers', () => {
  const found = card(spotted({ ...invented, complete: true }), 'missing-conversation:dyers+weavers')
  expect(factOf(found, 'known-ties')).toMatchObject({ unknown: 0, saidNo: 18 * 14 })
  expect(found.sureness.because).toContain('declared-complete')
  expect(found.wouldChange.some((change) => change.kind === 'more-answers')).toBe(false)
})

test('each card says how many of each practice answered, and is thin where few did', () => {
  const found = card(whole, 'unheard-voice:ferry')
  expect(factOf(found, 'answered')).toEqual({ kind: 'answered', practice: 'ferry', answered: 3, people: 15 })
  expect(found.sureness.level).toBe('thin')
  expect(found.doubts).toContain('few-answered')
})

test('a bridge that hangs on one person is found, and the person stands nowhere on the card', () => {
  const found = card(whole, 'fragile-bridge:millers+surveyors')
  const routes = factOf(found, 'routes')
  expect(routes.knownTies).toBe(9)
  expect(routes.direct).toBe(2)
  expect(routes.spreadOver[0]!.people).toBeCloseTo(81 / 65, 6)
  expect(routes.spreadOver[1]!.people).toBeGreaterThan(8)
  expect(JSON.stringify(found)).not.toContain(BRIDGE_CARRIER)
})

test('a voice that is not heard is found, with who reaches it and does not learn from it', () => {
  const found = card(whole, 'unheard-voice:ferry')
  expect(found.between).toEqual(['ferry'])
  expect(factOf(found, 'in-no-space')).toMatchObject({ practice: 'ferry', seats: 0, spaces: 2 })
  expect(factOf(found, 'told-not-heard').by).toEqual(['council'])
  expect(found.invitees.filter((one) => one.practice === 'ferry').length).toBeGreaterThanOrEqual(4)
})

test('practices kept apart are never offered together and their people are never in one room about that matter', {
  timeout: 60_000,
}, () => {
  const [council, smiths] = TRAP.map(membersOf)
  for (const seed of [1, 2, 3]) {
    for (const one of spotted(invented, { seed, limit: 20 }).opportunities) {
      expect(TRAP.every((practice) => one.between.includes(practice))).toBe(false)
      const about = one.facts.flatMap((fact) => (fact.kind === 'shared-concern' ? [fact.concern] : []))
      const people = one.invitees.map((invitee) => invitee.person)
      const both = people.some((id) => council!.includes(id)) && people.some((id) => smiths!.includes(id))
      if (about.length === 0 || about.includes('taxes')) expect(both).toBe(false)
    }
  }
})

test('people kept apart from each other are not invited together', () => {
  const before = card(whole, 'missing-conversation:dyers+weavers').invitees.map((one) => one.person)
  const [one, other] = before as [string, string]
  const kept = { one: { person: one }, other: { person: other }, concern: null }
  const after = spotted({ ...invented, keepApart: [...invented.keepApart, kept] })
  for (const { invitees } of after.opportunities) {
    const people = invitees.map((invitee) => invitee.person)
    expect(people.includes(one) && people.includes(other)).toBe(false)
  }
})

test('whoever may not be invited or named stands on no card', () => {
  const printed = JSON.stringify(whole.opportunities)
  expect(printed).not.toContain('weavers-17')
  expect(printed).not.toContain('dyers-13')
})

test('a practice of fewer than five people is in no total and no card joins it', () => {
  for (const one of whole.opportunities) {
    expect(one.between).not.toContain('pair')
    expect(one.effect!.gainByPractice.map((row) => row.practice)).not.toContain('pair')
  }
  expect(whole.reach!.byPractice.map((row) => row.practice)).not.toContain('pair')
})

test('the composed invitation does better than 95 of 100 groups that could be convened, or the card says that it does not', () => {
  for (const one of whole.opportunities) {
    const { comparators, effect, doubts } = one
    expect(comparators!.beatsLot).toBe(effect!.delta.mean > comparators!.convenable.p95Delta)
    expect(doubts.includes('lot-does-as-well')).toBe(!comparators!.beatsLot)
    expect(comparators!.lot.groups).toBe(40)
    expect(comparators!.nothing).toBe(effect!.before.mean)
  }
  expect(card(whole, 'missing-conversation:dyers+weavers').comparators!.beatsLot).toBe(true)
})

test('where everybody must come, the composed group is no better than the lot and the card says so', () => {
  const six = smallVillage()
  const { size, opportunities } = spotted(six, { size: 1000 })
  const [one] = opportunities
  expect(size).toBe(10)
  expect(one!.invitees.length).toBe(10)
  expect(one!.comparators!.beatsLot).toBe(false)
  expect(one!.doubts).toContain('lot-does-as-well')
})

test('the effect splits exactly, and its interval is that of fresh worlds', () => {
  for (const { effect, profile } of whole.opportunities) {
    expect(effect!.split.in + effect!.split.edge + effect!.split.out).toBeCloseTo(effect!.delta.mean, 9)
    expect(effect!.delta.low).toBeLessThan(effect!.delta.mean)
    expect(profile.delta).toBeCloseTo(effect!.delta.mean, 9)
    expect(effect!.worlds).toBe(120)
  }
})

test('door-openers have a total only from three answers on', () => {
  const dyers = card(whole, 'missing-conversation:dyers+weavers').doors.find((door) => door.practice === 'dyers')!
  expect(dyers.people).toEqual([
    { person: 'dyers-02', onTeam: false, askedAtLeast: 3, claimed: false },
    { person: 'dyers-03', onTeam: false, askedAtLeast: null, claimed: false },
  ])
})

test('hosts are invited first', () => {
  const hosts = card(whole, 'missing-conversation:dyers+weavers').invitees.filter((one) => one.reasons.includes('host'))
  expect(hosts.map((one) => one.person)).toEqual(['dyers-02', 'weavers-01'])
})

test('people stand in the order of their ids, never in an order of merit', () => {
  for (const one of whole.opportunities) {
    for (const people of [one.invitees, one.sureness.askFirst, ...one.doors.map((door) => door.people)]) {
      const ids = people.map((row) => row.person)
      expect(ids).toEqual([...ids].sort())
    }
  }
})

test('limited to a boundary, every card joins practices on different sides of it', () => {
  const north = ['weavers', 'millers', 'ferry', 'smiths']
  const limited = spotted(invented, { boundary: 'river' })
  expect(limited.opportunities.length).toBeGreaterThan(3)
  for (const one of limited.opportunities) {
    expect(one.boundary?.id).toBe('river')
    if (one.between.length < 2) continue
    expect(new Set(one.between.map((practice) => north.includes(practice))).size).toBe(2)
  }
})

test('no two cards are the same idea', () => {
  const keys = whole.opportunities.map((one) => one.key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.length).toBeLessThanOrEqual(10)
  expect(new Set(whole.opportunities.map((one) => one.kind)).size).toBe(5)
})

test('with no ties known no effect is shown and the cards say whom to ask first', () => {
  const result = spotted({ ...invented, ties: [] })
  expect(result.noEffect).toBe('no-ties-known')
  expect(result.reach).toBeNull()
  expect(result.opportunities.length).toBeGreaterThan(0)
  for (const one of result.opportunities) {
    expect(one.noEffect).toBe('no-ties-known')
    expect(one.effect).toBeNull()
    expect(one.comparators).toBeNull()
    expect(one.profile.delta).toBeNull()
    const asked = one.sureness.askFirst.length + one.sureness.askIn.length
    // of two people each is asked alone
    expect(asked > 0).toBe(one.kind !== 'unlikely-pair')
  }
})

/** Two practices of five who hardly know each other, and nobody else. */
function smallVillage(): LandscapeInput {
  const ids = ['a', 'b'].flatMap((side) => [0, 1, 2, 3, 4].map((i) => `${side}${i}`))
  const tie = (from: string, to: string) =>
    ({ from, to, mutual: true, kind: 'talks', strength: 1, freshness: 1, says: 'yes' }) as const
  return {
    ...emptyInput,
    complete: false,
    people: ids.map((id) => ({ id })),
    practices: [{ id: 'a' }, { id: 'b' }],
    memberships: ids.map((person) => ({ person, practice: person[0]!, weight: 1 })),
    ties: [tie('a0', 'a1'), tie('a1', 'a2'), tie('a3', 'a4'), tie('b0', 'b1'), tie('b2', 'b3'), tie('b3', 'b4')],
  }
}
