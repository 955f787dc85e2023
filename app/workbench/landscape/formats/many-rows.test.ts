import { describe, expect, test } from 'vitest'
import { mendFile } from '../bring/mend-file.ts'
import type { NamedFile } from './named-file.ts'
import { readLandscape } from './read-landscape.ts'

const rows = 100_000
const every = 100

/** A list of pairs in which each hundredth row is bad, in one of four ways. */
function longList(): NamedFile {
  const bad = ['p1,p1,0.5,same\n', ',p2,0.5,nobody\n', 'p3,p4,many,number\n', 'p5,p6,-1,below\n']
  return {
    name: 'pairs.csv',
    open: async function* () {
      yield Buffer.from('from,to,weight,note\n')
      for (let at = 0; at < rows; at += 1000) {
        let text = ''
        for (let row = at; row < at + 1000; row++)
          text +=
            row % every === 0 ? bad[(row / every) % bad.length] : `p${row % 3000},q${(row * 7) % 3001},0.5,n${row}\n`
        yield Buffer.from(text)
      }
    },
  }
}

describe('100,000 rows of which 1,000 are bad', () => {
  test('come in without those, each is told or counted, and memory is kept for some of each kind only', {
    timeout: 60_000,
  }, async () => {
    const outcome = await readLandscape([longList()])
    if (outcome.kind !== 'read') throw new Error(outcome.problem.code)
    expect(outcome.summary.files).toEqual([{ file: 'pairs.csv', rowsRead: rows, accepted: rows - 1000, refused: 1000 }])
    expect(outcome.drawn.ties).toHaveLength(rows - 1000)
    expect(outcome.summary.found['refused-row']).toBe(1000)
    expect(outcome.problems.slice(0, 4).map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([
      '2 to self-tie',
      '102 from cell-empty',
      '202 weight not-a-number',
      '302 weight strength-outside',
    ])
    expect(outcome.summary.homeless).toMatchObject([{ field: 'note', count: rows - 1000, example: 'n1' }])
  })

  test('of 200,000 bad rows only the first of each kind are held', { timeout: 60_000 }, async () => {
    const file: NamedFile = {
      name: 'bad.csv',
      open: async function* () {
        yield Buffer.from('from,to\na,b\n')
        for (let at = 0; at < 200; at++) yield Buffer.from('x,x\n'.repeat(1000))
      },
    }
    const outcome = await readLandscape([file])
    expect(outcome.problems.length).toBeLessThanOrEqual(500)
    expect(outcome.kind === 'read' && outcome.summary.found['refused-row']).toBe(200_000)
  })

  test('give a CSV of the bad ones, with place and reason before the cells as they stood', {
    timeout: 60_000,
  }, async () => {
    const lines = (await mendFile([longList()], {}, 'en')).trimEnd().split('\n')
    expect(lines).toHaveLength(1001)
    expect(lines.slice(0, 3)).toEqual([
      '\uFEFFfile,row,why it does not come in,from,to,weight,note',
      'pairs.csv,2,to: “p1” cannot have a tie with themselves.,p1,p1,0.5,same',
      'pairs.csv,102,"from: something is missing here. Fill it in, or leave the row out.",,p2,0.5,nobody',
    ])
  })
})
