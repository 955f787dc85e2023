import { withoutSmallCells } from '@ecotone/engine/small-cells.ts'
import type { Handler } from 'hono'
import { notFound } from '../../platform/http/http.ts'
import { languageOf } from '../../platform/http/request.ts'
import { Chip } from '../../ui/chip.tsx'
import { ButtonLink } from '../../ui/form.tsx'
import { EvidenceNote } from '../../ui/note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { type Place, pathIn, visiting, workbenchPage } from '../visit.tsx'
import { KeptMessage } from './drawing/change-links.tsx'
import { drawingWords } from './drawing/drawing-words.ts'
import { PracticeParts } from './drawing/practice-parts.tsx'
import { SeveralAccounts } from './drawing/several-accounts.tsx'
import type { DrawnLandscape, DrawnPractice } from './drawn-landscape.ts'
import { KeptFields } from './kept/kept-fields.tsx'
import { drawnIds, drawnLandscape, type Landscape, peopleLive } from './landscape.ts'
import { isToldOfFew } from './landscape-policy.ts'
import { practiceRows, tablesOf, tieRows } from './landscape-tables.ts'
import { landscapeWords } from './landscape-words.ts'
import { MovedMessage, MoveHill } from './places/move-hill-view.tsx'
import { type ToldCounts, toldCounts } from './tables/told-counts.ts'

/** `GET /landscapes/:slug/practices/:practice`: one hill, in words. */
export function practicePage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const drawn = await drawnLandscape(visit.tx, visit.landscape)
    const practice = drawn.practices.find(({ id }) => id === c.req.param('practice'))
    if (!practice) throw notFound()
    const say = landscapeWords(languageOf(c))
    const rows = practiceRows(tablesOf(drawn, null))
    const row = rows.find(({ id }) => id === practice.id)!
    const ofFew = isToldOfFew(visit.landscape) || !peopleLive(visit.landscape.basis)
    const told: ToldCounts = ofFew ? row : toldCounts(rows).get(practice.id)!
    const care = row.answered * 2 < row.people ? 'much' : 'some'
    return workbenchPage(
      c,
      visit,
      'landscape',
      { title: practice.name, styles: ['drawing.css', 'places.css'] },
      <div class="stack">
        {new URL(c.req.url).searchParams.get('kept') === 'yes' && (
          <KeptMessage say={drawingWords(say.language)} landscape={visit.landscape} />
        )}
        <MovedMessage language={say.language} landscape={visit.landscape} url={new URL(c.req.url)} />
        <p>
          <Chip icon="mountain">{say(`kind_${practice.kind}`)}</Chip>
        </p>
        <h1>{practice.name}</h1>
        {practice.does && <p class="lead">{practice.does}</p>}
        {told.answered !== null && told.people !== null && (
          <EvidenceNote>{say('about_practice', { answered: told.answered, people: told.people, care })}</EvidenceNote>
        )}
        <Rows
          rows={[
            { term: say('col_people'), value: told.people ?? say('not_told') },
            ...concernRows(drawn, practice).map((words) => ({ term: say('cares'), value: <Concerns words={words} /> })),
            ...drawn.boundaries.map((boundary) => ({
              term: <a href={pathIn(visit.landscape, 'boundaries', boundary.id)}>{boundary.name}</a>,
              value: sidesOf(drawn, practice.id, boundary.id).join(', ') || say('not_known'),
            })),
            {
              term: say('tied_to'),
              value: (
                <Neighbours say={say} landscape={visit.landscape} drawn={drawn} practice={practice} ofFew={ofFew} />
              ),
            },
            ...spaceRows(drawn, practice).map((spaces) => ({
              term: say('spaces_here'),
              value: (
                <ul class="plain-list">
                  {spaces.map((space) => (
                    <li>
                      <a href={pathIn(visit.landscape, 'spaces', space.id)}>{space.name}</a>
                    </li>
                  ))}
                </ul>
              ),
            })),
          ]}
        />
        <SeveralAccounts language={say.language} landscape={visit.landscape} drawn={drawn} practice={practice.name} />
        {await PracticeParts({ visit, language: say.language, practice: practice.id })}
        {await MoveHill({ visit, language: say.language, practice: practice.id, hills: drawn.practices })}
        {practice.custom &&
          (await KeptFields({
            visit,
            language: say.language,
            of: (await drawnIds(visit.tx, visit.landscape)).practice.get(practice.id)!,
            here: c.req.path,
          }))}
        <p class="actions">
          <ButtonLink href={pathIn(visit.landscape, 'landscape')}>{say('see_on_map')}</ButtonLink>
        </p>
      </div>,
    )
  })
}

function Concerns({ words }: { words: string[] }) {
  return (
    <ul class="plain-list">
      {words.map((one) => (
        <li>{one}</li>
      ))}
    </ul>
  )
}

function concernRows(drawn: DrawnLandscape, practice: DrawnPractice): string[][] {
  const words = drawn.concerns
    .filter((one) => one.practice === practice.id && one.kind === 'cares')
    .map((one) => one.words)
  return words.length > 0 ? [[...new Set(words)]] : []
}

function sidesOf(drawn: DrawnLandscape, practice: string, boundary: string): string[] {
  return drawn.standings.flatMap((one) =>
    one.boundary === boundary && one.practice === practice && one.side !== null ? [one.side] : [],
  )
}

function spaceRows(drawn: DrawnLandscape, practice: DrawnPractice) {
  const members = new Set(drawn.memberships.filter((one) => one.practice === practice.id).map((one) => one.person))
  const ids = new Set(drawn.spacePeople.filter(({ person }) => members.has(person)).map(({ space }) => space))
  const spaces = drawn.spaces.filter(({ id }) => ids.has(id))
  return spaces.length > 0 ? [spaces] : []
}

function Neighbours(props: {
  say: ReturnType<typeof landscapeWords>
  landscape: Landscape
  drawn: DrawnLandscape
  practice: DrawnPractice
  ofFew: boolean
}) {
  const { say, landscape, drawn, practice, ofFew } = props
  const counts = neighbourCounts(drawn, practice.name)
  const told = withoutSmallCells([counts.map(([, n]) => n)]).cells[0] ?? []
  if (counts.length === 0) return <>{say('tied_none')}</>
  const ids = new Map(drawn.practices.map(({ id, name }) => [name, id]))
  return (
    <ul class="plain-list">
      {counts.map(([name, n], nth) => (
        <li>
          <a href={pathIn(landscape, 'practices', ids.get(name)!)}>{name}</a>:{' '}
          {ofFew || told[nth] !== null ? say('ties_n', { n }) : say('not_told')}
        </li>
      ))}
    </ul>
  )
}

/** Pairs of people with a known tie, one in this practice and one in another; by the other's name. */
function neighbourCounts(drawn: DrawnLandscape, name: string): [string, number][] {
  const counts = new Map<string, number>()
  for (const { from, to, accounts } of tieRows(tablesOf(drawn, null))) {
    if (!accounts.some(({ says }) => says === 'yes')) continue
    const [here, there] = from.practices.includes(name) ? [from, to] : [to, from]
    if (!here.practices.includes(name)) continue
    for (const other of there.practices) if (other !== name) counts.set(other, (counts.get(other) ?? 0) + 1)
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b))
}
