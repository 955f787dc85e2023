import type { Say } from '../../../platform/i18n/catalogue.ts'
import { writeNumber } from '../../../platform/i18n/numbers.ts'
import type { Both } from './compare-days.ts'
import type { compareWords } from './compare-words.ts'

export type SayCompared = ReturnType<typeof compareWords> extends Say<infer Key> ? Say<Key> : never

/** Under this nothing is told outside the team. */
const FEWEST = 5

/** How numbers are told to whoever looks: outside the team none of one to four, and no two that differ by so few (rule E10). */
export interface Told {
  number(n: number): string
  /** in one sentence, and as two cells */
  both(both: Both): string
  cells(both: Both): [string, string]
}

/** @param ofFew numbers of fewer than five are told as well: to the team alone */
export function toldNumbers(say: SayCompared, ofFew: boolean): Told {
  const { language } = say
  const isFew = (n: number) => !ofFew && n !== 0 && Math.abs(n) < FEWEST
  const number = (n: number) => (isFew(n) ? say('few') : writeNumber(language, n))
  return {
    number,
    cells: ({ one, other }) => {
      if (!isFew(other - one)) return [number(one), number(other)]
      const alike = Math.min(one, other) < FEWEST ? say('few') : say('about', { n: one })
      return [alike, alike]
    },
    both: ({ one, other }) => {
      if (isFew(other - one)) return Math.min(one, other) < FEWEST ? say('few') : say('about', { n: one })
      return one === other ? number(one) : say('from_to', { one: number(one), other: number(other) })
    },
  }
}
