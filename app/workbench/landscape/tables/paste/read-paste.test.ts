import { describe, expect, test } from 'vitest'
import { readPaste } from './read-paste.ts'

describe('a piece of a spreadsheet', () => {
  test('is laid onto the table from the current cell on; lines below the last row are new rows', () => {
    const at = { things: ['crews', 'lab'], columns: ['kind', 'does', ''] }
    expect(readPaste('network\tThey row\npublic\t"a\nb"\t9\ncommunity\tNew', 'practices', at)).toEqual({
      kind: 'read',
      cells: [
        { line: 1, thing: 'crews', column: 'kind', text: 'network' },
        { line: 1, thing: 'crews', column: 'does', text: 'They row' },
        { line: 2, thing: 'lab', column: 'kind', text: 'public' },
        { line: 2, thing: 'lab', column: 'does', text: 'a\nb' },
      ],
      rows: [{ line: 3, row: { kind: 'community', does: 'New' } }],
      homeless: [{ line: 2, column: '3', value: '9' }],
    })
  })

  test.each([
    'Name\tGroups\tSide',
    'nome\tgrupos\tlado',
    'Nombre\tGrupo\tLado',
    'nom\tgroupe\tcôté',
    'LABEL\tteam\tside',
  ])('headed “%s” is read by its headings, in whatever order', (heads) => {
    const turned = heads.split('\t').toReversed().join('\t')
    const row = { name: 'Zulmira', groups: 'The lab', side: 'cape' }
    expect(readPaste(`${heads}\nZulmira\tThe lab\tcape`, 'people', null)).toMatchObject({ rows: [{ row }] })
    expect(readPaste(`${turned}\ncape\tThe lab\tZulmira`, 'people', null)).toMatchObject({ rows: [{ row }] })
  })

  test('without headings its columns are those of the table; semicolons and commas part as well, and blank lines are none', () => {
    const rows = [
      { line: 1, row: { name: 'Zulmira', groups: 'The lab' } },
      { line: 3, row: { name: 'Yara', groups: 'The crews' } },
    ]
    expect(readPaste('Zulmira;The lab\n;\nYara;The crews\n', 'people', null)).toMatchObject({ rows })
    expect(readPaste('Zulmira,The lab\n\nYara,The crews', 'people', null)).toMatchObject({ rows })
  })

  test('of ties, ours and other tools’ headings are known, and what has no column is told', () => {
    expect(readPaste('Source\tTarget\tWeight\tColour\nA\tB\t0.5\tred', 'ties', null)).toMatchObject({
      rows: [{ line: 2, row: { from: 'A', to: 'B', strength: '0.5' } }],
      homeless: [{ line: 2, column: 'Colour', value: 'red' }],
    })
  })

  test('headings beyond any table of ours are none, however many stand there', () => {
    const far = Array.from({ length: 100_000 }, (_, nth) => `c${nth}`)
    const read = readPaste(`Name\t${far.join('\t')}\tGroups\nZulmira\tred`, 'people', null)
    expect(read).toMatchObject({ rows: [{ line: 2, row: { name: 'Zulmira' } }], homeless: [{ column: 'c0' }] })
  })
})
