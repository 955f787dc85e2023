import type { Effect } from '@ecotone/engine/opportunities/effect.ts'
import type { Fact } from '@ecotone/engine/opportunities/fact.ts'
import { type Opportunity, opportunityKinds } from '@ecotone/engine/opportunities/opportunity.ts'
import { describe, expect, test } from 'vitest'
import { languages } from '../../platform/i18n/language.ts'
import { ofHundred } from './effect-words.ts'
import { opportunitySentences } from './opportunity-words.ts'

const called = (id: string) => id[0]!.toUpperCase() + id.slice(1)
const names = { person: called, practice: called, boundary: called, concern: called, space: called }

const ties = {
  kind: 'known-ties',
  practices: ['crew', 'lab'],
  seen: 0,
  expected: 8.4,
  ratio: 0,
  saidNo: 1,
  unknown: 700,
} as const

/** One fact of each kind. */
const facts: Fact[] = [
  {
    kind: 'shared-concern',
    concern: 'closures',
    held: ['crew', 'lab'].map((practice) => ({ practice, asPractice: true, people: 3 })),
  },
  { kind: 'offer-meets-need', concern: 'heat', offeredBy: 'crew', soughtBy: 'lab' },
  { ...ties, practices: ['crew', 'lab'] },
  { kind: 'answered', practice: 'crew', answered: 9, people: 24 },
  {
    kind: 'routes',
    practices: ['crew', 'lab'],
    direct: 1,
    knownTies: 7,
    allWays: 3,
    spreadOver: [{ practice: 'crew', people: 1.3 }],
  },
  { kind: 'way-in', practices: ['crew', 'lab'], by: 'member-of-both', people: ['ana'] },
  { kind: 'way-in', practices: ['crew', 'lab'], by: 'trusted-in-both', people: ['ana', 'bo'] },
  { kind: 'way-in', practices: ['crew', 'lab'], by: 'path', people: ['ana', 'bo', 'cy'] },
  { kind: 'in-no-space', practice: 'crew', seats: 0, expected: 4.2, spaces: 3 },
  { kind: 'in-no-space', practice: 'crew', seats: 1, expected: 4.2, spaces: 3 },
  { kind: 'in-no-space', practice: 'crew', seats: 0, expected: 0, spaces: 0 },
  { kind: 'meet-in-space', practices: ['crew', 'lab'], space: 'breakfast' },
  { kind: 'asked-by-nobody', practice: 'crew' },
  { kind: 'nobody-from-team', practice: 'crew' },
  { kind: 'cut-off', practice: 'crew', tiedTo: [], of: 13 },
  { kind: 'cut-off', practice: 'crew', tiedTo: ['lab', 'school'], of: 13 },
  { kind: 'told-not-heard', practice: 'crew', by: ['lab'] },
  { kind: 'low-reach', practices: ['crew', 'lab'], reach: 0.004, landscape: 0.06 },
  { kind: 'stakes', from: 'crew', to: 'lab', weight: 3 },
  {
    kind: 'across',
    boundary: 'ridge',
    sides: [
      { practice: 'crew', sides: ['cape', 'city'] },
      { practice: 'lab', sides: [] },
    ],
  },
  { kind: 'sides-hardly-tied', boundary: 'ridge', sides: ['cape', 'city'], seen: 3, expected: 40.2 },
  { kind: 'side-in-no-space', boundary: 'ridge', side: 'cape', seats: 0, expected: 6.2, spaces: 2 },
  { kind: 'pair-cares', concerns: ['closures', 'heat'] },
  { kind: 'pair-fits', concerns: ['closures'] },
  { kind: 'seldom-met', oneIn: 200 },
  { kind: 'pair-way-in', steps: 3, hosts: [] },
  { kind: 'pair-way-in', steps: null, hosts: ['ana'] },
  { kind: 'picked-by-lot', among: 12 },
  { kind: 'no-agreement-known', practices: ['crew', 'lab'] },
  { kind: 'stand-ready', boundary: 'ridge', sides: ['cape', 'city'], atLeast: 5 },
  { kind: 'agreed-to-convene', boundary: 'ridge', sides: ['cape', 'city'], people: ['ana'] },
]

const estimate = (mean: number, half = 0) => ({ mean, low: mean - half, high: mean + half })

const effect: Effect = {
  before: estimate(0.041),
  after: estimate(0.071),
  delta: estimate(0.03, 0.02),
  split: { in: 0.01, edge: 0.01, out: 0.01 },
  spillOver: 0.66,
  local: { before: estimate(0.1), after: estimate(0.5) },
  gainByPractice: [],
  dataBand: { low: 0.01, high: 0.04 },
  cannotTell: false,
  worlds: 400,
}

const lot = { groups: 200, size: 12, from: 80, median: 0.06, p95: 0.065, medianDelta: 0.019, p95Delta: 0.024 }

const card: Opportunity = {
  key: 'missing-conversation:crew+lab',
  kind: 'missing-conversation',
  seenBy: 'engine',
  between: ['crew', 'lab'],
  sides: null,
  boundary: null,
  facts,
  sureness: {
    level: 'careful',
    because: ['few-answered', 'unknown-pairs'],
    askFirst: [
      { person: 'graciete', practice: 'crew', because: 'has-not-answered' },
      { person: 'zulmira', practice: 'crew', because: 'trusted-there' },
    ],
    askIn: [],
  },
  effect,
  noEffect: null,
  comparators: { lot, convenable: lot, nothing: 0.041, beatsLot: true, betterThan: 1 },
  doors: [
    {
      practice: 'crew',
      people: [
        { person: 'zulmira', onTeam: false, askedAtLeast: 6, claimed: false },
        { person: 'bo', onTeam: true, askedAtLeast: null, claimed: true },
      ],
      nobodyAsked: false,
      path: ['tom', 'zulmira'],
      teamKnown: false,
    },
    { practice: 'lab', people: [], nobodyAsked: true, path: null, teamKnown: true },
  ],
  invitees: [
    { person: 'zulmira', practice: 'crew', reasons: ['host', 'cares-about-it'] },
    { person: 'noemia', practice: 'lab', reasons: ['seeks-it'] },
  ],
  missing: [
    { kind: 'practice', practice: 'school', because: 'least-reached' },
    { kind: 'side', boundary: 'ridge', side: 'cape' },
    { kind: 'unknown-standing', boundary: 'ridge', people: 2 },
  ],
  asks: { size: 12, gatheringHours: 2, hours: 24, alreadyInSpaces: 1, seats: 2 },
  doubts: ['few-answered', 'no-host-known'],
  wouldChange: [
    { kind: 'one-tie-told', practices: ['crew', 'lab'] },
    { kind: 'more-answers', practice: 'crew', answered: 9, people: 24 },
    { kind: 'not-worth-a-meeting', practices: ['crew', 'lab'] },
  ],
  profile: { need: 1, delta: 0.03, worstStanding: null, care: 0.4, turnoutDelta: null, load: 0, redundancy: 1 },
  order: null,
}

const inEnglish = (more: Partial<Opportunity> = {}) => opportunitySentences({ ...card, ...more }, names, 'en')

describe('a card in words', () => {
  test('tells in a list what is shared and that we know of no one', () => {
    expect(inEnglish()).toMatchObject({
      kind: 'A conversation that seems to be missing',
      who: 'Crew and Lab',
    })
    expect(inEnglish().plain).toContain('Both care about “Closures”.')
  })

  test('says who answered and whom to ask first', () => {
    const { sure } = inEnglish()
    expect(sure.because[0]).toBe('9 of 24 in Crew answered.')
    expect(sure.firstStep).toBe('First step: ask Graciete or Zulmira, “who do you hear it from?”')
  })

  test('tells the effect of a hundred things, with its interval, the lot and nothing', () => {
    const said = inEnglish().effect
    expect(said.line).toBe('Of 100 things learned in one group, about 4 can reach another today, 7 (5 to 9) with this.')
    expect(said.lot).toBe('12 people picked by lot: about 6. Doing nothing: 4.')
    expect(said.where).toBe('Most of the gain goes to people who would not be in the room.')
  })

  test('says "cannot tell" and no number of gain when the interval includes nothing', () => {
    const unsure = { ...effect, delta: estimate(0.01, 0.02), cannotTell: true, spillOver: null }
    const said = inEnglish({ effect: unsure }).effect
    expect(said.line).toContain('we cannot tell')
    expect([said.where, said.line.includes('5')]).toEqual([null, false])
  })

  test('says when people picked by lot would do as well', () => {
    const comparators = { ...card.comparators!, beatsLot: false }
    expect(inEnglish({ comparators }).effect.lot).toContain('do not clearly do better')
  })

  test('shows no effect, and why, where nothing is known', () => {
    const said = inEnglish({ effect: null, noEffect: 'no-ties-known', comparators: null }).effect
    expect(said).toMatchObject({ lot: null, where: null })
    expect(said.line).toContain('Ask first')
  })

  test('names who could open the door, and that nobody was asked elsewhere', () => {
    const [crew, lab] = inEnglish().doors
    expect(crew?.who).toBe(
      'In Crew: Zulmira (most of at least 6 asked would come) and Bo, of the team (too few answers to tell).',
    )
    expect(crew?.how).toEqual([
      'Nobody on the team is known there yet: go with someone who is.',
      'By known steps: Tom › Zulmira.',
    ])
    expect(lab?.who).toBe('In Lab nobody was asked yet for whom they would come.')
  })

  test('does not say that nobody is trusted where those who are may not be named', () => {
    const door = { practice: 'lab', people: [], nobodyAsked: false, path: null, teamKnown: true }
    expect(inEnglish({ doors: [door] }).doors[0]!.who).toBe(
      'In Lab we can name no one for whom most of those asked would come.',
    )
  })

  test('never writes a small chance as nothing', () => {
    const said = [0.004, 0, 0.0004, 0.0096, 0.041].map((chance) => ofHundred(chance, 'en'))
    expect(said).toEqual(['0.4', '0', '0.04', '1', '4'])
  })

  test('names two people by their names, asks each alone, and does not say which of them lacks what', () => {
    const pair = inEnglish({ kind: 'unlikely-pair', facts: facts.filter(({ kind }) => kind.startsWith('pair-')) })
    expect(pair.who).toBe('Zulmira and Noemia')
    expect(pair.sure.firstStep).toContain('ask each of the two alone')
    expect(pair.there).toEqual({
      line: 'The two of them, Zulmira from Crew and Noemia from Lab, and whoever introduces them.',
      people: [],
    })
    expect(pair.plain).toBe(
      'On “Closures”, one of the two has something to offer and the other is looking for it. Both said they care about “Closures” and “Heat”.',
    )
  })

  test('says of two people who sit in one space that they may know each other from there, and not "some of both"', () => {
    const meet = facts.filter(({ kind }) => kind === 'meet-in-space')
    expect(inEnglish({ kind: 'unlikely-pair', facts: meet }).why[0]!.sentence).toBe(
      'Both sit in “Breakfast”: they may know each other from there.',
    )
  })

  test('asks two people for their time, and does not say how often either sits in spaces', () => {
    const asks = { ...card.asks, size: 2, hours: 4, alreadyInSpaces: 1, seats: 3 }
    expect(inEnglish({ kind: 'unlikely-pair', asks }).asks).toEqual([
      '2 hours for each of the two, and some time from whoever introduces them.',
    ])
  })

  test('says "or more" where counting ways between two groups stopped at ten', () => {
    const routes = { ...(facts.find(({ kind }) => kind === 'routes') as Extract<Fact, { kind: 'routes' }>) }
    const said = (allWays: number) => inEnglish({ facts: [{ ...routes, allWays }] }).why[0]!.sentence
    expect(said(9)).toContain('it would take 9 people leaving to end them all')
    expect(said(10)).toContain('it would take ten people leaving, or more, to end them all')
  })

  test('writes as many figures as it takes for an interval not to read as one number', () => {
    const line = (low: number, high: number) =>
      inEnglish({ effect: { ...effect, before: estimate(0.039), delta: { mean: (low + high) / 2, low, high } } }).effect
        .line
    expect(line(0.001, 0.0014)).toContain('4.02 (4.00 to 4.04)')
    expect(line(0.001, 0.003)).toContain('4.1 (4.0 to 4.2)')
    expect(line(0.01, 0.05)).toContain('7 (5 to 9)')
  })

  test('names whole sides with their boundary, and nobody who stands ready', () => {
    const ready = inEnglish({ kind: 'ready-convener', sides: { boundary: 'ridge', sides: ['cape', 'city'] } })
    expect(ready.who).toBe('cape and city (Ridge)')
    expect(ready.why.find(({ fact }) => fact.kind === 'stand-ready')?.sentence).toContain('At least 5 people')
  })

  for (const language of languages) {
    test(`is whole in ${language}: every part of every kind has its words`, () => {
      for (const kind of opportunityKinds) {
        const said = opportunitySentences({ ...card, kind }, names, language)
        expect(said.plain.length).toBeGreaterThan(20)
        expect(said.why).toHaveLength(facts.length - 1)
        for (const { sentence } of said.why) expect(sentence).toMatch(/^\S.*\.$/u)
        const asks = kind === 'unlikely-pair' ? 1 : 2
        expect([said.missing.length, said.asks.length, said.whenNot.length, said.wouldChange.length]).toEqual([
          3,
          asks,
          2,
          3,
        ])
      }
    })
  }

  test('never says "no" or "never" about what people do', () => {
    for (const { sentence } of inEnglish().why) {
      const withoutOurs = sentence.replace(/know of no (one|tie)|There is no space yet/u, '')
      expect(withoutOurs).not.toMatch(/\b(no|never|none|do not|does not)\b/iu)
    }
  })
})
