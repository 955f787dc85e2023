import { expect, test } from 'vitest'
import { isUuid, uuidv7 } from './uuid.ts'

const zeros = (size: number) => new Uint8Array(size)

test('an identifier carries its moment, version and variant as RFC 9562 sets them out', () => {
  expect(uuidv7(0x017f22e279b0, zeros)).toBe('017f22e2-79b0-7000-8000-000000000000')
})

test('later identifiers sort after earlier ones, and all are different', () => {
  expect(uuidv7(1_000) < uuidv7(1_001)).toBe(true)
  expect(new Set(Array.from({ length: 1_000 }, () => uuidv7(5))).size).toBe(1_000)
})

test('only our own form is taken for an identifier', () => {
  expect(isUuid(uuidv7())).toBe(true)
  for (const wrong of ['', 'x', "'; drop", 7, null, `${uuidv7()} `]) expect(isUuid(wrong)).toBe(false)
})
