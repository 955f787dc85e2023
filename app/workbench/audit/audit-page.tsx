import type { Context, Handler } from 'hono'
import type { AuditLine } from '../../people/audit/audit-chain.ts'
import { auditLines } from '../../people/audit/audit-queries.ts'
import { signedIn } from '../../people/people.ts'
import { forbidden } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { writeMoment, writeNumber } from '../../platform/i18n/numbers.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { EmptyState } from '../../ui/note.tsx'
import { page } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { BackLink } from '../back-link.tsx'
import { maySteward } from '../landscape/landscape-policy.ts'
import type { PeopleLine } from '../people-line.ts'
import { type Place, pathIn, toSignIn, visiting, workbenchPage } from '../visit.tsx'
import { namesNowSeen, stewardsTheInstance } from './audit-queries.ts'
import { auditWords } from './audit-words.ts'

/** Lines on one page; the rest is a page further on. */
const linesAPage = 50

type Say = ReturnType<typeof auditWords>

/** `GET /landscapes/:slug/people/deeds`: what was done in a landscape that touches somebody's safety, for its stewards. */
export function landscapeAuditPage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const { tx, landscape } = visit
    if (!maySteward(landscape)) throw forbidden()
    const say = auditWords(languageOf(c))
    const lines = await auditLines(tx, { landscapeId: landscape.id, before: beforeIn(c), most: linesAPage + 1 })
    const names = await namesNowSeen(tx, peopleIn(lines))
    const path = pathIn(landscape, 'people', 'deeds')
    return workbenchPage(
      c,
      visit,
      'people',
      { title: say('title'), width: 'wide' },
      <div class="stack">
        <BackLink href={pathIn(landscape, 'people')}>{say('people')}</BackLink>
        <h1>{say('title')}</h1>
        <p class="lead">{say('lead_landscape')}</p>
        <Lines say={say} lines={lines} names={names} path={path} />
      </div>,
    )
  })
}

/** `GET /instance/audit`: deeds about accounts and the instance, for whoever runs it. What is done inside landscapes is not theirs to read. */
export function instanceAuditPage(place: Place): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    return place.db.as({ kind: 'person', id: person.id }, async (tx) => {
      if (!(await stewardsTheInstance(tx))) throw forbidden()
      const say = auditWords(languageOf(c))
      const lines = await auditLines(tx, { landscapeId: null, before: beforeIn(c), most: linesAPage + 1 })
      const names = await namesNowSeen(tx, peopleIn(lines))
      return page(
        c,
        { title: say('title'), width: 'wide' },
        <div class="stack">
          <BackLink href="/instance">{say('instance')}</BackLink>
          <h1>{say('title')}</h1>
          <p class="lead">{say('lead_instance')}</p>
          <p>{say.rich('verify', { code: (words) => <code>{words}</code> })}</p>
          <Lines say={say} lines={lines} names={names} path="/instance/audit" />
        </div>,
      )
    })
  }
}

/** The way to the deeds of a landscape from its page about people. */
export const deedsLine: PeopleLine = {
  part: 'safety',
  shown({ landscape }, language) {
    if (!maySteward(landscape)) return null
    const say = auditWords(language)
    return { href: pathIn(landscape, 'people', 'deeds'), icon: 'list', title: say('title'), text: say('line') }
  },
}

function beforeIn(c: Context): number | null {
  const before = c.req.query('before') ?? ''
  return /^\d{1,15}$/.test(before) ? Number(before) : null
}

function peopleIn(lines: readonly AuditLine[]): string[] {
  return lines.flatMap(({ who, aboutId }) => [who, aboutId]).filter((id) => id !== null)
}

interface LinesProps {
  say: Say
  lines: readonly AuditLine[]
  names: ReadonlyMap<string, string>
  path: string
}

function Lines({ say, lines, names, path }: LinesProps) {
  if (lines.length === 0) {
    return (
      <EmptyState title={say('empty_title')} icon="list">
        <p>{say('empty_text')}</p>
      </EmptyState>
    )
  }
  const shown = lines.slice(0, linesAPage)
  const last = shown.at(-1)?.seq ?? 0
  return (
    <>
      <Table
        language={say.language}
        rowsOnPhone
        caption={say('caption')}
        columns={[
          { label: say('col_seq'), numeric: true },
          { label: say('col_when') },
          { label: say('col_what') },
          { label: say('col_who') },
          { label: say('col_about') },
        ]}
        heading={2}
        rows={shown.map((line) => [
          writeNumber(say.language, line.seq ?? 0),
          <time datetime={line.at}>{writeMoment(say.language, new Date(line.at))}</time>,
          deedInWords(say, line),
          <Who id={line.who} names={names} otherwise={say('by_nobody')} />,
          <Who id={line.aboutId} names={names} otherwise="–" />,
        ])}
      />
      {lines.length > linesAPage && (
        <p class="actions">
          <ButtonLink href={`${path}?before=${last}`}>{say('older')}</ButtonLink>
        </p>
      )}
    </>
  )
}

/** A deed in the reader's language; one of a later version of the program, by the word that the table holds. */
function deedInWords(say: Say, { what, outcome }: AuditLine): string {
  const words = say('deed', { what: what.replaceAll('-', '_') }) || what
  return outcome === 'refused' ? say('was_refused', { deed: words }) : words
}

function Who({ id, names, otherwise }: { id: string | null; names: ReadonlyMap<string, string>; otherwise: string }) {
  if (id === null) return <>{otherwise}</>
  const name = names.get(id)
  return name === undefined ? <code>{`…${id.slice(-8)}`}</code> : <span>{name}</span>
}
