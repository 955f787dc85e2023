import { allOf, type Sent } from '../../../../platform/http/body.ts'
import { TextField } from '../../../../ui/fields.tsx'
import { Button, ButtonLink, Form } from '../../../../ui/form.tsx'
import { Message } from '../../../../ui/note.tsx'
import { Table } from '../../../../ui/table.tsx'
import { drawingWords } from '../../drawing/drawing-words.ts'
import { cellWords } from '../cell-words.ts'
import { type CellTable, type ColumnName, cellColumn, cellColumnsOf } from '../cells/cell-columns.ts'
import { cellProblemInWords } from '../cells/cell-problem-words.ts'
import type { CellOutcomes } from '../cells/change-cells.ts'
import { choiceInWords, columnInWords } from '../cells/choice-words.ts'
import { type PasteLook, tableHref } from './paste-form.tsx'
import type { Pasted } from './read-paste.ts'
import { rowNames } from './row-names.ts'

interface PreviewProps extends PasteLook {
  text: string
  sent: Sent
  pasted: Pasted & { kind: 'read' }
  outcome: CellOutcomes
  /** it was to be kept, and something changed meanwhile */
  stale: boolean
}

/** More changes than this are counted and not shown one by one; what cannot be kept is always shown. */
const mostShown = 100

/** Of cells that have no place so many are told with what they say; of the rest their number and columns. */
const mostHomeless = 20

/** What pasted cells would change, before any of it is kept: what changes, what comes anew, what cannot be and why. */
export function PastePreview(props: PreviewProps) {
  const { language, url, landscape, table, pasted, outcome, stale } = props
  const say = cellWords(language)
  const changed = outcome.cells.filter(({ kind }) => kind === 'changed').length
  const same = outcome.cells.filter(({ kind }) => kind === 'same').length
  const added = outcome.rows.filter(({ kind }) => kind === 'added').length
  const refused = [...outcome.cells, ...outcome.rows].filter(({ kind }) => kind === 'refused').length
  return (
    <div class="stack pasted" data-pasted={changed + added > 0 ? 'some' : 'none'}>
      <h1 id="pasted-title">{say('preview_title')}</h1>
      {stale && (
        <Message language={language} kind="problem">
          {say('preview_stale')}
        </Message>
      )}
      <p class="lead">{say('preview_counts', { changed, added, refused, same, table })}</p>
      {outcome.newGroups.length > 0 && (
        <p>{say('preview_groups', { n: outcome.newGroups.length, groups: outcome.newGroups.join(', ') })}</p>
      )}
      {pasted.homeless.length > 0 && (
        <p>
          {say('preview_homeless', {
            n: pasted.homeless.length,
            columns: [...new Set(pasted.homeless.map(({ column }) => column))].join(', '),
          })}
        </p>
      )}
      <Refused {...props} />
      <Changes {...props} />
      <Added {...props} />
      <Form filled={{ language }} action={`${url.pathname}${url.search}`}>
        <SentAgain {...props} />
        {changed + added > 0 && (
          <TextField
            filled={{ language }}
            name="why"
            label={drawingWords(language)('why')}
            hint={drawingWords(language)('why_hint')}
            maxlength={500}
            optional
          />
        )}
        <p class="actions">
          {changed + added > 0 && <Button>{say('preview_keep', { refused })}</Button>}
          <ButtonLink href={tableHref(url, landscape)} kind="quiet">
            {say('preview_leave')}
          </ButtonLink>
        </p>
      </Form>
    </div>
  )
}

/** Everything that was sent, with what stood in each cell when this was drawn and what cannot be kept. */
function SentAgain({ text, sent, outcome }: PreviewProps) {
  const leftOut = [
    ...outcome.cells.flatMap(({ kind }, nth) => (kind === 'refused' ? [`c${nth}`] : [])),
    ...outcome.rows.flatMap(({ kind }, nth) => (kind === 'refused' ? [`r${nth}`] : [])),
  ]
  const hidden: [string, string][] = [
    ['text', text],
    ['keep', 'yes'],
    ...['thing', 'column'].flatMap((name) => allOf(sent, name).map((one): [string, string] => [name, one])),
    ...outcome.cells.map((one): [string, string] => ['was', one.kind === 'refused' ? '' : one.was]),
    ...leftOut.map((one): [string, string] => ['left_out', one]),
  ]
  return (
    <>
      {hidden.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}

function Refused({ language, table, pasted, outcome }: PreviewProps) {
  const say = cellWords(language)
  const { sides } = outcome
  const lines = [
    ...outcome.cells.flatMap((one, nth) => {
      const { line, column } = pasted.cells[nth]!
      return one.kind === 'refused' ? [{ line, column: column as ColumnName | null, one }] : []
    }),
    ...outcome.rows.flatMap((one, nth) =>
      one.kind === 'refused' ? [{ line: pasted.rows[nth]!.line, column: one.column, one }] : [],
    ),
  ]
  const homeless = pasted.homeless.slice(0, mostHomeless)
  if (lines.length + homeless.length === 0) return null
  return (
    <section class="stack-small">
      <h2>{say('preview_refused')}</h2>
      <ul class="plain-list pasted-refused">
        {lines.map(({ line, column, one }) => (
          <li>
            {say('preview_place', { line, column: column ? columnInWords(language, table, column) : 'none' })}{' '}
            {cellProblemInWords(language, { table, column, sides }, one)}
          </li>
        ))}
        {homeless.map((one) => (
          <li>{say('preview_no_place', { ...one })}</li>
        ))}
      </ul>
    </section>
  )
}

function Changes({ language, table, drawn, pasted, outcome }: PreviewProps) {
  const say = cellWords(language)
  const changes = outcome.cells.flatMap((one, nth) =>
    one.kind === 'changed' ? [{ ...pasted.cells[nth]!, was: one.was, stands: one.stands }] : [],
  )
  if (changes.length === 0) return null
  const names = rowNames(table, drawn)
  return (
    <Table
      language={language}
      caption={say('preview_changes', { shown: Math.min(mostShown, changes.length), all: changes.length })}
      columns={[
        { label: say('preview_row') },
        { label: say('preview_column') },
        { label: say('stands_now') },
        { label: say('yours') },
      ]}
      rows={changes
        .slice(0, mostShown)
        .map(({ thing, column, line, was, stands }) => [
          names.get(thing) ?? say('preview_line', { line }),
          columnInWords(language, table, column),
          inWords(language, table, column, was),
          inWords(language, table, column, stands),
        ])}
    />
  )
}

function inWords(language: PreviewProps['language'], table: CellTable, name: ColumnName, value: string): string {
  const column = cellColumn(table, name)
  if (value === '') return '–'
  return column?.as === 'choice' ? choiceInWords(language, table, column, value) : value
}

function Added({ language, table, pasted, outcome }: PreviewProps) {
  const say = cellWords(language)
  const rows = pasted.rows.filter((_, nth) => outcome.rows[nth]?.kind === 'added')
  if (rows.length === 0) return null
  const columns = cellColumnsOf[table].filter(({ name }) => rows.some(({ row }) => row[name]))
  return (
    <Table
      language={language}
      caption={say('preview_added', { shown: Math.min(mostShown, rows.length), all: rows.length })}
      columns={columns.map(({ name }) => ({ label: columnInWords(language, table, name) }))}
      rows={rows.slice(0, mostShown).map(({ row }) => columns.map(({ name }) => row[name] ?? ''))}
    />
  )
}
