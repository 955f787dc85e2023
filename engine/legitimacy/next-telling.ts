import { wholeNumber } from '../bad-input.ts'
import { FEWEST_ANSWERS } from './attested-calls.ts'

/** One member's answer to "would you come if this person called?" */
export interface ToldAnswer {
  /** what they say now; null = withdrawn */
  says: 'yes' | 'no' | null
  /** what the last telling counted them as; `erased` when only that it did is remembered; null = it did not count them */
  counted: 'yes' | 'no' | 'erased' | null
}

export interface Totals {
  asked: number
  wouldCome: number
}

export interface Telling {
  /** what may be told now; null = nothing yet, or nothing any more */
  totals: Totals | null
  /** true: this is a new telling. Store what each says now as what they were counted as. */
  renewed: boolean
}

/** Fewer than half, half, or more than half would come. */
export type Leaning = 'most-would-not' | 'even' | 'most-would'

/**
 * What may be told of the answers about one person in one practice, so that two readings never give away one answer?
 *
 * Totals from three answers and again from four would tell the fourth: their difference. So totals move in steps. They are told when three
 * have answered, and again only when at least three more have answered, changed their word or taken it back since the last telling;
 * until then the last telling stays. Whoever compares any two tellings then learns a total over three people or more, never less. An
 * answer that was taken back is not told any longer: the totals vanish until the next step.
 *
 * What it cannot hide: three that all say the same ("0 of 3" is what each of them said); and a member who answered knows one of the
 * three. Where that matters, tell the leaning (`nextLeaning`).
 *
 * Cost O(answers). Pure: the same answers give the same telling.
 *
 * @param step how many people a telling and its difference to the last must have; 3 or more
 * @throws BadInput for a step below 3
 */
export function nextTelling(answers: readonly ToldAnswer[], step = FEWEST_ANSWERS): Telling {
  wholeNumber('step', step, FEWEST_ANSWERS, 1_000_000)
  return telling(answers, () => step, step)
}

/**
 * The same, told only as which way most lean, and in steps that more than double: at three answers, at seven, at fifteen …
 *
 * Then nobody's answer is certain from any row of tellings, also when all say the same: three and "most would not" may be 0 or 1 of 3, and
 * what comes later never turns the total so far that all of the new ones must have said one thing (tried on all rows of tellings).
 */
export function nextLeaning(answers: readonly ToldAnswer[]): { leaning: Leaning | null; renewed: boolean } {
  const { totals, renewed } = telling(answers, (told) => Math.max(FEWEST_ANSWERS, told + 1), FEWEST_ANSWERS)
  return { leaning: totals && leaningOf(totals), renewed }
}

/** Which way most lean. */
export function leaningOf({ asked, wouldCome }: Totals): Leaning {
  if (2 * wouldCome === asked) return 'even'
  return 2 * wouldCome > asked ? 'most-would' : 'most-would-not'
}

function telling(answers: readonly ToldAnswer[], stepAfter: (told: number) => number, fewest: number): Telling {
  const told = totalsOf(answers, (answer) => answer.counted)
  const now = totalsOf(answers, (answer) => answer.says)
  const moved = answers.filter(({ says, counted }) => says !== counted).length
  if (now.asked >= fewest && moved >= stepAfter(told.asked)) return { totals: now, renewed: true }
  const takenBack = answers.some(({ says, counted }) => says === null && counted !== null)
  return { totals: takenBack || told.asked === 0 ? null : told, renewed: false }
}

function totalsOf(answers: readonly ToldAnswer[], word: (answer: ToldAnswer) => ToldAnswer['counted']): Totals {
  let asked = 0
  let wouldCome = 0
  for (const answer of answers) {
    const said = word(answer)
    if (said !== null) asked++
    if (said === 'yes') wouldCome++
  }
  return { asked, wouldCome }
}
