import { type Language, regionOf } from './language.ts'

const written = new Map<string, Intl.NumberFormat>()
const dated = new Map<string, Intl.DateTimeFormat>()

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const format = written.get(key) ?? new Intl.NumberFormat(regionOf(language), options)
  written.set(key, format)
  return format
}

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const format = dated.get(key) ?? new Intl.DateTimeFormat(regionOf(language), options)
  dated.set(key, format)
  return format
}

function exactly(digits: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: digits, maximumFractionDigits: digits }
}

/** A number as the language writes it; always with `digits` behind the point (0 unless given). */
export function writeNumber(language: Language, value: number, digits = 0): string {
  return numberFormat(language, exactly(digits)).format(value)
}

/** A share between 0 and 1 as a percentage: 0.42 → "42%" or "42 %". */
export function writeShare(language: Language, share: number, digits = 0): string {
  return numberFormat(language, { style: 'percent', ...exactly(digits) }).format(share)
}

/** "5 to 9" in the language's own way: the two ends joined by an en dash. Not to be used where an end is negative. */
export function writeRange(language: Language, low: number, high: number, digits = 0): string {
  return numberFormat(language, exactly(digits)).formatRange(low, high)
}

/** A day: "22 November 2026". A plain ISO day (`2026-11-22`) is a day in no zone and never shifts. */
export function writeDay(language: Language, day: Date | string, zone = 'UTC'): string {
  return dateFormat(language, { dateStyle: 'long', timeZone: zoneOf(day, zone) }).format(asDate(day))
}

/** A moment: "22 November 2026 at 18:00", in the zone given. */
export function writeMoment(language: Language, moment: Date | string, zone = 'UTC'): string {
  return dateFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(asDate(moment))
}

/** A list in words: "a, b and c". */
export function writeList(language: Language, items: readonly string[], kind: 'and' | 'or' = 'and'): string {
  return new Intl.ListFormat(regionOf(language), { type: kind === 'and' ? 'conjunction' : 'disjunction' }).format(items)
}

function zoneOf(day: Date | string, zone: string): string {
  return typeof day === 'string' && day.length === 10 ? 'UTC' : zone
}

function asDate(day: Date | string): Date {
  return typeof day === 'string' ? new Date(day) : day
}
