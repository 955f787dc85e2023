import { expect, test } from 'vitest'
import { readPeopleLines } from './read-people-lines.ts'

test('thirty lines become people and groups, whatever parts the two', () => {
  const read = readPeopleLines('skipper oldest, crews\ndeckhand A;crews\r\nnurse M\thealth centre\nman at the fountain')
  expect(read.people).toEqual([
    { line: 1, label: 'skipper oldest', group: 'crews' },
    { line: 2, label: 'deckhand A', group: 'crews' },
    { line: 3, label: 'nurse M', group: 'health centre' },
    { line: 4, label: 'man at the fountain', group: null },
  ])
  expect(read.groups).toEqual(['crews', 'health centre'])
})

test('several people on one line are parted by a middle dot', () => {
  expect(readPeopleLines('a, x · b, x · c, y.').people.map(({ label, group }) => [label, group])).toEqual([
    ['a', 'x'],
    ['b', 'x'],
    ['c', 'y'],
  ])
})

test('what is not understood is told with its line, and nothing else is lost', () => {
  const read = readPeopleLines(`a, x\n, x\n${'long '.repeat(40)}, x\na, X\n\nb, x`)
  expect(read.notUnderstood.map(({ line, why }) => [line, why])).toEqual([
    [2, 'no-label'],
    [3, 'too-long'],
    [4, 'twice'],
  ])
  expect(read.people.map(({ label }) => label)).toEqual(['a', 'b'])
})

test('a label keeps its own comma, and invisible characters are taken out', () => {
  expect(readPeopleLines('Dr B, the tall one, health centre').people[0]).toMatchObject({
    label: 'Dr B, the tall one',
    group: 'health centre',
  })
  expect(readPeopleLines('ju\u202elia, x').people[0]?.label).toBe('ju lia')
})

test('as many groups as a form can hold are read in a moment', () => {
  const text = Array.from({ length: 120_000 }, (_, nth) => `x,${nth.toString(36)}`).join('\n')
  const read = readPeopleLines(text)
  expect([read.people.length, read.groups.length]).toEqual([120_000, 120_000])
})
