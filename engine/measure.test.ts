import { describe, expect, test } from 'vitest'
import { BadInput } from './bad-input.ts'
import { isStopped } from './control.ts'
import { measure, valuesOf } from './measure.ts'
import { type Parted, runParts } from './parts.ts'

const squares: Parted<number[], { times: number }, number, number> = {
  count: (input) => input.length,
  open:
    (input, { times }) =>
    (nth) =>
      input[nth]! ** 2 * times,
  join: () => {
    let sum = 0
    return { add: (part) => (sum = sum / 2 + part), result: () => sum }
  },
}

const described = measure({
  id: 'squares',
  family: 'structure',
  question: 'How large are the squares?',
  input: 'landscape',
  parameters: {
    times: { kind: 'whole', means: 'how often', from: 1, to: 9, default: 2 },
    share: { kind: 'number', means: 'how much', from: 0, to: 1, default: 0.5 },
    way: { kind: 'one-of', means: 'which way', of: ['up', 'down'], default: 'up' },
    kinds: { kind: 'some-of', means: 'which kinds', of: ['talks', 'works'], default: ['talks'] },
    exact: { kind: 'yes-or-no', means: 'exactly', default: true },
    boundary: { kind: 'id', means: 'on which boundary', names: 'boundary', default: null },
    team: { kind: 'ids', means: 'whose', names: 'person', default: [] },
    seed: { kind: 'seed', means: 'seed', default: 7 },
  },
  outputs: { sum: { per: 'whole', unit: 'number', means: 'the sum' } },
  cost: 'none',
  when: { empty: '0', disconnected: '0', directed: '0', weighted: '0' },
  caution: 'none',
  citation: [],
  run: (input: number[], { times }) => runParts(squares, input, { times }),
  parts: squares,
})

describe('the values of a measure', () => {
  test('are the defaults where nothing is given', () => {
    expect(valuesOf(described, { times: 3, way: undefined })).toEqual({
      times: 3,
      share: 0.5,
      way: 'up',
      kinds: ['talks'],
      exact: true,
      boundary: null,
      team: [],
      seed: 7,
    })
  })

  test.each([
    [{ times: 1.5 }, 'parameter times is 1.5: give a whole number from 1 to 9'],
    [{ times: '3' }, 'parameter times is "3": give a whole number'],
    [{ share: Number.NaN }, 'parameter share is NaN: give a number from 0 to 1'],
    [{ share: Number.POSITIVE_INFINITY }, 'parameter share is Infinity: give a number from 0 to 1'],
    [{ way: 'left' }, 'parameter way is "left": give one of up, down'],
    [{ kinds: ['talks', 'x'] }, 'parameter kinds is talks,x: give a list of some of talks, works'],
    [{ exact: 1 }, 'parameter exact is 1: give true or false'],
    [{ boundary: 3 }, 'parameter boundary is 3: give the id of a boundary, or null'],
    [{ team: 'x' }, 'parameter team is "x": give a list of ids of people'],
    [{ seed: 1.5 }, 'parameter seed is 1.5: give a text or a whole number as the seed'],
    [{ speed: 1 }, 'parameter speed of squares is 1: it has no such parameter; it knows times, share'],
  ])('out of their range are refused: %o', (given, words) => {
    expect(() => valuesOf(described, given)).toThrow(words)
    expect(() => valuesOf(described, given)).toThrow(BadInput)
  })

  test('that are long are shown by their beginning', () => {
    expect(() => valuesOf(described, { way: 'x'.repeat(500) })).toThrow(/"x{79}…: give one of/)
  })
})

describe('parts', () => {
  test('are joined in their order', () => {
    expect(described.run([1, 2, 3], valuesOf(described))).toBe(((2 / 2 + 8) / 2 + 18) as number)
    expect(runParts(squares, [], { times: 1 })).toBe(0)
  })

  test('tell how far they are, and stop when asked', () => {
    const told: number[] = []
    runParts(squares, [1, 2], { times: 1 }, { onProgress: (done) => told.push(done) })
    expect(told).toEqual([0, 0.5, 1])
    const stop = () => runParts(squares, [1, 2], { times: 1 }, { shouldStop: () => true })
    expect(stop).toThrow(expect.objectContaining({ name: 'AbortError' }))
    try {
      stop()
    } catch (error) {
      expect([isStopped(error), isStopped(new Error('x'))]).toEqual([true, false])
    }
  })
})
