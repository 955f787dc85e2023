import type { Child } from 'hono/jsx'
import { isWholeDay } from '../../platform/i18n/local-time.ts'
import { zoneName } from '../../platform/i18n/zone-names.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { Row } from './event-queries.ts'
import type { Say } from './event-words.ts'
import type { EventState, SiteEvent } from './events.ts'
import { placesLeft } from './guests/places-left.ts'
import { dayParts, writeElsewhere, writeLongDay, writeSpan } from './times/write-times.ts'

/** One time of an event as it stands in a list: the day at the edge, then the hour, the name and the place. */
export function TimeRow({
  say,
  row,
  zone,
  goesOn,
  now,
}: {
  say: Say
  row: Row
  zone: string | null
  goesOn: boolean
  now: Date
}) {
  const places = placesLeft(say.language, row, now)
  const { weekday, day, month } = dayParts(say.language, row.starts)
  const isOff = row.state === 'cancelled' || row.calledOff
  return (
    <li class={isOff ? 'event-row event-off' : 'event-row'}>
      <p class="event-day" aria-hidden="true">
        <span>{weekday}</span>
        <strong>{day}</strong>
        <span>{month}</span>
      </p>
      <div class="event-facts">
        <h3>
          <a href={`/events/${row.slug}${zone ? `?zone=${zone}` : ''}`} lang={row.language}>
            {row.title}
          </a>
        </h3>
        <p class="event-when">
          <When say={say} at={row} zone={zone} />
        </p>
        <p class="event-where">{whereOf(say, row)}</p>
        {places && (
          <p class={places.isFew ? 'event-places event-few' : 'event-places'}>
            <Icon name="armchair" size={16} /> <span>{places.words}</span>
          </p>
        )}
        {goesOn && (
          <p class="event-where">
            <a href={`/events/${row.slug}`}>{say('goes_on')}</a>
          </p>
        )}
      </div>
      <p class="event-chips">
        <StateChip say={say} state={row.calledOff ? 'cancelled' : row.state} />
        {row.moved && <Chip tone="gold">{say('chip_moved')}</Chip>}
        {!row.shown && <Chip icon="eye-off">{say('chip_draft')}</Chip>}
        <Chip>{say(`kind_${row.kind}`)}</Chip>
      </p>
    </li>
  )
}

/** The day and hour of one time, on the clock where it is and, where they show something else, on the reader's and on the second one it is told by. */
export function When({
  say,
  at,
  zone,
}: {
  say: Say
  at: Pick<Row, 'starts' | 'ends' | 'from' | 'to' | 'zone' | 'secondZone'>
  zone: string | null
}) {
  const span = writeSpan(say.language, at.starts, at.ends)
  const clocks = new Set([zone, at.secondZone].filter((one) => one !== null))
  return (
    <>
      <time datetime={isWholeDay(at.starts) ? at.starts : at.from.toISOString()}>
        {writeLongDay(say.language, at.starts)}
        {isWholeDay(at.starts) ? (span ?? `, ${say('all_day')}`) : `, ${span}`}
      </time>
      {!isWholeDay(at.starts) && <span class="muted"> {zoneName(say.language, at.zone)}</span>}
      {[...clocks].map((one) => {
        const elsewhere = writeElsewhere(say.language, at, one)
        return elsewhere && <span class="event-elsewhere"> {elsewhere}</span>
      })}
    </>
  )
}

/** What was put off, with no date that holds. */
export function PostponedRow({ say, event }: { say: Say; event: SiteEvent }) {
  return (
    <li class="event-row">
      <p class="event-day event-undated" aria-hidden="true">
        <strong>–</strong>
      </p>
      <div class="event-facts">
        <h3>
          <a href={`/events/${event.slug}`} lang={event.language}>
            {event.title}
          </a>
        </h3>
        <p class="event-where">{whereOf(say, event)}</p>
      </div>
      <p class="event-chips">
        <StateChip say={say} state="postponed" />
        {!event.shown && <Chip icon="eye-off">{say('chip_draft')}</Chip>}
        <Chip>{say(`kind_${event.kind}`)}</Chip>
      </p>
    </li>
  )
}

/** How an event stands, unless it stands as planned. */
export function StateChip({ say, state }: { say: Say; state: EventState }): Child {
  if (state === 'planned') return null
  return <Chip tone={state === 'cancelled' ? 'madder' : 'gold'}>{say(`state_${state}`)}</Chip>
}

/** Where it takes place: a house, online, or both. */
export function whereOf(say: Say, { place, online }: { place: string; online: boolean }): string {
  if (place && online) return say('online_and', { place })
  return place || say(online ? 'online' : 'no_place')
}
