import { expect, test } from 'vitest'
import { turns } from './turns.ts'

/** Works that end when they are told to, and how many of them run. */
function works() {
  const ends: (() => void)[] = []
  const begun: string[] = []
  const work = (name: string) => () =>
    new Promise<string>((end) => {
      begun.push(name)
      ends.push(() => end(name))
    })
  return { begun, work, endOldest: () => ends.shift()!() }
}
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('beyond so many at once a key waits in line, in the order in which they came', async () => {
  const { begun, work, endOldest } = works()
  const inTurn = turns(2)
  const all = ['a', 'b', 'c', 'd'].map((name) => inTurn('ana', work(name)))
  await settle()
  expect(begun).toEqual(['a', 'b'])
  endOldest()
  await settle()
  expect(begun).toEqual(['a', 'b', 'c'])
  endOldest()
  endOldest()
  await settle()
  endOldest()
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd'])
})

test('one key keeps no other waiting', async () => {
  const { begun, work } = works()
  const inTurn = turns(1)
  void inTurn('ana', work('a'))
  void inTurn('ana', work('b'))
  void inTurn('rui', work('c'))
  await settle()
  expect(begun).toEqual(['a', 'c'])
})

test('a work that fails hands its place on', async () => {
  const inTurn = turns(1)
  const fails = inTurn('ana', () => Promise.reject(new Error('no')))
  const after = inTurn('ana', async () => 'after')
  await expect(fails).rejects.toThrow('no')
  expect(await after).toBe('after')
  expect(await inTurn('ana', async () => 'later')).toBe('later')
})
