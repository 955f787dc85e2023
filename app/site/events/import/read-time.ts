import ICAL from 'ical.js'
import { type LocalTime, readLocalTime } from '../../../platform/i18n/local-time.ts'
import { clockAt, isZone, momentOf } from '../../../platform/i18n/zone.ts'
import type { Found } from './components-in.ts'
import { NotTaken } from './not-taken.ts'

/** How a file names its zones: each name with the one we know it by, null where we know none. */
export interface Zones {
  byName: ReadonlyMap<string, string | null>
  /** for times without a zone */
  otherwise: string
}

/** Names that Windows and others give zones, for those that are met most. */
const otherNames: Record<string, string> = {
  'GMT Standard Time': 'Europe/London',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'Romance Standard Time': 'Europe/Paris',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'FLE Standard Time': 'Europe/Kyiv',
  'GTB Standard Time': 'Europe/Bucharest',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'Pacific Standard Time': 'America/Los_Angeles',
  'E. South America Standard Time': 'America/Sao_Paulo',
  'India Standard Time': 'Asia/Kolkata',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'US-Eastern': 'America/New_York',
  'US-Central': 'America/Chicago',
  'US-Mountain': 'America/Denver',
  'US-Pacific': 'America/Los_Angeles',
  'Eastern Time': 'America/New_York',
  UTC: 'UTC',
  GMT: 'UTC',
}

/** The zones a file describes; one is known by its own name, by the place it says it is at, or by the end of a long name. */
export function zonesIn(components: readonly Found[], otherwise: string): Zones {
  const byName = new Map<string, string | null>()
  for (const { component } of components) {
    if (component.name !== 'vtimezone') continue
    const name = component.getFirstPropertyValue('tzid')
    const place = component.getFirstPropertyValue('x-lic-location')
    if (typeof name === 'string') byName.set(name, knownZone(name) ?? knownZone(typeof place === 'string' ? place : ''))
  }
  return { byName, otherwise }
}

function knownZone(name: string): string | null {
  const plain = name.trim().replace(/^"|"$/g, '')
  const other = otherNames[plain]
  if (other) return other
  if (isZone(plain)) return plain
  const end = /([A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_-]+){1,2})$/.exec(plain)?.[1]
  return end !== undefined && isZone(end) ? end : null
}

/** The time a property says, or the one value of it, with the zone it is told in. */
export function readTime(
  property: ICAL.Property,
  zones: Zones,
  value = property.getFirstValue(),
): { time: LocalTime; zone: string } {
  if (!(value instanceof ICAL.Time)) throw new NotTaken('time', String(value))
  const { year, month, day, hour, minute } = value
  const two = (n: number) => String(n).padStart(2, '0')
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  const time = value.isDate ? date : `${date}T${two(hour)}:${two(minute)}`
  if (readLocalTime(time) === null) throw new NotTaken('time', value.toString())
  if (value.isDate) return { time, zone: zones.otherwise }
  const named = property.getFirstParameter('tzid')
  if (value.zone?.tzid === 'UTC' || value.toICALString().endsWith('Z')) return { time, zone: 'UTC' }
  const zone = named ? (zones.byName.get(named) ?? knownZone(named)) : zones.otherwise
  if (zone === null) throw new NotTaken('zone', named ?? '')
  // an hour the clocks skip is read as RFC 5545 says: as long after the one before
  return { time: clockAt(zone, momentOf(zone, time)), zone }
}
