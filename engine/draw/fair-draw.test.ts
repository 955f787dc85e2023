import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import loadHighs from 'highs'
import { describe, expect, it } from 'vitest'
import { BadInput } from '../bad-input.ts'
import { isStopped } from '../control.ts'
import { valuesOf } from '../measure.ts'
import { drawMeasures } from './draw-measures.ts'
import type { DrawPool } from './draw-pool.ts'
import { kindsOfPeople } from './draw-pool.ts'
import { drawPanel, type FairLottery, fairDraw } from './fair-draw.ts'
import { highsSolver, type LoadedHighs } from './highs-solver.ts'
import type { LinearProgram } from './linear-solver.ts'
import { isPanel, worthiestPanel } from './panels.ts'
import { allPanels, inventedPool, quota } from './small-pools.fixture.ts'
import { smallSolver } from './small-solver.ts'

// the package says that it is CommonJS, and gives its loader to modules as the default itself
const highs = highsSolver(await (loadHighs as unknown as () => Promise<LoadedHighs>)())
const [measured] = drawMeasures

function fair(pool: DrawPool): FairLottery {
  const found = fairDraw(pool)
  if (found.kind !== 'fair') throw new Error('no panel')
  return found
}

/** 100 conservative men, 99 liberal women and one conservative woman for 20 seats: the example of the paper. */
const paper: DrawPool = {
  seats: 20,
  people: Array.from({ length: 200 }, (_, i) => ({
    id: `p${i}`,
    has: { gender: i < 100 ? 'male' : 'female', leaning: i < 101 ? 'conservative' : 'liberal' },
  })),
  quotas: [
    ...['female', 'male'].map((value) => quota('gender', value, 9, 20)),
    ...['liberal', 'conservative'].map((value) => quota('leaning', value, 9, 20)),
  ],
}

/** Leximin over all panels of people by its definition: raise the least, hold whoever cannot have more, again. Solved by HiGHS. */
function leximinByDefinition(pool: DrawPool, panels: readonly number[][]): number[] {
  const n = pool.people.length
  const held = new Map<number, number>()
  const onPanels = (i: number) => panels.flatMap((panel, at) => (panel.includes(i) ? [at] : []))
  const solve = (raise: number | 'all', least: number) => {
    const k = panels.length
    const rows: LinearProgram['rows'] = [{ column: [...panels.keys()], value: panels.map(() => 1), low: 1, high: 1 }]
    for (let i = 0; i < n; i++) {
      const column = onPanels(i)
      const value = column.map(() => 1)
      const low = held.get(i) ?? (raise === 'all' ? 0 : least)
      const open = raise === 'all' && !held.has(i)
      rows.push({
        column: open ? [...column, k] : column,
        value: open ? [...value, -1] : value,
        low: low - 1e-9,
        high: 2,
      })
    }
    const worth = new Float64Array(k + 1)
    if (raise === 'all') worth[k] = 1
    else for (const at of onPanels(raise)) worth[at] = 1
    const answer = highs({
      sense: 'most',
      worth,
      low: new Float64Array(k + 1),
      high: new Float64Array(k + 1).fill(1),
      whole: null,
      rows: rows.filter((row) => row.column.length > 0),
    })
    if (answer.status !== 'best') throw new Error(answer.status)
    return answer.objective
  }
  for (let i = 0; i < n; i++) if (onPanels(i).length === 0) held.set(i, 0)
  while (held.size < n) {
    const least = solve('all', 0)
    for (let i = 0; i < n; i++) if (!held.has(i) && solve(i, least) <= least + 1e-6) held.set(i, least)
  }
  return Array.from({ length: n }, (_, i) => held.get(i)!)
}

describe('a fair draw', () => {
  it('gives the one conservative woman the same chance as everybody, where one goes with each hundred', () => {
    const found = fair(paper)
    for (const chance of found.chance) expect(chance).toBeCloseTo(0.1, 9)
    expect(found.least).toBeCloseTo(0.1, 9)
    expect(found.impossible).toBe(0)
    const withHighs = fair({ ...paper, solver: highs })
    for (const [i, chance] of withHighs.chance.entries()) expect(chance).toBeCloseTo(found.chance[i]!, 7)
  })

  it('has a lottery of panels that all meet the quotas and carry the chances', () => {
    const found = fair(paper)
    const kinds = kindsOfPeople(paper)
    expect(found.lottery.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 12)
    for (const { makeUp, chance } of found.lottery) {
      expect(isPanel(kinds, makeUp)).toBe(true)
      expect(chance).toBeGreaterThan(0)
    }
    expect(found.chance.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(20, 9)
  })

  it('is leximin by its definition over all panels of people, tried with another solver', () => {
    let panelsSeen = 0
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const pool = inventedPool(seed, 8)
        const panels = allPanels(pool)
        const found = fairDraw(pool)
        expect(found.kind).toBe(panels.length > 0 ? 'fair' : 'no-panel')
        if (found.kind !== 'fair') return
        panelsSeen++
        const known = leximinByDefinition(pool, panels)
        for (const [i, chance] of known.entries()) expect(found.chance[i]).toBeCloseTo(chance, 5)
        expect(found.impossible).toBe(known.filter((chance) => chance === 0).length)
      }),
      { numRuns: 14, seed: 2 },
    )
    expect(panelsSeen).toBeGreaterThan(5)
  })

  it('does not depend on the order of people, categories or quotas', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const pool = inventedPool(seed)
        const turned = { ...pool, people: pool.people.toReversed(), quotas: pool.quotas.toReversed() }
        const [one, other] = [fairDraw(pool), fairDraw(turned)]
        expect(one.kind).toBe(other.kind)
        if (one.kind !== 'fair' || other.kind !== 'fair') {
          expect(other).toEqual(one)
          return
        }
        expect([...other.chance].reverse()).toEqual([...one.chance])
        const panel = drawPanel(pool, one, seed)
        expect(drawPanel(turned, other, seed)).toEqual(panel)
        // chances fixed on one day, drawn on another, from a list that was sorted in between
        expect(drawPanel(turned, one, seed)).toEqual(panel)
        expect(drawPanel(pool, other, seed)).toEqual(panel)
      }),
      { numRuns: 40, seed: 3 },
    )
  })

  it('draws people as often as their chances say, always a panel, and the same for the same seed', () => {
    const pool: DrawPool = {
      seats: 3,
      people: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id, i) => ({ id, has: { shore: i < 2 ? 'east' : 'west' } })),
      quotas: [quota('shore', 'east', 1, 1), quota('shore', 'west', 0, 2)],
    }
    const found = fair(pool)
    expect([...found.chance].map((chance) => Math.round(chance * 1e9) / 1e9)).toEqual([
      0.5, 0.5, 0.4, 0.4, 0.4, 0.4, 0.4,
    ])
    const times = new Map<string, number>()
    const draws = 4000
    for (let seed = 0; seed < draws; seed++) {
      const panel = drawPanel(pool, found, seed)
      expect(panel.length).toBe(3)
      expect(panel.filter((id) => id < 'c').length).toBe(1)
      for (const id of panel) times.set(id, (times.get(id) ?? 0) + 1)
    }
    for (const [i, { id }] of pool.people.entries()) {
      const chance = found.chance[i]!
      const error = Math.sqrt((chance * (1 - chance)) / draws)
      expect(Math.abs(times.get(id)! / draws - chance)).toBeLessThan(4.5 * error)
    }
    expect(drawPanel(pool, found, 'dice 4 2 6')).toEqual(drawPanel(pool, found, 'dice 4 2 6'))
    expect(() => drawPanel(pool, found, 0.5)).toThrow('seed')
  })

  it('keeps every quota whatever order the pool has at the draw, and refuses another pool, other quotas and no lottery', () => {
    const people = Array.from({ length: 12 }, (_, i) => ({ id: `p${i}`, has: { gender: i < 8 ? 'm' : 'f' } }))
    const twelve: DrawPool = { seats: 4, people, quotas: [quota('gender', 'm', 2, 2), quota('gender', 'f', 2, 2)] }
    const found = fair(twelve)
    const panel = drawPanel({ ...twelve, people: people.toReversed() }, found, 1)
    expect(panel.filter((id) => Number(id.slice(1)) < 8).length).toBe(2)
    expect(panel).toEqual(drawPanel(twelve, found, 1))
    const refused = (more: Partial<DrawPool>, lottery: unknown = found) => {
      expect(() => drawPanel({ ...twelve, ...more }, lottery as FairLottery, 1)).toThrow(BadInput)
    }
    refused({ people: people.slice(1) })
    refused({ people: people.slice(0, 8), quotas: [quota('gender', 'm', 2, 4)] })
    refused({ people: [...people, { id: 'new', has: { gender: 'f' } }] })
    refused({ people: people.map(({ id, has }, i) => ({ id, has: i === 0 ? { gender: 'f' } : has })) })
    refused({ seats: 5, quotas: [quota('gender', 'm', 2, 3), quota('gender', 'f', 2, 3)] })
    refused({ quotas: [quota('gender', 'm', 3, 3), quota('gender', 'f', 1, 1)] })
    const none = { ...twelve, quotas: [quota('gender', 'm', 1, 1), quota('gender', 'f', 2, 2)] }
    expect(() => drawPanel(none, fairDraw(none) as unknown as FairLottery, 1)).toThrow('lottery.kind is "no-panel"')
    for (const nothing of [null, {}, { kind: 'fair' }, { ...found, lottery: [{}] }]) refused({}, nothing)
    refused({}, { ...found, lottery: found.lottery.map(({ makeUp }) => ({ makeUp, chance: Number.NaN })) })
    refused({}, { ...found, kinds: [...found.kinds, []] })
  })

  it('draws among several make-ups as often as the lottery says', () => {
    const found = fair(paper)
    expect(found.lottery.length).toBeGreaterThan(1)
    const withHer = Array.from({ length: 2000 }, (_, seed) => drawPanel(paper, found, seed)).filter((panel) =>
      panel.includes('p100'),
    )
    expect(withHer.length / 2000).toBeGreaterThan(0.1 - 4.5 * Math.sqrt(0.09 / 2000))
    expect(withHer.length / 2000).toBeLessThan(0.1 + 4.5 * Math.sqrt(0.09 / 2000))
  })

  it('needs no quotas, and seats for all mean a seat for each', () => {
    const people = ['a', 'b', 'c'].map((id) => ({ id, has: {} }))
    expect([...fair({ seats: 2, people, quotas: [] }).chance]).toEqual([2 / 3, 2 / 3, 2 / 3])
    expect([...fair({ seats: 3, people, quotas: [] }).chance]).toEqual([1, 1, 1])
  })

  it('counts those whom no panel can hold', () => {
    const pool: DrawPool = {
      seats: 2,
      people: ['a', 'b', 'c', 'd'].map((id, i) => ({ id, has: { shore: i < 3 ? 'east' : 'west' } })),
      quotas: [quota('shore', 'east', 0, 2), quota('shore', 'west', 0, 0)],
    }
    const found = fair(pool)
    expect(found.impossible).toBe(1)
    expect(found.least).toBeCloseTo(2 / 3, 9)
    expect(found.chance[3]).toBe(0)
  })
})

describe('a pool', () => {
  const people = [
    { id: 'a', has: { shore: 'east' } },
    { id: 'b', has: { shore: 'west' } },
  ]
  const pool = { seats: 1, people, quotas: [quota('shore', 'east', 0, 1), quota('shore', 'west', 0, 1)] }

  it('is refused with the place and the value when it cannot be', () => {
    const wrong = (more: Partial<DrawPool>) => () => fairDraw({ ...pool, ...more })
    expect(wrong({ people: [] })).toThrow(BadInput)
    expect(wrong({ seats: 3 })).toThrow('seats is 3')
    expect(wrong({ seats: 0 })).toThrow('seats is 0')
    expect(wrong({ people: [people[0]!, people[0]!] })).toThrow('people[1].id is "a"')
    expect(wrong({ people: [{ id: 'a', has: {} }] })).toThrow('people[0].has.shore is undefined')
    expect(wrong({ people: [{ id: 'a', has: { shore: 'isle' } }] })).toThrow('value that has a quota')
    expect(wrong({ quotas: [quota('shore', 'east', -1, 1)] })).toThrow('quotas[0].least')
    expect(wrong({ quotas: [quota('shore', 'east', 2, 1)] })).toThrow('quotas[0].most is 1')
    expect(wrong({ quotas: [{ ...quota('shore', 'east', 1, 1), leastFlex: 2 }] })).toThrow('leastFlex')
    expect(wrong({ quotas: [{ ...quota('shore', 'east', 1, 2), mostFlex: 1 }] })).toThrow('mostFlex')
    expect(wrong({ quotas: [pool.quotas[0]!, pool.quotas[0]!] })).toThrow('quota in shore already')
    for (const nothing of [null, undefined, {}, 'pool']) {
      expect(() => measured.run(nothing as unknown as DrawPool, valuesOf(measured))).toThrow(BadInput)
    }
    expect(wrong({ people: [null] as unknown as DrawPool['people'] })).toThrow('people[0] is null')
    expect(wrong({ people: [{ id: 'a' }] as unknown as DrawPool['people'] })).toThrow('people[0].has')
    expect(wrong({ quotas: undefined as unknown as DrawPool['quotas'] })).toThrow('quotas is undefined')
    expect(wrong({ quotas: [{ ...quota('shore', 'east', 1, 2), value: 3 as unknown as string }] })).toThrow('[0].value')
  })

  it('stops when asked to, also inside a program, and does not take a panel on trust', () => {
    let asked = 0
    let thrown: unknown
    try {
      fairDraw(paper, { shouldStop: () => ++asked > 3 })
    } catch (error) {
      thrown = error
    }
    expect(isStopped(thrown)).toBe(true)
    const careless = (program: LinearProgram) => ({
      status: 'best' as const,
      objective: 0,
      values: new Float64Array(program.worth.length),
    })
    expect(() => fairDraw({ ...pool, solver: careless })).toThrow('breaks the quotas')
    const lost = (program: LinearProgram) => (program.whole ? smallSolver(program) : { status: 'unbounded' as const })
    expect(() => fairDraw({ ...pool, solver: lost })).toThrow('no prices')
    const late = (program: LinearProgram) =>
      program.sense === 'least' && program.high[0] === 1 ? { status: 'infeasible' as const } : smallSolver(program)
    expect(() => fairDraw({ ...pool, solver: late })).toThrow('no lottery')
    expect(worthiestPanel(kindsOfPeople(pool), Float64Array.of(0, 1), smallSolver)).toEqual(Uint32Array.of(0, 1))
  })

  it('is drawn from by the measure, with the panel of the seed or the conflict', () => {
    const found = measured.run(pool, valuesOf(measured, { seed: 'dice' }))
    expect(found.kind).toBe('fair')
    if (found.kind === 'fair') expect(found.panel).toEqual(drawPanel(pool, found, 'dice'))
    const none = { ...pool, quotas: pool.quotas.map((one) => ({ ...one, least: 1 })) }
    expect(measured.run(none, valuesOf(measured)).kind).toBe('no-panel')
  })
})

describe('the pools of others', () => {
  const rows = (file: string): Record<string, string>[] => {
    const [head, ...lines] = readFileSync(file, 'utf8')
      .replace('\ufeff', '')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','))
    return lines.map((line) => Object.fromEntries(head!.map((name, at) => [name, line[at]!])))
  }

  const nature = '../shared/data/leximin-nature2021'
  it.skipIf(!existsSync(nature))(
    `give the smallest chance that the paper's program gives (skipped where ${nature} is absent)`,
    () => {
      const pool: DrawPool = {
        seats: 20,
        people: rows(`${nature}/example_small_20_respondents.csv`).map((has, i) => ({ id: `p${i}`, has })),
        quotas: rows(`${nature}/example_small_20_categories.csv`).map((one) =>
          quota(one['category']!, one['feature']!, Number(one['min']), Number(one['max'])),
        ),
      }
      const reference = rows(`${nature}/ref_example_small_20_prob_allocs_data.csv`)
        .filter((row) => row['algorithm'] === 'LexiMin')
        .map((row) => Number(row['selection probability']))
      for (const solver of [smallSolver, highs]) {
        const { least, chance } = fair({ ...pool, solver })
        expect(Math.abs(least - Math.min(...reference))).toBeLessThan(0.001)
        expect(Math.abs(Math.max(...chance) - Math.max(...reference))).toBeLessThan(0.001)
        expect(least).toBeCloseTo(0.1, 7)
      }
    },
  )

  const sortition = '../shared/data/sortition'
  it.skipIf(!existsSync(sortition))(
    `are drawn from with what can be worked out by hand (skipped where ${sortition} is absent)`,
    () => {
      const pool: DrawPool = {
        seats: 22,
        people: rows(`${sortition}/candidates.csv`).map(({ nationbuilder_id: id, ...has }) => ({ id: id!, has })),
        quotas: rows(`${sortition}/features.csv`).map((one) =>
          quota(one['feature']!, one['value']!, Number(one['min']), Number(one['max'])),
        ),
      }
      const found = fair(pool)
      // the least of all eight regions add up to the 22 seats: so each region has just that many, and its people share them
      const place = (i: number) => pool.people[i]!.has['geo_bucket']!
      const shared = (region: string) => {
        const people = pool.people.filter(({ has }) => has['geo_bucket'] === region).length
        return pool.quotas.find(({ value }) => value === region)!.least / people
      }
      const mean = (region: string) => {
        const chances = [...found.chance].filter((_, i) => place(i) === region)
        return chances.reduce((sum, one) => sum + one, 0) / chances.length
      }
      for (const { value } of pool.quotas.filter(({ category }) => category === 'geo_bucket')) {
        expect(mean(value)).toBeCloseTo(shared(value), 6)
      }
      expect(found.least).toBeCloseTo(2 / 22, 6)
      // the regions with the fewest seats for their people can be even
      for (const [i, chance] of found.chance.entries()) {
        if (['Highlands and Islands', 'Mid Scotland and Fife'].includes(place(i)))
          expect(chance).toBeCloseTo(shared(place(i)), 5)
      }
      const kinds = kindsOfPeople(pool)
      for (const { makeUp } of found.lottery) expect(isPanel(kinds, makeUp)).toBe(true)
    },
    // where every line is counted it runs ten times as long
    60_000,
  )
})
