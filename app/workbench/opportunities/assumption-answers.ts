import type { ReadingOptions } from './opportunities.ts'

/** What has to be assumed, as questions with two or three answers each, and what each answer means to the engine. */
export const assumptionQuestions = {
  /** how easily does something travel along a tie? */
  travel: { key: 'chance', answers: { hardly: 0.1, sometimes: 0.3, easily: 0.6 }, usual: 'sometimes' },
  /** how much does the boundary hold it back? */
  boundary: { key: 'crossing', answers: { little: 0.8, half: 0.5, much: 0.2 }, usual: 'half' },
  /** how many of those invited come? */
  come: { key: 'attendance', answers: { few: 0.4, most: 0.6, nearly: 0.9 }, usual: 'most' },
  /** what does a meeting cost those who come, in time for others? */
  cost: { key: 'attentionCost', answers: { nothing: 0, little: 0.1, much: 0.3 }, usual: 'nothing' },
  /** does anything travel through the spaces that are there already? */
  spaces: { key: 'spaces', answers: { no: 'none', yes: 'carry' }, usual: 'no' },
  /** what of the pairs about which nobody was asked? */
  unknown: { key: 'unknown', answers: { no: 'no', draw: 'draw', twice: 'twice' }, usual: 'no' },
} as const

export type AssumptionQuestion = keyof typeof assumptionQuestions
export type AssumptionAnswers = Record<AssumptionQuestion, string>

export const questionNames = Object.keys(assumptionQuestions) as AssumptionQuestion[]

/** The answers somebody gave; the usual one wherever an answer is missing or unknown. */
export function readAnswers(given: Partial<Record<string, unknown>>): AssumptionAnswers {
  return Object.fromEntries(
    questionNames.map((name) => {
      const { answers, usual } = assumptionQuestions[name]
      const answer = given[name]
      return [name, typeof answer === 'string' && Object.hasOwn(answers, answer) ? answer : usual]
    }),
  ) as AssumptionAnswers
}

/** The engine's assumptions for these answers. */
export function assumptionsOf(answers: AssumptionAnswers): ReadingOptions['assumptions'] {
  return Object.fromEntries(
    questionNames.map((name) => {
      const { key, answers: values } = assumptionQuestions[name]
      return [key, (values as Record<string, number | string>)[answers[name]]]
    }),
  )
}
