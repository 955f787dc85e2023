import { isWholeDay, type LocalTime } from '../../platform/i18n/local-time.ts'
import { momentOf, offsetAt } from '../../platform/i18n/zone.ts'
import type { Occurrence, SiteEvent } from './events.ts'

const statuses = { planned: 'EventScheduled', cancelled: 'EventCancelled', postponed: 'EventPostponed' } as const

/** An event as search engines read it, after schema.org. What was put off has no date; it tells the one it had, and so does what was moved. */
export function structuredEvent(
  event: SiteEvent,
  at: Occurrence | null,
  address: string,
  freePlaces: number | null = null,
): Record<string, unknown> {
  const isRescheduled = event.state === 'planned' && at?.moved
  const status = at?.calledOff ? 'EventCancelled' : isRescheduled ? 'EventRescheduled' : statuses[event.state]
  const { starts, zone } = event
  return {
    '@type': 'Event',
    name: event.title,
    url: address,
    description: event.words.slice(0, 5_000) || undefined,
    inLanguage: event.language,
    eventStatus: `https://schema.org/${status}`,
    eventAttendanceMode: `https://schema.org/${attendance(event)}`,
    ...(at && event.state !== 'postponed'
      ? {
          startDate: withOffset(event.zone, at.starts, at.from),
          endDate: at.ends ? withOffset(event.zone, at.ends, at.to) : undefined,
          previousStartDate: isRescheduled ? byItself(zone, at.original) : undefined,
        }
      : starts && { previousStartDate: byItself(zone, starts) }),
    location: places(event, address),
    maximumAttendeeCapacity: event.capacity ?? undefined,
    remainingAttendeeCapacity: freePlaces ?? undefined,
    organizer: { '@type': 'Organization', name: 'Ecotone', url: new URL(address).origin },
  }
}

function attendance({ place, online }: SiteEvent): string {
  if (place && online) return 'MixedEventAttendanceMode'
  return online ? 'OnlineEventAttendanceMode' : 'OfflineEventAttendanceMode'
}

function places({ place, online, link }: SiteEvent, address: string): unknown {
  const house = place ? [{ '@type': 'Place', name: place, address: place }] : []
  const net = online ? [{ '@type': 'VirtualLocation', url: link ?? address }] : []
  const all = [...house, ...net]
  return all.length === 1 ? all[0] : all.length === 0 ? undefined : all
}

const byItself = (zone: string, time: LocalTime) => withOffset(zone, time, momentOf(zone, time))

/** 2027-04-01T18:30:00+01:00; of whole days the day alone. */
function withOffset(zone: string, time: LocalTime, moment: Date): string {
  if (isWholeDay(time)) return time
  const minutes = Math.round(offsetAt(zone, moment.getTime()) / 60_000)
  const size = Math.abs(minutes)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${time}:00${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
