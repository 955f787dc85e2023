import type { Context, Handler } from 'hono'
import type { Tx } from '../../platform/db/database.ts'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { EmptyState } from '../../ui/note.tsx'
import { Segments } from '../../ui/rows.tsx'
import { type Place, pathIn, type Visit, visiting, workbenchPage } from '../visit.tsx'
import { CrossingsView } from './crossings-view.tsx'
import { drawLandscapeMap } from './draw-landscape-map.ts'
import { AddLink } from './drawing/change-links.tsx'
import { drawingWords } from './drawing/drawing-words.ts'
import type { DrawnBoundary, DrawnLandscape } from './drawn-landscape.ts'
import { historyWords } from './history/history-words.ts'
import { KnownField, type KnownWish, knownDrawing, knownWish, NothingKnown } from './known/known-view.tsx'
import { drawnLandscape, type Landscape, mayDraw } from './landscape.ts'
import { tablesOf } from './landscape-tables.ts'
import { landscapeWords } from './landscape-words.ts'
import { MapView } from './map-view.tsx'
import { NewsView } from './news/news-view.tsx'
import { type Look, sameLook } from './same-look.ts'
import { PeopleTable, PracticesTable, TiesTable } from './tables-view.tsx'

/** A clearing on the map, as the part of the workbench that finds them tells it. */
export interface Clearing {
  key: string
  rank: number
  between: string[]
  /** who and who, in words */
  title: string
  /** why, in one sentence */
  sentence: string
}

/** Asks the opportunities for the newest reading; the landscape itself does not know how they are found. */
export type ClearingsOf = (
  tx: Tx,
  landscape: Landscape,
  drawn: DrawnLandscape,
  language: Language,
) => Promise<Clearing[]>

const views = ['map', 'practices', 'people', 'ties', 'crossings'] as const
type View = (typeof views)[number]

/** `GET /landscapes/:slug/landscape`: the whole landscape as a map, and the same as tables. */
export function landscapePage(place: Place, clearingsOf: ClearingsOf): Handler {
  return visiting(place, async (c, visit) => {
    const known = knownWish(new URL(c.req.url), place.clock.now().toISOString().slice(0, 10))
    const past = await knownDrawing(visit.tx, visit.landscape, known, languageOf(c))
    if (typeof known !== 'string' && !past) return nothingKnownPage(c, visit, known.day)
    const drawn = past ?? (await drawnLandscape(visit.tx, visit.landscape))
    if (drawn.people.length === 0) return emptyPage(c, visit)
    const looking = { ...lookingOf(c, visit, drawn, place.clock.now()), known }
    // what was found is found in today's landscape
    const clearings = past ? [] : await clearingsOf(visit.tx, visit.landscape, drawn, looking.language)
    const wish = {
      boundary: looking.boundary?.id ?? null,
      clearings,
      language: looking.language,
      now: place.clock.now(),
    }
    const view =
      looking.view === 'map' ? (
        <MapView
          {...looking}
          {...(await drawLandscapeMap(past ? lookingBack(visit) : visit, drawn, wish))}
          clearings={clearings}
          about={typeof known === 'string' ? drawn.about : { ...drawn.about, asOf: known.day }}
          first={looking.url.searchParams.get('first') === 'yes'}
        />
      ) : (
        <TableView {...looking} />
      )
    return workbenchPage(
      c,
      visit,
      'landscape',
      {
        title: landscapeWords(looking.language)('title'),
        width: 'full',
        styles: ['map.css', 'landscape.css', 'news.css', 'known.css'],
        // the living map and the news are of today
        islands: past ? [] : [...(looking.view === 'map' ? ['map-island.js'] : []), 'news-island.js'],
      },
      <div class={`landscape landscape-${looking.view === 'map' ? 'map' : 'tables'}${past ? ' landscape-past' : ''}`}>
        <Head {...looking} />
        {view}
      </div>,
    )
  })
}

/** Looking back, one changes nothing: the places of a past day are computed and not kept. */
function lookingBack(visit: Visit): Visit {
  return { ...visit, landscape: { ...visit.landscape, role: 'visitor' } }
}

/** What somebody is looking at, and how: all of it stands in the address, so that it can be shared and gone back to. */
interface Looking {
  language: Language
  url: URL
  landscape: Landscape
  drawn: DrawnLandscape
  boundary: DrawnBoundary | null
  view: View
  /** ISO day */
  today: string
  /** which day's knowledge is shown */
  known: KnownWish
}

function lookingOf(c: Context, visit: Visit, drawn: DrawnLandscape, now: Date): Omit<Looking, 'known'> {
  const url = new URL(c.req.url)
  return {
    language: languageOf(c),
    url,
    landscape: visit.landscape,
    drawn,
    boundary: chosenBoundary(url, drawn),
    view: views.find((one) => one === url.searchParams.get('view')) ?? 'map',
    today: now.toISOString().slice(0, 10),
  }
}

/** The boundary in the address; right after a first sketch the one that was just drawn. */
function chosenBoundary(url: URL, drawn: DrawnLandscape): DrawnBoundary | null {
  const wish = url.searchParams.get('boundary')
  if (wish === null && url.searchParams.get('first') === 'yes') return drawn.boundaries.at(-1) ?? null
  return drawn.boundaries.find(({ id }) => id === wish) ?? null
}

function Head({ language, url, landscape, drawn, boundary, view, known, today }: Looking) {
  const say = landscapeWords(language)
  const to = (change: Partial<Record<Look, string>>) =>
    sameLook(url, { boundary: boundary?.id ?? '', view, known: typeof known === 'string' ? '' : known.day, ...change })
  const boundaries = [
    { label: say('no_boundary'), href: to({ boundary: '' }), current: boundary === null },
    ...drawn.boundaries.map(({ id, name }) => ({
      label: name,
      href: to({ boundary: id }),
      current: id === boundary?.id,
    })),
  ]
  return (
    <header class="landscape-head" data-over-map="top">
      <div class="card landscape-title">
        <h1>{landscape.name}</h1>
        <p class="caption muted">
          {say('counts', { people: drawn.people.length, practices: drawn.practices.length })}
          {mayDraw(landscape) && (
            <>
              {' · '}
              <a href={pathIn(landscape, 'history')}>{historyWords(language)('title')}</a>
            </>
          )}
        </p>
        <KnownField language={language} url={url} wish={known} today={today} />
        {known === 'today' && <NewsView language={language} landscape={landscape} />}
      </div>
      {boundaries.length > 1 && (
        <div data-boundaries>
          <Segments label={say('boundary')} items={boundaries} />
        </div>
      )}
      <Segments
        label={say('view')}
        items={views.map((one) => ({ label: say(`view_${one}`), href: to({ view: one }), current: one === view }))}
      />
    </header>
  )
}

function TableView({ language, url, landscape, drawn, boundary, view, today, known }: Looking) {
  const say = landscapeWords(language)
  const tables = tablesOf(drawn, boundary?.id ?? null)
  const shown = {
    say,
    url,
    tables,
    practiceHref: (id: string) => pathIn(landscape, 'practices', id),
    personHref: (id: string) => pathIn(landscape, 'people', id),
  }
  return (
    <div class="landscape-table">
      {mayDraw(landscape) && typeof known === 'string' && (
        <AddLinks language={language} landscape={landscape} view={view} />
      )}
      {view === 'practices' && <PracticesTable {...shown} />}
      {view === 'people' && <PeopleTable {...shown} />}
      {view === 'ties' && <TiesTable {...shown} />}
      {view === 'crossings' && <CrossingsView language={language} drawn={drawn} boundary={boundary} today={today} />}
    </div>
  )
}

/** What can be added where it is listed. */
function AddLinks({ language, landscape, view }: Pick<Looking, 'language' | 'landscape' | 'view'>) {
  const say = drawingWords(language)
  const kind = ({ practices: 'practice', people: 'person', ties: 'tie', crossings: 'boundary' } as const)[
    view as 'people'
  ]
  return <AddLink say={say} landscape={landscape} may kind={kind} />
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
