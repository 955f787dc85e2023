import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareWords, type Passage } from './compare-words.ts'

const side = (passages: Passage[], which: 'added' | 'removed') =>
  passages
    .map((one) =>
      one.kind === 'same'
        ? one.lines.join('\n')
        : one.stretches.some(({ kind }) => kind === 'same' || kind === which)
          ? one.stretches
              .filter(({ kind }) => kind === 'same' || kind === which)
              .map(({ text }) => text)
              .join('')
          : null,
    )
    .filter((text) => text !== null)
    .join('\n')

describe('two versions', () => {
  test('are compared word by word where a line changed, and the rest is the same', () => {
    expect(compareWords('One.\nThe tide is high.\nThree.', 'One.\nThe tide was very high.\nThree.')).toEqual([
      { kind: 'same', lines: ['One.'] },
      {
        kind: 'changed',
        stretches: [
          { kind: 'same', text: 'The tide ' },
          { kind: 'removed', text: 'is' },
          { kind: 'added', text: 'was very' },
          { kind: 'same', text: ' high.' },
        ],
      },
      { kind: 'same', lines: ['Three.'] },
    ])
  })

  test('that are the same have nothing changed', () => {
    expect(compareWords('a\nb', 'a\nb')).toEqual([{ kind: 'same', lines: ['a', 'b'] }])
  })

  test('show a line that came and one that went as such', () => {
    expect(compareWords('a\nb\nc', 'a\nc\nd')).toEqual([
      { kind: 'same', lines: ['a'] },
      { kind: 'changed', stretches: [{ kind: 'removed', text: 'b' }] },
      { kind: 'same', lines: ['c'] },
      { kind: 'changed', stretches: [{ kind: 'added', text: 'd' }] },
    ])
  })

  test('can both be read from what is told, whatever they say', () => {
    const word = fc.constantFrom('tide', 'quay', 'São', 'a', ',', '.', '’')
    const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
    const text = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const told = compareWords(older, newer)
        expect(side(told, 'removed')).toBe(older)
        expect(side(told, 'added')).toBe(newer)
      }),
      { seed: 51, numRuns: 500 },
    )
  })

  test('that share nothing are told as exchanged, however long they are', () => {
    const words = (sign: string) => Array.from({ length: 20_000 }, (_, nth) => `${sign}${nth}`).join(' ')
    const told = compareWords(words('a'), words('b'))
    expect(side(told, 'removed')).toBe(words('a'))
    expect(side(told, 'added')).toBe(words('b'))
  })
})
