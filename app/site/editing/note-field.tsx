import { TextField } from '../../ui/fields.tsx'
import type { Filled } from '../../ui/form.tsx'
import { editingWords } from './editing-words.ts'
import { longest } from './longest.ts'

/** What changed, in a few words, for whoever reads the list of versions. */
export function NoteField({ filled }: { filled: Filled }) {
  const say = editingWords(filled.language)
  return (
    <TextField
      filled={filled}
      name="note"
      label={say('note')}
      hint={say('note_hint')}
      maxlength={longest.note}
      optional
    />
  )
}
