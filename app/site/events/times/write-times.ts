import { type Language, regionOf } from '../../../platform/i18n/language.ts'
import { dayMs, dayOf, isWholeDay, type LocalTime, later, readLocalTime } from '../../../platform/i18n/local-time.ts'
import { clockAt } from '../../../platform/i18n/zone.ts'
import { zoneName } from '../../../platform/i18n/zone-names.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const made = formats.get(key) ?? new Intl.DateTimeFormat(regionOf(language), { ...options, timeZone: 'UTC' })
  formats.set(key, made)
  return made
}

/** Local times are counted as if the clock ran in UTC, and so they are written. */
function asDate(time: LocalTime): Date {
  return new Date(readLocalTime(time) ?? 0)
}

/** "Thursday 1 April 2027". */
export function writeLongDay(language: Language, time: LocalTime): string {
  return format(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(asDate(time))
}

/** "April 2027", of a month written 2027-04. */
export function writeMonth(language: Language, month: string): string {
  return format(language, { month: 'long', year: 'numeric' }).format(asDate(`${month}-01`))
}

/** The parts of a day for the edge of a row: "Thu", "1", "Apr". */
export function dayParts(language: Language, time: LocalTime): { weekday: string; day: string; month: string } {
  const date = asDate(time)
  return {
    weekday: format(language, { weekday: 'short' }).format(date).replace(/\.$/, ''),
    day: String(date.getUTCDate()),
    month: format(language, { month: 'short' }).format(date).replace(/\.$/, ''),
  }
}

/** "Thu 1 Apr, 06:40". */
export function writeShort(language: Language, time: LocalTime): string {
  const { weekday, day, month } = dayParts(language, time)
  return `${weekday} ${day} ${month}${isWholeDay(time) ? '' : `, ${writeHour(time)}`}`
}

/** The days of the week from Monday on, short and whole. */
export function weekdayNames(language: Language): { short: string; long: string }[] {
  // 4 January 2027 is a Monday
  return Array.from({ length: 7 }, (_, nth) => {
    const day = new Date(Date.UTC(2027, 0, 4 + nth))
    return {
      short: format(language, { weekday: 'short' }).format(day).replace(/\.$/, ''),
      long: format(language, { weekday: 'long' }).format(day),
    }
  })
}

/** "18:30". Hours are written with 24 in all our languages. */
export function writeHour(time: LocalTime): string {
  return time.slice(11, 16)
}

/** Of a time with its end, what stands after the first day: "18:30–20:00", "to Saturday 3 April 2027, 12:00"; null for one whole day. */
export function writeSpan(language: Language, starts: LocalTime, ends: LocalTime | null): string | null {
  if (isWholeDay(starts)) {
    const last = ends === null ? starts : later(ends, -dayMs)
    return last <= starts ? null : `– ${writeLongDay(language, last)}`
  }
  if (ends === null) return writeHour(starts)
  if (dayOf(ends) === dayOf(starts)) return `${writeHour(starts)}–${writeHour(ends)}`
  return `${writeHour(starts)} – ${writeLongDay(language, ends)}, ${writeHour(ends)}`
}

/** The same time for somebody in another zone, with the day where that differs; null where both clocks show the same. */
export function writeElsewhere(
  language: Language,
  at: { starts: LocalTime; from: Date; to: Date; zone: string },
  zone: string,
): string | null {
  if (isWholeDay(at.starts)) return null
  const there = clockAt(zone, at.from)
  if (there === clockAt(at.zone, at.from)) return null
  const until = at.to > at.from ? `–${writeHour(clockAt(zone, at.to))}` : ''
  const day =
    dayOf(there) === dayOf(at.starts)
      ? ''
      : `, ${format(language, { weekday: 'short', day: 'numeric', month: 'short' }).format(asDate(there))}`
  return `${writeHour(there)}${until} ${zoneName(language, zone)}${day}`
}

/** A time in a few words with the clocks it is told by: "Thu 1 Apr, 17:00 Lisbon · 13:00 São Paulo". */
export function writeShortByClocks(
  language: Language,
  at: { starts: LocalTime; from: Date; zone: string; secondZone: string | null },
): string {
  const short = writeShort(language, at.starts)
  if (isWholeDay(at.starts)) return short
  const second = at.secondZone && writeElsewhere(language, { ...at, to: at.from }, at.secondZone)
  return `${short} ${zoneName(language, at.zone)}${second ? ` · ${second}` : ''}`
}
