import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { colour } from './colours.ts'

test('a colour is read as tokens.css writes it', () => {
  expect(colour('#fff')).toEqual([1, 1, 1])
  expect(colour(' #a3212b')).toEqual([163 / 255, 33 / 255, 43 / 255])
  expect(colour('rgb(255 216 107 / 62%)')).toEqual([1, 216 / 255, 107 / 255])
  expect(colour('')).toEqual([0, 0, 0])
})

test('every colour of the palette can be read', () => {
  const tokens = readFileSync(join(import.meta.dirname, '../../../../ui/tokens.css'), 'utf8')
  const written = [...tokens.matchAll(/^\s*--[\w-]+: ((?:#|rgb\()[^;]+);/gm)].map(([, value]) => value!)
  expect(written.length).toBeGreaterThan(60)
  for (const value of written) expect(colour(value), value).not.toEqual([0, 0, 0])
})
