import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { valuesOf } from '../measure.ts'
import { agreementMeasures } from './agreement-measures.ts'
import { agreementReport, markedStatements, representativeReport, statementTallies } from './agreement-report.ts'
import { gapBetween, groupAgreement } from './group-agreement.ts'
import { isClearerThanChance } from './groups-by-chance.ts'
import { representativeStatements, representing } from './representative.ts'
import { sideGroups, tallyVotes } from './tally.ts'
import { buildVotes, type Says, type Votes, type VotesInput } from './votes.ts'
import { inventedVotes } from './votes-arbitraries.ts'
import { wilson } from './wilson.ts'

const says: Record<string, Says> = { a: 'agree', d: 'disagree', p: 'pass' }

/** Votes from rows such as `east: ad-p`: side and what was said to statements t0, t1, …; `-` is not seen. */
function votesOf(...rows: string[]): VotesInput {
  const read = rows.map((row, i) => {
    const [sides, marks] = row.split(': ') as [string, string]
    return { id: `v${i}`, sides: sides === '' ? [] : sides.split('+'), marks: [...marks] }
  })
  return {
    sides: [...new Set(read.flatMap(({ sides }) => sides))],
    voters: read.map(({ id, sides }) => ({ id, sides })),
    statements: read[0]!.marks.map((_, t) => ({ id: `t${t}` })),
    votes: read.flatMap(({ id, marks }) =>
      marks.flatMap((mark, t) => (mark === '-' ? [] : [{ voter: id, statement: `t${t}`, says: says[mark]! }])),
    ),
  }
}
const times = (count: number, row: string) => Array.from({ length: count }, () => row)
const choice = { by: 'sides', prior: 0.5, seed: 7, most: 5 } as const

afterEach(() => void vi.restoreAllMocks())

describe('agreement of groups', () => {
  const broad = [
    { count: 8, seen: 10 },
    { count: 6, seen: 8 },
    { count: 4, seen: 5 },
  ]
  const oneGroup = [
    { count: 20, seen: 20 },
    { count: 1, seen: 8 },
    { count: 1, seen: 5 },
  ]

  it('gives each group the same word: one large group does not make an agreement', () => {
    expect(groupAgreement(broad, 1)!.geometric).toBeCloseTo(0.7211247851537042, 14)
    expect(groupAgreement(oneGroup, 1)!.geometric).toBeCloseTo(0.3792447013704333, 14)
    expect(groupAgreement(broad, 1)).toMatchObject({ lowest: 0.7, product: expect.closeTo(0.375, 14) })
    // by hand: 8.5/11 · 6.5/9 · 4.5/6
    expect(groupAgreement(broad, 0.5)!.product).toBeCloseTo((8.5 * 6.5 * 4.5) / (11 * 9 * 6), 14)
    expect(groupAgreement(broad, 0.5)!.lowest).toBe(6.5 / 9)
  })

  it('takes no logarithm of the machine, which may differ in its last bit', () => {
    const log = vi.spyOn(Math, 'log')
    const exp = vi.spyOn(Math, 'exp')
    expect(groupAgreement(broad, 0.5)!.geometric).toBeCloseTo(((8.5 * 6.5 * 4.5) / (11 * 9 * 6)) ** (1 / 3), 14)
    expect(log).not.toHaveBeenCalled()
    expect(exp).not.toHaveBeenCalled()
  })

  it('does not shrink with the number of groups, as the product does', () => {
    const same = (count: number) => Array.from({ length: count }, () => ({ count: 7, seen: 10 }))
    expect(groupAgreement(same(6), 0.5)!.geometric).toBeCloseTo(groupAgreement(same(2), 0.5)!.geometric, 14)
    expect(groupAgreement(same(6), 0.5)!.product).toBeLessThan(groupAgreement(same(2), 0.5)!.product / 3)
  })

  it('says one half of a group that saw nothing, and nothing of no group', () => {
    expect(groupAgreement([{ count: 0, seen: 0 }], 0.5)).toEqual({ geometric: 0.5, lowest: 0.5, product: 0.5 })
    expect(groupAgreement([], 0.5)).toBeNull()
    expect(gapBetween([], 0.5)).toBe(0)
    for (const prior of [0, -1, 1e-9, Number.NaN, 11]) expect(() => groupAgreement(broad, prior)).toThrow(BadInput)
  })

  it('lies between the lowest and the highest group, whatever their order', () => {
    const cell = fc
      .integer({ min: 0, max: 50 })
      .chain((seen) => fc.record({ count: fc.integer({ min: 0, max: seen }), seen: fc.constant(seen) }))
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), fc.double({ min: 0.1, max: 3 }), (cells, prior) => {
        const value = groupAgreement(cells, prior)!
        const rates = cells.map(({ count, seen }) => (count + prior) / (seen + 2 * prior))
        expect(value.lowest).toBe(Math.min(...rates))
        expect(value.geometric).toBeGreaterThanOrEqual(value.lowest - 1e-12)
        expect(value.geometric).toBeLessThanOrEqual(Math.max(...rates) + 1e-12)
        expect(groupAgreement([...cells].reverse(), prior)!.geometric).toBeCloseTo(value.geometric, 12)
      }),
      { numRuns: 100, seed: 3 },
    )
  })

  const vectors = '../shared/reference/domain-vectors.json'
  it.skipIf(!existsSync(vectors))(`agrees with the reference vectors (skipped where ${vectors} is absent)`, () => {
    const { consensus } = JSON.parse(readFileSync(vectors, 'utf8'))
    const known = Object.values(consensus as Record<string, { product: number; geometric: number; min: number }>)
    ;[broad, oneGroup].forEach((cells, k) => {
      const { product, geometric, lowest } = groupAgreement(cells, 1)!
      expect(product).toBeCloseTo(known[k]!.product, 14)
      expect(geometric).toBeCloseTo(known[k]!.geometric, 14)
      expect(lowest).toBe(known[k]!.min)
    })
  })

  it('measures a gap of 1 between all for and all against, less where people pass', () => {
    const all = (agree: number, disagree: number) => ({ agree, disagree, seen: 1000 })
    expect(gapBetween([all(1000, 0), all(0, 1000)], 0.5)).toBeCloseTo(1, 2)
    expect(gapBetween([all(1000, 0), all(0, 0)], 0.5)).toBeCloseTo(0.5, 2)
    expect(gapBetween([all(600, 200), all(600, 200)], 0.5)).toBe(0)
  })
})

describe('intervals', () => {
  it('are those of Wilson, honest at small numbers', () => {
    // 8 of 10: a value found in tables, .4902 to .9433
    expect(wilson(8, 10).low).toBeCloseTo(0.4902, 4)
    expect(wilson(8, 10).high).toBeCloseTo(0.9433, 4)
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
    expect(wilson(0, 5).low).toBe(0)
    expect(wilson(5, 5).high).toBe(1)
    expect(wilson(5, 5).low).toBeCloseTo(1 - wilson(0, 5).high, 14)
  })
})

describe('representative statements', () => {
  const votes = buildVotes(votesOf(...times(10, 'east: aad'), ...times(10, 'west: dad'), ...times(2, ': ppp')))
  const tally = tallyVotes(votes, sideGroups(votes))

  it('are those a group says more than half and more than the others do, worked out by hand', () => {
    const value = representing(tally, 0, 0, 'agree')
    expect(value.rate).toBeCloseTo(11 / 12, 14)
    expect(value.ratio).toBeCloseTo(11, 13)
    expect(value.test).toBeCloseTo(2 * Math.sqrt(11) * 0.5, 14)
    // (1 − 1/11) / √(12/22 · 10/22 · 2/11)
    expect(value.ratioTest).toBeCloseTo(10 / 11 / Math.sqrt(((12 / 22) * (10 / 22) * 2) / 11), 13)
    expect(representativeStatements(tally, 0, 5).map(({ statement, says }) => [statement, says])).toEqual([
      [0, 'agree'],
    ])
    expect(representativeStatements(tally, 1, 5).map(({ statement, says }) => [statement, says])).toEqual([
      [0, 'disagree'],
    ])
  })

  it('say nothing where all say the same', () => {
    expect(representing(tally, 0, 1, 'agree').ratioTest).toBe(0)
    expect(representativeStatements(tally, 0, 5).some(({ statement }) => statement !== 0)).toBe(false)
  })

  it('are set beside what the others said, and straddlers are not their own others', () => {
    const straddling = buildVotes(votesOf(...times(6, 'east: a'), ...times(6, 'west: d'), ...times(4, 'east+west: a')))
    const counted = tallyVotes(straddling, sideGroups(straddling))
    expect(Array.from(counted.seen)).toEqual([10, 10, 16, 16])
    // east: 10 of 10 agree; the others are the 6 who stand on west alone
    expect(representing(counted, 0, 0, 'agree').ratio).toBeCloseTo(11 / 12 / (1 / 8), 13)
  })
})

describe('what is shown', () => {
  it('leaves out sides of fewer than five people, and whatever would give them away', () => {
    const three = votesOf(
      ...times(9, 'east: aa'),
      ...times(8, 'west: da'),
      ...times(7, 'north: aa'),
      ...times(3, 'south: da'),
    )
    const told = statementTallies(buildVotes(three))
    const shown = told.sides.map(({ side, people }) => [side, people])
    expect(shown).toEqual([
      ['east', 9],
      ['north', 7],
      ['south', null],
      ['west', 8],
    ])
    // without north, too, nobody can take the shown sides from the 27 in all and be left with the three
    const cells = told.statements[0]!.sides.map((cell) => cell?.seen ?? null)
    expect([told.statements[0]!.all!.seen, ...cells]).toEqual([27, 9, null, null, 8])
  })

  it('shows all where five or more are left over, of all and of those who stand somewhere', () => {
    const cells = (...rows: string[]) =>
      statementTallies(buildVotes(votesOf(...rows))).statements[0]!.sides.map((cell) => cell?.seen ?? null)
    const large = [...times(9, 'east: a'), ...times(8, 'west: d')]
    expect(cells(...large, ...times(3, 'south: d'), ...times(3, 'north: d'))).toEqual([9, null, null, 8])
    // two who stand nowhere hide nobody: a sum over all sides would leave the three of the south
    expect(cells(...large, ...times(3, 'south: d'), ...times(2, ': a'))).toEqual([9, null, null])
    expect(cells(...large, ...times(2, ': a'))).toEqual([9, null])
    expect(cells(...large, ...times(5, ': a'))).toEqual([9, 8])
  })

  it('shows nothing that fewer than five voted on', () => {
    const told = statementTallies(buildVotes(votesOf('east: a-', 'east: a-', 'east: aa', 'east: da')))
    expect(told.statements.map(({ all }) => all)).toEqual([null, null])
  })

  it('never lets the cells of an invented conversation give a group under five away', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
        (seed, camps) => {
          const votes = buildVotes(inventedVotes({ seed, camps, statements: 6, seen: 0.7, noise: 0.2 }))
          for (const { all, sides } of statementTallies(votes).statements) {
            const seen = sides.map((cell) => cell?.seen ?? 0)
            for (const count of seen) expect(count === 0 || count >= 5).toBe(true)
            const rest = (all?.seen ?? 0) - seen.reduce((a, b) => a + b, 0)
            if (seen.some((count) => count > 0)) expect(rest === 0 || rest >= 5).toBe(true)
          }
        },
      ),
      { numRuns: 60, seed: 5 },
    )
  })
})

describe('reports', () => {
  const votes = buildVotes(votesOf(...times(12, 'east: aapd'), ...times(8, 'west: dapa'), ...times(4, 'west: aada')))

  it('tell what all groups share and what divides them', () => {
    const told = markedStatements(votes, choice)
    expect(told.cannotSay).toBeNull()
    expect(told.shared.map(({ statement, says }) => [statement, says])).toEqual([['t1', 'agree']])
    expect(told.shared[0]!.lowest).toBeCloseTo(12.5 / 13, 14)
    // t3: 12 against, 12 for; t0: 12 for against 4 for and 8 against; t2: passing against some disagreement
    expect(told.divisive.map(({ statement }) => statement)).toEqual(['t3', 't0', 't2'])
    expect(told.divisive[0]!.value).toBeCloseTo(12 / 13, 14)
    expect(markedStatements(votes, { ...choice, most: 1 }).divisive).toHaveLength(1)
  })

  it('stand with their intervals and with how many are missing', () => {
    const { groups, statements } = agreementReport(votes, choice)
    expect(groups).toEqual([
      { side: 'east', people: 12 },
      { side: 'west', people: 12 },
    ])
    const [first] = statements
    expect(first!.groups[1]).toMatchObject({ seen: 12, agree: 4, disagree: 8, pass: 0, agreeBetween: wilson(4, 12) })
    expect(first!.missing).toBe(0)
    expect(first!.agree!.lowest).toBeCloseTo(4.5 / 13, 14)
  })

  it('leave out a statement that fewer than two groups voted on', () => {
    const half = buildVotes(votesOf(...times(6, 'east: aa'), ...times(6, 'west: a-')))
    const [both, one] = agreementReport(half, choice).statements
    expect([both!.missing, one!.missing]).toEqual([0, 1])
    expect([one!.agree, one!.disagree, one!.gap]).toEqual([null, null, null])
    expect(markedStatements(half, choice).shared.map(({ statement }) => statement)).toEqual(['t0'])
  })

  it('say why they cannot tell', () => {
    const nothing = buildVotes({ sides: [], voters: [], statements: [], votes: [] })
    expect(agreementReport(nothing, choice)).toEqual({
      cannotSay: 'no sides',
      groups: [],
      byChance: null,
      statements: [],
    })
    expect(representativeReport(nothing, { ...choice, by: 'found' }).cannotSay).toBe('too few voters')
    const alone = buildVotes(votesOf(...times(9, 'east: a'), ...times(2, 'west: a')))
    expect(agreementReport(alone, choice).cannotSay).toBe('fewer than two groups of five')
    expect(statementTallies(nothing)).toEqual({ sides: [], statements: [] })
  })

  /** Everybody votes by the toss of a coin. */
  const noise = (seed: number) =>
    buildVotes(inventedVotes({ seed, camps: [60], statements: 12, seen: 0.9, noise: 0.5 }))
  const camps = buildVotes(inventedVotes({ seed: 3, camps: [25, 15], statements: 20, seen: 0.9, noise: 0.05 }))

  it('say of found groups that they are no clearer than chance, where votes are noise, and nothing else', () => {
    for (const seed of [1, 2, 3]) {
      const found = { ...choice, by: 'found' as const }
      const told = agreementReport(noise(seed), found)
      expect(told).toMatchObject({ cannotSay: 'no clearer than chance', groups: [], statements: [] })
      expect(told.byChance!.share).toBeGreaterThan(0)
      if (seed > 1) continue
      const marked = markedStatements(noise(seed), found)
      expect(marked).toMatchObject({ cannotSay: 'no clearer than chance', shared: [], divisive: [] })
      expect(representativeReport(noise(seed), found)).toMatchObject({ cannotSay: marked.cannotSay, groups: [] })
    }
    const told = agreementReport(camps, { ...choice, by: 'found' })
    expect(told).toMatchObject({ cannotSay: null, byChance: { share: 0, shuffles: 19 } })
    expect(told.groups.map(({ people }) => people)).toEqual([25, 15])
    expect(representativeReport(camps, { ...choice, by: 'found' }).groups[0]!.statements.length).toBeGreaterThan(0)
  })

  it('count one shuffle as clear in nineteen as too many, and one in thirty-nine as few', () => {
    const clear = (share: number, shuffles: number) => isClearerThanChance({ share, shuffles, median: null })
    expect([clear(0, 19), clear(1 / 19, 19), clear(0, 20)]).toEqual([true, false, true])
    expect([clear(1 / 39, 39), clear(2 / 39, 39), clear(4 / 99, 99), clear(5 / 99, 99)]).toEqual([
      true,
      false,
      true,
      false,
    ])
  })

  it('refuse a grouping that is none, lists of no length and votes that cannot be, in every measure', () => {
    const wrong = (more: object) => () => markedStatements(camps, { ...choice, ...more })
    expect(wrong({ by: 'side' })).toThrow('by is "side": give sides or found')
    for (const most of [-1, 0, 0.5, Number.NaN]) {
      expect(wrong({ most })).toThrow(BadInput)
      expect(() => representativeReport(camps, { ...choice, most })).toThrow('most is')
    }
    for (const shuffles of [0, 18, 1001, Number.NaN]) expect(wrong({ shuffles })).toThrow('shuffles is')
    expect(wrong({ seed: 0.5 })).toThrow('seed')
    expect(wrong({ prior: 11 })).toThrow('prior')
    const { ids, start, says: said, statement } = camps
    const broken: unknown[] = [
      ...[null, undefined, {}, [], 'votes', { ...camps, ids: null }, { ...camps, ids: { ...ids, sides: 'a' } }],
      ...[
        { ...camps, voters: 3 },
        { ...camps, voters: Number.NaN },
        { ...camps, start: Array.from(start) },
      ],
      ...[
        { ...camps, says: said.slice(1) },
        { ...camps, says: said.map((one, k) => (k === 4 ? 2 : one)) },
      ],
      ...[
        { ...camps, start: start.map((at, i) => (i === 3 ? 0 : at)) },
        { ...camps, start: start.map((at) => at + 1) },
      ],
      ...[
        { ...camps, statement: statement.map((at) => at + 1) },
        { ...camps, statement: statement.toReversed() },
      ],
    ]
    for (const votes of broken) {
      for (const measure of agreementMeasures) {
        expect(() => measure.run(votes as Votes, valuesOf(measure) as never)).toThrow(BadInput)
      }
    }
    const tables = { sides: [], voters: [], statements: [], votes: [] }
    for (const input of [
      null,
      {},
      { ...tables, votes: {} },
      { ...tables, voters: [null] },
      { ...tables, voters: [{}] },
    ]) {
      // what a program without types may hand over
      expect(() => buildVotes(input as unknown as VotesInput)).toThrow(BadInput)
    }
  })

  it('name the statements that stand for a side, and stay silent where the others are fewer than five', () => {
    const { groups } = representativeReport(votes, choice)
    expect(
      groups.map(({ side, statements }) => [side, statements.map(({ statement, says }) => `${statement} ${says}`)]),
    ).toEqual([
      ['east', ['t3 disagree', 't0 agree']],
      ['west', ['t3 agree', 't0 disagree']],
    ])
    expect(groups[0]!.statements[0]!.cell.disagree).toBe(12)
    const lone = buildVotes(votesOf(...times(12, 'east: a'), ...times(2, 'west: d'), ...times(5, ': a')))
    expect(representativeReport(lone, choice).groups.every(({ statements }) => statements.length === 0)).toBe(true)
  })

  it('are the same whatever order sides, statements, voters and votes come in', () => {
    const input = inventedVotes({ seed: 4, camps: [14, 13, 6], statements: 9, seen: 0.8, noise: 0.15 })
    const turned = {
      sides: input.sides.toReversed(),
      statements: input.statements.toReversed(),
      voters: input.voters.toReversed(),
      votes: input.votes.toReversed(),
    }
    for (const each of agreementMeasures) {
      for (const by of Object.hasOwn(each.parameters, 'by') ? ['sides', 'found'] : [undefined]) {
        const values = valuesOf(each, by ? { by } : {}) as never
        expect(each.run(buildVotes(turned), values)).toEqual(each.run(buildVotes(input), values))
      }
    }
  })
})

describe('votes', () => {
  const sound = votesOf('east: ad', 'west: -p')

  it('are numbered by the ids of their statements and sides', () => {
    const votes = buildVotes(sound)
    expect(votes.ids).toEqual({ statements: ['t0', 't1'], sides: ['east', 'west'] })
    expect([Array.from(votes.start), Array.from(votes.statement), Array.from(votes.says)]).toEqual([
      [0, 2, 3],
      [0, 1, 1],
      [1, -1, 0],
    ])
  })

  it.each([
    [{ votes: [...sound.votes, sound.votes[0]!] }, 'votes[3] is "v0 on t0": it comes twice'],
    [{ votes: [{ ...sound.votes[0]!, says: 'perhaps' as Says }] }, 'votes[0].says is "perhaps": give agree'],
    [{ votes: [{ ...sound.votes[0]!, voter: 'x' }] }, 'votes[0].voter is "x": there is no voter'],
    [{ votes: [{ ...sound.votes[0]!, statement: 'x' }] }, 'votes[0].statement is "x": there is no statement'],
    [{ voters: [...sound.voters, { id: 'v0', sides: [] }] }, 'voters[2].id is "v0": it comes twice'],
    [{ voters: [...sound.voters, { id: 'v9', sides: ['up'] }] }, 'voters[2].sides is "up": there is no side'],
    [{ statements: [...sound.statements, { id: 't1' }] }, 'statements is "t1": it comes twice'],
    [{ sides: ['east', 'west', 'east'] }, 'sides is "east": it comes twice'],
  ])('that are wrong are refused by the place where they are: %o', (wrong, words) => {
    expect(() => buildVotes({ ...sound, ...wrong })).toThrow(words)
    expect(() => buildVotes({ ...sound, ...wrong })).toThrow(BadInput)
  })
})
