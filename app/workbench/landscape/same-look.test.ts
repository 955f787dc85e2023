import { expect, test } from 'vitest'
import { sameLook } from './same-look.ts'

const page = new URL(
  'http://localhost/landscapes/bay/landscape?view=people&boundary=place&known=2026-03-01&page=3&kept=yes',
)

test('an address keeps how one looks, and leaves messages and pages of tables behind', () => {
  expect(sameLook(page)).toBe('/landscapes/bay/landscape?view=people&boundary=place&known=2026-03-01')
})

test('an empty value takes a look away, and the map needs no saying', () => {
  expect(sameLook(page, { known: '', view: 'map' })).toBe('/landscapes/bay/landscape?boundary=place')
  expect(sameLook(page, { known: '', view: '', boundary: '' })).toBe('/landscapes/bay/landscape')
})

test('the same look can be taken to another page', () => {
  expect(sameLook(page, { view: '' }, '/landscapes/bay/landscape/map')).toBe(
    '/landscapes/bay/landscape/map?boundary=place&known=2026-03-01',
  )
})
