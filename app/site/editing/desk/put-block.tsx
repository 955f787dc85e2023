import { Button, type Filled, fieldId, Label } from '../../../ui/form.tsx'
import type { EditingOne } from '../editing.ts'
import { editingWords } from '../editing-words.ts'
import { type BlocksToPut, groupsOf } from './blocks-to-put.ts'

/**
 * Beside the field of Markdown: a part of a map or dates, by choosing from a list. Sent as a form they stand at the end of the words; a script puts
 * them where the caret is.
 */
export function PutBlock({ editing, filled, blocks }: { editing: EditingOne; filled: Filled; blocks: BlocksToPut }) {
  const say = editingWords(editing.language)
  return (
    <details class="writing-signs writing-blocks">
      <summary>{say('block_title')}</summary>
      <div class="writing-block">
        <div class="field">
          <Label filled={filled} name="block" label={say('block_place')} optional />
          <select class="input" id={fieldId('block')} name="block">
            <option value="">{say('desk_dates_none')}</option>
            {groupsOf(blocks, editing).map((group) => (
              <optgroup label={group.label}>
                {group.blocks.map(({ to, name, signs }) => (
                  <option value={to} data-signs={signs}>
                    {name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </div>
        <Button kind="plain" name="then" value="block">
          {say('desk_put')}
        </Button>
      </div>
      <p class="hint">
        {say('block_hint')} <a href="/writing/maps">{say('desk_map_new')}</a>
      </p>
    </details>
  )
}
