import { describe, expect, it } from 'vitest'
import { seededChance } from './chance.ts'
import { type Layout, layOut } from './lay-out.ts'
import { madeUpFirstSketch, madeUpMapInput } from './made-up-map-input.ts'
import type { MapInput } from './map-input.ts'

const before = madeUpMapInput()
const layout = layOut(before)

describe('laying out a landscape', () => {
  it('gives the same places whatever the order of the input', () => {
    const turned: MapInput = {
      ...before,
      people: [...before.people].reverse(),
      practices: [...before.practices].reverse(),
      dyads: [...before.dyads].reverse().map((dyad) => ({ ...dyad, a: dyad.b, b: dyad.a })),
    }
    expect(layOut(turned)).toEqual(layout)
  })

  it('places everybody, with two decimals', () => {
    expect(layout.people).toHaveLength(before.people.length)
    expect(layout.hills).toHaveLength(before.practices.length)
    for (const { x, y } of [...layout.people, ...layout.hills]) {
      expect(Math.round(x * 100) / 100).toBe(x)
      expect(Math.round(y * 100) / 100).toBe(y)
    }
  })

  it('keeps hills and people in their places when 31 people join and a tenth of the ties is dropped', () => {
    const after = withNewcomers(before, 31)
    const next = layOut(after, layout)
    expect(next.hills).toEqual(layout.hills)
    const moved = movements(layout, next)
    expect(moved.at(Math.floor(moved.length * 0.95))).toBeLessThan(0.015)
    expect(moved.at(-1)).toBeLessThan(0.05)
  })

  it('moves hardly anybody when one person joins: 95 in 100 by less than a hundredth of the diagonal', () => {
    const next = layOut(withOneMore(before), layout)
    expect(next.people).toHaveLength(before.people.length + 1)
    const moved = movements(layout, next)
    expect(moved.at(Math.floor(moved.length * 0.95))).toBeLessThan(0.01)
  })

  it('places a new practice without moving the others', () => {
    const after = structuredClone(before)
    after.practices.push({
      id: 'divers',
      name: 'Divers',
      kind: 'community',
      people: 3,
      answered: 0,
      sides: [[0], [], []],
    })
    for (let k = 0; k < 3; k += 1) {
      const memberships = [{ practice: 'divers', weight: 1 }]
      after.people.push({ id: `diver ${k}`, memberships, sides: [[], [], []], answered: false, shown: true })
      after.dyads.push({ a: `diver ${k}`, b: before.people[k]!.id, weight: 1 })
    }
    const next = layOut(after, layout)
    expect(next.hills.filter((hill) => hill.id !== 'divers')).toEqual(layout.hills)
    expect(next.hills.find((hill) => hill.id === 'divers')).toBeDefined()
  })

  it('lets a person in no practice without ties stand off the coast', () => {
    const alone = layout.people.find((person) => person.id === 'p900')!
    const nearest = Math.min(
      ...layout.people
        .filter((person) => person.id !== 'p900')
        .map((person) => Math.hypot(person.x - alone.x, person.y - alone.y)),
    )
    expect(nearest).toBeGreaterThan(60)
  })

  it('keeps hills of a first sketch apart', () => {
    const { hills } = layOut(madeUpFirstSketch())
    for (const one of hills) {
      for (const other of hills) {
        if (one.id < other.id) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(45)
      }
    }
  })

  it('takes nobody, one person, and people without any group', () => {
    const empty: MapInput = {
      seed: 's',
      practices: [],
      people: [],
      dyads: [],
      boundaries: [],
      clearings: [],
      spaces: [],
    }
    const person = (id: string) => ({ id, memberships: [], sides: [], answered: false, shown: true })
    expect(layOut(empty)).toEqual({ algorithm: 'two-stage/1', hills: [], people: [] })
    expect(layOut({ ...empty, people: [person('a')] }).people).toHaveLength(1)
    const many = layOut({ ...empty, people: Array.from({ length: 90 }, (_, k) => person(`p${k}`)) })
    expect(new Set(many.people.map(({ x, y }) => `${x} ${y}`)).size).toBe(90)
    expect(many.hills).toEqual([])
  })

  it('spreads tens of thousands of people over their hills without simulating them', () => {
    const practices = Array.from({ length: 40 }, (_, k) => ({ ...before.practices[0]!, id: `g${k}`, sides: [] }))
    const people = Array.from({ length: 20_000 }, (_, k) => ({
      id: `p${k}`,
      memberships: [{ practice: `g${k % 40}`, weight: 1 }],
      sides: [],
      answered: false,
      shown: true,
    }))
    const input: MapInput = { seed: 's', practices, people, dyads: [], boundaries: [], clearings: [], spaces: [] }
    const cpu = process.cpuUsage()
    expect(layOut(input).people).toHaveLength(20_000)
    expect(process.cpuUsage(cpu).user / 1e6).toBeLessThan(5)
  })
})

function withOneMore(input: MapInput): MapInput {
  const [like] = input.people
  const dyads = [...input.dyads, { a: like!.id, b: 'new', weight: 0.5 }]
  return { ...input, people: [...input.people, { ...like!, id: 'new' }], dyads }
}

function withNewcomers(input: MapInput, count: number): MapInput {
  const chance = seededChance('newcomers')
  const people = [...input.people]
  const dyads = input.dyads.filter(() => chance() > 0.1)
  for (let k = 0; k < count; k += 1) {
    const like = input.people[Math.floor(chance() * input.people.length)]!
    const id = `new ${k}`
    people.push({ ...like, id })
    for (let t = 0; t < 3; t += 1) {
      const friends = input.people.filter((person) => person.memberships[0]?.practice === like.memberships[0]?.practice)
      dyads.push({ a: id, b: friends[Math.floor(chance() * friends.length)]!.id, weight: 0.5 })
    }
  }
  return { ...input, people, dyads }
}

/** How far each person of the first layout moved, as shares of the diagonal, from least to most. */
function movements(first: Layout, second: Layout): number[] {
  const xs = first.people.map((person) => person.x)
  const ys = first.people.map((person) => person.y)
  const diagonal = Math.hypot(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
  const places = new Map(second.people.map((person) => [person.id, person]))
  return first.people
    .map(({ id, x, y }) => Math.hypot(places.get(id)!.x - x, places.get(id)!.y - y) / diagonal)
    .sort((a, b) => a - b)
}
