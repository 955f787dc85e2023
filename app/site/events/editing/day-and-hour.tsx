import { dayMs, isWholeDay, type LocalTime, later } from '../../../platform/i18n/local-time.ts'
import { TextField } from '../../../ui/fields.tsx'
import type { Filled } from '../../../ui/form.tsx'
import type { Say } from '../event-words.ts'

interface Beginning {
  say: Say
  filled: Filled
  starts: LocalTime | null
  /** says how an hour is written, where that is not said already */
  hint?: string
}

/** The day and the hour at which something begins, side by side. */
export function BeginningFields({ say, filled, starts, hint }: Beginning) {
  return (
    <div class="pair">
      <TextField
        filled={filled}
        name="day"
        type="date"
        label={say('form_day')}
        value={starts?.slice(0, 10) ?? ''}
        optional
      />
      <HourField filled={filled} name="hour" label={say('form_hour')} hint={hint} value={starts?.slice(11) ?? ''} />
    </div>
  )
}

/** The day and the hour at which it ends; of whole days the last one. */
export function EndFields({ say, filled, ends }: { say: Say; filled: Filled; ends: LocalTime | null }) {
  const last = ends !== null && isWholeDay(ends) ? later(ends, -dayMs) : ends
  return (
    <div class="pair">
      <TextField
        filled={filled}
        name="end_day"
        type="date"
        label={say('form_end_day')}
        hint={say('form_end_day_hint')}
        value={last?.slice(0, 10) ?? ''}
        optional
      />
      <HourField filled={filled} name="end_hour" label={say('form_end_hour')} value={last?.slice(11) ?? ''} />
    </div>
  )
}

interface Hour {
  filled: Filled
  name: string
  label: string
  hint?: string | undefined
  value: string
}

function HourField(props: Hour) {
  return <TextField {...props} size="short" inputmode="numeric" optional />
}
