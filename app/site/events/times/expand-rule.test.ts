import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLocalTime, writeLocalTime } from '../../../platform/i18n/local-time.ts'
import { expandRule } from './expand-rule.ts'
import { readRule } from './rule.ts'

/** Lists that libical, a calendar library of others, is tested with; they lie beside the project and are not part of it. */
const libical = join(import.meta.dirname, '../../../../../shared/inputs/ical-libical/icalrecur_test.txt')

function first(rule: string, start: string, most: number): string[] {
  const read = readRule(rule)
  if (read.kind === 'refused') throw new Error(read.part)
  const times: string[] = []
  for (const at of expandRule(read.rule, readLocalTime(start)!, { wholeDay: start.length === 10 })) {
    if (times.push(writeLocalTime(at, start.length === 10 ? 'day' : 'second')) >= most) break
  }
  return times
}

interface Listed {
  title: string
  rule: string
  start: string
  expected: string
}

function listed(text: string): Listed[] {
  return text.split(/\n\s*\n/).flatMap((block) => {
    const line = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(block)?.[1]
    const [rule, start, expected] = [line('RRULE'), line('DTSTART'), line('INSTANCES')]
    if (!rule || !start || expected === undefined || expected.includes('***')) return []
    return [{ title: `${rule} from ${start}`, rule, start, expected }]
  })
}

describe("the lists of libical's own test", () => {
  const all = listed(readFileSync(libical, 'utf8'))

  test('are there', () => expect(all.length).toBeGreaterThan(140))

  test.each(all)('$title', ({ rule, start, expected }) => {
    const dashed = start
      .replace(/Z$/, '')
      .replace(/^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?$/, (_, y, m, d, h, min, s) =>
        h === undefined ? `${y}-${m}-${d}` : `${y}-${m}-${d}T${h}:${min}:${s}`,
      )
    const zulu = start.endsWith('Z') ? 'Z' : ''
    const ours = first(rule, dashed, expected.split(',').length + 1).map((time) => time.replace(/[-:]/g, '') + zulu)
    expect(ours.join(',')).toBe(expected)
  })
})

describe('a rule', () => {
  test('goes on to the year 9999, and ends there', () => {
    expect(first('FREQ=YEARLY;INTERVAL=2', '9995-05-01T10:00', 10)).toEqual([
      '9995-05-01T10:00:00',
      '9997-05-01T10:00:00',
      '9999-05-01T10:00:00',
    ])
  })

  test.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4',
    'FREQ=HOURLY;INTERVAL=24;BYHOUR=5',
    'FREQ=WEEKLY;BYDAY=MO;BYSETPOS=9',
  ])('that never comes ends: %s', (rule) => {
    expect(first(rule, '2027-03-01T10:00', 1)).toEqual([])
  })

  test.each([
    ['FREQ=SOMETIMES', 'FREQ=SOMETIMES'],
    ['INTERVAL=2', 'FREQ'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL=0'],
    ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY=XX'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20270401', 'COUNT and UNTIL'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'FREQ=WEEKLY'],
    ['RSCALE=CHINESE;FREQ=YEARLY', 'RSCALE=CHINESE'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH=13'],
    ['', ''],
  ])('that cannot be read is refused by its part: %s', (rule, part) => {
    expect(readRule(rule)).toEqual({ kind: 'refused', part })
  })
})
