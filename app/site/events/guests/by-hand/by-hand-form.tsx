import { languageNames, languages } from '../../../../platform/i18n/language.ts'
import { Check, EmailField, Select, TextField } from '../../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../../ui/form.tsx'
import { writePlaces } from '../coming-page.tsx'
import { writeWhen } from '../guest-letters.ts'
import { guestWords } from '../guest-words.ts'
import { freePlaces, isSeveral, type Occasion } from '../occasion.ts'

/** For somebody who said at the door or by telephone that they come. `occasions` are the times to come. */
export function ByHandForm({ filled, occasions, now }: { filled: Filled; occasions: Occasion[]; now: Date }) {
  const say = guestWords(filled.language)
  const [first] = occasions
  if (!first) return null
  const { event, list } = first
  return (
    <details class="card fold guest-by-hand" open={filled.problems !== undefined}>
      <summary>{say('by_hand_title')}</summary>
      <p class="hint">{say('by_hand_hint', { days: list.keepDays })}</p>
      <Form filled={filled} action={`/events/${event.slug}/guests/by-hand`}>
        {isSeveral(event) ? (
          <Select
            filled={filled}
            name="time"
            label={say('form_time')}
            value={first.time}
            choices={occasions.slice(0, 26).map((one) => ({
              value: one.time,
              label: `${writeWhen(filled.language, event, one.at)} · ${writePlaces(say, one, now)}`,
            }))}
          />
        ) : (
          <>
            <input type="hidden" name="time" value={first.time} />
            {freePlaces(first) === 0 && <p>{say(list.hasWaitList ? 'by_hand_waits' : 'by_hand_full')}</p>}
          </>
        )}
        <div class="event-pair">
          <TextField filled={filled} name="name" label={say('by_hand_name')} maxlength={120} />
          <EmailField filled={filled} name="email" label={say('column_email')} optional />
        </div>
        <Select
          filled={filled}
          name="language"
          label={say('by_hand_language')}
          value={event.language}
          choices={languages.map((one) => ({ value: one, label: languageNames[one] }))}
        />
        <Check filled={filled} name="letter" label={say('by_hand_letter')} checked={false} optional />
        <p class="actions">
          <Button kind="plain">{say('by_hand_button')}</Button>
        </p>
      </Form>
    </details>
  )
}
