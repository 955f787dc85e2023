/** A rule by which something happens again: the RRULE of RFC 5545, 3.3.10, taken apart. */
export interface Rule {
  freq: Frequency
  interval: number
  count: number | null
  /** the last time that counts, in milliseconds as if the clock ran in UTC; of a whole day its last second */
  until: number | null
  /** the rule says UNTIL in UTC, and not by the clock in the hall */
  untilInUtc: boolean
  weekStart: number
  months: number[]
  weekNumbers: number[]
  yearDays: number[]
  monthDays: number[]
  /** `nth` 0: each such day; 1 the first, -1 the last of the month or the year. Monday is 0. */
  days: { nth: number; day: number }[]
  hours: number[]
  minutes: number[]
  seconds: number[]
  places: number[]
}

export const frequencies = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof frequencies)[number]

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

export type ReadRule = { kind: 'rule'; rule: Rule } | { kind: 'refused'; part: string }

/** Reads a rule; refused with the part that cannot be read ("BYDAY=XX") or that we do not follow (calendars other than the Gregorian). */
export function readRule(text: string): ReadRule {
  const rule: Rule = {
    freq: 'DAILY',
    interval: 1,
    count: null,
    until: null,
    untilInUtc: false,
    weekStart: 0,
    months: [],
    weekNumbers: [],
    yearDays: [],
    monthDays: [],
    days: [],
    hours: [],
    minutes: [],
    seconds: [],
    places: [],
  }
  // some programs end a rule with a semicolon
  const seen = new Set<string>()
  for (const part of text.trim().replace(/;$/, '').split(';')) {
    const at = part.indexOf('=')
    const name = part.slice(0, at).toUpperCase()
    const read = readers[name]
    if (at < 1 || seen.has(name) || !read || !read(rule, part.slice(at + 1).toUpperCase())) {
      return { kind: 'refused', part: part.slice(0, 60) }
    }
    seen.add(name)
  }
  if (!seen.has('FREQ')) return { kind: 'refused', part: 'FREQ' }
  if (rule.count !== null && rule.until !== null) return { kind: 'refused', part: 'COUNT and UNTIL' }
  return { kind: 'rule', rule }
}

type Reader = (rule: Rule, value: string) => boolean

const readers: Record<string, Reader> = {
  FREQ: (rule, value) => {
    const found = frequencies.find((one) => one === value)
    if (found) rule.freq = found
    return found !== undefined
  },
  INTERVAL: (rule, value) => {
    rule.interval = Number(value)
    return /^\d{1,6}$/.test(value) && rule.interval > 0
  },
  COUNT: (rule, value) => {
    rule.count = Number(value)
    return /^\d{1,9}$/.test(value) && rule.count > 0
  },
  UNTIL: readUntil,
  WKST: (rule, value) => {
    rule.weekStart = weekdays.indexOf(value as (typeof weekdays)[number])
    return rule.weekStart >= 0
  },
  BYMONTH: numbers('months', 1, 12),
  BYWEEKNO: numbers('weekNumbers', 1, 53, true),
  BYYEARDAY: numbers('yearDays', 1, 366, true),
  BYMONTHDAY: numbers('monthDays', 1, 31, true),
  BYHOUR: numbers('hours', 0, 23),
  BYMINUTE: numbers('minutes', 0, 59),
  // a minute of 61 seconds: nobody meets in it
  BYSECOND: numbers('seconds', 0, 60),
  BYSETPOS: numbers('places', 1, 366, true),
  BYDAY: readDays,
  RSCALE: (_, value) => value === 'GREGORIAN',
  SKIP: (_, value) => value === 'OMIT',
}

function readUntil(rule: Rule, value: string): boolean {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(value)
  if (!found) return false
  const [, year, month, day, hour = '23', minute = '59', second = '59', zulu = ''] = found
  rule.until = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  rule.untilInUtc = zulu === 'Z'
  return Number(year) >= 1000 && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
}

type Listed = 'months' | 'weekNumbers' | 'yearDays' | 'monthDays' | 'hours' | 'minutes' | 'seconds' | 'places'

function numbers(into: Listed, low: number, high: number, signed = false): Reader {
  return (rule, value) => {
    const parts = value.split(',')
    if (parts.length > 400) return false
    const read = parts.map((part) => (/^[+-]?\d{1,3}$/.test(part) ? Number(part) : Number.NaN))
    rule[into] = [...new Set(read)].sort((a, b) => a - b)
    return read.every((n) => Math.abs(n) >= low && Math.abs(n) <= high && (signed || n >= 0))
  }
}

function readDays(rule: Rule, value: string): boolean {
  const parts = value.split(',')
  for (const part of parts) {
    const found = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(part)
    const nth = Number(found?.[1] ?? 0)
    if (!found || Math.abs(nth) > 53 || (found[1] !== undefined && nth === 0)) return false
    rule.days.push({ nth, day: weekdays.indexOf(found[2] as (typeof weekdays)[number]) })
  }
  return parts.length <= 400
}
