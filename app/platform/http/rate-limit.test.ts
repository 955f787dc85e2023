import { expect, test } from 'vitest'
import { rateLimit } from './rate-limit.ts'

function settable() {
  let now = 0
  return { now: () => new Date(now), pass: (seconds: number) => (now += seconds * 1000) }
}

test('so many attempts are free, then the door closes for longer each time', () => {
  const clock = settable()
  const limit = rateLimit({ attempts: 3, windowMs: 400_000, clock })
  for (let i = 0; i < 3; i++) expect(limit.take('a').kind).toBe('allowed')
  expect(limit.take('a')).toEqual({ kind: 'wait', seconds: 100 })
  clock.pass(100)
  expect(limit.take('a').kind).toBe('allowed')
  expect(limit.take('a')).toEqual({ kind: 'wait', seconds: 100 })
  clock.pass(100)
  limit.take('a')
  expect(limit.take('a')).toEqual({ kind: 'wait', seconds: 200 })
})

test('one who asks too often does not close the door for another', () => {
  const limit = rateLimit({ attempts: 1, windowMs: 1000, clock: settable() })
  limit.take('a')
  expect(limit.take('a').kind).toBe('wait')
  expect(limit.take('b').kind).toBe('allowed')
})

test('a quiet window makes it forget', () => {
  const clock = settable()
  const limit = rateLimit({ attempts: 1, windowMs: 4000, clock })
  limit.take('a')
  limit.take('a')
  clock.pass(10)
  expect(limit.take('a').kind).toBe('allowed')
  expect(limit.take('a')).toEqual({ kind: 'wait', seconds: 1 })
})

test('the memory stays small however many ask', () => {
  const limit = rateLimit({ attempts: 1, windowMs: 1000, clock: settable(), keys: 2 })
  for (const key of ['a', 'b', 'c']) limit.take(key)
  expect(limit.take('a').kind).toBe('allowed')
})

test('B11: a stranger who keeps asking for the address of somebody else never shuts them out for longer than said', () => {
  const time = new Date('2027-03-01T09:00:00Z')
  const limit = rateLimit({ attempts: 5, windowMs: 900_000, longestMs: 900_000, clock: { now: () => time } })
  let longest = 0
  for (let tries = 0; tries < 500; tries++) {
    const taken = limit.take('victim@example.org')
    if (taken.kind === 'allowed') continue
    longest = Math.max(longest, taken.seconds)
    time.setTime(time.getTime() + taken.seconds * 1000)
  }
  expect(longest).toBe(900)
})
