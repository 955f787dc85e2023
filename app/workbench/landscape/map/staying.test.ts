import { describe, expect, it } from 'vitest'
import { seededChance } from './chance.ts'
import { type Layout, layOut } from './lay-out.ts'
import { madeUpMapInput } from './made-up-map-input.ts'
import type { MapInput } from './map-input.ts'

const seeds = ['one', 'two', 'three', 'four', 'five']

describe('when one person joins', () => {
  it.each(seeds)('95 in 100 of the others move by less than a hundredth of the diagonal, seed %s', (seed) => {
    const input = madeUpMapInput(seed)
    expect(ninetyFifth(input, seed)).toBeLessThan(0.01)
  })

  it.each(seeds.slice(0, 2))('and the same with 2,000 people, seed %s', (seed) => {
    expect(ninetyFifth(coastOf(2000, 30, seed), seed)).toBeLessThan(0.01)
  })

  it('two runs are identical', () => {
    const input = coastOf(600, 12, 'twice')
    expect(layOut(input)).toEqual(layOut(structuredClone(input)))
  })
})

/** How far the 95th of 100 moves, as a share of the diagonal; hills must not move at all. */
function ninetyFifth(input: MapInput, seed: string): number {
  const before = layOut(input)
  const chance = seededChance(`${seed} joins`)
  const like = input.people[Math.floor(chance() * input.people.length)]!
  const friends = [0, 1, 2].map(() => input.people[Math.floor(chance() * input.people.length)]!.id)
  const dyads = [...new Set(friends)].map((b) => ({ a: 'joins', b, weight: 0.5 }))
  const after = layOut(
    { ...input, people: [...input.people, { ...like, id: 'joins' }], dyads: [...input.dyads, ...dyads] },
    before,
  )
  expect(after.hills).toEqual(before.hills)
  return movements(before, after)
}

function movements(before: Layout, after: Layout): number {
  const [xs, ys] = [before.people.map(({ x }) => x), before.people.map(({ y }) => y)]
  const diagonal = Math.hypot(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
  const places = new Map(after.people.map((person) => [person.id, person]))
  const moved = before.people
    .map(({ id, x, y }) => Math.hypot(places.get(id)!.x - x, places.get(id)!.y - y) / diagonal)
    .sort((a, b) => a - b)
  return moved[Math.floor(moved.length * 0.95)]!
}

/** Groups of uneven size, most ties inside, a few across. */
function coastOf(people: number, practices: number, seed: string): MapInput {
  const chance = seededChance(seed)
  const like = madeUpMapInput()
  const home = Array.from({ length: people }, () => Math.floor(chance() ** 1.5 * practices))
  const byHome = Map.groupBy(home.keys(), (person) => home[person]!)
  const dyads = new Map<string, MapInput['dyads'][number]>()
  for (let k = 0; k < people * 4; k += 1) {
    const one = Math.floor(chance() * people)
    const near = byHome.get(home[one]!)!
    const other = chance() < 0.8 ? near[Math.floor(chance() * near.length)]! : Math.floor(chance() * people)
    if (one !== other)
      dyads.set(`${Math.min(one, other)} ${Math.max(one, other)}`, { a: `p${one}`, b: `p${other}`, weight: 0.5 })
  }
  return {
    ...like,
    seed,
    practices: Array.from({ length: practices }, (_, k) => ({
      ...like.practices[0]!,
      id: `g${k}`,
      sides: [[k % 3], [], []],
    })),
    people: home.map((hill, k) => ({
      ...like.people[0]!,
      id: `p${k}`,
      memberships: [{ practice: `g${hill}`, weight: 1 }],
    })),
    dyads: [...dyads.values()],
  }
}
