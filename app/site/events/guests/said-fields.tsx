import { Check, RadioGroup, TextArea, TextField } from '../../../ui/fields.tsx'
import type { Filled } from '../../../ui/form.tsx'
import type { SiteEvent } from '../events.ts'
import { guestWords } from './guest-words.ts'
import type { GuestList, Question } from './guests.ts'
import { fieldOf, type Said } from './read-coming.ts'

interface Asked {
  filled: Filled
  event: SiteEvent
  list: GuestList
  /** what was said before */
  said?: Said
}

/** The questions of a list, in the language they were written in. */
export function QuestionFields({ filled, event, list, said }: Asked) {
  return (
    <>
      {list.questions.map((question) => (
        <QuestionField
          filled={filled}
          question={question}
          value={said?.answers[question.id] ?? ''}
          lang={event.language}
        />
      ))}
    </>
  )
}

/** Does somebody want to be reminded? Nothing where nobody is. */
export function ReminderField({ filled, list, said }: Pick<Asked, 'filled' | 'list' | 'said'>) {
  const say = guestWords(filled.language)
  if (list.reminder === 'none') return null
  return (
    <Check
      filled={filled}
      name="reminder"
      label={say(`form_reminder_${list.reminder}`)}
      checked={said?.wantsReminder ?? true}
      optional
    />
  )
}

function QuestionField(props: { filled: Filled; question: Question; value: string; lang: string }) {
  const { filled, question, value, lang } = props
  const say = guestWords(filled.language)
  const field = {
    filled,
    name: fieldOf(question),
    label: <span lang={lang}>{question.words}</span>,
    value,
    optional: !question.required,
  }
  if (question.kind === 'short') return <TextField {...field} maxlength={300} />
  if (question.kind === 'long') return <TextArea {...field} rows={4} maxlength={4_000} />
  if (question.kind === 'yes-no') {
    const choices = (['yes', 'no'] as const).map((one) => ({ value: one, label: say(one) }))
    return <RadioGroup {...field} choices={choices} row />
  }
  return (
    <RadioGroup
      {...field}
      choices={question.choices.map((one) => ({ value: one, label: <span lang={lang}>{one}</span> }))}
    />
  )
}
