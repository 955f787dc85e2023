import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smallLandscape } from '../fixtures/small-landscapes.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import { type Assumptions, defaultAssumptions } from './assumptions.ts'
import { findAround } from './count-added.ts'
import { countReached, type Sums, setMembers } from './count-world.ts'
import { addedThroughHub, hubOf, reachedThroughHub } from './hub.ts'
import { addedIn, countWorldAdded, makeWorld, openWorldSet, type WorldSet } from './world-set.ts'

const assumptions: Assumptions = { ...defaultAssumptions, chance: 0.8, worlds: 32 }
const noSums = (): Sums => ({ all: 0, fromMembers: 0, toMembers: 0, within: 0 })
const attending = (set: WorldSet, present: readonly number[]) => ({
  present: Uint32Array.from(present),
  count: present.length,
  around: { up: 0, down: 0, stamp: 0 },
  set,
})

describe('counting through the hub of a world with one-way ties', () => {
  it('gives what counting from everybody gives, as it is and with a space', () => {
    const met = { reachesHub: 0, hubReaches: 0, beside: 0 }
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 1, max: 1_000_000 }),
          people: fc.integer({ min: 3, max: 12 }),
          ties: fc.integer({ min: 2, max: 18 }),
          practices: fc.integer({ min: 1, max: 5 }),
          oneWay: fc.constantFrom(0.6, 1),
        }),
        fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 5 }),
        (small, somebody) => {
          const set = openWorldSet(buildLandscape(smallLandscape(small)), assumptions, 'score')
          setMembers(set.counter, new Uint32Array(0))
          const present = [...new Set(somebody.map((p) => p % small.people))].sort((x, y) => x - y)
          for (let w = 0; w < 32; w++) {
            const world = makeWorld(set, w, set.made)
            if (world.steps === 0) continue
            const hub = hubOf(set.counter, world)
            const sums = noSums()
            countReached(set.counter, world, sums)
            expect(reachedThroughHub(set.counter, world, hub, { left: 1e9 })).toBeCloseTo(sums.all, 12)
            const room = attending(set, present)
            findAround(set.counter, world, room.present, room.count, room.around)
            const added = noSums()
            countWorldAdded(set, w, world, room.around, added)
            expect(addedThroughHub(set.counter, world, hub, room.present, room.count, { left: 1e9 })).toBeCloseTo(
              added.all,
              12,
            )
            const components = present.map((p) => world.component[p]!)
            if (new Set(components).size < 2) continue
            const [down, up] = [components.some((c) => hub.isUp[c] === 1), components.some((c) => hub.isDown[c] === 1)]
            if (down && !up) met.reachesHub++
            if (up && !down) met.hubReaches++
            if (!up && !down) met.beside++
          }
        },
      ),
      { numRuns: 150, seed: 61 },
    )
    for (const times of Object.values(met)) expect(times).toBeGreaterThan(30)
  })

  it('samples people instead where there is too much to walk', () => {
    const set = openWorldSet(
      buildLandscape(smallLandscape({ seed: 8, people: 12, ties: 18, practices: 4, oneWay: 1 })),
      { ...assumptions, chance: 1 },
      'score',
    )
    setMembers(set.counter, new Uint32Array(0))
    const world = makeWorld(set, 1, set.made)
    const hub = hubOf(set.counter, world)
    expect(reachedThroughHub(set.counter, world, hub, { left: 1 })).toBeNaN()
    expect(addedThroughHub(set.counter, world, hub, Uint32Array.of(0, 5, 9), 3, { left: 1 })).toBeNaN()
    const everybody = { people: new Uint32Array(4000), times: 12 / 4000 }
    const room = attending(set, [0, 5, 9])
    const exact = addedIn(set, 1, world, room)
    expect(exact).toBeGreaterThan(0)
    const through = addedIn({ ...set, sources: { ...everybody, mostSteps: 1e9 } }, 1, world, room)
    expect(through).toBeCloseTo(exact, 12)
    const sampled = addedIn({ ...set, sources: { ...everybody, mostSteps: 0 } }, 1, world, room)
    expect(sampled).not.toBe(exact)
    expect(Math.abs(sampled / exact - 1)).toBeLessThan(0.3)
  })
})
