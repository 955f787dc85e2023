import { expect, test } from 'vitest'
import { keptTexts } from './kept-texts.ts'

test('what was asked for longest ago goes first, and what is too long is not kept', () => {
  const kept = keptTexts<string>((text) => text.length, 4_000)
  for (const key of ['a', 'b', 'c']) kept.keep(key, 'x'.repeat(700))
  kept.find('a')
  for (const key of ['d', 'e']) kept.keep(key, 'x'.repeat(700))
  expect(['a', 'b', 'c', 'd', 'e'].filter((key) => kept.find(key) !== undefined)).toEqual(['a', 'c', 'd', 'e'])
  kept.keep('long', 'x'.repeat(3_000))
  expect(kept.find('long')).toBeUndefined()
})
