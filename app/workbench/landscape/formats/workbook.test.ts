import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { fileFromBytes, type NamedFile } from './named-file.ts'
import { type ReadOptions, readLandscape } from './read-landscape.ts'
import { zipFolder } from './zip-folder.ts'

type Cells = (string | number | boolean | Date | null)[][]

async function workbook(sheets: Record<string, Cells>, name = 'book.xlsx'): Promise<NamedFile> {
  const given = Object.entries(sheets).map(([title, rows]) => ({ name: title, rows }))
  return fileFromBytes(name, await (name.endsWith('.ods') ? writeOds : writeXlsx)({ sheets: given }))
}

async function read(files: NamedFile[], options: ReadOptions = {}) {
  const outcome = await readLandscape(files, options)
  const told = outcome.problems.map(({ file, row, field, code }) => `${file} ${row} ${field} ${code}`)
  return { outcome, told, drawn: outcome.kind === 'read' ? outcome.drawn : null }
}

const people: Cells = [
  ['Name', 'Group', 'Member since', 'Paid'],
  ['Ana', 'Crew|Choir', new Date('2020-03-01T00:00:00Z'), true],
  [null, 'Crew', null, null],
  ['Bento', 'Lab', null, null],
]

describe('a workbook', () => {
  for (const name of ['book.xlsx', 'book.ods', 'called-otherwise.csv']) {
    test(`${name} with a sheet of people and a sheet of pairs is read like two tables`, async () => {
      const pairs: Cells = [
        ['Source', 'Target', 'Weight'],
        ['Ana', 'Bento', 2],
        ['Ana', 'Zoe', 1],
      ]
      const sheets = { Folk: people, Pairs: pairs, 'Old (ignore)': people, Nothing: [] as Cells }
      const file = await workbook(sheets, name.endsWith('.ods') ? name : 'book.xlsx')
      const { drawn, told, outcome } = await read([{ ...file, name }])
      expect(drawn?.people.map((one) => one.name)).toEqual(['Ana', 'Bento'])
      expect(drawn?.memberships).toHaveLength(3)
      expect(drawn?.ties).toMatchObject([{ from: 'Ana', to: 'Bento', strength: 1 }])
      expect(told).toEqual([
        `${name}/Old (ignore) null null sheet-ignored`,
        `${name}/Nothing null null sheet-empty`,
        `${name}/Folk 3 name cell-empty`,
        `${name}/Pairs 3 to unknown-person`,
        `${name}/Pairs null weight weights-scaled`,
      ])
      expect(outcome.kind === 'read' && outcome.summary.homeless).toMatchObject([
        { field: 'Member since', count: 1, example: '2020-03-01' },
        { field: 'Paid', count: 1, example: 'yes' },
      ])
    })
  }

  test('that is damaged, or a document, or a bomb, is refused in words', async () => {
    const codeOf = async (file: NamedFile, options: ReadOptions = {}) => {
      const { outcome } = await read([file], options)
      return outcome.kind === 'unreadable' && outcome.problem.code
    }
    const parts = new Map([
      ['[Content_Types].xml', '<Types/>'],
      ['xl/workbook.xml', '<workbook'],
    ])
    expect(await codeOf(fileFromBytes('a.xlsx', await zipFolder(parts)))).toBe('workbook-damaged')
    const document = new Map([['word/document.xml', '<w/>']])
    expect(await codeOf(fileFromBytes('a.docx', await zipFolder(document)))).toBe('is-document')
    const rows = Array.from({ length: 3000 }, (_, n) => [`${n} ${'a'.repeat(1000)}`])
    const bomb = await workbook({ Bomb: rows })
    expect(await codeOf(bomb, { limits: { unpackedBytes: 2 ** 20 } })).toBe('zip-bomb')
  })
})

describe('Kumu’s workbook', () => {
  const elements: Cells = [
    ['Label', 'Type', 'Description', 'Tags', 'Side'],
    ['Ana', 'Person', 'skipper', 'a|b', null],
    ['Crew', 'Organization', 'They fish.', null, 'cape'],
  ]

  test('gives people, groups, memberships and ties; one row may lead to several', async () => {
    const connections: Cells = [
      ['From', 'To', 'Direction', 'Type', 'Strength', 'Note'],
      ['Ana', 'Bento|Crew', 'directed', 'mentors', 5, 'since the storm'],
      ['Bento', 'Ana', 'mutual', null, 10, null],
      ['Bento', 'Ana', 'mutual', null, 10, null],
    ]
    const { drawn, told, outcome } = await read([await workbook({ Elements: elements, Connections: connections })])
    expect(outcome.kind === 'read' && outcome.summary.format).toBe('kumu-sheets')
    expect(drawn?.people.map(({ name }) => name)).toEqual(['Ana', 'Bento'])
    expect(drawn?.practices).toMatchObject([{ name: 'Crew', kind: 'organisation', does: 'They fish.' }])
    expect(drawn?.memberships).toMatchObject([{ person: 'Ana', practice: 'Crew' }])
    expect(drawn?.ties).toMatchObject([
      { from: 'Ana', to: 'Bento', kind: 'learns', mutual: false, strength: 0.5 },
      { from: 'Bento', to: 'Ana', mutual: true, strength: 1 },
    ])
    expect(told).toEqual([
      'book.xlsx/Connections 2 null person-made',
      'book.xlsx/Connections 4 null said-before-here',
      'book.xlsx/Elements null weight weights-scaled',
    ])
    const homeless = outcome.kind === 'read' ? outcome.summary.homeless : []
    expect(homeless.map(({ of, field, count }) => `${of} ${field} ${count}`).sort()).toEqual([
      'memberships Note 1',
      'memberships Strength 1',
      'memberships type 1',
      'people Description 1',
      'people Tags 1',
      'practices Side 1',
      'ties Note 1',
    ])
  })

  test('may hold both tables in one sheet, two blank rows apart, and with ids two people of one name stay two', async () => {
    const one: Cells = [
      ['ID', 'Label', 'Type'],
      ['1', 'Ana', 'Person'],
      ['2', 'Ana', 'Person'],
      [],
      [],
      ['From', 'To'],
      ['1', '2'],
      ['1', 'Ana'],
    ]
    const { drawn, told } = await read([
      await workbook({
        All: one,
        More: [
          ['From', 'To'],
          ['2', '1'],
        ],
      }),
    ])
    expect(drawn?.people.map(({ id, name }) => `${id} ${name}`)).toEqual(['1 Ana', '2 Ana'])
    expect(drawn?.ties.map(({ from, to }) => `${from}${to}`)).toEqual(['12', '21'])
    expect(told).toEqual(['book.xlsx/All 8 null unknown-person'])
  })

  test('as two CSV files is read alike', async () => {
    const files = [
      fileFromBytes('elements.csv', Buffer.from('Label,Type,Description\nAna,Person,\nBento,Person,x\n')),
      fileFromBytes('connections.csv', Buffer.from('From,To,Direction\nAna,Bento,directed\n')),
    ]
    const { drawn, outcome } = await read(files)
    expect(outcome.kind === 'read' && outcome.summary.format).toBe('kumu-sheets')
    expect(drawn?.ties).toMatchObject([{ from: 'Ana', to: 'Bento', mutual: false }])
  })
})
