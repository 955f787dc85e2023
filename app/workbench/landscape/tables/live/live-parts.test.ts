import { describe, expect, test } from 'vitest'
import { type CellToWrite, CellWriter, readAnswer, unheard, type Written } from './cell-writer.ts'
import { afterSaving, isBlock, movedBy } from './grid-moves.ts'
import { Hopes } from './hopes.ts'
import { offersFor, withOffer } from './list-typing.ts'

describe('keys in a grid', () => {
  const size = { rows: 5, columns: 4 }
  const from = (key: string, ctrl = false) => movedBy({ key, ctrl }, { row: 1, column: 1 }, size)

  test('arrows go one cell, with Ctrl to the end, and never out of the table', () => {
    expect(from('ArrowUp')).toEqual({ row: 0, column: 1 })
    expect(from('ArrowRight')).toEqual({ row: 1, column: 2 })
    expect(from('ArrowDown', true)).toEqual({ row: 4, column: 1 })
    expect(movedBy({ key: 'ArrowUp', ctrl: false }, { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 0 })
  })

  test('Home and End go along the row, with Ctrl to the corners, and pages stop at the edge', () => {
    expect(from('Home')).toEqual({ row: 1, column: 0 })
    expect(from('End', true)).toEqual({ row: 4, column: 3 })
    expect(from('PageDown')).toEqual({ row: 4, column: 1 })
    expect(from('a')).toBeNull()
  })

  test('after saving Tab goes aside and Enter down, both back with Shift', () => {
    expect(afterSaving({ key: 'Tab', shift: false }, { row: 1, column: 1 })).toEqual({ row: 1, column: 2 })
    expect(afterSaving({ key: 'Enter', shift: true }, { row: 1, column: 1 })).toEqual({ row: 0, column: 1 })
  })

  test('a block is more than one cell; the line break that spreadsheets add to one cell is none', () => {
    expect([isBlock('a\tb'), isBlock('a\nb'), isBlock('a\r\n'), isBlock('a')]).toEqual([true, true, false, false])
  })
})

describe('a list while it is typed', () => {
  const offered = ['The crews', 'The lab', 'École', 'Old crews']

  test('offers names that begin so before those that hold it, whatever accents, and none that is there already', () => {
    expect(offersFor('the', offered)).toEqual(['The crews', 'The lab'])
    expect(offersFor('The crews | crews', offered)).toEqual(['Old crews'])
    expect(offersFor('eco', offered)).toEqual(['École'])
    expect(offersFor('The lab', offered)).toEqual([])
  })

  test('takes an offer in the place of what was typed', () => {
    expect(withOffer('The crews | la', 'The lab')).toBe('The crews | The lab')
    expect(withOffer('la', 'The lab')).toBe('The lab')
  })
})

describe('writing cells', () => {
  const cell = (text: string): CellToWrite => ({ thing: 'lab', column: 'name', text, was: '', why: '', key: text })
  const saved = (stands: string): Written => ({ kind: 'saved', stands, was: '', deed: '1' })

  test('cells go one after the other, and one that is not heard is sent again with the same key until it is', async () => {
    const sent: string[] = []
    const waits: number[] = []
    let silent = 2
    const writer = new CellWriter({
      async send({ key }) {
        sent.push(key)
        if (key === 'one' && silent > 0) {
          silent -= 1
          return unheard
        }
        return saved(key)
      },
      async wait(ms) {
        waits.push(ms)
      },
      waiting: () => {},
    })
    const both = await Promise.all([writer.write(cell('one')), writer.write(cell('two'))])
    expect(both).toEqual([saved('one'), saved('two')])
    expect(sent).toEqual(['one', 'one', 'one', 'two'])
    expect(waits).toEqual([1500, 4000])
  })

  test('a wait ends at once when there is reason to hope', async () => {
    const hopes = new Hopes()
    const waited = hopes.wait(600_000)
    hopes.awaken()
    await waited
  })

  test('answers are told apart: kept, refused with words, written by another, not allowed, a bug, and nobody there', () => {
    expect(readAnswer(200, { deed: '7', cells: [{ kind: 'changed', was: 'a', stands: 'b' }] })).toEqual({
      kind: 'saved',
      was: 'a',
      stands: 'b',
      deed: '7',
    })
    expect(readAnswer(422, { cells: [{ kind: 'refused', words: 'No.' }] })).toEqual({ kind: 'refused', words: 'No.' })
    expect(readAnswer(409, { cells: [{ kind: 'refused', words: 'Rui.', stands: 'c' }] })).toMatchObject({ stands: 'c' })
    expect([readAnswer(403, null), readAnswer(500, null)]).toEqual([{ kind: 'closed' }, { kind: 'failed' }])
    expect(readAnswer(503, null)).toBe(unheard)
  })
})
