import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inStretches, inStretchesOfRows } from './in-stretches.ts'

test('every entry is walked over once and in order, and before each stretch it is asked whether to stop', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer({ min: 1, max: 70 }), (count, most) => {
      const walked: number[] = []
      let asked = 0
      const shouldStop = () => {
        asked++
        return false
      }
      const walk = (begin: number, end: number) => {
        expect(end - begin).toBeLessThanOrEqual(most)
        for (let k = begin; k < end; k++) walked.push(k)
      }
      inStretches(count, { shouldStop }, walk, most)
      expect(walked).toEqual(Array.from({ length: count }, (_, k) => k))
      expect(asked).toBe(Math.ceil(count / most))
    }),
  )
})

test('rows are walked over whole: a stretch has no more steps than it may, or is one row', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.integer({ min: 1, max: 30 }), (lengths, most) => {
      const start = [0]
      for (const length of lengths) start.push(start.at(-1)! + length)
      const walked: number[] = []
      inStretchesOfRows(
        start,
        undefined,
        (begin, end) => {
          if (end > begin + 1) expect(end - begin + start[end]! - start[begin]!).toBeLessThanOrEqual(most)
          // no stretch that could have had one row more
          if (end < lengths.length) expect(end + 1 - begin + start[end + 1]! - start[begin]!).toBeGreaterThan(most)
          for (let row = begin; row < end; row++) walked.push(row)
        },
        most,
      )
      expect(walked).toEqual([...lengths.keys()])
    }),
  )
})

test('a walk that is stopped ends before the stretch that comes next', () => {
  const begun: number[] = []
  let asked = 0
  const control = { shouldStop: () => ++asked === 3 }
  expect(() => inStretches(10, control, (begin) => begun.push(begin), 2)).toThrow('Stopped on request')
  expect(begun).toEqual([0, 2])
})
