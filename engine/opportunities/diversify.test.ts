import { expect, test } from 'vitest'
import { diversify, type Idea, likeness } from './diversify.ts'

function idea(kind: Idea['kind'], between: number[], meanRank: number, people: number[] = []): Idea {
  return { kind, between, concerns: [], people, meanRank }
}

test('every kind that was found gets a place, however it ranks', () => {
  const many = Array.from({ length: 12 }, (_, i) => idea('missing-conversation', [i, i + 20], i + 1))
  const chosen = diversify([...many, idea('unheard-voice', [90], 40), idea('fragile-bridge', [80, 81], 41)], 10)
  expect(chosen).toContain(12)
  expect(chosen).toContain(13)
  expect(chosen.length).toBe(10)
})

test('the same practices do not come twice as one kind while others are left', () => {
  const ideas = [
    idea('missing-conversation', [1, 2], 1),
    idea('missing-conversation', [1, 2, 3], 2),
    idea('missing-conversation', [4, 5], 9),
  ]
  expect(diversify(ideas, 2)).toEqual([0, 2])
})

test('no practice fills the list while others are left', () => {
  const around = Array.from({ length: 9 }, (_, i) => idea('missing-conversation', [0, i + 1], i + 1))
  const others = Array.from({ length: 9 }, (_, i) => idea('missing-conversation', [i + 30, i + 50], i + 10))
  const chosen = diversify([...around, ...others], 10)
  expect(chosen.filter((i) => i < 9).length).toBe(3)
})

test('what is left over is taken rather than showing fewer', () => {
  const around = Array.from({ length: 6 }, (_, i) => idea('missing-conversation', [0, i + 1], i + 1))
  expect(diversify(around, 6).length).toBe(6)
})

test('cards come in the order of their rank', () => {
  const ideas = [5, 2, 8, 1].map((rank, i) => idea('missing-conversation', [i, i + 10], rank))
  expect(diversify(ideas, 4)).toEqual([3, 1, 0, 2])
})

test('an idea is wholly like itself but for a concern it does not have, and not at all like a stranger', () => {
  const one = { ...idea('missing-conversation', [1, 2], 1, [7, 8]), concerns: [3] }
  expect(likeness(one, one)).toBeCloseTo(1, 12)
  expect(likeness(one, idea('missing-conversation', [4], 1, [9]))).toBe(0)
})
