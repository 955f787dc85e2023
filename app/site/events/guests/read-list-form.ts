import { type Sent, textOf } from '../../../platform/http/body.ts'
import type { Problems } from '../../../ui/form.tsx'
import type { GuestSay } from './guest-words.ts'
import {
  asksForWork,
  type ListWords,
  mostQuestions,
  oneLine,
  type Question,
  questionKinds,
  reminders,
} from './guests.ts'

/** When answers close, in hours before the beginning. */
export const closings = [0, 1, 12, 24, 48, 168] as const

export type ReadList = { kind: 'read'; words: ListWords } | { kind: 'problems'; problems: Problems }

/** Reads what an editor asks of guests. Questions without words are left out; `isFree` makes sure that each id stands once. */
export function readListForm(say: GuestSay, sent: Sent): ReadList {
  const problems: Problems = {}
  const questions: Question[] = []
  for (let nth = 0; nth < mostQuestions; nth += 1) {
    const question = readQuestion(say, sent, nth, problems)
    if (question && !questions.some(({ id }) => id === question.id)) questions.push(question)
  }
  const closesHours = closings.find((one) => String(one) === textOf(sent, 'closes'))
  const reminder = reminders.find((one) => one === textOf(sent, 'remind'))
  const days = textOf(sent, 'keep_days')
  const keepDays = /^\d{1,3}$/.test(days) ? Number(days) : 0
  if (closesHours === undefined) problems['closes'] = say('problem_choice')
  if (!reminder) problems['remind'] = say('problem_choice')
  if (keepDays < 1 || keepDays > 180) problems['keep_days'] = say('problem_days', { value: days.slice(0, 20) })
  if (closesHours === undefined || !reminder || Object.keys(problems).length > 0) return { kind: 'problems', problems }
  const words = {
    open: textOf(sent, 'open') === 'yes',
    questions,
    closesHours,
    hasWaitList: textOf(sent, 'wait_list') === 'yes',
    reminder,
    keepDays,
  }
  return { kind: 'read', words }
}

function readQuestion(say: GuestSay, sent: Sent, nth: number, problems: Problems): Question | null {
  const field = (name: string) => `${name}_${nth}`
  const words = oneLine(textOf(sent, field('question')))
  if (words === '') return null
  if (words.length > 300) problems[field('question')] = say('problem_long', { most: 300, n: words.length })
  const kind = questionKinds.find((one) => one === textOf(sent, field('kind')))
  if (!kind) problems[field('kind')] = say('problem_choice')
  const choices = [...new Set(textOf(sent, field('choices')).split('\n').map(oneLine).filter(Boolean))]
  if (kind === 'one-of' && (choices.length < 2 || choices.length > 12 || choices.some((one) => one.length > 120))) {
    problems[field('choices')] = say('problem_choices', { n: choices.length })
  }
  const required = textOf(sent, field('required')) === 'yes'
  if (required && asksForWork([words, ...choices].join(' '))) problems[field('required')] = say('problem_work')
  const known = textOf(sent, field('id'))
  const id = /^[a-z0-9]{4,12}$/.test(known)
    ? known
    : Math.abs(hashOf(`${nth} ${words}`))
        .toString(36)
        .padStart(6, '0')
  return { id, kind: kind ?? 'short', words, choices: kind === 'one-of' ? choices : [], required }
}

/** A question gets its id from its first words, so that the same form sent twice asks the same. */
function hashOf(text: string): number {
  let hash = 7
  for (const letter of text) hash = (Math.imul(hash, 31) + letter.codePointAt(0)!) | 0
  return hash
}
