import { describe, expect, test } from 'vitest'
import { excerptOf, slugFrom } from './writing.ts'

describe('an address from a title', () => {
  test.each([
    ['Ten in the morning is a boundary', 'ten-in-the-morning-is-a-boundary'],
    ['São João: à beira-mar, já!', 'sao-joao-a-beira-mar-ja'],
    ['Straße nach Łódź', 'strasse-nach-lodz'],
    ['汉字', 'untitled'],
    ['  --  ', 'untitled'],
  ])('%s becomes %s', (title, slug) => {
    expect(slugFrom(title)).toBe(slug)
  })

  test('ends with a whole word, and is never longer than 80 characters', () => {
    expect(slugFrom('word '.repeat(40))).toBe(Array(16).fill('word').join('-'))
    expect(slugFrom('x'.repeat(200))).toHaveLength(80)
  })
})

describe('an excerpt', () => {
  test('is what stands before the line +++, and the whole text goes on without that line', () => {
    expect(excerptOf('One.\n\n+++\n\nTwo.')).toEqual({ excerpt: 'One.', whole: 'One.\n\nTwo.' })
  })
  test('is not there without the line, nor where +++ stands inside a line', () => {
    expect(excerptOf('One +++ two')).toEqual({ excerpt: null, whole: 'One +++ two' })
  })
})
