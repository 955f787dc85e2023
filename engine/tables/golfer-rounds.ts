import type { Rounds } from './designs.ts'

const TABLES = 8
const SIZE = 4
const PEOPLE = TABLES * SIZE
const PLACES = [0, 1, 2, 3, 4, 5, 6, 7]

/** Tables that give a whole round when they are moved by every number below 8. */
const STEADY = ['A0A2A4A6 B0B2B5B7 C0C3C4C7 D0D3D5D6', 'A0B0C0D0', 'A0B2C4D6', 'A0B7C3D5']
/** Tables that give one round when moved by the numbers below 4, and another when moved by the others. */
const HALVED = 'A0B4C5D1 A4A7B1B2 C0C2D5D7'

/**
 * Eight tables of four, ten rounds, and nobody meets anybody twice: the most there can be, everybody meets all but one.
 *
 * That it can be was known (Aguado 2004: a resolvable group divisible design, 16 groups of 2, blocks of 4). This plan is our own. Its
 * people are four columns A to D of eight places, and it stays what it is when all places are moved by one number (by exclusive or; a
 * published plan, too, has these eight movements), and when columns B, C, D change in turn while places 2, 4, 6 do. Of such plans, those
 * with four rounds that stay and three pairs of rounds that change places were all gone through: there are 24.
 *
 * Why nobody meets twice: a table with one person of each column is moved to eight different tables, one with two and two people of a
 * column to four, one with four of a column to two; so each pair it makes comes up once, and no two of these tables make the same pairs.
 * Those who never meet: places 0 and 1, 2 and 3, 4 and 5, 6 and 7 of a column.
 *
 * @returns for each round, the table of each of the 32 people; null for other tables
 */
export function golferRounds(tables: number, size: number): Rounds | null {
  if (tables !== TABLES || size !== SIZE) return null
  const steady = STEADY.map((words) => moved(words, PLACES))
  const halves = [moved(HALVED, PLACES.slice(0, 4)), moved(HALVED, PLACES.slice(4))]
  return [...steady, ...halves, ...halves.map(turned), ...halves.map(turned).map(turned)]
}

/** Column and place of each person of each table: the eight people of a column follow one another. */
function read(words: string): number[][] {
  return words
    .split(' ')
    .map((table) =>
      [...table.matchAll(/([A-D])(\d)/g)].map(([, column, place]) => 'ABCD'.indexOf(column!) * 8 + +place!),
    )
}

function moved(words: string, by: readonly number[]): Uint16Array {
  const round = new Uint16Array(PEOPLE).fill(TABLES)
  let table = 0
  for (const people of read(words))
    for (const step of by) {
      if (round[people[0]! ^ step] !== TABLES) continue
      for (const person of people) round[person ^ step] = table
      table++
    }
  return round
}

/** Columns B, C, D and places 2, 4, 6 (and 3, 5, 7 with them) change in turn. */
function turned(round: Uint16Array): Uint16Array {
  const column = [0, 2, 3, 1]
  const place = [0, 1, 4, 5, 6, 7, 2, 3]
  const after = new Uint16Array(PEOPLE)
  for (const [person, table] of round.entries()) after[column[person >> 3]! * 8 + place[person & 7]!] = table
  return after
}
