import type { Context } from 'hono'
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Tx } from '../../platform/db/database.ts'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { isWholeDay } from '../../platform/i18n/local-time.ts'
import { findMoment, isZone } from '../../platform/i18n/zone.ts'
import { Chip } from '../../ui/chip.tsx'
import { ButtonLink } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Message } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { Rows } from '../../ui/rows.tsx'
import { picturesOf } from '../pictures/pictures-of.ts'
import { siteLinks } from '../site-links.ts'
import { drawKept } from '../writing/draw-kept.ts'
import type { Drawing, ResolvePicture } from '../writing/draw-words.ts'
import { ZoneForm } from './calendar-parts.tsx'
import { readRepeat } from './editing/repeat.ts'
import { occurrencesAt } from './event-queries.ts'
import { StateChip, When, whereOf } from './event-row.tsx'
import { eventWords, type Say } from './event-words.ts'
import type { Occurrence, SiteEvent } from './events.ts'
import { ComeCard } from './guests/come-card.tsx'
import { guestWords } from './guests/guest-words.ts'
import { freePlaces, occasionsOf, timeOf } from './guests/occasion.ts'
import { structuredEvent } from './structured-event.ts'
import { writeElsewhere, writeHour, writeLongDay } from './times/write-times.ts'

/** So many times of one event stand on its page, to come and over. */
const mostShown = 8

/** An event: what it is, when and where, every time to come and what was before. */
export async function eventPage(
  c: Context,
  look: { tx: Tx; now: Date; event: SiteEvent; isEditor: boolean },
): Promise<Response> {
  const { tx, now, event, isEditor } = look
  const say = eventWords(languageOf(c))
  const wish = c.req.query('zone') ?? ''
  const zone = isZone(wish) ? wish : null
  const all = await occurrencesAt(tx, event.id)
  const coming = all.filter(({ to }) => to >= now)
  const past = all.filter(({ to }) => to < now).reverse()
  const next = coming.find(({ calledOff }) => !calledOff) ?? coming[0] ?? past[0] ?? null
  const picture = await picturesOf(tx, [event.words], factsOf(c).theme)
  const path = `/events/${event.slug}`
  const occasions = await occasionsOf(tx, event, now)
  const ofNext = next && occasions.find(({ time }) => time === timeOf(event, next))
  return page(
    c,
    {
      title: event.title,
      description: shortened(event.words) || event.title,
      isPublic: event.shown,
      keptSeconds: 60,
      styles: ['words.css', 'events.css', 'guests.css'],
      preview: {
        path,
        kind: 'article',
        language: event.language,
        feeds: [{ href: `${path}/event.ics`, type: 'text/calendar', title: event.title }],
        structured: structuredEvent(event, next, factsOf(c).origin + path, ofNext ? freePlaces(ofNext) : null),
      },
    },
    <article class="stack event">
      <a class="back" href="/events">
        <Icon name="arrow-left" /> {say('back')}
      </a>
      <Done c={c} say={say} isEditor={isEditor} shown={event.shown} />
      <header class="stack-small">
        <p class="event-chips">
          <StateChip say={say} state={event.state} />
          <Chip>{say(`kind_${event.kind}`)}</Chip>
          {!event.shown && <Chip icon="eye-off">{say('chip_draft')}</Chip>}
        </p>
        <h1 class="display" lang={event.language}>
          {event.title}
        </h1>
      </header>
      <StateNote say={say} event={event} />
      <Facts say={say} event={event} next={next} zone={zone} countsPlaces={occasions.length === 0} />
      <div class="words event-words" lang={event.language}>
        {raw(drawKept(event.words, drawing(event, picture)))}
      </div>
      <ComeCard language={say.language} occasions={occasions} now={now} />
      <p class="actions">
        {event.starts !== null && (
          <ButtonLink href={`/events/${event.slug}/event.ics`}>
            <Icon name="calendar-days" /> {say('add_calendar')}
          </ButtonLink>
        )}
        {event.link && (
          <a class="button button-plain" href={event.link} rel="noopener">
            {say('link')}
          </a>
        )}
        {isEditor && (
          <ButtonLink href={`/events/${event.slug}/change`}>
            <Icon name="pencil" /> {say('change')}
          </ButtonLink>
        )}
        {isEditor && (
          <ButtonLink href={`/events/${event.slug}/guests`}>
            <Icon name="armchair" /> {guestWords(say.language)('to_guests')}
          </ButtonLink>
        )}
      </p>
      {event.rule !== null && (
        <Times
          say={say}
          title={say('next_title', { n: coming.length })}
          more={hasNoEnd(event) ? 'more_without_end' : 'more_coming'}
          event={event}
          times={coming}
          zone={zone}
        />
      )}
      {(event.rule !== null || all.length > 1) && (
        <Times say={say} title={say('past_title')} more="past_more" event={event} times={past} zone={zone} />
      )}
    </article>,
  )
}

function Done({ c, say, isEditor, shown }: { c: Context; say: Say; isEditor: boolean; shown: boolean }): Child {
  if (!isEditor || c.req.query('done') === undefined) return null
  return (
    <Message language={say.language} kind="done">
      {say(shown ? 'done_kept' : 'done_draft')}
    </Message>
  )
}

function StateNote({ say, event }: { say: Say; event: SiteEvent }): Child {
  if (event.state === 'planned') return null
  return (
    <Message language={say.language} kind="note">
      {say(event.state === 'cancelled' ? 'cancelled_text' : 'postponed_note')}
    </Message>
  )
}

function Facts({
  say,
  event,
  next,
  zone,
  countsPlaces,
}: {
  say: Say
  event: SiteEvent
  next: Occurrence | null
  zone: string | null
  countsPlaces: boolean
}) {
  const { repeat } = readRepeat(event.rule, event.starts, event.zone)
  const day = event.starts && writeLongDay(say.language, event.starts)
  const when = next ? (
    <>
      <When say={say} at={{ ...next, zone: event.zone, secondZone: event.secondZone }} zone={zone} />
      <InUtc say={say} event={event} at={next} />
      <TwiceNote say={say} event={event} at={next} />
    </>
  ) : (
    <>
      {say('no_date')}
      {day && <span class="muted"> {say('was_planned', { day })}</span>}
    </>
  )
  return (
    <div class="card event-card">
      <Rows
        kind="told"
        rows={[
          { term: say('when'), value: when },
          ...(next && repeat !== 'none' && repeat !== 'own'
            ? [
                {
                  term: say('form_repeat'),
                  value: say(repeat === 'monthly-weekday' ? 'same_weekday' : `repeat_${repeat}`),
                },
              ]
            : []),
          { term: say('where'), value: whereOf(say, event) },
          ...(event.capacity === null || !countsPlaces
            ? []
            : [{ term: say('places'), value: say('places_n', { n: event.capacity }) }]),
        ]}
      />
      {next && !isWholeDay(next.starts) && <ZoneForm say={say} path={`/events/${event.slug}`} zone={zone} />}
    </div>
  )
}

/** Of what can be joined from anywhere, the hour by which every other zone is known; an event that names a second clock says that one. */
function InUtc({ say, event, at }: { say: Say; event: SiteEvent; at: Occurrence }): Child {
  if (!event.online || event.secondZone !== null || event.zone === 'UTC' || isWholeDay(at.starts)) return null
  const inUtc = writeElsewhere(say.language, { ...at, zone: event.zone }, 'UTC')
  return <span class="event-elsewhere"> {inUtc ?? say('zone_same', { zone: 'UTC' })}</span>
}

/** An hour that the clocks show twice is said to be the first one. */
function TwiceNote({ say, event, at }: { say: Say; event: SiteEvent; at: Occurrence }): Child {
  if (findMoment(event.zone, at.starts).kind !== 'twice') return null
  return <span class="event-twice"> {say('twice_note', { hour: writeHour(at.starts) })}</span>
}

function Times(props: {
  say: Say
  title: string
  more: 'more_coming' | 'more_without_end' | 'past_more'
  event: SiteEvent
  times: Occurrence[]
  zone: string | null
}): Child {
  const { say, event, times } = props
  if (times.length === 0) return null
  return (
    <section class="stack-small">
      <h2>{props.title}</h2>
      <ul class="event-times">
        {times.slice(0, mostShown).map((one) => (
          <li class={one.calledOff ? 'event-off' : undefined}>
            <span>
              <When say={say} at={{ ...one, zone: event.zone, secondZone: event.secondZone }} zone={props.zone} />
            </span>{' '}
            {one.moved && (
              <Chip tone="gold">{say('moved_from', { day: writeLongDay(say.language, one.original) })}</Chip>
            )}
            {one.calledOff && <Chip tone="madder">{say('called_off_one')}</Chip>}
          </li>
        ))}
      </ul>
      {times.length > mostShown && <p class="muted">{say(props.more, { n: times.length - mostShown })}</p>}
    </section>
  )
}

/** A series without an end is counted only as far as the program looks ahead: that number tells a reader nothing. */
function hasNoEnd({ rule }: SiteEvent): boolean {
  return rule !== null && !/(UNTIL|COUNT)=/.test(rule)
}

function drawing({ language }: SiteEvent, picture: ResolvePicture): Drawing {
  const say = eventWords(language)
  return {
    prefix: 'event-',
    link: siteLinks(),
    picture,
    says: {
      callout: (kind) => say(`callout_${kind}`),
      footnotes: say('footnotes'),
      back: say('footnote_back'),
      quotes: language,
    },
  }
}

function shortened(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 199)}…` : line
}
