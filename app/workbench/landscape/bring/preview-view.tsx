import type { Language } from '../../../platform/i18n/language.ts'
import { Check, RadioGroup, Select, TextField } from '../../../ui/fields.tsx'
import { Button, ButtonLink, Form } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { Rows } from '../../../ui/rows.tsx'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import type { Problem, Severity } from '../formats/problem.ts'
import { problemWithPlace, severityWords } from '../formats/problem-words.ts'
import type { ReadOutcome } from '../formats/read-landscape.ts'
import type { ColumnLook } from '../formats/read-sheet.ts'
import { peopleLive } from '../landscape.ts'
import { bringWords } from './bring-words.ts'
import type { PreviewWish } from './preview-wish.ts'
import type { UploadState } from './upload-queries.ts'

interface Shared {
  language: Language
  action: string
  wish: PreviewWish
  columns: ColumnLook | null
  /** what a form lacked when it was sent: "source" or "mapped" */
  missing: string | null
  state: UploadState
}

type Readable = Extract<ReadOutcome, { kind: 'read' }>
type NotReadable = Extract<ReadOutcome, { kind: 'unreadable' }>

/** Most problems listed on the page; the number of the rest is said. */
const mostListed = 200

export function Preview(props: Shared & { read: Readable }) {
  const { language, read, wish } = props
  const say = bringWords(language)
  return (
    <div class="stack">
      <h1>{say('preview_title')}</h1>
      <p class="lead">{say('preview_lead')}</p>
      {(props.state === 'stopped' || props.state === 'failed') && (
        <Message language={language} kind={props.state === 'failed' ? 'problem' : 'note'}>
          {say(`was_${props.state}`)}
        </Message>
      )}
      <section class="card stack-small">
        <h2>{wish.name ?? read.drawn.about.name}</h2>
        <p class="muted">{say(`format_${read.summary.format}`)}</p>
        <Counts language={language} drawn={read.drawn} />
      </section>
      <Problems language={language} problems={read.problems} />
      <Files language={language} read={read} />
      {props.columns && <ColumnChooser {...props} columns={props.columns} />}
      <BringIn {...props} saysItself={read.summary.format === 'folder'} />
    </div>
  )
}

export function Unreadable(props: Shared & { read: NotReadable }) {
  const { language, read, columns } = props
  const say = bringWords(language)
  return (
    <div class="stack">
      <h1>{say(columns ? 'columns_title' : 'unreadable_title')}</h1>
      {columns && <p class="lead">{say('columns_lead')}</p>}
      {!columns && (
        <Message language={language} kind="problem">
          {problemWithPlace(read.problem, language)}
        </Message>
      )}
      {columns && <ColumnChooser {...props} columns={columns} />}
      <Problems language={language} problems={read.problems.filter((one) => one !== read.problem)} />
      <p class="actions">
        <ButtonLink href="/landscapes/bring">{say('other_file')}</ButtonLink>
      </p>
    </div>
  )
}

function Counts({ language, drawn }: { language: Language; drawn: DrawnLandscape }) {
  const say = bringWords(language)
  const counts = [
    ['people', drawn.people],
    ['practices', drawn.practices],
    ['memberships', drawn.memberships],
    ['boundaries', drawn.boundaries],
    ['standings', drawn.standings],
    ['ties', drawn.ties],
    ['answers', drawn.answers],
    ['concerns', drawn.concerns],
    ['legitimacy', drawn.legitimacy],
    ['spaces', drawn.spaces],
  ] as const
  return (
    <Rows
      rows={counts
        .filter(([, rows]) => rows.length > 0)
        .map(([what, rows]) => ({ term: say(`count_${what}`), value: rows.length }))}
    />
  )
}

function Files({ language, read }: { language: Language; read: Readable }) {
  const say = bringWords(language)
  return (
    <ul class="plain-list caption muted">
      {read.summary.files.map(({ file, rowsRead, accepted, refused }) => (
        <li>{say('file_rows', { file, rows: rowsRead, accepted, refused })}</li>
      ))}
    </ul>
  )
}

const severities: Severity[] = ['refused-file', 'refused-row', 'notice']

function Problems({ language, problems }: { language: Language; problems: Problem[] }) {
  const say = bringWords(language)
  if (problems.length === 0) return null
  return (
    <section class="stack-small">
      <h2>{say('problems_title', { n: problems.filter(({ severity }) => severity !== 'notice').length })}</h2>
      {severities.map((severity) => {
        const these = problems.filter((problem) => problem.severity === severity)
        if (these.length === 0) return null
        return (
          <details class="well" open={severity !== 'notice'}>
            <summary>
              <strong>{severityWords(severity, language)}</strong> ({these.length})
            </summary>
            <ul>
              {these.slice(0, mostListed).map((problem) => (
                <li>{problemWithPlace(problem, language)}</li>
              ))}
            </ul>
            {these.length > mostListed && <p>{say('more_problems', { n: these.length - mostListed })}</p>}
          </details>
        )
      })}
    </section>
  )
}

/** Which column is which. A plain GET form: the choice stands in the address and nothing is changed by it. */
function ColumnChooser({ language, action, wish, columns }: Shared & { columns: ColumnLook }) {
  const say = bringWords(language)
  const chosen = wish.columns ?? columns.guess
  const options = columns.columns.map(({ index, header, sample }) => ({
    value: String(index),
    label: `${header || index + 1}: ${sample.filter(Boolean).slice(0, 3).join(', ')}`.slice(0, 80),
  }))
  const select = (field: 'name' | 'group' | 'place', optional: boolean) => (
    <Select
      filled={{ language }}
      name={`column-${field}`}
      label={say(`column_${field}`)}
      choices={options}
      value={chosen?.[field] === null || chosen?.[field] === undefined ? '' : String(chosen[field])}
      optional={optional}
      empty
    />
  )
  return (
    <details class="well" open={columns.guess === null && wish.columns === null}>
      <summary>
        <strong>{say('columns_title')}</strong>
      </summary>
      <form class="form" method="get" action={action}>
        {select('name', false)}
        {select('group', true)}
        {select('place', true)}
        <RadioGroup
          filled={{ language }}
          name="header"
          label={say('header')}
          choices={[
            { value: 'yes', label: say('header_yes') },
            { value: 'no', label: say('header_no') },
          ]}
          value={chosen?.header === false ? 'no' : 'yes'}
          row
        />
        <Button kind="plain">{say('look_again')}</Button>
      </form>
    </details>
  )
}

const bases = ['own-sketch', 'consented', 'published', 'fictional'] as const

function BringIn({
  language,
  action,
  wish,
  read,
  missing,
  saysItself,
}: Shared & { read: Readable; saysItself: boolean }) {
  const say = bringWords(language)
  const problems = problemsOf(missing, language)
  const filled = { language, problems }
  const refused = read.problems.filter(({ severity }) => severity !== 'notice').length
  return (
    <Form filled={filled} action={action}>
      <HiddenColumns wish={wish} />
      <TextField
        filled={filled}
        name="name"
        label={say('name')}
        value={wish.name ?? read.drawn.about.name}
        maxlength={200}
      />
      {saysItself ? (
        <p>{say(`basis_is_${read.drawn.about.basis}`)}</p>
      ) : (
        <>
          <RadioGroup
            filled={filled}
            name="basis"
            label={say('basis')}
            value={wish.basis ?? 'own-sketch'}
            choices={bases.map((basis) => ({
              value: basis,
              label: say(`basis_${basis}`),
              hint: say(`basis_is_${basis}`),
            }))}
          />
          <TextField filled={filled} name="source" label={say('source')} value={wish.source ?? ''} optional />
          <TextField filled={filled} name="licence" label={say('licence')} value={wish.licence ?? ''} optional />
        </>
      )}
      {(!saysItself || peopleLive(read.drawn.about.basis)) && (
        <Check
          filled={filled}
          name="mapped"
          label={say('mapped')}
          hint={say('mapped_hint')}
          checked={wish.considered}
          optional
        />
      )}
      {saysItself && <input type="hidden" name="basis" value={read.drawn.about.basis} />}
      <p class="actions">
        <Button>{say('bring_in', { refused })}</Button>
        <ButtonLink href="/landscapes/bring">{say('other_file')}</ButtonLink>
      </p>
    </Form>
  )
}

function problemsOf(missing: string | null, language: Language): Record<string, string> | undefined {
  if (missing === 'source') return { source: bringWords(language)('source_missing') }
  return missing === 'mapped' ? { mapped: bringWords(language)('mapped_missing') } : undefined
}

function HiddenColumns({ wish: { columns } }: { wish: PreviewWish }) {
  if (columns === null) return null
  const fields = [
    ['column-name', columns.name],
    ['column-group', columns.group],
    ['column-place', columns.place],
    ['header', columns.header ? 'yes' : 'no'],
  ] as const
  return (
    <>
      {fields.map(([name, value]) =>
        value === null || value === undefined ? null : <input type="hidden" name={name} value={String(value)} />,
      )}
    </>
  )
}
