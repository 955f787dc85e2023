import { Button, Form } from '../../../../ui/form.tsx'
import { Message } from '../../../../ui/note.tsx'
import { pathIn } from '../../../visit.tsx'
import { historyWords } from '../../history/history-words.ts'
import { cellWords } from '../cell-words.ts'
import type { TablePlace } from '../table-place.ts'

/** Says after a paste that it was kept, and undoes it in one go. */
export function PastedMessage({ at: { say, url, landscape } }: { at: TablePlace }) {
  const deed = url.searchParams.get('deed') ?? ''
  if (!/^\d{10,17}$/.test(deed)) return null
  return (
    <Message language={say.language} kind="done">
      {cellWords(say.language)('pasted_done')}
      <Form filled={{ language: say.language }} action={pathIn(landscape, 'history', deed, 'undo')} class="pasted-undo">
        <Button kind="plain">{historyWords(say.language)('undo')}</Button>
      </Form>
    </Message>
  )
}
