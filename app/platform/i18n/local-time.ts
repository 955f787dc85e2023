/**
 * A time as it stands on a clock in the hall: `2027-04-01T18:30`, or a whole day, `2027-04-01`. It has no zone of its own. Inside it is
 * counted in minutes or days as if the clock ran in UTC, so that adding a day never meets an hour that was skipped.
 */
export type LocalTime = string

const form = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/

/** Milliseconds as if the clock ran in UTC; null when there is no such day or minute. */
export function readLocalTime(text: string): number | null {
  const found = form.exec(text)
  if (!found) return null
  const [year, month, day, hour = 0, minute = 0, second = 0] = found.slice(1).map((part) => Number(part ?? 0))
  const at = Date.UTC(year!, month! - 1, day!, hour, minute, second)
  // Date.UTC takes years under 100 for years of the last century, and turns 30 February into 1 March
  return year! >= 1000 && writeLocalTime(at, 'second').startsWith(text) ? at : null
}

/** A day and an hour as somebody typed them, `2027-04-01` and `9:30`, as one time; null when no clock ever shows it. */
export function readTyped(day: string, hour: string): LocalTime | null {
  const time = `${day.trim()}T${hour.trim().padStart(5, '0')}`
  return time.length === 16 && readLocalTime(time) !== null ? time : null
}

/** The last minute that is written with a year of four digits. */
const last = Date.UTC(9999, 11, 31, 23, 59, 59)

/** The other way round; what is later than the year 9999 stays at its end. */
export function writeLocalTime(at: number, precision: 'day' | 'minute' | 'second'): LocalTime {
  const length = { day: 10, minute: 16, second: 19 }[precision]
  return new Date(Math.min(at, last)).toISOString().slice(0, length)
}

/** Is it a whole day, without an hour? */
export function isWholeDay(time: LocalTime): boolean {
  return time.length === 10
}

/** The day it is on. */
export function dayOf(time: LocalTime): string {
  return time.slice(0, 10)
}

/** So many milliseconds later, written the same way. */
export function later(time: LocalTime, ms: number): LocalTime {
  const at = readLocalTime(time)
  if (at === null) throw new Error(`"${time}" is no time.`)
  return writeLocalTime(at + ms, isWholeDay(time) ? 'day' : 'minute')
}

/** From one to the other, in milliseconds by the clock in the hall. */
export function between(from: LocalTime, to: LocalTime): number {
  return (readLocalTime(to) ?? 0) - (readLocalTime(from) ?? 0)
}

export const dayMs = 86_400_000
