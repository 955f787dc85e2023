import type { z } from 'zod'
import type { Language } from '../../platform/i18n/language.ts'
import type { Problems } from '../../ui/form.tsx'
import { spaceWords } from './space-words.ts'

/** What a schema found wrong, in words for the person, by field. */
export function spaceProblems(error: z.ZodError, language: Language): Problems {
  const say = spaceWords(language)
  const problems: Problems = {}
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? '')
    if (issue.message === 'question-missing') problems[field] ??= say('question_missing')
    else if (issue.message === 'name-missing') problems[field] ??= say('name_missing')
    else if (issue.code === 'too_big') problems[field] ??= say('too_long', { n: Number(issue.maximum) })
    else problems[field] ??= say('unknown_person')
  }
  return problems
}
