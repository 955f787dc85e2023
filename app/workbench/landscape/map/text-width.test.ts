import { expect, it } from 'vitest'
import { wrapped } from './hill-names.ts'
import { textWidth } from './text-width.ts'

it('measures as the browser does, within two in a hundred', () => {
  // measured in Chromium at 1,000 px
  expect(textWidth('Equipas de Saúde da Costa', 'literata', 1000) / 12106).toBeCloseTo(1, 1.7)
})

it('takes letters it does not know at the width of their plain form, or as wide ones', () => {
  expect(textWidth('ň', 'literata', 20)).toBe(textWidth('n', 'literata', 20))
  expect(textWidth('海', 'instrument', 20)).toBe(20)
})

it('breaks long names where the lines come out even', () => {
  expect(wrapped('Equipas de Saúde da Costa', 'wide')[0]).toEqual(['Equipas de', 'Saúde da Costa'])
  expect(wrapped('Youth work', 'wide')[0]).toEqual(['Youth work'])
  expect(wrapped('Bombeirosvoluntariosdaorla', 'compact')).toEqual([['Bombeirosvoluntariosdaorla']])
})
