import { describe, expect, test } from 'vitest'
import { chooseLanguage, dir } from './language.ts'

describe('in which language we answer', () => {
  test('what was chosen on this device wins over what the person prefers and what the browser asks for', () => {
    expect(chooseLanguage({ cookie: 'fr', preference: 'pt', acceptLanguage: 'es' })).toBe('fr')
    expect(chooseLanguage({ preference: 'pt', acceptLanguage: 'es' })).toBe('pt')
    expect(chooseLanguage({ acceptLanguage: 'es' })).toBe('es')
  })

  test('a browser is heard by its own order of wishes, and a region is served by its language', () => {
    expect(chooseLanguage({ acceptLanguage: 'de, en;q=0.5, pt-BR;q=0.9' })).toBe('pt')
    expect(chooseLanguage({ acceptLanguage: 'fr;q=0, en;q=0.1' })).toBe('en')
  })

  test('anything unknown or broken falls back to English', () => {
    expect(chooseLanguage({ cookie: 'xx', preference: '', acceptLanguage: ';;q=,,\u0000' })).toBe('en')
    expect(chooseLanguage({})).toBe('en')
  })

  test('Arabic and Hebrew run from right to left, Portuguese does not', () => {
    expect([dir('ar'), dir('he-IL'), dir('pt')]).toEqual(['rtl', 'rtl', 'ltr'])
  })
})
