import { Check, RadioGroup, Select, TextArea, TextField } from '../../../ui/fields.tsx'
import { Button, type Filled, Form } from '../../../ui/form.tsx'
import type { SiteEvent } from '../events.ts'
import { guestWords } from './guest-words.ts'
import { type ListWords, mostQuestions, type Question, questionKinds, reminders } from './guests.ts'
import { closings } from './read-list-form.ts'

/** What is asked of whoever comes, for editors. */
export function ListForm({ filled, event, list }: { filled: Filled; event: SiteEvent; list: ListWords }) {
  const say = guestWords(filled.language)
  return (
    <Form filled={filled} action={`/events/${event.slug}/guests`}>
      <Check filled={filled} name="open" label={say('list_open')} checked={list.open} optional />
      <Check filled={filled} name="wait_list" label={say('list_wait_list')} checked={list.hasWaitList} optional />
      <div class="pair">
        <Select
          filled={filled}
          name="closes"
          label={say('list_closes')}
          value={String(list.closesHours)}
          choices={closings.map((hours) => ({ value: String(hours), label: say('closes_hours', { hours }) }))}
        />
        <TextField
          filled={filled}
          name="keep_days"
          label={say('list_keep_days')}
          hint={say('list_keep_days_hint')}
          value={String(list.keepDays)}
          inputmode="numeric"
          size="short"
        />
      </div>
      <RadioGroup
        filled={filled}
        name="remind"
        label={say('list_reminder')}
        value={list.reminder}
        choices={reminders.map((one) => ({ value: one, label: say(`reminder_${one}`) }))}
      />
      <h3>{say('questions_title')}</h3>
      <p class="hint">{say('questions_hint')}</p>
      {Array.from({ length: mostQuestions }, (_, nth) => (
        <QuestionForm
          filled={filled}
          nth={nth}
          question={list.questions[nth] ?? null}
          isOpen={nth <= list.questions.length}
        />
      ))}
      <p class="actions">
        <Button>{say('list_save')}</Button>
      </p>
    </Form>
  )
}

function QuestionForm(props: { filled: Filled; nth: number; question: Question | null; isOpen: boolean }) {
  const { filled, nth, question } = props
  const say = guestWords(filled.language)
  const name = (field: string) => `${field}_${nth}`
  const hasProblem = ['question', 'kind', 'choices', 'required'].some((field) => filled.problems?.[name(field)])
  return (
    <details class="fold" open={question !== null || hasProblem}>
      <summary>
        {say('question_n', { n: nth + 1 })}
        {question && `: ${question.words}`}
      </summary>
      <input type="hidden" name={name('id')} value={question?.id ?? ''} />
      <TextField
        filled={filled}
        name={name('question')}
        label={say('question_words')}
        value={question?.words ?? ''}
        maxlength={300}
        optional
      />
      <Select
        filled={filled}
        name={name('kind')}
        label={say('question_kind')}
        value={question?.kind ?? 'short'}
        choices={questionKinds.map((one) => ({ value: one, label: say(`question_${one}`) }))}
      />
      <TextArea
        filled={filled}
        name={name('choices')}
        label={say('question_choices')}
        hint={say('question_choices_hint')}
        value={question?.choices.join('\n') ?? ''}
        rows={3}
        optional
      />
      <Check
        filled={filled}
        name={name('required')}
        label={say('question_required')}
        checked={question?.required ?? false}
        optional
      />
    </details>
  )
}
