import { describe, expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'

const en = { people: '{n, plural, one {# person} other {# people}}', link: 'Read <a>the page</a> first' }
const pt = { people: '{n, plural, one {# pessoa} other {# pessoas}}', link: 'Leia <a>a página</a> primeiro' }
const words = catalogue({ en, pt, es: en, fr: en })

describe('a catalogue of words', () => {
  test('says a message in the language asked, with its plural', () => {
    expect(words('en')('people', { n: 1 })).toBe('1 person')
    expect(words('pt')('people', { n: 1200 })).toMatch(/^1[\s.\u00a0]?200 pessoas$/)
  })

  test('says none in the plural in our Portuguese, as one does in Portugal', () => {
    expect(words('pt')('people', { n: 0 })).toBe('0 pessoas')
  })

  test('puts a tag around its words without losing the rest', () => {
    expect(words('pt').rich('link', { a: (inner) => ({ inner }) })).toEqual([
      'Leia ',
      { inner: 'a página' },
      ' primeiro',
    ])
  })

  test('refuses to say a sentence with a hole, naming the key', () => {
    expect(() => words('en')('people')).toThrow(/"people" in "en"/)
  })

  test('does not compile when a language lacks a key or has one too many', () => {
    // @ts-expect-error: "link" is missing in French
    catalogue({ en, pt, es: en, fr: { people: '' } })
    // @ts-expect-error: "more" is not a key of the English words
    catalogue({ en, pt: { ...pt, more: '' }, es: en, fr: en })
  })

  test('shows names as they are, never as markup', () => {
    const named = catalogue({
      en: { hi: 'Hello {name}' },
      pt: { hi: '{name}' },
      es: { hi: '{name}' },
      fr: { hi: '{name}' },
    })
    expect(named('en')('hi', { name: '<b>{x}</b>' })).toBe('Hello <b>{x}</b>')
  })
})
