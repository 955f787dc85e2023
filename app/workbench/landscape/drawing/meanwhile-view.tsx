import type { Problems } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { Table } from '../../../ui/table.tsx'
import type { drawingWords } from './drawing-words.ts'
import { type FieldProblems, fieldsOf, type ThingKind, type Values } from './drawn-things.ts'
import type { DrawingRefusal } from './keep-wish.ts'
import { valueInWords } from './thing-fields.tsx'
import type { LastChange } from './thing-queries.ts'

type Say = ReturnType<typeof drawingWords>

/** What is wrong with each field, in words. */
export function fieldProblems(say: Say, kind: ThingKind, problems: FieldProblems): Problems {
  const words = fieldsOf[kind].flatMap(({ name, most }) => {
    const problem = problems[name]
    return problem ? [[name, say(`problem_${problem}`, { n: most ?? 300 })] as const] : []
  })
  return Object.fromEntries(words)
}

/** What somebody else did to the same thing meanwhile: both sides beside each other, and nothing overwritten. */
export function whatBecameOfIt(say: Say, kind: ThingKind, refusal: DrawingRefusal, yours: Values) {
  if (refusal.reason === 'removed-meanwhile')
    return (
      <Message language={say.language} kind="problem">
        {say('meanwhile_removed', whoAndWhy(refusal.by))}
      </Message>
    )
  if (refusal.reason !== 'changed-meanwhile') return null
  const differing = fieldsOf[kind].filter(
    ({ name, once }) => !once && (refusal.now[name] ?? '') !== (yours[name] ?? ''),
  )
  return (
    <>
      <Message language={say.language} kind="problem">
        {say('meanwhile_changed', whoAndWhy(refusal.by))}
      </Message>
      {differing.length > 0 && (
        <Table
          language={say.language}
          caption={say('both_caption')}
          columns={[{ label: say('both_field') }, { label: say('both_now') }, { label: say('both_yours') }]}
          rows={differing.map((field) => [
            say(`field_${field.name}`, { kind }),
            valueInWords(say, field, refusal.now[field.name] ?? ''),
            valueInWords(say, field, yours[field.name] ?? ''),
          ])}
        />
      )}
    </>
  )
}

/** Who it was and why, as far as the log says it to the reader. */
export function whoAndWhy(by: LastChange | null): { who: string; why: string } {
  return { who: by?.mine ? 'you' : (by?.by ?? 'unknown'), why: by?.why ?? 'none' }
}
