import type { Language } from '../../../../platform/i18n/language.ts'
import { TextArea } from '../../../../ui/fields.tsx'
import { Button, ButtonLink, Form, type Problems } from '../../../../ui/form.tsx'
import { BackLink } from '../../../back-link.tsx'
import { pathIn } from '../../../visit.tsx'
import type { DrawnBoundary, DrawnLandscape } from '../../drawn-landscape.ts'
import type { Landscape } from '../../landscape.ts'
import { sameLook } from '../../same-look.ts'
import { cellWords } from '../cell-words.ts'
import { type CellTable, cellColumnsOf } from '../cells/cell-columns.ts'
import { mostRows } from '../cells/change-cells.ts'
import { columnInWords } from '../cells/choice-words.ts'

/** What a page about pasted rows stands on. */
export interface PasteLook {
  language: Language
  url: URL
  landscape: Landscape
  table: CellTable
  drawn: DrawnLandscape
  boundary: DrawnBoundary | null
}

interface PasteFormProps extends PasteLook {
  text: string
  problem: 'nothing' | 'too-many-rows' | 'broken-quotes' | null
}

/** A field for rows of a spreadsheet, with the columns it is read for. */
export function PasteForm({ language, url, landscape, table, boundary, text, problem }: PasteFormProps) {
  const say = cellWords(language)
  const columns = cellColumnsOf[table].filter(({ name }) => name !== 'side' || boundary !== null)
  const problems: Problems = problem ? { text: say(`paste_${problem}`, { most: mostRows }) } : {}
  return (
    <div class="stack pasted">
      <BackLink href={tableHref(url, landscape)}>{say('to_table')}</BackLink>
      <h1>{say('paste_title', { table })}</h1>
      <p class="lead">
        {say('paste_lead', {
          columns: columns.map(({ name }) => columnInWords(language, table, name)).join(' · '),
          most: mostRows,
        })}
      </p>
      {boundary !== null && table !== 'ties' && (
        <p>{say('paste_sides', { boundary: boundary.name, sides: boundary.sides.join(', ') })}</p>
      )}
      <Form filled={{ language, problems, typed: { text } }} action={`${url.pathname}${url.search}`}>
        <TextArea
          filled={{ language, problems, typed: { text } }}
          name="text"
          label={say('paste_label')}
          hint={say('paste_hint')}
          rows={12}
        />
        <p class="actions">
          <Button>{say('paste_look')}</Button>
          <ButtonLink href="/landscapes/bring" kind="quiet">
            {say('paste_file')}
          </ButtonLink>
        </p>
      </Form>
    </div>
  )
}

export function tableHref(url: URL, landscape: Landscape): string {
  return sameLook(url, {}, pathIn(landscape, 'landscape'))
}
