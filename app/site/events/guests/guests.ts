import type { Language } from '../../../platform/i18n/language.ts'

/** How an event may ask: some words, more words, one of several, yes or no. */
export const questionKinds = ['short', 'long', 'one-of', 'yes-no'] as const
type QuestionKind = (typeof questionKinds)[number]

/** What an editor asks of whoever comes, in the language of the event. */
export interface Question {
  id: string
  kind: QuestionKind
  words: string
  /** of one-of */
  choices: string[]
  required: boolean
}

/** When whoever comes is reminded. */
export const reminders = ['none', 'day', 'hour'] as const

/** So many questions one list has at most. */
export const mostQuestions = 6

/** What is asked of guests, and what becomes of their answers. */
export interface ListWords {
  open: boolean
  questions: Question[]
  /** so many hours before the beginning no new answer is taken */
  closesHours: number
  hasWaitList: boolean
  reminder: (typeof reminders)[number]
  /** so many days after it is over names and addresses are deleted */
  keepDays: number
}

/** The list of who comes to something. */
export interface GuestList extends ListWords {
  id: string
}

/** What somebody answered, by the id of the question; yes and no stand as "yes" and "no". */
export type Answers = Record<string, string>

/** `asked`: not confirmed yet; `gone` they said so themselves; `taken-off`: an editor did. */
export type GuestState = 'asked' | 'comes' | 'waits' | 'gone' | 'taken-off'

/** Somebody who said that they come, as editors see them. */
export interface Guest {
  id: string
  time: string
  state: GuestState
  name: string
  /** null where an editor put them on the list without one */
  email: string | null
  language: Language
  answers: Answers
  movedAt: Date
  /** an editor put them on the list */
  byHand: boolean
  /** letters go to them */
  isWrittenTo: boolean
}

/** What a list says where nobody said anything else. */
export const usualList: ListWords = {
  open: true,
  questions: [],
  closesHours: 0,
  hasWaitList: true,
  reminder: 'day',
  keepDays: 28,
}

const ofWork =
  /\b(employers?|job[ -]?titles?|empregador(a|es)?|entidade (patronal|empregadora)|cargo|empleador(a|es)?|puesto de trabajo|employeurs?|intitulé (du|de) poste|poste occupé|fonction)\b/iu

/** Does it ask for an employer or a title? That may be asked, and never be required. */
export function asksForWork(words: string): boolean {
  return ofWork.test(words)
}

/** What an answer may be called in spreadsheets and letters: one line. */
export function oneLine(text: string): string {
  return withoutHidden(text).replace(/\s+/gu, ' ').trim()
}

/** Without what no reader sees and what would turn the direction of the lines around it. */
export function withoutHidden(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
}
