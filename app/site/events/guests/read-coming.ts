import { type Sent, textOf } from '../../../platform/http/body.ts'
import type { Problems } from '../../../ui/form.tsx'
import type { GuestSay } from './guest-words.ts'
import { type Answers, oneLine, type Question, withoutHidden } from './guests.ts'

/** What somebody says of themselves and to the questions. */
export interface Said {
  name: string
  answers: Answers
  wantsReminder: boolean
}

const lengths = { short: 300, long: 4_000 } as const

/** Reads name and answers; what is wrong goes into `problems`, by field. */
export function readSaid(say: GuestSay, sent: Sent, questions: readonly Question[], problems: Problems): Said {
  const name = oneLine(textOf(sent, 'name'))
  if (name === '') problems['name'] = say('problem_name')
  else if (name.length > 120) problems['name'] = say('problem_long', { most: 120, n: name.length })
  const answers: Answers = {}
  for (const question of questions) {
    const answer = readAnswer(say, textOf(sent, fieldOf(question)), question, problems)
    if (answer !== '') answers[question.id] = answer
  }
  return { name, answers, wantsReminder: textOf(sent, 'reminder') === 'yes' }
}

/** The name of the field of a question. */
export function fieldOf({ id }: Question): string {
  return `q-${id}`
}

function readAnswer(say: GuestSay, typed: string, question: Question, problems: Problems): string {
  const { kind, required, choices } = question
  const field = fieldOf(question)
  const answer = kind === 'long' ? withoutHidden(typed).trim() : oneLine(typed)
  if (answer === '') {
    if (required) problems[field] = say('problem_answer')
    return ''
  }
  const known = kind === 'one-of' ? choices : kind === 'yes-no' ? ['yes', 'no'] : null
  if (known && !known.includes(answer)) problems[field] = say('problem_choice')
  const most = kind === 'long' ? lengths.long : lengths.short
  if (answer.length > most) problems[field] = say('problem_long', { most, n: answer.length })
  return answer
}

/** An address that mail can be sent to; null and a problem when it is none. */
export function readAddress(say: GuestSay, sent: Sent, problems: Problems): string {
  const email = oneLine(textOf(sent, 'email')).toLowerCase()
  const isOne =
    email.length <= 254 && /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:"]+$/.test(email)
  if (!isOne) problems['email'] = say('problem_email', { value: email.slice(0, 60) })
  return email
}
