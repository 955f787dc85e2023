import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { languageOf } from '../../platform/http/request.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { EmptyState } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { CalendarHead, ofCalendar, Subscribe } from './calendar-parts.tsx'
import { listComing, listPast, listPostponed, type Row } from './event-queries.ts'
import { PostponedRow, TimeRow } from './event-row.tsx'
import { eventWords, type Say } from './event-words.ts'
import { addressOf, type Looking } from './looking.ts'
import { writeMonth } from './times/write-times.ts'

/** So many times one page is made of; of a series the first few of them stand in it. */
const perPage = 120
const perSeries = 3

/** The list of what is coming, or of what is over. */
export async function listPage(c: Context, looking: Looking): Promise<Response> {
  const say = eventWords(languageOf(c))
  const { tx, now, kind, nth } = looking
  const isPast = looking.view === 'past'
  const wanted = { now, kind, limit: perPage + 1, offset: nth * perPage }
  const found = await (isPast ? listPast(tx, wanted) : listComing(tx, wanted))
  const rows = firstOfEach(found.slice(0, perPage))
  const postponed = isPast || nth > 0 ? [] : await listPostponed(tx, kind)
  return page(
    c,
    {
      title: say('title'),
      ...ofCalendar(say, looking),
    },
    <div class="stack calendar">
      <CalendarHead say={say} looking={looking} />
      {rows.length === 0 && <Empty say={say} isPast={isPast} />}
      {monthsOf(rows).map(({ month, rows }) => (
        <section class="stack-small">
          <h2 class="event-month">{writeMonth(say.language, month)}</h2>
          <ul class="event-rows">
            {rows.map((row) => (
              <TimeRow say={say} row={row} zone={looking.zone} goesOn={row.goesOn} now={now} />
            ))}
          </ul>
        </section>
      ))}
      <Turning say={say} looking={looking} more={found.length > perPage} />
      {postponed.length > 0 && (
        <section class="stack-small">
          <h2 class="event-month">{say('postponed_title')}</h2>
          <p class="muted">{say('postponed_text')}</p>
          <ul class="event-rows">
            {postponed.map((event) => (
              <PostponedRow say={say} event={event} />
            ))}
          </ul>
        </section>
      )}
      <Subscribe c={c} say={say} />
    </div>,
  )
}

function Empty({ say, isPast }: { say: Say; isPast: boolean }) {
  return (
    <EmptyState title={say(isPast ? 'none_past' : 'none_coming')} icon="calendar-days">
      <p>{say(isPast ? 'none_past_text' : 'none_coming_text')}</p>
    </EmptyState>
  )
}

/** On to the next page and back, in the words of the direction one looks in. */
function Turning({ say, looking, more }: { say: Say; looking: Looking; more: boolean }): Child {
  const isPast = looking.view === 'past'
  if (!more && looking.nth === 0) return null
  return (
    <p class="actions">
      {looking.nth > 0 && (
        <ButtonLink href={addressOf({ ...looking, nth: looking.nth - 1 })}>
          {say(isPast ? 'newer' : 'sooner')}
        </ButtonLink>
      )}
      {more && (
        <ButtonLink href={addressOf({ ...looking, nth: looking.nth + 1 })}>
          {say(isPast ? 'older' : 'later')}
        </ButtonLink>
      )}
    </p>
  )
}

interface Shown extends Row {
  /** the series goes on, and its page says when */
  goesOn: boolean
}

/** What happens again and again must not stand before everything else. */
function firstOfEach(rows: readonly Row[]): Shown[] {
  const times = new Map<string, number>()
  for (const { slug } of rows) times.set(slug, (times.get(slug) ?? 0) + 1)
  const seen = new Map<string, number>()
  return rows.flatMap((row) => {
    const nth = (seen.get(row.slug) ?? 0) + 1
    seen.set(row.slug, nth)
    return nth > perSeries ? [] : [{ ...row, goesOn: nth === perSeries && times.get(row.slug)! > perSeries }]
  })
}

function monthsOf(rows: readonly Shown[]): { month: string; rows: Shown[] }[] {
  const months: { month: string; rows: Shown[] }[] = []
  for (const row of rows) {
    const month = row.starts.slice(0, 7)
    const open = months.at(-1)
    if (open?.month === month) open.rows.push(row)
    else months.push({ month, rows: [row] })
  }
  return months
}
