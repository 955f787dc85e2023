import type { Child } from 'hono/jsx'
import type { Language } from '../../../platform/i18n/language.ts'
import { Button, Form } from '../../../ui/form.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { pathIn, type Visit } from '../../visit.tsx'
import { mayDraw } from '../landscape-policy.ts'
import { keptOf } from './kept-queries.ts'
import { keptWords } from './kept-words.ts'

interface KeptFieldsProps {
  visit: Visit
  language: Language
  /** the row id of the person or practice */
  of: string
  /** where to come back to */
  here: string
}

/** What a file said of somebody or a practice under headings that are none of ours, and a way to let go of it; nothing where there is none. */
export async function KeptFields({ visit, language, of, here }: KeptFieldsProps): Promise<Child> {
  const kept = await keptOf(visit.tx, visit.landscape.id, of)
  if (kept.length === 0) return null
  const say = keptWords(language)
  return (
    <section class="stack-small">
      <h2>{say('title')}</h2>
      <p class="muted">{say('lead')}</p>
      {kept.map(({ id, fields }) => (
        <>
          <Rows
            rows={Object.entries(fields).map(([label, text]) => ({
              term: <bdi>{label}</bdi>,
              value: <bdi>{text}</bdi>,
            }))}
          />
          {mayDraw(visit.landscape) && (
            <Form
              filled={{ language }}
              action={pathIn(visit.landscape, 'custom-fields', id, 'forgotten')}
              class="inline-form"
            >
              <input type="hidden" name="back" value={here} />
              <Button kind="plain">{say('let_go', { n: Object.keys(fields).length })}</Button>
            </Form>
          )}
        </>
      ))}
    </section>
  )
}
