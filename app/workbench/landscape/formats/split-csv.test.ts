import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitCsv } from './split-csv.ts'

function rows(text: string, step = text.length || 1, delimiter = ','): string[][] {
  const splitter = splitCsv(delimiter)
  const found: string[][] = []
  for (let at = 0; at < text.length; at += step) found.push(...splitter.push(text.slice(at, at + step)))
  return [...found, ...splitter.end()]
}

const spectrum = new URL('../../../../../shared/inputs/csv-spectrum/', import.meta.url)
const papaparse = new URL('../../../../../shared/inputs/csv-papaparse/tests/', import.meta.url)

describe('splitting a table', () => {
  test('understands quotes, doubled quotes, line breaks inside, and every line end', () => {
    expect(rows('a,"b,1"\r\n"x ""y""\nz",\rlast')).toEqual([['a', 'b,1'], ['x "y"\nz', ''], ['last']])
  })

  test('keeps a stray quote as text and what follows a closed quote with its cell', () => {
    expect(rows('5" pipe,"a"b\n')).toEqual([['5" pipe', 'ab']])
  })

  test('gives a blank line as a row of one empty cell', () => {
    expect(rows('a\n\n"",\n')).toEqual([['a'], [''], ['', '']])
  })

  test('gives the same rows however the text is cut into pieces', () => {
    const text = fc.array(fc.constantFrom('a', '"', '""', ',', '\r', '\n', '\r\n', ' '), { maxLength: 40 })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 5 }), (parts, step) => {
        expect(rows(parts.join(''), step)).toEqual(rows(parts.join('')))
      }),
      { seed: 7, numRuns: 500 },
    )
  })

  test('gives back whatever cells were written in quotes', () => {
    const table = fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), { maxLength: 8 })
    fc.assert(
      fc.property(table, (cells) => {
        const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
        expect(rows(cells.map((row) => `${row.map(quoted).join(',')}\n`).join(''), 3)).toEqual(cells)
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  test('tells of a quote that never closes, and of one that swallows more than a row can be', () => {
    const splitter = splitCsv(',')
    splitter.push('a,"b\n')
    expect([splitter.broken(false), splitter.broken(true)]).toEqual([null, 'quote-not-closed'])
    splitter.push('x'.repeat(2 ** 21 + 1))
    expect(splitter.broken(false)).toBe('quote-not-closed')
  })

  test.skipIf(!existsSync(spectrum))(
    'agrees with the csv-spectrum collection (skipped when it is not beside the project)',
    () => {
      // one file of the collection is not UTF-8, and its JSON tells another number
      for (const name of readdirSync(new URL('csvs/', spectrum)).filter((one) => !one.startsWith('location'))) {
        const text = readFileSync(new URL(`csvs/${name}`, spectrum), 'utf8')
        const wanted = JSON.parse(readFileSync(new URL(`json/${name.replace('.csv', '.json')}`, spectrum), 'utf8'))
        const [header = [], ...others] = rows(text, 7)
        expect(
          others.map((row) => Object.fromEntries(header.map((key, at) => [key, row[at]]))),
          name,
        ).toEqual(Array.isArray(wanted) ? wanted : [wanted])
      }
    },
  )

  test.skipIf(!existsSync(papaparse))(
    'reads the samples of Papa Parse (skipped when they are not beside the project)',
    () => {
      const shape = (name: string) => {
        const found = rows(readFileSync(new URL(name, papaparse), 'utf8'), 100)
        return [found.length, ...new Set(found.map((row) => row.length))]
      }
      expect(shape('sample.csv')).toEqual([2, 3])
      expect(shape('sample-header.csv')).toEqual([3, 2])
      expect(shape('long-sample.csv')).toEqual([8, 7])
      expect(shape('verylong-sample.csv')[0]).toBeGreaterThan(2000)
    },
  )
})
