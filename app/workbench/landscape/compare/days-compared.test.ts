import { expect, test } from 'vitest'
import { daysCompared } from './days-compared.ts'

const today = '2026-06-01'
const days = (query: string) => daysCompared(new URL(`http://localhost/landscape${query}`), today)

test('a day is compared with an earlier one, or today with it', () => {
  expect(days('?known=2026-05-01&than=2026-02-01')).toMatchObject({ known: { day: '2026-05-01' }, than: '2026-02-01' })
  expect(days('?than=2026-02-01')).toMatchObject({ known: 'today', than: '2026-02-01', isTurned: false })
  expect(days('')).toEqual({ known: 'today', than: null, isTurned: false, problem: null })
})

test('two days that stand the wrong way round are turned, and it is said', () => {
  const turned = { known: { day: '2026-05-01', by: 'now' }, than: '2026-02-01', isTurned: true, problem: null }
  expect(days('?known=2026-02-01&than=2026-05-01&by=now')).toEqual(turned)
  expect(days('?known=2026-02-01&than=2026-06-01')).toMatchObject({
    known: 'today',
    than: '2026-02-01',
    isTurned: true,
  })
})

test.each([
  ['2026-02-31', 'unreadable'],
  ['yesterday', 'unreadable'],
  ['2026-06-02', 'future'],
  ['2026-05-01', 'same'],
])('compared with %s nothing is compared: %s', (than, problem) => {
  expect(days(`?known=2026-05-01&than=${than}`)).toEqual({
    known: { day: '2026-05-01', by: 'then' },
    than: null,
    isTurned: false,
    problem,
  })
})
