import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packed, unpacked } from './packed.ts'

const order = { small: Uint8Array, middle: Uint16Array, large: Uint32Array }
const columns = fc.record({
  small: fc.uint8Array({ maxLength: 20 }),
  middle: fc.uint16Array({ maxLength: 20 }),
  large: fc.uint32Array({ maxLength: 20 }),
})

describe('packed columns', () => {
  test('come back as they went, with whatever words', () => {
    fc.assert(
      fc.property(columns, fc.string({ unit: 'grapheme' }), (sent, name) => {
        const read = unpacked(packed({ name }, sent, order), order)
        expect(read.head).toEqual({ name })
        expect(read.columns).toEqual(sent)
      }),
    )
  })

  test('that are cut off anywhere are refused', () => {
    const sent = { small: Uint8Array.of(1, 2, 3), middle: Uint16Array.of(4), large: Uint32Array.of(5, 6) }
    const bytes = packed({ name: 'Sado' }, sent, order)
    for (let end = 0; end < bytes.byteLength; end += 1) {
      expect(() => unpacked(bytes.slice(0, end), order)).toThrow(/no map|JSON/)
    }
  })

  test('are told from other bytes', () => {
    const page = new TextEncoder().encode('<!doctype html><title>Sign in</title>'.padEnd(64)).buffer
    expect(() => unpacked(page, order)).toThrow('no map')
  })
})
