import type { Language } from '../../../platform/i18n/language.ts'
import { fieldId } from '../../../ui/form.tsx'
import type { TableLook } from '../formats/read-landscape.ts'
import { type ColumnRole, personRoles, tieRoles } from '../formats/table-choice.ts'
import { bringWords } from './bring-words.ts'
import { mostColumns, mostTables } from './preview-wish.ts'

interface Chooser {
  language: Language
  tables: readonly TableLook[]
}

const groups = [
  { label: 'roles_neither', roles: ['skip', 'keep'] },
  { label: 'roles_person', roles: personRoles },
  { label: 'roles_tie', roles: tieRoles },
] as const

/** Values of a column that somebody needs to see to know what it holds. */
const samples = 3

/** Which column is which, table by table: inside a form that only asks, so the choice stands in the address. */
export function ColumnChooser({ language, tables }: Chooser) {
  return (
    <>
      {tables.slice(0, mostTables).map((table, nth) => (
        <fieldset class="column-choice">
          <legend>
            <strong>{table.file.replace('/', ' › ')}</strong>
          </legend>
          <FirstRow language={language} nth={nth} header={table.choice?.header !== false} />
          <ol class="columns plain-list">
            {Array.from({ length: widthOf(table) }, (_, at) => (
              <Column language={language} table={table} nth={nth} at={at} />
            ))}
          </ol>
        </fieldset>
      ))}
    </>
  )
}

function widthOf({ rows }: TableLook): number {
  return Math.min(mostColumns, Math.max(0, ...rows.map((cells) => cells.length)))
}

function Column({ language, table, nth, at }: { language: Language; table: TableLook; nth: number; at: number }) {
  const say = bringWords(language)
  const hasHeader = table.choice?.header !== false
  const [first = [], ...others] = table.rows
  const heading = hasHeader ? (first[at] ?? '').replace(/^\uFEFF/u, '').trim() : ''
  const name = `t${nth}c${at}`
  const values = (hasHeader ? others : table.rows).flatMap((cells) => cells[at]?.trim() || []).slice(0, samples)
  return (
    <li class="field">
      <label class="label" for={fieldId(name)}>
        {heading || say('column_number', { n: at + 1 })}
      </label>
      <p class="hint column-values" id={`${fieldId(name)}-hint`} dir="auto">
        {values.length === 0 ? say('column_empty') : values.map(short).join(' · ')}
      </p>
      <select class="input" name={name} id={fieldId(name)} aria-describedby={`${fieldId(name)}-hint`}>
        {groups.map(({ label, roles }) => (
          <optgroup label={say(label)}>
            {roles.map((role) => (
              <option value={role === 'skip' ? '' : role} selected={role === roleAt(table, at)}>
                {say(`role_${role}`)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </li>
  )
}

function FirstRow({ language, nth, header }: { language: Language; nth: number; header: boolean }) {
  const say = bringWords(language)
  const name = `t${nth}header`
  return (
    <div class="field first-row">
      <label class="label" for={fieldId(name)}>
        {say('header')}
      </label>
      <select class="input" name={name} id={fieldId(name)}>
        <option value="yes" selected={header}>
          {say('header_yes')}
        </option>
        <option value="no" selected={!header}>
          {say('header_no')}
        </option>
      </select>
    </div>
  )
}

function roleAt({ choice }: TableLook, at: number): ColumnRole {
  return choice?.roles[at] ?? 'skip'
}

function short(text: string): string {
  const letters = Array.from(text.replace(/\s+/gu, ' '))
  return letters.length > 40 ? `${letters.slice(0, 40).join('')}…` : letters.join('')
}
