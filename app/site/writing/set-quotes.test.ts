import fc from 'fast-check'
import { toString as textOf } from 'mdast-util-to-string'
import { expect, test } from 'vitest'
import { languages } from '../../platform/i18n/language.ts'
import { readWords } from './read-words.ts'
import { setLine, setQuotes } from './set-quotes.ts'

test.each([
  ['en', `"You said 'no'," she wrote -- it's the men's hour.`, '“You said ‘no’,” she wrote – it’s the men’s hour.'],
  ['en', `Wait... 'tis the '90s, 5" wide, a--b---c`, 'Wait… ’tis the ’90s, 5" wide, a–b—c'],
  ['en', 'ecotone --help ---- .... well-known', 'ecotone --help ---- .... well-known'],
  ['pt', `Ela disse: "não é 'nosso'" - e saiu.`, 'Ela disse: «não é “nosso”» – e saiu.'],
  ['es', `"Hoy", dijo, "no 'mañana'"`, '«Hoy», dijo, «no “mañana”»'],
  [
    'fr',
    `"L'eau monte", dit-il : « vite » ! Quoi ?`,
    '«\u202fL’eau monte\u202f», dit-il : «\u202fvite\u202f»\u202f! Quoi\u202f?',
  ],
] as const)('in %s %s is set as %s', (language, typed, set) => {
  expect(setLine(typed, language)).toBe(set)
})

test('quotes reach over emphasis and links, and code is left as it is', () => {
  const tree = readWords('"*All* of `it\'s "code"`," he said.\n\n> "[Here](page:about)"')
  const before = structuredClone(tree)
  const set = setQuotes(tree, 'en')
  expect([...set.values()].join('|')).toBe('“|All| of |,” he said.|“|Here|”')
  expect(tree).toEqual(before)
})

test('what is set stays as it is when it is set again, in every language', () => {
  const signs = fc.string({
    unit: fc.constantFrom('"', "'", '-', '.', ' ', 'a', '5', '«', '»', '“', '!', '(', '\n'),
    maxLength: 40,
  })
  fc.assert(
    fc.property(signs, fc.constantFrom(...languages), (typed, language) => {
      const once = setLine(typed, language)
      expect(setLine(once, language)).toBe(once)
      expect(once.replace(/[^a5]/g, '')).toBe(typed.replace(/[^a5]/g, ''))
    }),
    { numRuns: 2000, seed: 68 },
  )
})

test('a text without such signs is the same letters', () => {
  const tree = readWords('## One\n\nTwo\n\n- three\n\n| a | b |\n|---|---|\n| 1 | 2 |')
  expect([...setQuotes(tree, 'fr').values()].join('')).toBe(textOf(tree))
})
