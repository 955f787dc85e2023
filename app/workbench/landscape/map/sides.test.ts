import { expect, test } from 'vitest'
import { seededChance } from './chance.ts'
import { gridAround } from './field.ts'
import type { MapBoundary } from './map-input.ts'
import type { Relief } from './relief.ts'
import { type SidedSpot, sideGround } from './sides.ts'

const corners = [
  { x: 0, y: 0 },
  { x: 600, y: 400 },
]
const grid = gridAround(corners, 20, 10)
const none = new Float64Array(grid.columns * grid.rows)
const relief: Relief = { grid, height: none, sea: 0, offshore: none, light: none, scale: 1 }

const boundary = (count: number): MapBoundary => ({
  id: 'b',
  name: 'B',
  kind: 'geographic',
  sides: Array.from({ length: count }, (_, nth) => `side ${nth}`),
  aggregate: false,
})

/** People anywhere, each on one of the first `sides`, one in nine on two, and one in seven on none that is known. */
function people(count: number, sides: number): SidedSpot[] {
  const chance = seededChance('sides')
  return Array.from({ length: count }, (_, nth) => {
    const side = Math.floor(chance() * sides)
    const on = nth % 7 === 0 ? [] : nth % 9 === 0 ? [...new Set([side, (side + 1) % sides])] : [side]
    return { x: chance() * 600, y: chance() * 400, sides: on }
  })
}

test('each side leads by what more of the people nearby stand on it than on the strongest other one', () => {
  const { lead, known } = sideGround(relief, boundary(4), people(120, 4), 'seed')
  let [led, contested] = [0, 0]
  for (let k = 0; k < none.length; k++) {
    const ahead = lead.filter((field) => field[k]! > 0)
    if (known[k] === 0) continue
    // of two sides one leads the other by as much as that one is behind; nobody but the first is ahead
    expect(ahead.length).toBeLessThan(2)
    const [first, second] = lead.map((field) => field[k]!).toSorted((a, b) => b - a)
    if (ahead.length === 0) continue
    led += 1
    expect(second).toBeCloseTo(-first!, 12)
    if (second! > -1) contested += 1
  }
  expect(led).toBeGreaterThan(500)
  expect(contested).toBeGreaterThan(100)
})

test('a side on which nobody stands changes nothing for the others, and has no ground', () => {
  const three = sideGround(relief, boundary(3), people(120, 3), 'seed')
  const more = sideGround(relief, boundary(9), people(120, 3), 'seed')
  expect(more.rings.slice(0, 3)).toEqual(three.rings)
  expect(more.rings.slice(3)).toEqual([[], [], [], [], [], []])
  expect(more.known).toEqual(three.known)
  expect(three.rings.flat().length).toBeGreaterThan(0)
})

test('of very many sides those with the most people have ground; everybody counts as known', () => {
  const many = people(900, 600)
  const { lead, known } = sideGround(relief, boundary(600), many, 'seed')
  // what a side has of its own is a field as large as the map
  expect(new Set(lead).size).toBeLessThan(60)
  const one = sideGround(
    relief,
    boundary(1),
    many.map((spot) => ({ ...spot, sides: spot.sides.length > 0 ? [0] : [] })),
    'seed',
  )
  for (const k of known.keys()) expect(known[k]).toBeCloseTo(one.known[k]!, 9)
})
