import { catalogue } from '../../../platform/i18n/catalogue.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import type { Problem, Severity } from './problem.ts'
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }

const words = catalogue({ en, pt, es, fr })

/** What is wrong and what to do, in one sentence, without the place. */
function problemSentence(problem: Problem, language: Language): string {
  const { facts, code, value, field } = problem
  return words(language)(code, { value: value ?? '', field: field ?? '', ...facts })
}

/** The same after file, row and column: for a list, a log or a terminal. */
export function problemWithPlace(problem: Problem, language: Language): string {
  const { file, row, field } = problem
  const what = problemSentence(problem, language)
  const say = words(language)
  if (row !== null)
    return field === null ? say('at-row', { file, row, what }) : say('at-cell', { file, row, field, what })
  return field === null ? say('at-file', { file, what }) : say('at-field', { file, field, what })
}

/** "does not come in", "nothing of this file comes in" or "to know". */
export function severityWords(severity: Severity, language: Language): string {
  return words(language)(`as-${severity}`)
}
