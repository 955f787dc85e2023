import type { Handler } from 'hono'
import { raw } from 'hono/html'
import { languageOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { Chip, Marker } from '../../ui/chip.tsx'
import { ButtonLink } from '../../ui/form.tsx'
import { Message } from '../../ui/note.tsx'
import { Rows } from '../../ui/rows.tsx'
import { drawLandscapeMap } from '../landscape/draw-landscape-map.ts'
import type { DrawnLandscape } from '../landscape/drawn-landscape.ts'
import { daysLeftToTell, drawnLandscape, type Landscape } from '../landscape/landscape.ts'
import { mayDraw, maySteward } from '../landscape/landscape-policy.ts'
import { landscapeWords } from '../landscape/landscape-words.ts'
import { unknownSentence, unknownsIn } from '../landscape/unknowns.ts'
import { type Clearing, clearingsOf, listenFirst } from '../opportunities/clearings.ts'
import { type Place, pathIn, visiting, workbenchPage } from '../visit.tsx'
import { homeWords } from './home-words.ts'

/** `GET /landscapes/:slug`: where one stands, on one page. */
export function homePage(place: Place): Handler {
  return visiting(place, async (c, visit) => {
    const language = languageOf(c)
    const drawn = await drawnLandscape(visit.tx, visit.landscape)
    const clearings = await clearingsOf(visit.tx, visit.landscape, drawn, language)
    const listen = await listenFirst(visit.tx, visit.landscape, drawn)
    const left = await daysLeftToTell(visit.tx, visit.landscape, place.clock.now())
    const map = await drawLandscapeMap(visit, drawn, { boundary: null, clearings, language, now: place.clock.now() })
    const shown = { language, landscape: visit.landscape, drawn }
    return workbenchPage(
      c,
      visit,
      'home',
      {
        title: visit.landscape.name,
        width: 'wide',
        reads: 'home',
        styles: ['map-ground.css', 'map-lines.css', 'map-signs.css', 'home.css'],
      },
      <div class="home">
        <header class="stack-small home-head">
          <h1>{visit.landscape.name}</h1>
          <Hope {...shown} />
        </header>
        <div class="stack home-main">
          {left && (
            <Message language={language} kind="note">
              {homeWords(language)('untold', { told: left.people - left.untold, n: left.untold, days: left.days })}{' '}
              <a href={pathIn(visit.landscape, 'told')}>{homeWords(language)('tell')}</a>
            </Message>
          )}
          {mayDraw(visit.landscape) && <GoOn {...shown} />}
          <OneOpening {...shown} clearings={clearings} listen={listen} />
          <Unknowns {...shown} />
          <Spaces {...shown} />
        </div>
        <aside class="stack home-side">
          {drawn.people.length > 0 && map.laid.state !== 'never' && <SmallMap {...shown} svg={map.compact.svg} />}
          <About {...shown} />
        </aside>
      </div>,
    )
  })
}

interface Shown {
  language: Language
  landscape: Landscape
  drawn: DrawnLandscape
}

function Hope({ language, drawn }: Shown) {
  const say = homeWords(language)
  return (
    <div>
      <p class="caption muted">{say('hope')}</p>
      <p class="lead">{drawn.about.hope ?? say('hope_none')}</p>
    </div>
  )
}

/** The next step of a first sketch that is not finished. */
function GoOn({ language, landscape, drawn }: Shown) {
  const say = homeWords(language)
  const step =
    drawn.people.length === 0
      ? 'people'
      : drawn.boundaries.length === 0
        ? 'boundary'
        : drawn.ties.length === 0
          ? 'ties'
          : null
  if (step === null) return null
  return (
    <section class="card stack-small">
      <h2>{say('go_on')}</h2>
      <p class="reading">{say(`go_on_${step}`)}</p>
      <p>
        <ButtonLink href={pathIn(landscape, 'sketch', step)} kind="primary">
          {say('go_on')}
        </ButtonLink>
      </p>
    </section>
  )
}

function OneOpening({
  language,
  landscape,
  drawn,
  clearings,
  listen,
}: Shown & { clearings: Clearing[]; listen: { person: string; practice: string }[] }) {
  const say = homeWords(language)
  const first = clearings[0]
  if (drawn.people.length === 0) return null
  return (
    <section class="card stack-small">
      <p class="card-kind">
        {first && <Marker number={first.rank} />} {say('one_opening')}
      </p>
      {first ? (
        <>
          <h2>{first.title}</h2>
          <p class="reading">{first.sentence}</p>
          <p>
            <ButtonLink href={pathIn(landscape, 'opportunities', first.key)} kind="primary">
              {say('read_card')}
            </ButtonLink>
          </p>
        </>
      ) : (
        <>
          <p class="reading">{say('no_opening')}</p>
          <p>
            <ButtonLink href={pathIn(landscape, 'opportunities')} kind="primary">
              {say('spot')}
            </ButtonLink>
          </p>
        </>
      )}
      {first && (
        <div>
          <h3>{say('listen_first')}</h3>
          {listen.length === 0 ? <p>{say('listen_none')}</p> : <Listen drawn={drawn} listen={listen} />}
        </div>
      )}
    </section>
  )
}

function Listen({ drawn, listen }: { drawn: DrawnLandscape; listen: { person: string; practice: string }[] }) {
  const people = new Map(drawn.people.map(({ id, name }) => [id, name]))
  const practices = new Map(drawn.practices.map(({ id, name }) => [id, name]))
  return (
    <ul>
      {listen.map(({ person, practice }) => (
        <li>
          {people.get(person)} <span class="muted">{practices.get(practice)}</span>
        </li>
      ))}
    </ul>
  )
}

function Unknowns({ language, drawn }: Shown) {
  const say = landscapeWords(language)
  const unknowns = unknownsIn(drawn)
  if (unknowns.length === 0) return null
  return (
    <section class="card stack-small">
      <h2>{say('unknown_title', { n: unknowns.length })}</h2>
      <ul>
        {unknowns.map((unknown) => (
          <li>{unknownSentence(say, drawn, unknown)}</li>
        ))}
      </ul>
    </section>
  )
}

function Spaces({ language, landscape, drawn }: Shown) {
  const say = homeWords(language)
  if (drawn.people.length === 0) return null
  return (
    <section class="card stack-small">
      <h2>{say('spaces')}</h2>
      {drawn.spaces.length === 0 ? (
        <p>{say('spaces_none')}</p>
      ) : (
        <ul class="home-spaces">
          {drawn.spaces.map((space) => (
            <li>
              <a href={pathIn(landscape, 'spaces', space.id)}>{space.name}</a>{' '}
              <Chip tone="tent" icon="tent">
                {say('stage', { stage: space.stage })}
              </Chip>
              <p class="reading">{space.question}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function SmallMap({ language, landscape, svg }: Shown & { svg: string }) {
  return (
    <section>
      <div class="home-map">{raw(svg)}</div>
      <ButtonLink href={pathIn(landscape, 'landscape')}>{homeWords(language)('whole_map')}</ButtonLink>
    </section>
  )
}

function About({ language, landscape, drawn }: Shown) {
  const say = homeWords(language)
  const { forWhom, notOurAim, knownGaps } = drawn.about
  const rows = [
    { term: say('for_whom'), value: forWhom },
    { term: say('not_our_aim'), value: notOurAim },
    { term: say('known_gaps'), value: knownGaps },
  ].filter(({ value }) => value)
  return (
    <section class="stack-small">
      {rows.length > 0 && <Rows rows={rows} />}
      {maySteward(landscape) && (
        <p>
          <a href={pathIn(landscape, 'export')}>{say('take_away')}</a>
        </p>
      )}
    </section>
  )
}
