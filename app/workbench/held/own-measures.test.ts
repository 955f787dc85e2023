import { expect, test } from 'vitest'
import { ownMeasures } from './own-measures.ts'

/** Somebody (0) with ties to so many, and ties among those. */
const star = (contacts: number, among: [number, number][] = []) => ({
  people: contacts + 1,
  ties: [...Array.from({ length: contacts }, (_, nth): [number, number] => [0, nth + 1]), ...among],
})

test('E9: in a star somebody stands between every pair, every tie is theirs alone, and without them all fall apart', () => {
  expect(ownMeasures(star(5))).toEqual({ kind: 'told', contacts: 5, pairs: 10, pieces: 5, bridges: 5 })
})

test('E9: whose contacts all know each other stands between nobody, and nobody would lose touch', () => {
  const among: [number, number][] = []
  for (let one = 1; one <= 5; one++) for (let other = one + 1; other <= 5; other++) among.push([one, other])
  expect(ownMeasures(star(5, among))).toEqual({ kind: 'told', contacts: 5, pairs: 0, pieces: 1, bridges: 0 })
})

test('E10: with fewer than five contacts, a count of pairs would tell a tie of others: it cannot be told', () => {
  expect(ownMeasures(star(4))).toEqual({ kind: 'cannot-tell', because: 'too-few' })
  expect(ownMeasures(null)).toEqual({ kind: 'cannot-tell', because: 'not-agreed' })
})
