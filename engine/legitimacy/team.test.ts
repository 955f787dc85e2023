import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { sequence, streamKey } from '../chance.ts'
import { isStopped } from '../control.ts'
import { bestTeam, MOST_EXACT } from './best-team.ts'
import { type CallChances, type CoverageForm, callChances, coverageForms } from './call-chances.ts'
import { smallestTeam } from './smallest-team.ts'
import { bridgeStanding, teamBridge, teamCoverage } from './team-coverage.ts'

/** Five candidates p to t and practices A to D, D counting twice: the case worked out in the definitions. */
const known = {
  p: [0.9, 0.3, 0, 0],
  q: [0.2, 0.8, 0.6, 0],
  r: [0, 0, 0.5, 0.7],
  s: [0.6, 0.6, 0.1, 0.1],
  t: [0, 0.2, 0.8, 0.2],
}
const calls = dense(Object.values(known), [1, 1, 1, 2])
const [p, q, r, s] = [0, 1, 2, 3]

function dense(rows: readonly (readonly number[])[], stake?: number[]): CallChances {
  const practices = rows[0]?.length ?? 0
  const cells = rows.flatMap((row, candidate) => row.map((chance, practice) => ({ candidate, practice, chance })))
  const kept = cells.filter(({ chance }) => chance > 0)
  return callChances({
    candidates: rows.length,
    practices,
    candidate: kept.map((cell) => cell.candidate),
    practice: kept.map((cell) => cell.practice),
    chance: kept.map((cell) => cell.chance),
    stake,
    asked: Array(practices).fill(1),
  })
}

/** Chances of a small random landscape; rounded, so that equals happen. */
function invented(seed: number, candidates: number, practices: number): CallChances {
  const next = sequence(streamKey(seed, 'team test'))
  const rows = Array.from({ length: candidates }, () =>
    Array.from({ length: practices }, () => (next() < 0.5 ? Math.ceil(next() * 9) / 10 : 0)),
  )
  return dense(
    rows,
    Array.from({ length: practices }, () => Math.ceil(next() * 3)),
  )
}

function teamsOf(candidates: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]]
  return Array.from({ length: candidates - from }, (_, k) => from + k).flatMap((c) =>
    teamsOf(candidates, size - 1, c + 1).map((team) => [c, ...team]),
  )
}

/** Each person of Zachary's karate club as a caller whom they and all they are tied to would follow. */
function karateClub(): CallChances {
  const ties =
    '0-1 0-2 0-3 0-4 0-5 0-6 0-7 0-8 0-10 0-11 0-12 0-13 0-17 0-19 0-21 0-31 1-2 1-3 1-7 1-13 1-17 1-19 1-21 1-30 2-3 2-7 2-8 2-9 2-13 2-27 2-28 2-32 3-7 3-12 3-13 4-6 4-10 5-6 5-10 5-16 6-16 8-30 8-32 8-33 9-33 13-33 14-32 14-33 15-32 15-33 18-32 18-33 19-33 20-32 20-33 22-32 22-33 23-25 23-27 23-29 23-32 23-33 24-25 24-27 24-31 25-31 26-29 26-33 27-33 28-31 28-33 29-32 29-33 30-32 30-33 31-32 31-33 32-33'
  const rows = Array.from({ length: 34 }, (_, i) => Array.from({ length: 34 }, (_, j) => Number(i === j)))
  for (const [i, j] of ties.split(' ').map((pair) => pair.split('-').map(Number) as [number, number])) {
    rows[i]![j] = 1
    rows[j]![i] = 1
  }
  return dense(rows)
}

describe('what a team covers', () => {
  it('is worked out as in the definitions', () => {
    const greedy = teamCoverage(calls, [r, s, q])
    expect(greedy.whole).toBeCloseTo(0.776, 12)
    const expected = [0.68, 0.92, 0.82, 0.73]
    for (const g of [0, 1, 2, 3]) expect(greedy.covered[g]).toBeCloseTo(expected[g]!, 12)
    expect(greedy.worst).toEqual({ practice: 0, covered: greedy.covered[0] })
    expect([...greedy.holders]).toEqual([1, 2, 2, 1])
    expect(greedy.unasked).toBe(0)
    expect(teamCoverage(calls, [p, q, r]).whole).toBeCloseTo(0.796, 12)
  })

  it('takes the best single chance when cautious, and counts who reaches θ when only yes or no counts', () => {
    const cautious = teamCoverage(calls, [s, q, r], 'cautious')
    expect([...cautious.covered]).toEqual([0.6, 0.8, 0.6, 0.7])
    expect(cautious.whole).toBeCloseTo((0.6 + 0.8 + 0.6 + 1.4) / 5, 12)
    expect([...teamCoverage(calls, [r, q], 'yes-or-no', 0.7).covered]).toEqual([0, 1, 0, 1])
    expect([...teamCoverage(calls, [r, q], 'yes-or-no', 0.7).holders]).toEqual([0, 1, 0, 1])
  })

  it('says that nobody was asked instead of 0, and leaves that practice out of the mean', () => {
    const half = callChances({
      candidates: 2,
      practices: 3,
      candidate: [0, 1],
      practice: [0, 1],
      chance: [0.5, 0.25],
      stake: [1, 1, 2],
    })
    const found = teamCoverage(half, [0])
    expect([...found.covered]).toEqual([0.5, 0, Number.NaN])
    expect(found.whole).toBe(0.25)
    expect(found.unasked).toBe(0.5)
    expect(found.worst).toEqual({ practice: 1, covered: 0 })
    const nobody = teamCoverage(dense([]), [])
    expect([nobody.whole, nobody.worst, nobody.unasked]).toEqual([null, null, 0])
    const none = callChances({ candidates: 1, practices: 2, candidate: [], practice: [], chance: [] })
    expect(teamCoverage(none, [0])).toMatchObject({ whole: null, worst: null, unasked: 1 })
  })

  it('never falls when somebody joins, and depends neither on order nor on numbering', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.constantFrom(...coverageForms), (seed, form) => {
        const some = invented(seed, 6, 4)
        const before = teamCoverage(some, [1, 4], form).whole!
        expect(teamCoverage(some, [4, 1, 2], form).whole!).toBeGreaterThanOrEqual(before - 1e-12)
        expect(teamCoverage(some, [4, 1], form)).toEqual(teamCoverage(some, [1, 4], form))
        const order = [3, 0, 5, 1, 4, 2]
        const columns = { candidate: [] as number[], practice: [] as number[], chance: [] as number[] }
        for (let c = 5; c >= 0; c--) {
          for (let at = some.start[c]!; at < some.start[c + 1]!; at++) {
            columns.candidate.push(order[c]!)
            columns.practice.push(some.practice[at]!)
            columns.chance.push(some.chance[at]!)
          }
        }
        const turned = callChances({ ...columns, candidates: 6, practices: 4, stake: some.stake, asked: some.asked })
        expect(teamCoverage(turned, [order[1]!, order[4]!], form).whole!).toBeCloseTo(before, 12)
      }),
      { numRuns: 60, seed: 2 },
    )
  })

  it('bridges two practices by somebody trusted in both, and by two who trust each other', () => {
    const pairs = Object.fromEntries(bridgeStanding(calls, [r, s, q]).map((b) => [`${b.one}${b.other}`, b.chance]))
    expect(pairs).toEqual({ '01': 0.6, '02': 0.2, '03': 0.1, '12': 0.6, '13': 0.1, '23': 0.5 })
    const alone = teamBridge(calls, [r], () => 1)
    expect(alone).toEqual([{ one: 2, other: 3, chance: 0.35 }])
    const tied = teamBridge(calls, [p, r], (one, other) => (one + other === 2 ? 0.5 : 0))
    expect(tied.find((b) => b.one === 0 && b.other === 3)!.chance).toBeCloseTo(0.9 * 0.7 * 0.5, 12)
    expect(tied.find((b) => b.one === 0 && b.other === 1)!.chance).toBeCloseTo(0.27, 12)
    expect(teamBridge(calls, [p, r], () => 0).map((b) => [b.one, b.other])).toEqual([
      [0, 1],
      [2, 3],
    ])
    expect(() => teamBridge(calls, [p, r], () => 2)).toThrow(BadInput)
  })

  it('refuses what cannot be', () => {
    expect(() => teamCoverage(calls, [9])).toThrow('member of the team is 9')
    expect(() => teamCoverage(calls, [1, 1])).toThrow('once')
    expect(() => teamCoverage(calls, [1], 'product', 1.5)).toThrow('theta')
    const columns = { candidates: 2, practices: 2, candidate: [0, 1], practice: [1, 1], chance: [0.5, 0.5] }
    expect(() => callChances({ ...columns, chance: [0.5, Number.NaN] })).toThrow('chance[1] is NaN')
    expect(() => callChances({ ...columns, chance: [0.5, 1.01] })).toThrow(BadInput)
    expect(() => callChances({ ...columns, chance: [0.5] })).toThrow('length of chance')
    expect(() => callChances({ ...columns, candidate: [0, 2] })).toThrow('candidate[1] is 2')
    expect(() => callChances({ ...columns, candidate: [0, 0] })).toThrow('already')
    expect(() => callChances({ ...columns, practice: [-1, 0] })).toThrow('practice[0]')
    expect(() => callChances({ ...columns, stake: [1] })).toThrow('length of stake')
    expect(() => callChances({ ...columns, stake: [1, -1] })).toThrow('stake[1]')
    expect(() => callChances({ ...columns, asked: [1] })).toThrow('length of asked')
    expect(() => callChances({ ...columns, candidates: 2 ** 31 })).toThrow('candidates')
    for (const wrong of [null, '.5', true, undefined]) {
      expect(() => callChances({ ...columns, chance: [0.5, wrong as unknown as number] })).toThrow('chance[1] is')
      expect(() => callChances({ ...columns, stake: [1, wrong as unknown as number] })).toThrow('stake[1] is')
    }
    for (const nothing of [null, undefined, {}, { ...columns, practice: null }]) {
      expect(() => callChances(nothing as unknown as typeof columns)).toThrow(BadInput)
    }
    expect(() => teamCoverage(calls, [1], 'prod' as CoverageForm)).toThrow('form is "prod": give one of product')
    expect(() => teamCoverage(calls, undefined as unknown as number[])).toThrow('team is undefined')
  })
})

describe('the best team', () => {
  it('is found where greedy choice falls short', () => {
    const found = bestTeam(calls, 3)
    expect(found.team).toEqual([p, q, r])
    expect(found.whole).toBeCloseTo(0.796, 12)
    expect(found).toMatchObject({ bound: found.whole, proven: true })
    expect(bestTeam(calls, 0)).toMatchObject({ team: [], whole: 0 })
    expect(bestTeam(calls, 5).team).toEqual([0, 1, 2, 3, 4])
  })

  it('is the best and first of all teams, tried one by one', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(4), fc.constantFrom(...coverageForms), (seed, size, form) => {
        const some = invented(seed, 9, 5)
        const already = Float64Array.from({ length: 5 }, (_, g) => (seed % 2 ? 0 : g % 2))
        const worth = (team: number[]) => {
          const chances = team.map((c) => teamCoverage(some, [c], form, 0.6).covered)
          const covered = Array.from(already, (base, g) =>
            form === 'product'
              ? 1 - chances.reduce((missed, one) => missed * (1 - one[g]!), 1 - base)
              : Math.max(base, ...chances.map((one) => one[g]!)),
          )
          const total = some.stake.reduce((sum, one) => sum + one, 0)
          return covered.reduce((sum, one, g) => sum + one * some.stake[g]!, 0) / total
        }
        const teams = teamsOf(9, size)
        const most = Math.max(...teams.map(worth))
        const first = teams.find((team) => worth(team) > most - 1e-12)!
        const found = bestTeam(some, size, { form, theta: 0.6, already })
        expect(found.whole).toBeCloseTo(most, 12)
        expect(found.team).toEqual(first)
      }),
      { numRuns: 120, seed: 3 },
    )
  })

  it('above 25 candidates stays between what it found and a bound that no team beats', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.constantFrom(...coverageForms), (seed, form) => {
        const some = invented(seed, MOST_EXACT + 1, 7)
        const found = bestTeam(some, 3, { form })
        const most = Math.max(...teamsOf(MOST_EXACT + 1, 3).map((team) => teamCoverage(some, team, form).whole!))
        expect(found.whole).toBeCloseTo(teamCoverage(some, found.team, form).whole!, 12)
        expect(found.whole!).toBeGreaterThanOrEqual((1 - 1 / Math.E) * most)
        expect(found.whole!).toBeLessThanOrEqual(most + 1e-12)
        expect(found.bound!).toBeGreaterThanOrEqual(most - 1e-12)
        if (found.proven) expect(found.whole).toBeCloseTo(most, 10)
      }),
      { numRuns: 6, seed: 4 },
    )
  })

  it('covers as much of the karate club as every set of people tried, and proves it where the bound allows', () => {
    const club = karateClub()
    const covered = [18, 31, 33, 34]
    for (const [at, people] of covered.entries()) {
      const found = bestTeam(club, at + 1, { form: 'yes-or-no' })
      expect(Math.round(found.whole! * 34)).toBe(people)
      expect(found.bound! * 34).toBeGreaterThanOrEqual(people - 1e-9)
    }
    expect(bestTeam(club, 4, { form: 'yes-or-no' }).proven).toBe(true)
    expect(smallestTeam(club, 1)).toMatchObject({ cost: 4 })
  })

  const oracle = '../shared/oracles/ic_and_coverage.json'
  it.skipIf(!existsSync(oracle))(
    `agrees with the oracle that tried all sets (skipped where ${oracle} is absent)`,
    () => {
      const { karate_max_coverage_closed_neighbourhood_exact: exact } = JSON.parse(readFileSync(oracle, 'utf8'))
      for (const [size, people] of Object.entries(exact)) {
        expect(bestTeam(karateClub(), Number(size), { form: 'yes-or-no' }).whole! * 34).toBeCloseTo(
          people as number,
          10,
        )
      }
    },
  )

  const vectors = '../shared/reference/domain-vectors.json'
  it.skipIf(!existsSync(vectors))(`agrees with the reference vectors (skipped where ${vectors} is absent)`, () => {
    const { legit } = JSON.parse(readFileSync(vectors, 'utf8'))
    const names = Object.keys(legit.legitimacy)
    const sides = Object.keys(legit.weights)
    const rows = names.map((name) => sides.map((side) => legit.legitimacy[name][side] as number))
    const given = dense(rows, Object.values(legit.weights))
    const found = bestTeam(given, 3)
    expect(found.team.map((c) => names[c])).toEqual(legit.best3)
    expect(found.whole).toBeCloseTo(legit.C_best, 12)
    const greedy = legit.greedy.map((name: string) => names.indexOf(name))
    const covered = teamCoverage(given, greedy)
    expect(covered.whole).toBeCloseTo(legit.C_greedy, 12)
    for (const [g, side] of sides.entries()) {
      expect(covered.covered[g]).toBeCloseTo(legit.cov_greedy[side], 12)
      expect(covered.holders[g]).toBe(legit.single_points[side].length)
    }
    const bridged = bridgeStanding(given, greedy).map((b) => [sides[b.one]! + sides[b.other]!, b.chance])
    expect(Object.fromEntries(bridged)).toEqual(legit.bridging)
    expect([smallestTeam(given).team.map((c) => names[c])]).toEqual(legit['min_set_cover_theta_.5'])
  })

  it('goes on from what a team covers, where nobody can be told to cover a practice in which nobody was asked', () => {
    const half = callChances({
      candidates: 2,
      practices: 2,
      candidate: [0, 1],
      practice: [0, 0],
      chance: [0.4, 0.6],
      asked: [1, 0],
    })
    const { covered } = teamCoverage(half, [1])
    expect([...covered]).toEqual([0.6, Number.NaN])
    expect(bestTeam(half, 1, { already: covered })).toMatchObject({ team: [1], whole: expect.closeTo(0.84, 12) })
  })

  it('gives the first candidates when nobody was asked anywhere', () => {
    const none = callChances({ candidates: 3, practices: 2, candidate: [], practice: [], chance: [] })
    expect(bestTeam(none, 2)).toEqual({ team: [0, 1], whole: null, bound: null, proven: true })
  })

  it('stops when asked to, large or small, and refuses what cannot be', () => {
    const stop = { shouldStop: () => true }
    for (const run of [
      () => bestTeam(invented(1, 40, 6), 3, {}, stop),
      () => bestTeam(calls, 3, {}, stop),
      () => smallestTeam(calls, 0.5, undefined, stop),
    ]) {
      let thrown: unknown
      try {
        run()
      } catch (error) {
        thrown = error
      }
      expect(isStopped(thrown)).toBe(true)
    }
    expect(() => bestTeam(calls, 6)).toThrow('size of the team is 6')
    expect(() => bestTeam(calls, 1, { theta: -1 })).toThrow('theta')
    expect(() => bestTeam(calls, 1, { already: [0] })).toThrow('length of already')
    expect(() => bestTeam(calls, 1, { form: 'prod' as CoverageForm })).toThrow('form is "prod"')
    for (const wrong of [Number.NaN, 5, -3, '0.5', null]) {
      const already = [0, wrong as number, 0, 0]
      expect(() => bestTeam(calls, 1, { already })).toThrow('already[1] is')
    }
    expect(() => bestTeam(calls, 1, { already: {} as number[] })).toThrow('already is')
  })
})

describe('the smallest team', () => {
  it('reaches every practice that anybody reaches', () => {
    expect(smallestTeam(calls)).toEqual({
      team: [r, s],
      cost: 2,
      bound: 2,
      proven: true,
      outOfReach: [],
      unasked: [],
    })
    expect(smallestTeam(calls, 0.75)).toMatchObject({ team: [0, 1, 4], outOfReach: [3] })
    expect(smallestTeam(calls, 0.5, [1, 1, 5, 1, 1])).toMatchObject({ team: [2, 3], cost: 6 })
  })

  it('is the cheapest and first of all teams, tried one by one', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.boolean(), (seed, priced) => {
        const some = invented(seed, 8, 6)
        const cost = Array.from({ length: 8 }, (_, c) => (priced ? 1 + ((seed + 3 * c) % 4) : 1))
        const found = smallestTeam(some, 0.6, priced ? cost : undefined)
        const all = [...Array(9).keys()].flatMap((size) => teamsOf(8, size))
        const reached = (team: number[]) => teamCoverage(some, team, 'yes-or-no', 0.6).covered.filter(Boolean).length
        const need = reached([0, 1, 2, 3, 4, 5, 6, 7])
        const price = (team: number[]) => team.reduce((sum, c) => sum + cost[c]!, 0)
        const least = Math.min(...all.filter((team) => reached(team) === need).map(price))
        expect(found.cost).toBe(least)
        expect(price(found.team)).toBe(least)
        expect(reached(found.team)).toBe(need)
      }),
      { numRuns: 60, seed: 5 },
    )
  })

  it('above 25 candidates reaches everywhere, and no team is cheaper than its bound', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const small = invented(seed, 9, 7)
        // the same nine, and twenty who reach nowhere: what is exact for nine holds for all
        const many: CallChances = {
          ...small,
          candidates: 29,
          start: Uint32Array.from([...small.start, ...Array(20).fill(small.start[9]!)]),
        }
        const exact = smallestTeam(small, 0.6)
        const found = smallestTeam(many, 0.6)
        expect(found.cost).toBeGreaterThanOrEqual(exact.cost)
        expect(found.bound).toBeLessThanOrEqual(exact.cost + 1e-9)
        if (found.proven) expect(found.cost).toBe(exact.cost)
        expect(found.outOfReach).toEqual(exact.outOfReach)
        const covered = teamCoverage(many, found.team, 'yes-or-no', 0.6).covered
        expect(covered.filter((one) => one === 0).length).toBe(found.outOfReach.length)
      }),
      { numRuns: 60, seed: 6 },
    )
  })

  it('takes out whom the others make needless', () => {
    // greedy takes the wide one first, and then both halves for what is left: the wide one is needless
    const wide = dense([
      [0, 1, 1, 1, 1, 0],
      [1, 1, 1, 0, 0, 0],
      [0, 0, 0, 1, 1, 1],
      ...Array.from({ length: 25 }, () => [0, 0, 0, 0, 0, 0]),
    ])
    expect(smallestTeam(wide, 0.5)).toMatchObject({ team: [1, 2], cost: 2, proven: true })
  })

  it('is nobody where nobody was asked, and refuses what cannot be', () => {
    const none = callChances({ candidates: 2, practices: 2, candidate: [], practice: [], chance: [] })
    expect(smallestTeam(none)).toEqual({ team: [], cost: 0, bound: 0, proven: true, outOfReach: [], unasked: [0, 1] })
    expect(() => smallestTeam(calls, 0)).toThrow('theta')
    expect(() => smallestTeam(calls, 0.5, [1])).toThrow('length of cost')
    expect(() => smallestTeam(calls, 0.5, [1, 1, 0, 1, 1])).toThrow('cost[2]')
    expect(() => smallestTeam(calls, 0.5, [1, 1, '2' as unknown as number, 1, 1])).toThrow('cost[2]')
  })
})
