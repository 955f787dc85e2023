import { expect, test } from 'vitest'
import { boundaryForm, careForm, path, valleysWithCare } from './valleys-with-care.fixture.ts'

const { mine, valley } = await valleysWithCare()

test('E19: the check leads back to where one came from, before and after it is answered', async () => {
  const at = await valley({ politics: true, care: true })
  const back = (place: string) => `class="back" href="${path(at, place)}"`
  expect((await mine.see(path(at, 'care'))).text).toContain(back('landscape'))
  const asked = await mine.see(`${path(at, 'care')}?from=people`)
  expect(asked.text).toContain(back('people'))
  expect(asked.text).toContain('name="from" value="people"')
  const answered = await mine.send(path(at, 'care'), { ...careForm, decision: 'go', from: 'people' })
  expect(answered.location).toBe(`${path(at, 'care')}?from=people`)
})

test('E19: no address leads back to anywhere but those pages', async () => {
  const at = await valley()
  for (const from of [
    'https://elsewhere.example',
    '//elsewhere.example',
    '../../account',
    'people/../../x',
    'constructor',
    '',
  ]) {
    const { text } = await mine.see(`${path(at, 'care')}?from=${encodeURIComponent(from)}`)
    expect(text).toContain(`class="back" href="${path(at, 'landscape')}"`)
    expect(text).not.toMatch(/href="[^"]*elsewhere/)
    expect(text).toContain('name="from" value="landscape"')
  }
  // a form that waits was on a page of the drawing
  const held = await mine.send(path(at, 'drawing/boundary/new'), boundaryForm)
  expect(held.text).toContain(`class="back" href="${path(at, 'landscape')}"`)
})
