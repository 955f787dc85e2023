import type { Context, Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import { readForm, textOf } from '../../../platform/http/body.ts'
import { forbidden, notFound } from '../../../platform/http/http.ts'
import { languageOf } from '../../../platform/http/request.ts'
import { writeDay, writeMoment } from '../../../platform/i18n/numbers.ts'
import { Button, ButtonLink, Form } from '../../../ui/form.tsx'
import { EmptyState, Message } from '../../../ui/note.tsx'
import { Segments } from '../../../ui/rows.tsx'
import { BackLink } from '../../back-link.tsx'
import { type Place, pathIn, toSignIn, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { CareFirst } from '../care/care-check.ts'
import { drawingWords } from '../drawing/drawing-words.ts'
import { mayDraw, mayRead } from '../landscape-policy.ts'
import { changeInWords, namedIn } from './change-words.ts'
import { type ChangedKind, changedKinds, standingUndoings } from './deeds.ts'
import { type Deed, deeds, namesNow, undoings } from './history-queries.ts'
import { historyWords } from './history-words.ts'
import { stillKept } from './kept-back-queries.ts'
import { type Missing, type UndoRefusal, undoDeed } from './undo-deed.ts'

/** Deeds on one page; the rest is a page further on. */
const deedsAPage = 50

/** `GET /landscapes/:slug/history`: who changed what, when and why, newest first. */
export function historyPage(place: Place): Handler {
  return visiting(place, (c, visit) => historyAnswer(c, visit, null))
}

/** `POST /landscapes/:slug/history/:deed/undo`. */
export function undoHandler(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const sent = await readForm(c)
    const outcome = await undoDeed(place.db, person, {
      landscape: c.req.param('slug') ?? '',
      deed: c.req.param('deed') ?? '',
      why: textOf(sent, 'why').slice(0, 500) || undefined,
      formKey: textOf(sent, 'form_key'),
    })
    if (outcome.kind === 'undone')
      return c.redirect(`${pathIn({ slug: c.req.param('slug') ?? '' }, 'history')}?undone=yes`, 303)
    const { reason, missing } = outcome
    if (reason === 'no-landscape' || reason === 'unknown-deed') throw notFound()
    if (reason === 'not-allowed') throw forbidden()
    if (reason === 'care-check-first') throw new CareFirst()
    return visiting(place, (c, visit) => historyAnswer(c, visit, { reason, missing }))(c, async () => {})
  }
}

interface Refused {
  reason: UndoRefusal
  missing?: Missing | undefined
}

async function historyAnswer(c: Context, visit: Visit, refused: Refused | null): Promise<Response> {
  const { tx, landscape } = visit
  if (!mayRead(landscape)) throw forbidden()
  const say = historyWords(languageOf(c))
  const query = new URL(c.req.url).searchParams
  const kind = (Object.keys(changedKinds) as ChangedKind[]).find((one) => one === query.get('kind')) ?? null
  const wish = { before: cursorIn(query), tables: kind ? changedKinds[kind] : [], most: deedsAPage + 1 }
  const found = await deeds(tx, landscape.id, wish)
  const shown = found.slice(0, deedsAPage)
  const names = await namesNow(tx, landscape.id, namedIn(shown.flatMap((deed) => deed.shown)))
  const undone = standingUndoings(await undoings(tx, landscape.id))
  const kept = await stillKept(tx, landscape.id)
  const older = found.length > deedsAPage ? shown.at(-1)!.id : null
  return workbenchPage(
    c,
    visit,
    'landscape',
    { title: say('title'), width: 'wide', styles: ['history.css'], status: refused ? 409 : 200 },
    <div class="stack">
      <BackLink href={pathIn(landscape, 'landscape')}>{landscape.name}</BackLink>
      <h1>{say('title')}</h1>
      <p class="lead">{say('lead')}</p>
      {refused && <WhyNot say={say} refused={refused} path={pathIn(landscape, 'history')} />}
      {query.get('gone') === 'yes' && (
        <Message language={say.language} kind="done">
          {say('gone_now')}
        </Message>
      )}
      {query.get('undone') === 'yes' && (
        <Message language={say.language} kind="done">
          {say('undone_now')}
        </Message>
      )}
      <Filter say={say} path={pathIn(landscape, 'history')} kind={kind} />
      {shown.length === 0 ? (
        <EmptyState title={say('empty_title')} icon="undo-2">
          <p>{say('empty_text')}</p>
        </EmptyState>
      ) : (
        <ol class="plain-list deeds">
          {shown.map((deed) => (
            <DeedView say={say} visit={visit} deed={deed} names={names} undone={undone} kept={kept} />
          ))}
        </ol>
      )}
      {older !== null && (
        <p class="actions">
          <ButtonLink
            href={`${pathIn(landscape, 'history')}?${new URLSearchParams({ ...(kind && { kind }), before: older })}`}
          >
            {say('older')}
          </ButtonLink>
        </p>
      )}
    </div>,
  )
}

function cursorIn(query: URLSearchParams): string | null {
  const before = query.get('before') ?? ''
  return /^\d{10,17}$/.test(before) ? before : null
}

type Say = ReturnType<typeof historyWords>

function Filter({ say, path, kind }: { say: Say; path: string; kind: ChangedKind | null }) {
  const items = (Object.keys(changedKinds) as ChangedKind[]).map((one) => ({
    label: say(`kind_${one}`),
    href: `${path}?kind=${one}`,
    current: one === kind,
  }))
  return (
    <Segments
      label={say('filter')}
      items={[{ label: say('kind_all'), href: path, current: kind === null }, ...items]}
    />
  )
}

/** Why a deed was not undone, and the way to what has to be undone first. */
function WhyNot({ say, refused: { reason, missing }, path }: { say: Say; refused: Refused; path: string }) {
  return (
    <Message language={say.language} kind="problem">
      {missing ? (
        <>
          {say('refused_missing', { what: missing.what, name: missing.name ?? '' })}{' '}
          <a href={`${path}?before=${BigInt(missing.deed) + 1n}#d${missing.deed}`}>{say('see_it')}</a>
        </>
      ) : (
        say(`refused_${reason as 'not-yours'}`)
      )}
    </Message>
  )
}

interface DeedProps {
  say: Say
  visit: Visit
  deed: Deed
  names: ReadonlyMap<string, string>
  undone: ReadonlyMap<string, string>
  /** until when what the log may not hold of people is kept, by deed */
  kept: ReadonlyMap<string, Date>
}

function DeedView({ say, visit: { landscape }, deed, names, undone, kept }: DeedProps) {
  const speaking = { say, drawing: drawingWords(say.language), names }
  const objected = deed.shown.some(({ what }) => what === 'objection')
  const forGood = objected || deed.shown.some(({ what }) => what === 'landscape')
  const more = deed.rows - deed.shown.length
  const wasUndone = undone.get(deed.id)
  const undoable = wasUndone ?? deed.id
  const label = wasUndone ? 'redo' : deed.undoes === null ? 'undo' : 'redo'
  const until = wasUndone === undefined && deed.ofPeople ? (kept.get(deed.id) ?? 'over') : null
  return (
    <li class="card stack-small deed" id={`d${deed.id}`}>
      <p class="caption muted">
        <time datetime={deed.at.toISOString()}>{writeMoment(say.language, deed.at)}</time>
        {` · ${objected ? say('by_whom_it_is_about') : say('by', { who: deed.mine ? 'you' : (deed.by ?? 'unknown') })}`}
        {deed.undoes !== null && ` · ${say('is_undo')}`}
        {wasUndone !== undefined && ` · ${say('was_undone')}`}
      </p>
      {deed.why !== null && <p>{say('why', { why: sayingWhy(say, deed.why) })}</p>}
      <ul>
        {deed.shown.map((row) => (
          <li>{changeInWords(speaking, row)}</li>
        ))}
        {more > 0 && <li class="muted">{say('and_more', { n: more })}</li>}
      </ul>
      {until !== null && (
        <p class="caption muted">
          {until === 'over' ? say('kept_no_longer') : say('kept_until', { day: writeDay(say.language, until) })}
        </p>
      )}
      {mayDraw(landscape) && until instanceof Date && deed.shown.some(takesOut) && (
        <a href={pathIn(landscape, 'history', deed.id, 'let-go')}>{say('let_go')}</a>
      )}
      {mayDraw(landscape) && !forGood && until !== 'over' && (
        <Form
          filled={{ language: say.language }}
          action={pathIn(landscape, 'history', undoable, 'undo')}
          class="deed-form"
        >
          <Button kind="quiet">{say(label)}</Button>
        </Form>
      )}
    </li>
  )
}

function takesOut({ what, did }: Deed['shown'][number]): boolean {
  return what === 'participant' && did === 'removed'
}

/** Reasons that the program itself gives are said in the reader's language. */
function sayingWhy(say: Say, why: string): string {
  const own = {
    'first sketch': 'why_first_sketch',
    import: 'why_import',
    example: 'why_example',
    told: 'why_told',
    held: 'why_held',
  } as const
  return why in own ? say(own[why as keyof typeof own]) : why
}
