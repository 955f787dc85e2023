import type { Language } from '../../../platform/i18n/language.ts'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { Rows } from '../../../ui/rows.tsx'
import { type CareCheck, careQuestions } from './care-check.ts'
import { careWords } from './care-words.ts'

/** One look at the questions as it was answered. */
export function CareLook({ language, check }: { language: Language; check: CareCheck }) {
  const say = careWords(language)
  return (
    <section class="stack-small">
      <h3>
        {say('look', {
          decision: check.decision,
          day: writeDay(language, check.answeredAt),
          who: check.answeredBy ?? 'none',
          brought: check.brought ? 'yes' : 'no',
        })}
      </h3>
      <Rows
        rows={careQuestions.map((question) => ({
          term: say(`q_${question}`),
          value: check[question] || say('no_answer'),
        }))}
      />
    </section>
  )
}
