import {
  type Civil,
  civilOf,
  dayNumber,
  daysInMonth,
  daysInYear,
  weekdayOf,
  weekNumberOf,
  weeksIn,
  weekYearStart,
} from './civil.ts'
import type { Rule } from './rule.ts'

/** Nobody plans beyond it, and dates stop having four digits. */
const lastYear = 9999
/** Days looked at without finding one, after which a rule counts as ended (the 30th of February never comes). */
const patience = 400_000

/**
 * The times of a rule from `start` on, in order and without end where the rule has none, in milliseconds as if the clock ran in UTC.
 * The start itself comes only when the rule says so. Of whole days, what a rule says of hours is passed over. Follows RFC 5545, 3.3.10; where it leaves something open, libical, which calendars
 * of others use: a year with BYWEEKNO is a year of weeks, and BYMONTHDAY alone stays in the month of the start.
 *
 * Written here because ical.js, which reads and writes our calendar files, loses itself in rules such as BYDAY=20MO and BYWEEKNO.
 */
export function* expandRule(asSaid: Rule, start: number, { wholeDay = false } = {}): Generator<number> {
  const rule = wholeDay ? { ...asSaid, hours: [], minutes: [], seconds: [] } : asSaid
  const end = rule.until ?? Number.POSITIVE_INFINITY
  let left = rule.count ?? Number.POSITIVE_INFINITY
  for (const times of periods(filledIn(rule, start), start)) {
    for (const at of chosen(times, rule.places)) {
      if (at < start) continue
      if (at > end || left <= 0) return
      left -= 1
      yield at
    }
    if (left <= 0 || (times[0] ?? 0) > end) return
  }
}

const hourMs = 3_600_000
const minuteMs = 60_000
const dayMs = 86_400_000

/** What a rule leaves out is as in its start. */
function filledIn(rule: Rule, start: number): Rule {
  const civil = civilOf(Math.floor(start / dayMs))
  const filled = { ...rule }
  const saysDay = rule.days.length + rule.monthDays.length + rule.yearDays.length > 0
  if (!saysDay && rule.freq === 'YEARLY') {
    if (rule.weekNumbers.length > 0) filled.days = [{ nth: 0, day: weekdayOf(civil.number) }]
    else {
      filled.monthDays = [civil.day]
      if (rule.months.length === 0) filled.months = [civil.month]
    }
  }
  const saysDayOfYear = rule.months.length + rule.weekNumbers.length + rule.yearDays.length + rule.days.length > 0
  if (rule.freq === 'YEARLY' && rule.monthDays.length > 0 && !saysDayOfYear) filled.months = [civil.month]
  if (!saysDay && rule.freq === 'MONTHLY') filled.monthDays = [civil.day]
  if (!saysDay && rule.freq === 'WEEKLY') filled.days = [{ nth: 0, day: weekdayOf(civil.number) }]
  const inDay = ((start % dayMs) + dayMs) % dayMs
  if (rule.hours.length === 0 && rule.freq !== 'HOURLY' && rule.freq !== 'MINUTELY' && rule.freq !== 'SECONDLY') {
    filled.hours = [Math.floor(inDay / hourMs)]
  }
  if (rule.minutes.length === 0 && rule.freq !== 'MINUTELY' && rule.freq !== 'SECONDLY') {
    filled.minutes = [Math.floor(inDay / minuteMs) % 60]
  }
  if (rule.seconds.length === 0 && rule.freq !== 'SECONDLY') filled.seconds = [Math.floor(inDay / 1000) % 60]
  return filled
}

function chosen(times: number[], places: number[]): number[] {
  if (places.length === 0) return times
  const picked = places.map((place) => times[place > 0 ? place - 1 : times.length + place])
  return [...new Set(picked.filter((at) => at !== undefined))].sort((a, b) => a - b)
}

/** The times of one year, month, week, day, hour, minute or second after the other. */
function periods(rule: Rule, start: number): Generator<number[]> {
  if (rule.freq === 'HOURLY') return periodsInDays(rule, start, hourMs)
  if (rule.freq === 'MINUTELY') return periodsInDays(rule, start, minuteMs)
  if (rule.freq === 'SECONDLY') return periodsInDays(rule, start, 1000)
  return periodsOfDays(rule, Math.floor(start / dayMs))
}

function* periodsOfDays(rule: Rule, firstDay: number): Generator<number[]> {
  const inDay = timesInDay(rule)
  let idle = 0
  for (const [from, to] of spans(rule, firstDay)) {
    const days: number[] = []
    for (let day = from; day < to; day += 1) if (matches(rule, civilOf(day))) days.push(day)
    idle = days.length > 0 ? 0 : idle + (to - from)
    if (idle > patience) return
    if (days.length > 0) yield days.flatMap((day) => inDay.map((ms) => day * dayMs + ms))
  }
}

/** From and to (not with it), in days: what a period is for this rule. */
function* spans(rule: Rule, firstDay: number): Generator<[number, number]> {
  const { freq, interval, weekStart } = rule
  const first = civilOf(firstDay)
  const beyond = dayNumber(lastYear + 1, 1, 1)
  if (freq === 'YEARLY' && rule.weekNumbers.length > 0) {
    for (let year = firstYearOfWeeks(rule, first); year <= lastYear; year += interval) {
      yield [weekYearStart(year, weekStart), Math.min(beyond, weekYearStart(year + 1, weekStart))]
    }
  } else if (freq === 'YEARLY') {
    for (let year = first.year; year <= lastYear; year += interval) {
      const from = dayNumber(year, 1, 1)
      yield [from, from + daysInYear(year)]
    }
  } else if (freq === 'MONTHLY') {
    for (let n = first.year * 12 + first.month - 1; n < (lastYear + 1) * 12; n += interval) {
      const [year, month] = [Math.floor(n / 12), (n % 12) + 1]
      const from = dayNumber(year, month, 1)
      yield [from, from + daysInMonth(year, month)]
    }
  } else {
    const length = freq === 'WEEKLY' ? 7 : 1
    const begin = freq === 'WEEKLY' ? firstDay - ((weekdayOf(firstDay) - weekStart + 7) % 7) : firstDay
    for (let day = begin; day < beyond; day += length * interval) yield [day, Math.min(beyond, day + length)]
  }
}

/** The year of weeks that the start is in; where that has no such day any more, the year it is in by the calendar. */
function firstYearOfWeeks(rule: Rule, start: Civil): number {
  const { year } = weekNumberOf(start.number, rule.weekStart)
  if (year >= start.year) return year
  for (let day = start.number; day < weekYearStart(year + 1, rule.weekStart); day += 1) {
    if (matches(rule, civilOf(day))) return year
  }
  return start.year
}

function timesInDay({ hours, minutes, seconds }: Rule): number[] {
  return hours.flatMap((h) => minutes.flatMap((m) => seconds.map((s) => h * hourMs + m * minuteMs + s * 1000)))
}

/** Hours, minutes and seconds: what does not fit is leapt over, a whole day or hour at a time. */
function* periodsInDays(rule: Rule, start: number, unit: number): Generator<number[]> {
  const beyond = dayNumber(lastYear + 1, 1, 1) * dayMs
  const step = rule.interval * unit
  const begin = Math.floor(start / unit) * unit
  let idle = 0
  for (let at = begin; at < beyond && idle < patience; ) {
    const misfit = misfitAt(rule, at, unit)
    if (misfit === 0) {
      idle = 0
      yield timesWithin(rule, at, unit)
      at += step
    } else {
      idle += 1
      const next = (Math.floor(at / misfit) + 1) * misfit
      at = begin + Math.ceil((next - begin) / step) * step
    }
  }
}

/** Which unit at this time does not fit, in milliseconds: the day, the hour or the minute; 0 when all do. */
function misfitAt(rule: Rule, at: number, unit: number): number {
  if (!matches(rule, civilOf(Math.floor(at / dayMs)))) return dayMs
  if (rule.hours.length > 0 && !rule.hours.includes(Math.floor(at / hourMs) % 24)) return hourMs
  if (unit < hourMs && rule.minutes.length > 0 && !rule.minutes.includes(Math.floor(at / minuteMs) % 60))
    return minuteMs
  if (unit < minuteMs && rule.seconds.length > 0 && !rule.seconds.includes(Math.floor(at / 1000) % 60)) return 1000
  return 0
}

function timesWithin(rule: Rule, at: number, unit: number): number[] {
  if (unit === 1000) return [at]
  if (unit === minuteMs) return rule.seconds.map((s) => at + s * 1000)
  return rule.minutes.flatMap((m) => rule.seconds.map((s) => at + m * minuteMs + s * 1000))
}

/** Does this day fit what the rule says of days? */
function matches(rule: Rule, civil: Civil): boolean {
  const { months, weekNumbers, yearDays, monthDays, days } = rule
  if (months.length > 0 && !months.includes(civil.month)) return false
  if (weekNumbers.length > 0 && !fitsWeek(rule, civil)) return false
  if (yearDays.length > 0) {
    const nth = civil.number - dayNumber(civil.year, 1, 1) + 1
    if (!yearDays.includes(nth) && !yearDays.includes(nth - daysInYear(civil.year) - 1)) return false
  }
  if (monthDays.length > 0) {
    const length = daysInMonth(civil.year, civil.month)
    if (!monthDays.includes(civil.day) && !monthDays.includes(civil.day - length - 1)) return false
  }
  return days.length === 0 || days.some((one) => fitsDay(rule, one, civil))
}

function fitsWeek({ weekNumbers, weekStart }: Rule, { number }: Civil): boolean {
  const { year, week } = weekNumberOf(number, weekStart)
  return weekNumbers.includes(week) || weekNumbers.includes(week - weeksIn(year, weekStart) - 1)
}

function fitsDay(rule: Rule, { nth, day }: { nth: number; day: number }, civil: Civil): boolean {
  if (weekdayOf(civil.number) !== day) return false
  const counts = rule.freq === 'MONTHLY' || rule.freq === 'YEARLY'
  if (nth === 0 || !counts) return true
  const inMonth = rule.freq === 'MONTHLY' || rule.months.length > 0
  const from = inMonth ? dayNumber(civil.year, civil.month, 1) : dayNumber(civil.year, 1, 1)
  const length = inMonth ? daysInMonth(civil.year, civil.month) : daysInYear(civil.year)
  const before = civil.number - from
  return nth > 0 ? Math.floor(before / 7) + 1 === nth : Math.floor((length - 1 - before) / 7) + 1 === -nth
}
