import { buffer } from 'node:stream/consumers'
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { openApart } from './open-apart.ts'
import { type OpenedWorkbook, openWorkbook } from './open-workbook.ts'

const names = ['text', 'table', 'office'].map(
  (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
)

/** An .ods of so many rows of eight cells, in one sheet. */
async function ods(rows: number): Promise<Uint8Array> {
  const cells = (row: number) =>
    Array.from({ length: 8 }, (_, nth) => `<table:table-cell><text:p>${row} ${nth}</text:p></table:table-cell>`).join(
      '',
    )
  const all = Array.from({ length: rows }, (_, row) => `<table:table-row>${cells(row)}</table:table-row>`).join('')
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), 'mimetype', { compress: false })
  zip.addBuffer(
    Buffer.from(
      `<office:document-content ${names.join(' ')}><office:body><office:spreadsheet><table:table table:name="a">${all}</table:table></office:spreadsheet></office:body></office:document-content>`,
    ),
    'content.xml',
  )
  zip.end()
  return buffer(zip.outputStream)
}

async function listOf<T>(from: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of from) all.push(one)
  return all
}

async function allOf(workbook: OpenedWorkbook) {
  if ('why' in workbook) throw new Error(workbook.why)
  const sheets = []
  for (const { name, read } of workbook.sheets) sheets.push([name, await listOf(read())])
  return sheets
}

const sheets = [
  {
    name: 'people',
    rows: Array.from({ length: 5000 }, (_, nth) => [`p${nth}`, nth, nth % 2 === 0, null, new Date(86_400_000 * nth)]),
  },
  { name: 'ties', rows: [['a', 'b']] },
]

test('gives what opening it here gives, row by row, as often as one goes through it', async () => {
  for (const [kind, bytes] of [
    ['xlsx', await writeXlsx({ sheets })],
    ['ods', await ods(6000)],
  ] as const) {
    const apart = await openApart(bytes, kind)
    const here = await allOf(await openWorkbook(bytes, kind))
    expect(await allOf(apart)).toEqual(here)
    expect(await allOf(apart)).toEqual(here)
    expect(here.flatMap(([, rows]) => rows as unknown[]).length).toBeGreaterThan(4999)
  }
})

test('two ways through it at the same time, and one that is left in the middle, do not hinder each other', async () => {
  const opened = await openApart(await ods(9000), 'ods')
  if ('why' in opened) throw new Error(opened.why)
  const read = opened.sheets[0]!.read
  const first = async () => {
    for await (const row of read()) if (row.index === 4) return row.values[0]
    return null
  }
  const [left, all] = await Promise.all([first(), listOf(read())])
  expect([left, all.length, all.at(-1)?.values[0]]).toEqual(['4 0', 9000, '8999 0'])
})

test('once nobody reads the thread ends, and begins again for whoever does', async () => {
  const opened = await openApart(await ods(20), 'ods', { idle: 0 })
  for (const _ of [1, 2, 3]) expect(await allOf(opened)).toEqual([['a', expect.any(Array)]])
})

test('D24: a workbook that fills the memory it may take is damaged, and the program goes on', async () => {
  const bytes = await ods(40_000)
  const filled = await openApart(bytes, 'ods', { memory: 24 })
  expect(filled).toEqual({ why: expect.stringMatching(/memory/) })
  expect(await allOf(await openApart(await ods(3), 'ods'))).toHaveLength(1)
})

test('D24: one that cannot be opened says why, as it does here', async () => {
  for (const kind of ['xlsx', 'ods'] as const) {
    const here = await openWorkbook(Buffer.from('no archive'), kind)
    expect(here).toHaveProperty('why')
    expect(await openApart(Buffer.from('no archive'), kind)).toEqual(here)
  }
})
