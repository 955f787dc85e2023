import type { Context } from 'hono'
import { notFound } from '../../../platform/http/http.ts'
import { EmailField, Select, TextField } from '../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { LeaveEmpty } from '../../../ui/leave-empty.tsx'
import { Message } from '../../../ui/note.tsx'
import { page } from '../../../ui/page.tsx'
import type { EventVisit } from '../event-routes.ts'
import type { SiteEvent } from '../events.ts'
import { writeWhen } from './guest-letters.ts'
import { type GuestSay, guestWords } from './guest-words.ts'
import { freePlaces, isSeveral, type Occasion, occasionsOf, type Standing, standingOf } from './occasion.ts'
import { QuestionFields, ReminderField } from './said-fields.tsx'

/** So many times of one event can be chosen from. */
const mostTimes = 12

/** The time at which a form was given out, closed so that nobody can make one up, and how long ago that was. */
export interface FormTimes {
  give(now: Date): string
  read(sealed: string, now: Date): 'in time' | 'too quick' | 'too old'
}

/** Where somebody says that they come. */
export interface ComingVisit extends EventVisit {
  formTimes: FormTimes
}

/** `GET /events/:event/places`: the form of whoever wants to come, or why there is none. */
export async function comingPage(c: Context, visit: ComingVisit, event: SiteEvent, filled: Filled): Promise<Response> {
  const all = await occasionsOf(visit.tx, event, visit.now)
  if (all.length === 0 && !event.starts) throw notFound()
  const wish = typeof filled.typed?.['time'] === 'string' ? filled.typed['time'] : c.req.query('time')
  const offered = all.filter((one) => isOpen(standingOf(one, visit.now))).slice(0, mostTimes)
  const chosen = offered.find(({ time }) => time === wish) ?? offered[0]
  const shown = all.find(({ time }) => time === wish) ?? chosen ?? all[0]
  if (!shown || standingOf(shown, visit.now) === 'not-asked') throw notFound()
  const say = guestWords(filled.language)
  const isSent = c.req.query('sent') !== undefined
  return page(
    c,
    {
      title: say('form_title', { title: event.title }),
      description: say('form_lead'),
      width: 'reading',
      styles: ['events.css', 'guests.css'],
      isPublic: event.shown,
      status: filled.problems ? 422 : 200,
      preview: { path: `/events/${event.slug}/places`, kind: 'website' },
    },
    <div class="stack">
      <a class="back" href={`/events/${event.slug}`}>
        <Icon name="arrow-left" /> <span lang={event.language}>{event.title}</span>
      </a>
      <header class="stack-small">
        <h1>{say('form_heading')}</h1>
        <p class="lead">
          <span lang={event.language}>{event.title}</span>
          {!isSeveral(event) && <span class="guest-when"> {writeWhen(filled.language, event, shown.at)}</span>}
        </p>
      </header>
      {isSent && (
        <div id="sent" tabindex={-1}>
          <Message language={filled.language} kind="done">
            {say('form_sent')}
          </Message>
        </div>
      )}
      {isSent ? null : chosen ? (
        <ComingForm say={say} visit={visit} filled={filled} chosen={chosen} offered={offered} />
      ) : (
        <Message language={filled.language} kind="note">
          {say(standingOf(shown, visit.now) === 'full' ? 'standing_full_long' : 'standing_closed_long')}
        </Message>
      )}
    </div>,
  )
}

function isOpen(standing: Standing): boolean {
  return standing === 'open' || standing === 'wait-list'
}

interface FormProps {
  say: GuestSay
  visit: ComingVisit
  filled: Filled
  chosen: Occasion
  offered: Occasion[]
}

function ComingForm({ say, visit, filled, chosen, offered }: FormProps) {
  const { event, list } = chosen
  return (
    <Form filled={filled} action={`/events/${event.slug}/places`}>
      <input type="hidden" name="opened" value={visit.formTimes.give(visit.clock.now())} />
      {isSeveral(event) ? (
        <Select
          filled={filled}
          name="time"
          label={say('form_time')}
          value={chosen.time}
          choices={offered.map((one) => ({
            value: one.time,
            label: `${writeWhen(filled.language, event, one.at)} · ${writePlaces(say, one, visit.now)}`,
          }))}
        />
      ) : (
        <p class="guest-places">
          <Icon name="armchair" size={18} /> {writePlaces(say, chosen, visit.now)}
        </p>
      )}
      <TextField
        filled={filled}
        name="name"
        label={say('form_name')}
        hint={say('form_name_hint')}
        autocomplete="nickname"
        maxlength={120}
      />
      <EmailField
        filled={filled}
        name="email"
        label={say('form_email')}
        hint={say('form_email_hint')}
        autocomplete="email"
      />
      <QuestionFields filled={filled} event={event} list={list} />
      <ReminderField filled={filled} list={list} />
      <LeaveEmpty language={filled.language} />
      <p class="caption">{say('form_kept', { days: list.keepDays })}</p>
      <p class="caption">{say('form_then')}</p>
      <p class="actions">
        <Button>{say('form_send')}</Button>
      </p>
    </Form>
  )
}

/** How many places are left, or what else one meets. */
export function writePlaces(say: GuestSay, occasion: Occasion, now: Date): string {
  const standing = standingOf(occasion, now)
  if (standing === 'open') {
    const free = freePlaces(occasion)
    return free === null ? say('standing_open') : say('standing_free', { free, all: occasion.event.capacity ?? free })
  }
  return say(`standing_${standing}`)
}
