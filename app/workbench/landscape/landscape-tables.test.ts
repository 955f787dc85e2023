import { expect, test } from 'vitest'
import { personRows, tablesOf, tieRows } from './landscape-tables.ts'
import { valleyDrawing } from './valley.fixture.ts'

/** One tie whose two ends say of themselves that they stand apart, in groups that are both on one side. */
function apart(kind: 'geographic' | 'class' | 'social' | 'political' | 'cultural') {
  const drawn = valleyDrawing()
  drawn.boundaries[0]!.kind = kind
  drawn.ties.splice(1)
  drawn.standings = [
    { boundary: 'ridge', side: 'cape', person: 'joel', practice: null },
    { boundary: 'ridge', side: 'city', person: 'marta', practice: null },
    { boundary: 'ridge', side: 'cape', person: null, practice: 'crews' },
    { boundary: 'ridge', side: 'cape', person: null, practice: 'lab' },
  ]
  return tablesOf(drawn, 'ridge')
}

test('whether a tie crosses is told by where its two people stand', () => {
  expect(tieRows(apart('geographic')).map(({ crosses }) => crosses)).toEqual([true])
})

test.each(['class', 'social', 'political', 'cultural'] as const)(
  'on a boundary of the kind “%s” a tie crosses by its groups alone, and nobody’s own side follows from it',
  (kind) => {
    const tables = apart(kind)
    expect(tieRows(tables).map(({ crosses }) => crosses)).toEqual([false])
    expect(personRows(tables).every(({ sides, said }) => sides === null && said.length === 0)).toBe(true)
  },
)
