import { Refusal } from '../../../platform/http/http.ts'
import { type DrawnLandscape, practicesOnly } from '../drawn-landscape.ts'
import { isAboutLivingPeople } from '../formats/folder-format.ts'

/** The five questions, in the order in which they are asked (rule E19). */
export const careQuestions = ['harm', 'asked', 'lookingOn', 'keeping', 'stopping'] as const
export type CareAnswers = Record<(typeof careQuestions)[number], string>
/** Characters that one answer may have; the table holds no more either. */
export const longestAnswer = 4000

/** Whole days for which a look at the questions lets people in. */
const daysItHolds = 365

/** One look at the questions, and what was decided. */
export interface CareCheck extends CareAnswers {
  decision: 'go' | 'stop'
  answeredAt: Date
  /** null when they left, when the reader may not know them, or when it was answered elsewhere */
  answeredBy: string | null
  /** answered elsewhere, and brought in with the landscape */
  brought: boolean
}

/** Every question has an answer. */
export function isAnswered(answers: CareAnswers): boolean {
  return careQuestions.every((question) => answers[question].trim() !== '')
}

/** Until when a "go on" lets people in; it is due again afterwards. */
export function holdsUntil({ answeredAt }: Pick<CareCheck, 'answeredAt'>): Date {
  return new Date(answeredAt.getTime() + daysItHolds * 86_400_000)
}

/** Does this drawing need the check before it comes in: people who live, and a boundary of class, politics or culture? */
export function needsCare({ about, people, boundaries }: DrawnLandscape): boolean {
  return isAboutLivingPeople(about.basis) && people.length > 0 && boundaries.some(({ kind }) => practicesOnly.has(kind))
}

/**
 * Does this drawing lack an answered check? `care` is what was answered for it just now; else the newest look that comes along counts, if
 * it went on and is not older than a year.
 */
export function lacksCare(drawn: DrawnLandscape, care: CareAnswers | null, now: Date): boolean {
  if (!needsCare(drawn) || (care !== null && isAnswered(care))) return false
  const [newest] = drawn.careChecks ?? []
  return newest?.decision !== 'go' || holdsUntil({ answeredAt: new Date(newest.answered) }) <= now
}

/** Thrown where somebody would put people and such a boundary together before the check was answered; the page of the check is the answer. */
export class CareFirst extends Refusal {
  constructor() {
    super({ status: 422 })
  }
}

/** Did the tables refuse because the care check was not answered? */
export function isCareRefusal(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return code === '23514' && constraint === 'care_check_first'
}
