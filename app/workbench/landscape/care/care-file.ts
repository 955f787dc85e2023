import type { Language } from '../../../platform/i18n/language.ts'
import { type CareAnswers, careQuestions, longestAnswer } from './care-check.ts'
import { careWords } from './care-words.ts'

/** The five questions as a text to write into: a heading for each, and room under it. */
export function careFile(language: Language): string {
  const say = careWords(language)
  const parts = careQuestions.map((question) => `## ${say(`q_${question}`)}\n(${say(`q_${question}_hint`)})\n\n`)
  return `${say('cli_head')}\n\n${parts.join('\n')}`
}

/** What stands under each heading, in their order; the hint in brackets is no answer. */
export function answersInFile(text: string): CareAnswers {
  const [, ...parts] = text.replaceAll('\r\n', '\n').split(/^## .*$/mu)
  const under = (nth: number) =>
    (parts[nth] ?? '')
      .replace(/^\s*\(.*\)\s*$/mu, '')
      .trim()
      .slice(0, longestAnswer)
  return { harm: under(0), asked: under(1), lookingOn: under(2), keeping: under(3), stopping: under(4) }
}
