import type { Context } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import { between, dayMs, dayOf, isWholeDay, later } from '../../platform/i18n/local-time.ts'
import { Icon } from '../../ui/icon.tsx'
import { page } from '../../ui/page.tsx'
import { CalendarHead, ofCalendar, Subscribe } from './calendar-parts.tsx'
import { listBetween, type Row } from './event-queries.ts'
import { StateChip } from './event-row.tsx'
import { eventWords, type Say } from './event-words.ts'
import { placesLeft } from './guests/places-left.ts'
import { addressOf, type Looking, monthLater } from './looking.ts'
import { weekdayNames, writeElsewhere, writeHour, writeLongDay, writeMonth } from './times/write-times.ts'

/** So many stand in one day; of more their number is told. */
const perDay = 6

/** One month as a table of weeks; on a small screen the days that hold something, one under the other. */
export async function monthPage(c: Context, looking: Looking): Promise<Response> {
  const say = eventWords(languageOf(c))
  const { tx, month, kind } = looking
  const first = `${month}-01`
  const days = daysOfWeeks(month)
  // a day longer at both ends: a day in Auckland is none in UTC
  const from = new Date(Date.parse(`${days[0]}T00:00:00Z`) - dayMs)
  const to = new Date(Date.parse(`${days.at(-1)}T00:00:00Z`) + 2 * dayMs)
  const byDay = daysWith(await listBetween(tx, { from, to, kind }))
  const title = writeMonth(say.language, month)
  return page(
    c,
    {
      title: `${title} · ${say('title')}`,
      ...ofCalendar(say, looking),
      width: 'wide',
    },
    <div class="stack calendar">
      <CalendarHead say={say} looking={looking} />
      <MonthHead say={say} looking={looking} title={title} />
      <table class="month">
        <caption class="sr">{say('month_caption', { month: title })}</caption>
        <thead>
          <tr>
            {weekdayNames(say.language).map(({ short, long }) => (
              <th scope="col">
                <abbr title={long}>{short}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(days).map((week) => (
            <tr>
              {week.map((day) => (
                <Day
                  say={say}
                  day={day}
                  rows={byDay.get(day) ?? []}
                  zone={looking.zone}
                  now={looking.now}
                  outside={dayOf(day).slice(0, 7) !== first.slice(0, 7)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!days.some((day) => day.startsWith(month) && byDay.has(day)) && <p class="muted">{say('none_month')}</p>}
      <Subscribe c={c} say={say} />
    </div>,
  )
}

function MonthHead({ say, looking, title }: { say: Say; looking: Looking; title: string }) {
  const [before, after] = [monthLater(looking.month, -1), monthLater(looking.month, 1)]
  return (
    <div class="month-head">
      <h2>{title}</h2>
      <nav class="actions" aria-label={say('view_month')}>
        {before && (
          <a class="button button-plain" href={addressOf({ ...looking, month: before })}>
            <Icon name="arrow-left" /> {writeMonth(say.language, before)}
          </a>
        )}
        {after && (
          <a class="button button-plain" href={addressOf({ ...looking, month: after })}>
            {writeMonth(say.language, after)} <Icon name="arrow-right" />
          </a>
        )}
      </nav>
    </div>
  )
}

function Day({
  say,
  day,
  rows,
  zone,
  now,
  outside,
}: {
  say: Say
  day: string
  rows: Row[]
  zone: string | null
  now: Date
  outside: boolean
}) {
  const classes = [outside && 'month-outside', rows.length === 0 && 'month-empty'].filter(Boolean).join(' ')
  return (
    <td class={classes || undefined}>
      <p class="month-day">
        <time datetime={day}>
          <span class="month-number" aria-hidden="true">
            {Number(day.slice(8))}
          </span>
          <span class="month-whole">{writeLongDay(say.language, day)}</span>
        </time>
      </p>
      {rows.length > 0 && (
        <ul>
          {rows.slice(0, perDay).map((row) => (
            <Entry say={say} row={row} day={day} zone={zone} now={now} />
          ))}
          {rows.length > perDay && <li class="muted">{say('month_more', { n: rows.length - perDay })}</li>}
        </ul>
      )}
    </td>
  )
}

function Entry(props: { say: Say; row: Row; day: string; zone: string | null; now: Date }) {
  const { say, row, day, zone } = props
  const isOff = row.state === 'cancelled' || row.calledOff
  const begins = dayOf(row.starts) === day && !isWholeDay(row.starts)
  const clock = zone ?? row.secondZone
  const elsewhere = clock && begins ? writeElsewhere(say.language, row, clock) : null
  const places = dayOf(row.starts) === day ? placesLeft(say.language, row, props.now) : null
  return (
    <li class={isOff ? 'event-off' : undefined}>
      <a class="month-entry" href={`/events/${row.slug}${zone ? `?zone=${zone}` : ''}`} lang={row.language}>
        {begins && <span class="month-hour">{writeHour(row.starts)} </span>}
        {row.title}
      </a>
      {elsewhere && <span class="month-elsewhere">{elsewhere}</span>}
      {places && <span class="month-places">{places.words}</span>}
      {isOff && <StateChip say={say} state="cancelled" />}
    </li>
  )
}

/** The days of every week that holds a day of the month, from Monday on. */
function daysOfWeeks(month: string): string[] {
  const first = `${month}-01`
  const since = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7
  const next = monthLater(month, 1)
  const length = next ? Math.round(between(first, `${next}-01`) / dayMs) : 31
  const weeks = Math.ceil((since + length) / 7)
  const days = Array.from({ length: weeks * 7 }, (_, nth) => later(first, (nth - since) * dayMs))
  // at the end of the year 9999 there is no day after
  return [...new Set(days)]
}

function weeksOf(days: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, nth) => days.slice(nth * 7, nth * 7 + 7))
}

/** What is on at each day, by the clock where it takes place; what lasts several days stands in each of them, 40 at most. */
function daysWith(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const end = row.ends ?? row.starts
    const last =
      isWholeDay(row.starts) && row.ends
        ? later(row.ends, -dayMs)
        : end.endsWith('T00:00') && row.ends
          ? later(dayOf(end), -dayMs)
          : dayOf(end)
    for (let day = dayOf(row.starts), n = 0; n < 40 && (day <= last || n === 0); day = later(day, dayMs), n += 1) {
      found.set(day, [...(found.get(day) ?? []), row])
      if (day === '9999-12-31') break
    }
  }
  return found
}
