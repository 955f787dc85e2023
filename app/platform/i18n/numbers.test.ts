import { describe, expect, test } from 'vitest'
import { writeDay, writeList, writeMoment, writeNumber, writeRange, writeShare } from './numbers.ts'

describe('numbers', () => {
  test('are written the way of the language, with as many digits as asked', () => {
    expect(writeNumber('en', 1234.5, 1)).toBe('1,234.5')
    expect(writeNumber('es', 5, 1)).toBe('5,0')
    expect(writeNumber('fr', 12345).replace(/\s/g, ' ')).toBe('12 345')
  })

  test('as shares and ranges read as one expects there', () => {
    expect(writeShare('en', 0.42)).toBe('42%')
    expect(writeShare('fr', 0.42).replace(/\s/g, ' ')).toBe('42 %')
    expect(writeRange('en', 5, 9)).toBe('5–9')
  })
})

describe('days and moments', () => {
  test('a day written down as such never shifts, wherever it is read', () => {
    expect(writeDay('en', '2027-03-01', 'America/Los_Angeles')).toBe('1 March 2027')
    expect(writeDay('pt', '2027-03-01')).toBe('1 de março de 2027')
  })

  test('a moment is told in the zone asked for', () => {
    const moment = '2027-03-01T18:00:00Z'
    expect(writeMoment('en', moment, 'Europe/Lisbon')).toContain('18:00')
    expect(writeMoment('en', moment, 'Europe/Madrid')).toContain('19:00')
  })
})

test('a list ends with the word of the language', () => {
  expect(writeList('en', ['a', 'b', 'c'])).toBe('a, b and c')
  expect(writeList('es', ['a', 'b'], 'or')).toBe('a o b')
})
