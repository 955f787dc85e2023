import type { Context } from 'hono'
import { languageOf } from '../../../platform/http/request.ts'
import { Check, RadioGroup, Select, TextArea, TextField } from '../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { LanguageField } from '../../../ui/language-field.tsx'
import { page } from '../../../ui/page.tsx'
import { eventWords, type Say } from '../event-words.ts'
import { eventKinds, eventStates, type Occurrence, type SiteEvent } from '../events.ts'
import { writeShort } from '../times/write-times.ts'
import { BeginningFields, EndFields } from './day-and-hour.tsx'
import { readRepeat, repeats } from './repeat.ts'

type Sent = Pick<Filled, 'typed' | 'problems'>

interface Shown {
  event: SiteEvent | null
  times: readonly Occurrence[]
  /** the time zone that is meant unless another is said; null while nobody said one for the site */
  zone: string | null
}

/** The form of an event, empty or with what is kept. */
export async function eventFormPage(c: Context, { event, times, zone }: Shown, sent: Sent): Promise<Response> {
  const say = eventWords(languageOf(c))
  const filled = { language: say.language, ...sent }
  const title = event ? say('form_change_title', { title: event.title }) : say('form_new_title')
  return page(
    c,
    { title, styles: ['events.css'], status: sent.problems ? 422 : 200 },
    <div class="stack">
      <a class="back" href={event ? `/events/${event.slug}` : '/events'}>
        <Icon name="arrow-left" /> {event ? event.title : say('back')}
      </a>
      <h1>{title}</h1>
      <Form filled={filled} action={event ? `/events/${event.slug}` : '/events'}>
        <TextField filled={filled} name="title" label={say('form_title')} value={event?.title ?? ''} maxlength={300} />
        <div class="pair">
          <Select
            filled={filled}
            name="kind"
            label={say('form_kind')}
            value={event?.kind ?? 'gathering'}
            choices={eventKinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }))}
          />
          <LanguageField filled={filled} label={say('form_language')} value={event?.language ?? say.language} />
        </div>
        <TextArea
          filled={filled}
          name="words"
          label={say('form_words')}
          hint={say('form_words_hint')}
          value={event?.words ?? ''}
          rows={6}
          maxlength={20_000}
          optional
        />
        <WhenFields say={say} filled={filled} event={event} zone={zone} />
        <AgainFields say={say} filled={filled} event={event} />
        <WhereFields say={say} filled={filled} event={event} />
        <RadioGroup
          filled={filled}
          name="state"
          label={say('form_state')}
          hint={say('form_state_hint')}
          value={event?.state ?? 'planned'}
          choices={eventStates.map((state) => ({ value: state, label: say(`state_${state}`) }))}
        />
        <Check filled={filled} name="shown" label={say('form_shown')} checked={event?.shown ?? true} optional />
        <p class="actions">
          <Button>{say('form_save')}</Button>
        </p>
      </Form>
      {event && event.state !== 'postponed' && times.length > 0 && (
        <SingleTimes say={say} event={event} times={times} />
      )}
    </div>,
  )
}

interface Part {
  say: Say
  filled: Filled
  event: SiteEvent | null
}

function WhenFields({ say, filled, event, zone }: Part & Pick<Shown, 'zone'>) {
  return (
    <fieldset class="event-fields">
      <legend>{say('form_when')}</legend>
      <BeginningFields say={say} filled={filled} starts={event?.starts ?? null} hint={say('form_hour_hint')} />
      <EndFields say={say} filled={filled} ends={event?.ends ?? null} />
      <TextField
        filled={filled}
        name="zone"
        label={say('form_zone')}
        hint={say('form_zone_hint')}
        value={event?.zone ?? zone ?? ''}
        maxlength={60}
      />
      <TextField
        filled={filled}
        name="second_zone"
        label={say('form_second_zone')}
        hint={say('form_second_zone_hint')}
        value={event?.secondZone ?? ''}
        maxlength={60}
        optional
      />
    </fieldset>
  )
}

function AgainFields({ say, filled, event }: Part) {
  const { repeat, own, until } = readRepeat(event?.rule ?? null, event?.starts ?? null, event?.zone ?? 'UTC')
  return (
    <fieldset class="event-fields">
      <legend>{say('form_repeat')}</legend>
      <Select
        filled={filled}
        name="repeat"
        label={say('form_how_often')}
        value={repeat}
        choices={repeats.map((one) => ({ value: one, label: say(`repeat_${one}`) }))}
      />
      <TextField
        filled={filled}
        name="until"
        type="date"
        label={say('form_until')}
        hint={say('form_until_hint')}
        value={until}
        optional
      />
      <details class="fold" open={repeat === 'own' || Boolean(filled.problems?.['rule'])}>
        <summary>{say('form_rule')}</summary>
        <TextField
          filled={filled}
          name="rule"
          label={say('form_rule')}
          hint={say('form_rule_hint')}
          value={own}
          maxlength={500}
          optional
        />
      </details>
    </fieldset>
  )
}

function WhereFields({ say, filled, event }: Part) {
  return (
    <fieldset class="event-fields">
      <legend>{say('where')}</legend>
      <TextField
        filled={filled}
        name="place"
        label={say('form_place')}
        hint={say('form_place_hint')}
        value={event?.place ?? ''}
        maxlength={300}
        optional
      />
      <Check filled={filled} name="online" label={say('form_online')} checked={event?.online ?? false} optional />
      <TextField
        filled={filled}
        name="link"
        type="url"
        label={say('form_link')}
        value={event?.link ?? ''}
        maxlength={1_000}
        optional
      />
      <TextField
        filled={filled}
        name="capacity"
        label={say('form_capacity')}
        value={event?.capacity?.toString() ?? ''}
        inputmode="numeric"
        size="short"
        optional
      />
    </fieldset>
  )
}

function SingleTimes({ say, event, times }: { say: Say; event: SiteEvent; times: readonly Occurrence[] }) {
  return (
    <section class="card stack-small">
      <h2>{say('times_title')}</h2>
      <p>{say('times_text')}</p>
      <ul class="event-times">
        {times.map((one) => (
          <li class={one.calledOff ? 'event-off' : undefined}>
            {writeShort(say.language, one.starts)}{' '}
            <a href={`/events/${event.slug}/times/${encodeURIComponent(one.original)}`}>
              {say('time_change')}
              <span class="sr">: {writeShort(say.language, one.starts)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
