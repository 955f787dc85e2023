import { expect, test } from 'vitest'
import type { DrawnConsent } from './drawn-landscape.ts'
import { newestWords, whoSaidNo } from './newest-words.ts'
import { valleyDrawing } from './valley.fixture.ts'

const word = (state: DrawnConsent['state'], said: string | null): DrawnConsent => ({
  person: 'joel',
  purpose: 'introductions',
  state,
  said,
})

test('E3: the newest word counts, in whichever order the words come; of one day the more private holds', () => {
  const later = word('agreed', '2027-03-02')
  const earlier = word('withdrawn', '2027-03-01')
  expect(newestWords([later, earlier], 'introductions')).toEqual([later])
  expect(newestWords([word('withdrawn', '2027-03-02'), later], 'introductions')[0]!.state).toBe('withdrawn')
  expect(newestWords([later], 'analysis')).toEqual([])
})

test('E3: where people live, having been told and not having said yes is a no; in a drawing of nobody it is not', () => {
  for (const [basis, out] of [
    ['consented', ['joel']],
    ['fictional', []],
  ] as const) {
    const drawn = valleyDrawing(basis)
    drawn.consents = [word('told', '2027-03-01')]
    expect([...whoSaidNo(drawn, 'introductions')]).toEqual(out)
  }
})
