import type { Sent } from '../../../platform/http/body.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { Check, RadioGroup, TextField } from '../../../ui/fields.tsx'
import { Button, ButtonLink, type Filled, Form } from '../../../ui/form.tsx'
import { Message } from '../../../ui/note.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { needsCare } from '../care/care-check.ts'
import { answersIn, CareFields, leftOpen } from '../care/care-form.tsx'
import { careWords } from '../care/care-words.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { newestWords } from '../empty-of-who-withdrew.ts'
import type { ReadOutcome, TableLook } from '../formats/read-landscape.ts'
import type { Homeless } from '../formats/reading.ts'
import { peopleLive } from '../landscape.ts'
import { bringWords } from './bring-words.ts'
import { ColumnChooser } from './column-chooser.tsx'
import { NoHome } from './no-home-view.tsx'
import { type PreviewWish, readingFields, saysItself } from './preview-wish.ts'
import { Problems, WhyUnreadable } from './problems-view.tsx'
import { Taken } from './taken-view.tsx'
import type { UploadState } from './upload-queries.ts'

interface Shared {
  language: Language
  action: string
  wish: PreviewWish
  /** the columns are read as this person chose the last time */
  remembered: boolean
  /** what a form lacked when it was sent: "source", "mapped" or "care" */
  missing: string | null
  state: UploadState
  /** the form as it was sent, where it comes back */
  typed?: Sent | undefined
}

type Readable = Extract<ReadOutcome, { kind: 'read' }>
type NotReadable = Extract<ReadOutcome, { kind: 'unreadable' }>

/** `isTomorrow`: too many files came in today, so that this one waits. Nothing is said of whether anybody in it asked to be gone. */
export function Preview(props: Shared & { read: Readable; isTomorrow: boolean }) {
  const { language, read, wish } = props
  const say = bringWords(language)
  const refused = refusedIn(read)
  return (
    <div class="stack bring">
      <h1>{say('preview_title')}</h1>
      <p class="lead">{say('preview_lead')}</p>
      {(props.state === 'stopped' || props.state === 'failed') && (
        <Message language={language} kind={props.state === 'failed' ? 'problem' : 'note'}>
          {say(`was_${props.state}`)}
        </Message>
      )}
      {props.remembered && (
        <Message language={language} kind="note">
          {say('remembered')}
        </Message>
      )}
      {props.isTomorrow && (
        <Message language={language} kind="problem">
          {say('too_many_today')}
        </Message>
      )}
      <section class="card stack-small counts">
        <h2>{wish.name ?? read.drawn.about.name}</h2>
        <p class="muted">{say(`format_${read.summary.format}`)}</p>
        <Counts language={language} drawn={read.drawn} />
        <TakenBack language={language} drawn={read.drawn} />
        <p class="muted">{say('whoever_is_gone')}</p>
      </section>
      <Taken language={language} drawn={read.drawn} />
      <Problems language={language} problems={read.problems} found={read.summary.found} />
      {refused > 0 && (
        <p>
          <a href={`${props.action}/mend.csv?${new URLSearchParams(readingFields(wish))}`}>
            {say('mend', { n: refused })}
          </a>
        </p>
      )}
      <Files language={language} read={read} />
      <HowToRead {...props} tables={read.tables} homeless={read.summary.homeless} />
      <BringIn {...props} refused={refused} itself={saysItself(read.summary)} />
    </div>
  )
}

function refusedIn({ summary }: Readable): number {
  return summary.files.reduce((sum, file) => sum + file.refused, 0)
}

export function Unreadable(props: Shared & { read: NotReadable }) {
  const { language, read } = props
  const say = bringWords(language)
  const mayChoose = read.tables.some(({ rows }) => rows.length > 0)
  const isAsked = mayChoose && ['columns-needed', 'no-name-chosen'].includes(read.problem.code)
  return (
    <div class="stack bring">
      <h1>{say(isAsked ? 'columns_title' : 'unreadable_title')}</h1>
      {isAsked && <p class="lead">{say('columns_lead')}</p>}
      {read.problem.code !== 'columns-needed' && <WhyUnreadable language={language} problem={read.problem} />}
      {mayChoose && <HowToRead {...props} tables={read.tables} homeless={[]} />}
      <Problems language={language} problems={read.problems.filter((one) => one !== read.problem)} found={null} />
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

/** Says of whom only a head will be kept, so that nothing goes without a word. */
function TakenBack({ language, drawn }: { language: Language; drawn: DrawnLandscape }) {
  const n = [...newestWords(drawn).values()].filter(({ state }) => state === 'withdrawn').length
  if (n === 0) return null
  return <p class="muted">{bringWords(language)('taken_back', { n })}</p>
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

interface HowToReadProps extends Shared {
  read: ReadOutcome
  tables: readonly TableLook[]
  homeless: readonly Homeless[]
}

/** What may be read otherwise: which column is which, and what is kept besides. A form that only asks. */
function HowToRead({ language, action, wish, read, tables, homeless }: HowToReadProps) {
  const say = bringWords(language)
  if (tables.length === 0 && homeless.length === 0 && wish.keep.length === 0) return null
  const unsure = read.kind === 'unreadable' || tables.some(({ choice }) => choice === null)
  return (
    <form class="form well how-to-read" method="get" action={action}>
      {tables.length > 0 &&
        (read.kind === 'unreadable' ? (
          <ColumnChooser language={language} tables={tables} />
        ) : (
          <details open={unsure}>
            <summary>
              <strong>{say('columns_title')}</strong>
            </summary>
            <ColumnChooser language={language} tables={tables} />
          </details>
        ))}
      <NoHome language={language} homeless={homeless} keep={wish.keep} />
      <p class="actions">
        <Button kind={unsure ? 'primary' : 'plain'}>{say('look_again')}</Button>
      </p>
    </form>
  )
}

const bases = ['own-sketch', 'consented', 'published', 'fictional'] as const

interface BringInProps extends Shared {
  read: Readable
  refused: number
  /** the files themselves say on what ground it may be drawn */
  itself: boolean
}

function BringIn({ language, action, wish, read, missing, refused, itself, typed }: BringInProps) {
  const say = bringWords(language)
  const filled = { language, typed, problems: problemsOf(missing, language, typed) }
  return (
    <Form filled={filled} action={action}>
      {readingFields(wish).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <TextField
        filled={filled}
        name="name"
        label={say('name')}
        value={wish.name ?? read.drawn.about.name}
        maxlength={200}
      />
      {itself ? (
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
      {(!itself || peopleLive(read.drawn.about.basis)) && (
        <Check
          filled={filled}
          name="mapped"
          label={say('mapped')}
          hint={say('mapped_hint')}
          checked={wish.considered}
          optional
        />
      )}
      <CareAsked filled={filled} drawn={read.drawn} itself={itself} />
      {itself && <input type="hidden" name="basis" value={read.drawn.about.basis} />}
      <p class="actions">
        <Button>{say('bring_in', { refused })}</Button>
        <ButtonLink href="/landscapes/bring">{say('other_file')}</ButtonLink>
      </p>
    </Form>
  )
}

/** People who live and a boundary of class, politics or culture: the five questions are asked here, filled in where the files answer them. */
function CareAsked({ filled, drawn, itself }: { filled: Filled; drawn: DrawnLandscape; itself: boolean }) {
  const about = itself ? drawn.about : { ...drawn.about, basis: 'own-sketch' as const }
  if (!needsCare({ ...drawn, about })) return null
  const say = careWords(filled.language)
  return (
    <section class="well stack" id="care">
      <h2>{say('title')}</h2>
      <p>{say('lead')}</p>
      {!itself && <p class="muted">{bringWords(filled.language)('care_if_they_live')}</p>}
      <CareFields filled={filled} answers={drawn.careChecks?.[0]} />
    </section>
  )
}

function problemsOf(
  missing: string | null,
  language: Language,
  typed: Sent | undefined,
): Record<string, string> | undefined {
  if (missing === 'care') return leftOpen(language, answersIn(typed ?? {}))
  if (missing === 'source') return { source: bringWords(language)('source_missing') }
  return missing === 'mapped' ? { mapped: bringWords(language)('mapped_missing') } : undefined
}
