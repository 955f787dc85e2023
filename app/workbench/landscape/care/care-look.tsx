import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { Rows } from '../../../ui/rows.tsx'
import { type CareCheck, careQuestions } from './care-check.ts'
import { careChecks } from './care-queries.ts'
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

/** The newest look, for somebody who is on the map and asks what was thought before they were written down; null when there is none. */
export async function NewestCareLook({
  tx,
  landscapeId,
  language,
}: {
  tx: Tx
  landscapeId: string
  language: Language
}) {
  const [newest] = await careChecks(tx, landscapeId)
  if (!newest) return null
  const say = careWords(language)
  return (
    <section class="card held-part" id="care">
      <h2>{say('title')}</h2>
      <p class="muted">{say('asked_before')}</p>
      <CareLook language={language} check={newest} />
    </section>
  )
}
