import type { Context } from 'hono'
import { factsOf } from '../../platform/http/request.ts'
import { zoneChoices } from '../../platform/i18n/zone.ts'
import { Select } from '../../ui/fields.tsx'
import { Button, ButtonLink } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Segments } from '../../ui/rows.tsx'
import type { Say } from './event-words.ts'
import { eventKinds } from './events.ts'
import { addressOf, type Looking } from './looking.ts'

/** What the head of the page says, whichever way one looks. */
export function ofCalendar(say: Say, looking: Looking) {
  return {
    description: say('description'),
    isPublic: true,
    keptSeconds: 60,
    preview: {
      path: addressOf(looking),
      kind: 'website' as const,
      feeds: [{ href: '/events/feed.ics', type: 'text/calendar', title: say('title') }],
    },
    styles: ['events.css'],
  }
}

/** Above every way to look: what this is, the ways, and which events and clocks one wants to see. */
export function CalendarHead({ say, looking }: { say: Say; looking: Looking }) {
  const view = (one: Looking['view']) => ({
    label: say(`view_${one}`),
    href: addressOf({ ...looking, view: one, nth: 0 }),
    current: looking.view === one,
  })
  return (
    <header class="stack-small">
      <h1 class="display">{say('title')}</h1>
      <p class="lead">{say('lead')}</p>
      {looking.isEditor && (
        <p class="actions">
          <ButtonLink href="/events/new" kind="primary">
            <Icon name="plus" /> {say('new')}
          </ButtonLink>
          <ButtonLink href="/events/import">
            <Icon name="upload" /> {say('import')}
          </ButtonLink>
        </p>
      )}
      <div class="calendar-ways not-printed">
        <Segments label={say('views')} items={[view('list'), view('month'), view('past')]} />
        <Wishes say={say} looking={looking} />
      </div>
    </header>
  )
}

function Wishes({ say, looking }: { say: Say; looking: Looking }) {
  const filled = { language: say.language }
  return (
    <form class="row-end calendar-wishes" method="get" action="/events">
      {looking.view === 'month' && <input type="hidden" name="month" value={looking.month} />}
      {looking.view === 'past' && <input type="hidden" name="past" value="1" />}
      <Select
        filled={filled}
        name="kind"
        label={say('kind_label')}
        value={looking.kind ?? ''}
        choices={[
          { value: '', label: say('kind_all') },
          ...eventKinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) })),
        ]}
      />
      <ZoneField say={say} zone={looking.zone} />
      <Button kind="plain">{say('show')}</Button>
    </form>
  )
}

function ZoneField({ say, zone }: { say: Say; zone: string | null }) {
  return (
    <Select
      filled={{ language: say.language }}
      name="zone"
      label={say('zone_label')}
      value={zone ?? ''}
      choices={[{ value: '', label: say('zone_none') }, ...zoneChoices(say.language, zone)]}
    />
  )
}

/** On the page of one event: its times by the reader's own clock, which stands in the address. */
export function ZoneForm({ say, path, zone }: { say: Say; path: string; zone: string | null }) {
  return (
    <form class="event-zone not-printed" method="get" action={path}>
      <ZoneField say={say} zone={zone} />
      <Button kind="plain">{say('show')}</Button>
    </form>
  )
}

/** How to have the events in a calendar of one's own. */
export function Subscribe({ c, say }: { c: Context; say: Say }) {
  const { origin } = factsOf(c)
  return (
    <section class="card stack-small calendar-subscribe not-printed">
      <h2>{say('subscribe_title')}</h2>
      <p>{say('subscribe_text')}</p>
      <p class="actions">
        <a class="button button-plain" href="/events/feed.ics" type="text/calendar">
          <Icon name="calendar-days" /> {say('subscribe_all')}
        </a>
      </p>
      <p class="ui">
        <code>{`${origin}/events/feed.ics`}</code>
      </p>
      <p class="ui">
        {say('subscribe_kinds')}{' '}
        {eventKinds.map((kind, nth) => (
          <>
            {nth > 0 && ' · '}
            <a href={`/events/kinds/${kind}/feed.ics`} type="text/calendar">
              {say(`kind_${kind}`)}
            </a>
          </>
        ))}
      </p>
    </section>
  )
}
