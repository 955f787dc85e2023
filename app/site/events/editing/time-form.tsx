import type { Context } from 'hono'
import { languageOf } from '../../../platform/http/request.ts'
import type { LocalTime } from '../../../platform/i18n/local-time.ts'
import { RadioGroup } from '../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { page } from '../../../ui/page.tsx'
import { eventWords } from '../event-words.ts'
import type { SiteEvent } from '../events.ts'
import { writeShort } from '../times/write-times.ts'
import { BeginningFields, EndFields } from './day-and-hour.tsx'

/** What may become of one time. */
export const fates = ['as-planned', 'moved', 'called-off', 'left-out'] as const

/** The form for one time of an event: move it, call it off, leave it out, or have it as the rule says. */
export async function timeFormPage(
  c: Context,
  event: SiteEvent,
  original: LocalTime,
  sent: Pick<Filled, 'typed' | 'problems'>,
): Promise<Response> {
  const say = eventWords(languageOf(c))
  const filled = { language: say.language, ...sent }
  const known = event.exceptions.find((one) => one.original === original)
  const moved = known?.what === 'moved' ? known : null
  const title = say('time_title', { title: event.title })
  const fate = known === undefined || known.what === 'added' ? 'as-planned' : known.what
  return page(
    c,
    { title, styles: ['events.css'], status: sent.problems ? 422 : 200 },
    <div class="stack">
      <a class="back" href={`/events/${event.slug}/change`}>
        <Icon name="arrow-left" /> {event.title}
      </a>
      <h1>{title}</h1>
      <p>{say('time_planned', { day: writeShort(say.language, original) })}</p>
      <Form filled={filled} action={`/events/${event.slug}/times/${encodeURIComponent(original)}`}>
        <RadioGroup
          filled={filled}
          name="fate"
          label={say('time_what')}
          value={fate}
          choices={fates.map((one) => ({ value: one, label: say(`time_${one}`) }))}
        />
        <BeginningFields say={say} filled={filled} starts={moved?.starts ?? original} />
        <EndFields say={say} filled={filled} ends={moved?.ends ?? null} />
        <p class="actions">
          <Button>{say('form_save')}</Button>
        </p>
      </Form>
    </div>,
  )
}
