import { emptyInput, tie } from '../fixtures/four-worlds.ts'
import { buildLandscape } from '../network/build-landscape.ts'
import type { Landscape } from '../network/landscape.ts'

/**
 * Practices a, b … with so many people, who are also the sides of the boundary `between`. In each a ring; the first three people of each
 * two practices have ties with one another, as far as there are so many.
 */
export function practicesOf(sizes: readonly number[]): Landscape {
  const names = sizes.map((_, a) => 'abcdefgh'[a]!)
  const person = (a: number, i: number) => `${names[a]}${String(i % sizes[a]!).padStart(2, '0')}`
  const people = sizes.flatMap((size, a) =>
    Array.from({ length: size }, (_, i) => ({ id: person(a, i), practice: names[a]! })),
  )
  const rings = sizes.flatMap((size, a) =>
    Array.from({ length: size === 2 ? 1 : size }, (_, i) => tie(person(a, i), person(a, i + 1))),
  )
  const across = sizes.flatMap((size, a) =>
    sizes
      .slice(0, a)
      .flatMap((other, b) =>
        Array.from({ length: Math.min(3, size, other) }, (_, i) => tie(person(b, i), person(a, i))),
      ),
  )
  return buildLandscape({
    ...emptyInput,
    complete: false,
    people: people.map(({ id }) => ({ id })),
    practices: names.map((id) => ({ id })),
    memberships: people.map(({ id, practice }) => ({ person: id, practice, weight: 1 })),
    boundaries: [{ id: 'between', kind: 'geographic', sides: names }],
    standings: names.map((practice) => ({ boundary: 'between', holder: { practice }, sides: [practice] })),
    ties: [...rings, ...across],
    answers: people.filter(({ id }) => id.endsWith('1')).map(({ id }) => ({ person: id, about: null })),
  })
}
