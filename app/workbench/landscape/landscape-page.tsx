import { FEWEST_TOLD } from '@ecotone/engine/tellable.ts'
import type { Context, Handler } from 'hono'
import { languageOf } from '../../platform/http/request.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { EmptyState } from '../../ui/note.tsx'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { ChangesTables } from './compare/changes-tables.tsx'
import { ComparedCard, ComparedKey } from './compare/compared-view.tsx'
import { CrossingsView } from './crossings-view.tsx'
import { drawLandscapeMap } from './draw-landscape-map.ts'
import { AddLink } from './drawing/change-links.tsx'
import { drawingWords } from './drawing/drawing-words.ts'
import { HeadView, type View, views } from './head/head-view.tsx'
import { NothingKnown } from './known/known-view.tsx'
import { knowledgeWish } from './known/known-wish.ts'
import { listedIn } from './known/may-be-found.ts'
import { PlayBack } from './known/play-back-view.tsx'
import { type Step, stepsOf } from './known/steps.ts'
import { type Landscape, peopleLive } from './landscape.ts'
import { isToldOfFew, mayDraw } from './landscape-policy.ts'
import { tablesOf } from './landscape-tables.ts'
import { landscapeWords } from './landscape-words.ts'
import { LensKey, OnlyNote } from './lens/lens-key.tsx'
import { type ClearingsOf, type Looking, lookingAt, mapWishOf } from './looking.ts'
import { livingMapStyles, mapStyles } from './map/map-styles.ts'
import { MapView } from './map-view.tsx'
import { isUnderWay, LayingView, lookAgain } from './places/laying-out/laying-view.tsx'
import { placesSign } from './places/layout-queries.ts'
import { sameLook } from './same-look.ts'
import { cellWords } from './tables/cell-words.ts'
import { isCellTable } from './tables/cells/choice-words.ts'
import { chosenInWords } from './tables/ticked.ts'
import { TablesView } from './tables-view.tsx'

const styles = [
  ...mapStyles,
  ...livingMapStyles,
  'landscape.css',
  'head.css',
  'sheet.css',
  'table-bar.css',
  'tables-of-cells.css',
  'news.css',
  'known.css',
  'lens.css',
  'places.css',
]

/** `GET /landscapes/:slug/landscape`: the whole landscape as a map, and the same as tables. */
export function landscapePage(place: Place, clearingsOf: ClearingsOf): Handler {
  return visiting(place, async (c, visit) => {
    const onMap = chosenOnMap(new URL(c.req.url))
    if (onMap !== null) return c.redirect(onMap, 303)
    const looking = await lookingAt(place, c, visit, clearingsOf)
    if (looking.kind === 'nothing-known') return nothingKnownPage(c, visit, looking.day)
    if (looking.drawn.people.length === 0) return emptyPage(c, visit)
    const by = knowledgeWish(looking.url)
    const steps = await stepsOf(visit.tx, visit.landscape, by, looking.now.toISOString().slice(0, 10))
    const shown = { ...looking, landscape: visit.landscape, view: chosenView(looking), by, steps } as const
    const isMap = shown.view === 'map'
    const map = isMap ? await drawLandscapeMap(shown.visit, shown.drawn, mapWishOf(shown)) : null
    const lives = map !== null && map.laid.state !== 'never'
    if (map && !lives && isUnderWay(map.laid.laying)) c.header('Refresh', String(lookAgain))
    const past = typeof looking.known !== 'string'
    return workbenchPage(
      c,
      visit,
      'landscape',
      {
        title: landscapeWords(looking.language)('title'),
        width: 'full',
        styles: [...styles, ...(looking.compared ? ['compare.css'] : [])],
        // the news are of today, and so is what one writes
        islands: [
          ...(lives ? ['map-island.js', 'sheet-island.js', 'play-back-island.js', 'boundary-change-island.js'] : []),
          ...(past || isMap ? [] : ['cells-island.js']),
          ...(past && !isMap ? [] : ['news-island.js']),
        ],
      },
      <div class={`landscape landscape-${isMap ? 'map' : 'tables'}${past ? ' landscape-past' : ''}`}>
        <HeadView {...shown} places={await placesSign(visit.tx, visit.landscape.id)} />
        {map ? <MapOrWait {...shown} map={map} /> : await TableView(shown)}
      </div>,
    )
  })
}

/** Where the map shows those whose rows were ticked in the table of people (`person=`), looked at as the table was (`looked=`). */
function chosenOnMap({ searchParams, pathname }: URL): string | null {
  const looked = searchParams.get('looked')
  if (looked === null) return null
  const url = new URL(`http://looked${looked.startsWith('?') ? looked : ''}`)
  return sameLook(url, { view: '', sel: chosenInWords(searchParams.getAll('person')) }, pathname)
}

/** What is looked at, and whether as a map or as which table. */
interface Shown extends Looking {
  landscape: Landscape
  view: View
  /** the days to go through, by which knowledge */
  by: 'then' | 'now'
  steps: readonly Step[]
}

function chosenView({ url, compared }: Looking): View {
  const view = views.find((one) => one === url.searchParams.get('view')) ?? 'map'
  return view === 'changes' && !compared ? 'map' : view
}

type LandscapeMap = Awaited<ReturnType<typeof drawLandscapeMap>>

/** The map, or, as long as a large landscape was never laid out, how far that is. */
function MapOrWait({ map, ...shown }: Shown & { map: LandscapeMap }) {
  const { language, drawn, known, landscape } = shown
  if (map.laid.state === 'never')
    return (
      <div class="landscape-laying">
        <LayingView language={language} laying={map.laid.laying} />
      </div>
    )
  const inTime = {
    day: typeof known === 'string' ? null : known.day,
    scene: pathIn(landscape, 'landscape', 'map'),
    counts: isToldOfFew(landscape),
  }
  return (
    <MapView
      {...shown}
      {...map}
      about={typeof known === 'string' ? drawn.about : { ...drawn.about, asOf: known.day }}
      first={shown.url.searchParams.get('first') === 'yes'}
      inTime={<PlayBack {...shown} {...inTime} />}
      comparedWith={shown.compared && <ComparedCard {...shown} />}
      comparedKey={shown.compared && <ComparedKey language={shown.language} withBridges={shown.boundary !== null} />}
    />
  )
}

async function TableView(looking: Shown) {
  const { visit, language, url, landscape, drawn, boundary, lens, only, view, now, known } = looking
  if (view === 'changes') return <div class="landscape-table stack">{ChangesTables(looking)}</div>
  const may = mayDraw(landscape) && typeof known === 'string'
  const listed = listedIn(looking, view)
  const away = drawn.people.length - listed.people.length
  return (
    <div class="landscape-table">
      {may && view === 'crossings' && (
        <AddLink say={drawingWords(language)} landscape={landscape} may kind="boundary" />
      )}
      {lens !== null && <LensKey {...looking} lens={lens} />}
      <OnlyNote {...looking} view={view} />
      {isCellTable(view) ? (
        await TablesView({
          tx: visit.tx,
          view,
          at: {
            say: landscapeWords(language),
            url,
            landscape,
            tables: tablesOf(listed, boundary?.id ?? null),
            // outside the team no number under five is told (rule E10)
            ofFew: looking.ofFew || !peopleLive(landscape.basis),
            notListed: looking.ofFew || away >= FEWEST_TOLD ? away : 0,
            lens,
            only,
            may,
            day: typeof known === 'string' ? now.toISOString().slice(0, 10) : known.day,
            accounts: new Map(),
          },
        })
      ) : (
        <>
          <CrossingsView
            language={language}
            drawn={drawn}
            boundary={boundary}
            today={now.toISOString().slice(0, 10)}
            ofFew={looking.ofFew}
          />
          <ButtonLink href={sameLook(url, {}, pathIn(landscape, 'landscape.csv'))} kind="quiet">
            {cellWords(language)('file')}
          </ButtonLink>
        </>
      )}
    </div>
  )
}

async function nothingKnownPage(c: Context, visit: Visit, day: string): Promise<Response> {
  const language = languageOf(c)
  const about = { tx: visit.tx, landscape: visit.landscape, language, url: new URL(c.req.url), day }
  return workbenchPage(
    c,
    visit,
    'landscape',
    { title: landscapeWords(language)('title') },
    <div class="stack">
      <h1>{visit.landscape.name}</h1>
      {await NothingKnown(about)}
    </div>,
  )
}

function emptyPage(c: Context, visit: Visit): Promise<Response> {
  const say = landscapeWords(languageOf(c))
  return workbenchPage(
    c,
    visit,
    'landscape',
    { title: say('title') },
    <div class="stack">
      <h1>{visit.landscape.name}</h1>
      <EmptyState title={say('empty_title')} icon="waves">
        <p>{say('empty_text')}</p>
        {mayDraw(visit.landscape) && (
          <ButtonLink href={pathIn(visit.landscape, 'sketch', 'people')} kind="primary">
            {say('empty_begin')}
          </ButtonLink>
        )}
      </EmptyState>
    </div>,
  )
}
