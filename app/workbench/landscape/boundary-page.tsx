import type { Handler } from 'hono'
import { notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { Chip, SideChip } from '../../ui/chip.tsx'
import { ButtonLink } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { type Place, pathIn, visiting, workbenchPage } from '../visit.tsx'
import { BoundaryParts } from './drawing/boundary-parts.tsx'
import { KeptMessage } from './drawing/change-links.tsx'
import { drawingWords } from './drawing/drawing-words.ts'
import { type DrawnBoundary, type DrawnLandscape, practicesOnly } from './drawn-landscape.ts'
import { drawnLandscape, type Landscape } from './landscape.ts'
import { landscapeWords } from './landscape-words.ts'

const shapes = [1, 2, 3, 4] as const

/** `GET /landscapes/:slug/boundaries/:boundary`: its history, what is at stake, and which groups stand where. */
export function boundaryPage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const drawn = await drawnLandscape(visit.tx, visit.landscape)
    const boundary = drawn.boundaries.find(({ id }) => id === c.req.param('boundary'))
    if (!boundary) throw notFound()
    const say = landscapeWords(languageOf(c))
    const groups = groupsBySide(drawn, boundary)
    const map = `${pathIn(visit.landscape, 'landscape')}?${new URLSearchParams({ boundary: boundary.id })}`
    return workbenchPage(
      c,
      visit,
      'landscape',
      { title: boundary.name, styles: ['drawing.css'], reads: 'landscape' },
      <div class="stack">
        {new URL(c.req.url).searchParams.get('kept') === 'yes' && (
          <KeptMessage say={drawingWords(say.language)} landscape={visit.landscape} />
        )}
        <p>
          <Chip icon="signpost">{say('boundary_kind', { kind: boundary.kind })}</Chip>
        </p>
        <h1>{boundary.name}</h1>
        {boundary.history && <Told term={say('history')} words={boundary.history} />}
        {boundary.stakes && <Told term={say('stakes')} words={boundary.stakes} />}
        {practicesOnly.has(boundary.kind) && (
          <Message language={say.language} kind="note">
            {say('practices_only')}
          </Message>
        )}
        <h2>{say('sides')}</h2>
        <Rows
          rows={boundary.sides.map((side, nth) => ({
            term: <SideChip side={shapes[Math.min(nth, 3)]!}>{side}</SideChip>,
            value: <Groups landscape={visit.landscape} groups={groups.on(side)} />,
          }))}
        />
        {groups.straddling.length > 0 && <p>{say('straddles', { list: groups.straddling.join(', ') })}</p>}
        {groups.without.length > 0 && <p class="muted">{say('takes_no_side', { list: groups.without.join(', ') })}</p>}
        {await BoundaryParts({ visit, language: say.language, boundary: boundary.id })}
        <p class="actions">
          <ButtonLink href={map} kind="primary">
            {say('see_on_map')}
          </ButtonLink>
          <ButtonLink href={`${map}&view=crossings`}>{say('view_crossings')}</ButtonLink>
        </p>
      </div>,
    )
  })
}

function Told({ term, words }: { term: string; words: string }) {
  return (
    <section>
      <h2>{term}</h2>
      <p class="reading">{words}</p>
    </section>
  )
}

function Groups({ landscape, groups }: { landscape: Landscape; groups: { id: string; name: string }[] }) {
  return (
    <>
      {groups.map(({ id, name }, nth) => (
        <>
          {nth > 0 && ', '}
          <a href={pathIn(landscape, 'practices', id)}>{name}</a>
        </>
      ))}
    </>
  )
}

/** Only groups are listed: which side single people stand on is not for a page. */
function groupsBySide(drawn: DrawnLandscape, boundary: DrawnBoundary) {
  const sides = new Map(drawn.practices.map(({ id }) => [id, [] as string[]]))
  for (const one of drawn.standings) {
    if (one.boundary === boundary.id && one.practice !== null && one.side !== null)
      sides.get(one.practice)?.push(one.side)
  }
  const named = (wanted: (sides: string[]) => boolean) =>
    drawn.practices.filter(({ id }) => wanted(sides.get(id) ?? []))
  return {
    on: (side: string) => named((all) => all.includes(side)),
    straddling: named((all) => all.length > 1).map(({ name }) => name),
    without: named((all) => all.length === 0).map(({ name }) => name),
  }
}
