import { sequence, streamKey } from '@ecotone/engine/chance.ts'
import type { Layout } from '../../app/workbench/landscape/map/lay-out.ts'
import type { MapInput } from '../../app/workbench/landscape/map/map-input.ts'

export interface InventedMap {
  input: MapInput
  layout: Layout
  /** the same places and ties as columns, for whoever draws points and lines */
  columns: { x: Float32Array; y: Float32Array; from: Uint32Array; to: Uint32Array }
}

const TIES_EACH = 5
const NEARBY = 18

/**
 * A landscape of any size, always the same, with every place given: people in √n / 2 hills, five ties for each person of which nine in ten
 * stay on the hill, and one boundary of two sides. Fictional in every respect.
 */
export function inventedMap(size: number): InventedMap {
  const next = sequence(streamKey(7, 'map'))
  const below = (n: number) => Math.floor(next() * n)
  const hills = Math.max(2, Math.round(Math.sqrt(size) / 2))
  const radius = (NEARBY / 2) * Math.sqrt(size / hills)
  const across = Math.ceil(Math.sqrt(hills * 1.5))
  const middle = (hill: number) => ({
    x: ((hill % across) + (Math.floor(hill / across) % 2) / 2) * radius * 3.1,
    y: Math.floor(hill / across) * radius * 2.7,
  })
  const hillOf = (person: number) => person % hills
  const [x, y] = [new Float32Array(size), new Float32Array(size)]
  for (let person = 0; person < size; person += 1) {
    const { x: east, y: south } = middle(hillOf(person))
    const [angle, away] = [next() * 2 * Math.PI, radius * next() ** 0.65]
    x[person] = east + Math.cos(angle) * away
    y[person] = south + Math.sin(angle) * away
  }
  const [from, to] = [new Uint32Array(size * TIES_EACH), new Uint32Array(size * TIES_EACH)]
  for (let tie = 0; tie < from.length; tie += 1) {
    const one = below(size)
    const near = hillOf(one) + hills * below(Math.floor(size / hills))
    const other = next() < 0.9 ? near : below(size)
    from[tie] = one
    to[tie] = other === one ? (one + 1) % size : other
  }
  return { ...landscapeOf({ x, y, from, to }, hills, middle, next), columns: { x, y, from, to } }
}

function landscapeOf(
  { x, y, from, to }: InventedMap['columns'],
  hills: number,
  middle: (hill: number) => { x: number; y: number },
  next: () => number,
): { input: MapInput; layout: Layout } {
  const person = (nth: number) => `p${nth}`
  const practices = Array.from({ length: hills }, (_, hill) => `c${hill}`)
  const sideOf = (hill: number) => (middle(hill).x < middle(0).x + (middle(hills - 1).x + 1) / 2 ? 0 : 1)
  return {
    input: {
      seed: 'bench',
      practices: practices.map((id, hill) => ({
        id,
        name: `Practice ${hill}`,
        kind: 'community' as const,
        people: Math.floor(x.length / hills),
        answered: 0,
        sides: [[sideOf(hill)]],
      })),
      people: Array.from(x, (_, nth) => ({
        id: person(nth),
        memberships: [{ practice: practices[nth % hills]!, weight: 1 }],
        sides: [[sideOf(nth % hills)]],
        answered: next() < 0.7,
        shown: true,
      })),
      dyads: Array.from(from, (one, tie) => ({ a: person(one), b: person(to[tie]!), weight: next() })),
      boundaries: [{ id: 'river', name: 'The river', kind: 'geographic', sides: ['west', 'east'], aggregate: false }],
      clearings: [
        { id: 'first', rank: 1, between: practices.slice(0, 2) },
        { id: 'second', rank: 2, between: practices.slice(-2) },
      ],
      spaces: [],
    },
    layout: {
      algorithm: 'two-stage/1',
      hills: practices.map((id, hill) => ({ id, ...middle(hill) })),
      people: Array.from(x, (east, nth) => ({ id: person(nth), x: east, y: y[nth]! })),
    },
  }
}
