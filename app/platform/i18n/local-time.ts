/** Why a time on the clock is no moment: it is written badly, the zone is none, or the clocks jump over it. */
export type NoMoment = 'unreadable' | 'no-such-zone' | 'skipped'

const form = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)$/

/**
 * The moment at which the clocks of a zone show a time such as "2027-03-28T09:30". Of an hour that comes twice in a year the first is meant.
 * A time that the clocks jump over is refused.
 */
export function momentOf(time: string, zone: string): Date | NoMoment {
  const found = form.exec(time.trim())
  if (!found) return 'unreadable'
  const [year, month, day, hour, minute] = found.slice(1).map(Number) as [number, number, number, number, number]
  const asUtc = Date.UTC(year, month - 1, day, hour, minute)
  const there = new Date(asUtc)
  if (there.getUTCMonth() !== month - 1 || there.getUTCDate() !== day || hour > 23 || minute > 59) return 'unreadable'
  if (!isZone(zone)) return 'no-such-zone'
  // Clocks stand at most 14 hours from UTC and jump by less than a day: what they show a day before and after are all they can show here.
  const day_ms = 86_400_000
  const offsets = new Set([asUtc - day_ms, asUtc + day_ms].map((at) => shownAt(at, zone) - at))
  const moments = [...offsets].map((offset) => asUtc - offset).filter((at) => shownAt(at, zone) === asUtc)
  return moments.length === 0 ? 'skipped' : new Date(Math.min(...moments))
}

/** What the clocks of a zone show at a moment, as "2027-03-28T09:30". */
export function localTime(moment: Date, zone: string): string {
  return new Date(shownAt(moment.getTime(), zone)).toISOString().slice(0, 16)
}

/** Is this the name of a time zone, such as "Europe/Lisbon"? */
export function isZone(zone: string): boolean {
  try {
    return zone.length > 0 && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** The zone of the machine this runs on, where nobody says another. */
export function zoneHere(): string {
  return new Intl.DateTimeFormat('en').resolvedOptions().timeZone
}

/** What the clocks show, as if they were in UTC. */
function shownAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)!.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}
