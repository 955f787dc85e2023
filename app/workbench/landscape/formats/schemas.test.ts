import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawnLandscapes } from './drawn-landscapes.fixture.ts'
import { columnsOf, type TableName, tableNames } from './folder-format.ts'
import { splitCsv } from './split-csv.ts'
import { writeFolder } from './write-folder.ts'

const folder = new URL('../../../../docs/formats/schemas/', import.meta.url)
const schemaOf = (name: string) => JSON.parse(readFileSync(new URL(`${name}.schema.json`, folder), 'utf8'))
const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true })
const validators = new Map(['landscape', ...tableNames].map((name) => [name, ajv.compile(schemaOf(name))]))

/** The rows of a table as the schemas see them: a text for each column. */
function rowsOf(csv: string): Record<string, string>[] {
  const splitter = splitCsv(',')
  const [header = [], ...rows] = [...splitter.push(csv.replace('\uFEFF', '')), ...splitter.end()]
  return rows.map((row) => Object.fromEntries(header.map((field, at) => [field, row[at] ?? ''])))
}

describe('the documented format', () => {
  test('has a schema for each file and for nothing else', () => {
    expect(readdirSync(folder).sort()).toEqual(['landscape', ...tableNames].map((name) => `${name}.schema.json`).sort())
  })

  for (const table of tableNames) {
    test(`names the columns that ${table}.csv is read and written with`, () => {
      const { properties, required } = schemaOf(table)
      const columns = columnsOf(table as TableName)
      expect(Object.keys(properties)).toEqual(columns.map((column) => column.field))
      expect(required).toEqual(columns.filter((column) => column.required).map((column) => column.field))
    })
  }

  test('is what an export writes, whatever is in the landscape', () => {
    fc.assert(
      fc.property(drawnLandscapes(), (drawn) => {
        for (const [file, content] of writeFolder(drawn)) {
          const name = file.replace(/\.(csv|json)$/u, '')
          const validate = validators.get(name)!
          for (const value of file.endsWith('.json') ? [JSON.parse(content)] : rowsOf(content)) {
            expect(validate(value), `${file} ${JSON.stringify(value)} ${ajv.errorsText(validate.errors)}`).toBe(true)
          }
        }
      }),
      { seed: 7, numRuns: 100 },
    )
  })

  test('refuses what a reader refuses', () => {
    const wrong: [string, Record<string, unknown>][] = [
      ['landscape', { format: 'ecotone-landscape/1', name: 'L' }],
      ['landscape', { format: 'ecotone-landscape/1', name: 'L', basis: 'published', source: 'A book' }],
      ['ties', { from: 'a', to: 'b', strength: '1.2' }],
      ['ties', { from: 'a', to: 'b', kind: 'likes' }],
      ['standings', { boundary: 'b', side: 'x', person: 'a', practice: 'p' }],
      ['standings', { boundary: 'b', side: 'x', person: '', practice: '' }],
      ['legitimacy', { person: 'a', practice: 'p', kind: 'attested' }],
      ['people', { id: '' }],
      ['people', { id: 'a', shoe_size: '38' }],
    ]
    for (const [name, value] of wrong) expect(validators.get(name)!(value), JSON.stringify(value)).toBe(false)
  })
})
