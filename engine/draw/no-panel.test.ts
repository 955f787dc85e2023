import fc from 'fast-check'
import loadHighs from 'highs'
import { describe, expect, it } from 'vitest'
import { isStopped } from '../control.ts'
import { fairDraw } from './fair-draw.ts'
import { highsSolver, type LoadedHighs } from './highs-solver.ts'
import { allPanels, inventedPool, quota } from './small-pools.fixture.ts'

// the package says that it is CommonJS, and gives its loader to modules as the default itself
const highs = highsSolver(await (loadHighs as unknown as () => Promise<LoadedHighs>)())

describe('quotas that no panel can meet', () => {
  const people = Array.from({ length: 10 }, (_, i) => ({
    id: `p${i}`,
    has: { shore: i < 8 ? 'east' : 'west', craft: i % 2 ? 'net' : 'boat' },
  }))
  const crafts = [quota('craft', 'net', 0, 5), quota('craft', 'boat', 0, 5)]

  it('are named when they conflict, with the smallest change that helps', () => {
    const pool = { seats: 5, people, quotas: [quota('shore', 'east', 0, 2), quota('shore', 'west', 0, 5), ...crafts] }
    // at most two from the east and only two people from the west: four seats filled
    expect(fairDraw(pool)).toEqual({
      kind: 'no-panel',
      conflict: [{ category: 'shore', value: 'east', side: 'most', people: 2 }],
      relaxation: [{ category: 'shore', value: 'east', side: 'most', people: 3 }],
    })
    const least = { seats: 5, people, quotas: [quota('shore', 'east', 3, 5), quota('shore', 'west', 3, 5), ...crafts] }
    const found = fairDraw(least)
    expect(found).toMatchObject({ conflict: [{ value: 'west', side: 'least', people: 3 }] })
    expect(found).toMatchObject({ relaxation: [{ value: 'west', side: 'least', people: 2 }] })
    expect(fairDraw({ ...least, solver: highs })).toEqual(found)
  })

  it('may be relaxed only as far as each allows', () => {
    const east = { ...quota('shore', 'east', 0, 2), mostFlex: 2 }
    const pool = { seats: 5, people, quotas: [east, quota('shore', 'west', 0, 5), ...crafts] }
    expect(fairDraw(pool)).toMatchObject({ kind: 'no-panel', relaxation: null })
    const craft = {
      seats: 5,
      people,
      quotas: [...crafts, quota('shore', 'east', 5, 5), { ...quota('shore', 'west', 1, 5), leastFlex: 1 }],
    }
    expect(fairDraw(craft)).toMatchObject({
      conflict: [
        { value: 'east', side: 'least' },
        { value: 'west', side: 'least' },
      ],
      relaxation: [{ value: 'east', side: 'least', people: 4 }],
    })
  })

  it('are looked for only until somebody stops it', () => {
    const pool = { seats: 5, people, quotas: [quota('shore', 'east', 0, 2), quota('shore', 'west', 0, 5), ...crafts] }
    let asked = 0
    let thrown: unknown
    try {
      fairDraw(pool, { shouldStop: () => ++asked > 2 })
    } catch (error) {
      thrown = error
    }
    expect(isStopped(thrown)).toBe(true)
  })

  it('may name a value that nobody has', () => {
    const pool = {
      seats: 5,
      people,
      quotas: [quota('shore', 'east', 0, 5), quota('shore', 'west', 0, 5), quota('shore', 'isle', 1, 2)],
    }
    expect(fairDraw(pool)).toMatchObject({
      conflict: [{ value: 'isle', side: 'least', people: 1 }],
      relaxation: [{ value: 'isle', side: 'least', people: 0 }],
    })
    expect(fairDraw({ ...pool, quotas: [...pool.quotas.slice(0, 2), quota('shore', 'isle', 0, 2)] }).kind).toBe('fair')
  })

  it('always come with a conflict that any one bound less would end, and a change that helps', () => {
    let seen = 0
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const pool = inventedPool(seed, 7)
        const found = fairDraw(pool)
        if (found.kind === 'fair') return
        seen++
        const changed = (bounds: { category: string; value: string; side: string; people: number }[]) => ({
          ...pool,
          quotas: pool.quotas.map((one) => {
            const mine = bounds.filter((bound) => bound.category === one.category && bound.value === one.value)
            const to = Object.fromEntries(mine.map(({ side, people: number }) => [side, number]))
            return {
              ...one,
              ...to,
              most: Math.max((to['most'] as number) ?? one.most, (to['least'] as number) ?? one.least),
            }
          }),
        })
        expect(allPanels(changed(found.relaxation!)).length).toBeGreaterThan(0)
        const named = (bound: { category: string; value: string; side: string }) =>
          `${bound.category} ${bound.value} ${bound.side}`
        const only = (kept: Set<string>) => ({
          ...pool,
          quotas: pool.quotas.map((one) => ({
            ...one,
            least: kept.has(named({ ...one, side: 'least' })) ? one.least : 0,
            most: kept.has(named({ ...one, side: 'most' })) ? one.most : 99,
          })),
        })
        const conflict = new Set(found.conflict.map(named))
        expect(allPanels(only(conflict))).toEqual([])
        for (const bound of conflict) {
          const less = new Set(conflict)
          less.delete(bound)
          expect(allPanels(only(less)).length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 60, seed: 4 },
    )
    expect(seen).toBeGreaterThan(5)
  })
})
