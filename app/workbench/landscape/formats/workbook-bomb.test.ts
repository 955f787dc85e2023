import { buffer } from 'node:stream/consumers'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { fileFromBytes } from './named-file.ts'
import { readLandscape } from './read-landscape.ts'
import { bombIn } from './workbook-bomb.ts'

const spaces = ['office', 'table', 'text'].map(
  (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
)
const cell = (attributes: string) => `<table:table-cell ${attributes}><text:p>x</text:p></table:table-cell>`
const row = (attributes: string, cells: string) => `<table:table-row ${attributes}>${cells}</table:table-row>`
const table = (rows: string) => `<table:table table:name="a">${rows}</table:table>`
const content = (tables: string) =>
  `<office:document-content ${spaces.join(' ')}><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`
const part = (text: string, name = 'content.xml') => fileFromBytes(name, Buffer.from(text))

const wide = row('table:number-rows-repeated="100000"', cell('table:number-columns-repeated="190"'))
const fillers = row('table:number-rows-repeated="1048000"', '<table:table-cell table:number-columns-repeated="16384"/>')

describe('D24: a workbook that would fill the memory', () => {
  test.each([
    ['cells and rows that are repeated', content(table(wide))],
    [
      'a little in each of many sheets',
      content(table(row('', cell('table:number-columns-repeated="16000"'))).repeat(400)),
    ],
    ['empty rows before one that is not', content(table(fillers + row('', cell(''))).repeat(6))],
    [
      'cells of nothing but their looks',
      content(
        table(
          wide.replace(/<table:table-cell .*cell>/, '<table:table-cell table:number-columns-repeated="16000"/><a/>'),
        ).repeat(9),
      ),
    ],
    ['spaces', content(table(row('', cell('').replace('x', '<text:s text:c="100000"/>'.repeat(60)))))],
    ['other names and quotes', content(table(wide.replaceAll('"', "'").replaceAll('<table:', '<t:')))],
    [
      'one number said twice of a cell',
      content(
        table(
          row(
            '',
            `<table:table-cell table:number-columns-repeated="1" table:number-columns-repeated="16384"/>${cell('')}`,
          ).repeat(1300),
        ),
      ),
    ],
    ['one number said twice', content(table(wide.replace('="100000"', '="100000" x:number-rows-repeated="1"')))],
    ['numbers written as letters are', content(table(wide.replace('100000', '&#49;00000')))],
    [
      'a mark of another within its tag',
      content(table(wide.replace('<table:table-cell ', '<table:table-cell a=">" '))),
    ],
    ['sheets within sheets', content(table(fillers + table('') + row('', cell(''))).repeat(2))],
    ['elements without end', `<a>${'<b/>'.repeat(2_000_001)}</a>`],
  ])('is known by %s', async (_, text) => {
    expect(await bombIn([part(text)])).toBe('content.xml')
  })

  test('is known in any part that is read at once, and of a sheet read row by row it matters not', async () => {
    const many = '<a/>'.repeat(2_000_001)
    expect(await bombIn([part(many, 'xl/sharedStrings.xml')])).toBe('xl/sharedStrings.xml')
    expect(await bombIn([part(many, 'xl/worksheets/sheet1.xml'), part(many, 'media/picture.png')])).toBeNull()
  })

  test('is refused in words before it is opened', async () => {
    const zip = new ZipFile()
    zip.addBuffer(Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), 'mimetype', { compress: false })
    zip.addBuffer(Buffer.from(content(table(wide).repeat(10))), 'content.xml')
    zip.end()
    const bytes = await buffer(zip.outputStream)
    expect(bytes.length).toBeLessThan(4_000)
    const outcome = await readLandscape([fileFromBytes('book.ods', bytes)], {})
    expect(outcome.kind === 'unreadable' && outcome.problem.code).toBe('zip-bomb')
  })

  test('is refused when it has more sheets than anybody fills, before one of them is gone through', async () => {
    const sheets = Array.from({ length: 101 }, (_, nth) => ({ name: `s${nth}`, rows: [['Name'], ['Ana']] }))
    const outcome = await readLandscape([fileFromBytes('book.xlsx', await writeXlsx({ sheets }))], {})
    expect(outcome.kind === 'unreadable' && outcome.problem.code).toBe('too-many-sheets')
  })

  test('is not a sheet that its program filled up with nothing, however many there are', async () => {
    const filled = row('table:style-name="ro1"', `${cell('')}<table:table-cell table:number-columns-repeated="16383"/>`)
    const columns = '<table:table-column table:number-columns-repeated="16384"/>'
    expect(await bombIn([part(content(table(columns + filled.repeat(200) + fillers).repeat(20)))])).toBeNull()
    const looks = filled.replace('16383"', '16383" table:style-name="ce1"')
    expect(await bombIn([part(content(table(columns + looks.repeat(50) + fillers).repeat(20)))])).toBeNull()
  })
})
