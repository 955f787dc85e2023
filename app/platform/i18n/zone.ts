import type { Language } from './language.ts'
import { type LocalTime, readLocalTime, writeLocalTime } from './local-time.ts'
import { zoneName, zoneOfPlace } from './zone-names.ts'

const formats = new Map<string, Intl.DateTimeFormat | null>()

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const made = tryFormat(zone)
  // what people type is not kept for ever
  if (formats.size > 600) formats.clear()
  formats.set(zone, made)
  return made
}

function tryFormat(zone: string): Intl.DateTimeFormat | null {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/.test(zone) || zone.length > 60) return null
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return null
  }
}

/** Is this the name of a time zone, as IANA keeps them ("Europe/Lisbon")? */
export function isZone(name: string): boolean {
  return formatOf(name) !== null
}

/** The zone somebody means who typed its name, or a place whose name it bears, in any of our languages ("lisboa"); null when there is none. */
export function zoneMeant(typed: string): string | null {
  const name = typed.trim()
  return isZone(name) ? name : zoneOfPlace(name)
}

/** The zone of the machine this runs on, for where nobody says another. */
export function zoneHere(): string {
  return new Intl.DateTimeFormat('en').resolvedOptions().timeZone
}

const offsets = new Map<string, number>()

/** Milliseconds that clocks in the zone are ahead of UTC at that moment. */
export function offsetAt(zone: string, moment: number): number {
  // offsets of our days begin and end on full quarters of an hour
  const quarter = Math.floor(moment / 900_000)
  const key = `${zone} ${quarter}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const found = readOffset(zone, quarter * 900_000)
  if (offsets.size > 50_000) offsets.clear()
  offsets.set(key, found)
  return found
}

function readOffset(zone: string, moment: number): number {
  const format = formatOf(zone)
  if (!format) throw new Error(`"${zone}" is no time zone.`)
  const parts: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(moment)) parts[type] = Number(value)
  return (
    Date.UTC(parts['year']!, parts['month']! - 1, parts['day']!, parts['hour']!, parts['minute']!, parts['second']!) -
    moment
  )
}

/** What a clock in the zone shows at a moment, to the minute. */
export function clockAt(zone: string, moment: Date): LocalTime {
  return writeLocalTime(moment.getTime() + offsetAt(zone, moment.getTime()), 'minute')
}

/** Where a time on the clock lies: at one moment, at two (the hour is there twice), or nowhere (the clocks skip it). */
export type Found =
  | { kind: 'once'; moment: Date }
  | { kind: 'twice'; first: Date; second: Date }
  | { kind: 'skipped'; suggestion: LocalTime; moment: Date }

/**
 * Finds the moment a clock in the zone shows this time; whole days begin with their first minute. When clocks go forward there are times that
 * no clock shows: then the time the clocks jump to by as much is suggested (01:30 becomes 02:30), and its moment given.
 */
export function findMoment(zone: string, time: LocalTime): Found {
  const local = readLocalTime(time)
  if (local === null) throw new Error(`"${time}" is no time.`)
  const day = 86_400_000
  const tried = [offsetAt(zone, local - day), offsetAt(zone, local + day)]
  const moments = [...new Set(tried.map((offset) => local - offset))]
    .filter((moment) => moment + offsetAt(zone, moment) === local)
    .sort((a, b) => a - b)
  if (moments.length === 1) return { kind: 'once', moment: new Date(moments[0]!) }
  if (moments.length > 1) return { kind: 'twice', first: new Date(moments[0]!), second: new Date(moments[1]!) }
  // by the offset from before, as RFC 5545 (3.3.5) reads such a time
  const moment = new Date(local - tried[0]!)
  return { kind: 'skipped', suggestion: clockAt(zone, moment), moment }
}

/** The moment of a time; of two the first, and of none the one the clocks jump to. */
export function momentOf(zone: string, time: LocalTime): Date {
  const found = findMoment(zone, time)
  return found.kind === 'twice' ? found.first : found.moment
}

/** A change of the clocks: the moment, and how far they are ahead of UTC before and after, in milliseconds. */
export interface ClockChange {
  moment: number
  before: number
  after: number
}

/** Every change of the clocks between two moments, to the second. */
export function clockChanges(zone: string, from: number, to: number): ClockChange[] {
  const changes: ClockChange[] = []
  const step = 7 * 86_400_000
  for (let at = from; at < to; at += step) {
    const [before, after] = [offsetAt(zone, at), offsetAt(zone, Math.min(to, at + step))]
    if (before === after) continue
    let [low, high] = [at, Math.min(to, at + step)]
    while (high - low > 60_000) {
      const middle = Math.floor((low + high) / 120_000) * 60_000
      if (offsetAt(zone, middle) === before) low = middle
      else high = middle
    }
    changes.push({ moment: Math.ceil(high / 60_000) * 60_000, before, after })
  }
  return changes
}

/** Zones to choose from where nothing says which: one for most offsets, with well-known names. Others can be written in an address. */
const offeredZones: readonly string[] = [
  'UTC',
  'Atlantic/Azores',
  'Atlantic/Cape_Verde',
  'Europe/Lisbon',
  'Europe/London',
  'Africa/Lagos',
  'Europe/Madrid',
  'Europe/Paris',
  'Europe/Berlin',
  'Africa/Maputo',
  'Africa/Johannesburg',
  'Europe/Athens',
  'Europe/Helsinki',
  'Africa/Nairobi',
  'Europe/Istanbul',
  'Asia/Dubai',
  'Asia/Karachi',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Dhaka',
  'Asia/Bangkok',
  'Asia/Shanghai',
  'Asia/Dili',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
  'Pacific/Honolulu',
  'America/Anchorage',
  'America/Los_Angeles',
  'America/Denver',
  'America/Mexico_City',
  'America/Chicago',
  'America/Bogota',
  'America/New_York',
  'America/Caracas',
  'America/Halifax',
  'America/St_Johns',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/Argentina/Buenos_Aires',
]

/** The zones to choose from, with one more that was chosen already, in the order of what they are called. */
export function zoneChoices(language: Language, chosen: string | null): { value: string; label: string }[] {
  const all = offeredZones.map((zone) => ({ value: zone, label: zoneName(language, zone) }))
  if (chosen && !offeredZones.includes(chosen)) all.push({ value: chosen, label: chosen })
  return all.sort((a, b) => a.label.localeCompare(b.label, language))
}
