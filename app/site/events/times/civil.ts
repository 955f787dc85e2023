/** A day of the Gregorian calendar; `number` counts days from 1 January 1970, months from 1. */
export interface Civil {
  number: number
  year: number
  month: number
  day: number
}

const dayMs = 86_400_000

/** The day with this number. */
export function civilOf(number: number): Civil {
  const date = new Date(number * dayMs)
  return { number, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

export function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / dayMs
}

export function daysInYear(year: number): number {
  return dayNumber(year + 1, 1, 1) - dayNumber(year, 1, 1)
}

export function daysInMonth(year: number, month: number): number {
  return dayNumber(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - dayNumber(year, month, 1)
}

/** Monday is 0. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7
}

/** The day on which week 1 of a year begins: the first week with four days or more in it. */
export function weekYearStart(year: number, weekStart: number): number {
  const first = dayNumber(year, 1, 1)
  const since = (weekdayOf(first) - weekStart + 7) % 7
  return since <= 3 ? first - since : first - since + 7
}

/** Which week of which year of weeks a day is in. */
export function weekNumberOf(number: number, weekStart: number): { year: number; week: number } {
  const { year } = civilOf(number)
  const own = [year + 1, year, year - 1].find((one) => weekYearStart(one, weekStart) <= number) ?? year
  return { year: own, week: Math.floor((number - weekYearStart(own, weekStart)) / 7) + 1 }
}

export function weeksIn(year: number, weekStart: number): number {
  return (weekYearStart(year + 1, weekStart) - weekYearStart(year, weekStart)) / 7
}
