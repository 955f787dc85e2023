import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { Marker, SideShape } from '../../ui/chip.tsx'
import { ButtonLink } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { pathIn } from '../visit.tsx'
import type { DrawnBoundary, DrawnLandscape, LandscapeAbout } from './drawn-landscape.ts'
import type { KnownWish } from './known/known-wish.ts'
import type { Landscape } from './landscape.ts'
import { mayDraw } from './landscape-policy.ts'
import { landscapeWords } from './landscape-words.ts'
import type { Lens } from './lens/lens.ts'
import { LensKey, OnlyNote } from './lens/lens-key.tsx'
import type { Clearing } from './looking.ts'
import type { DrawnMap } from './map/draw-map.ts'
import type { Only } from './only/only.ts'
import { PictureLinks } from './picture/picture-links.tsx'
import { pictureWords } from './picture/picture-words.ts'
import type { Laid } from './places/keep-layout.ts'
import { ProvisionalNote } from './places/laying-out/laying-view.tsx'
import { placesWords } from './places/places-words.ts'
import { sameLook } from './same-look.ts'
import { SheetView } from './sheet/sheet-view.tsx'
import { sketchWords } from './sketch/sketch-words.ts'

export interface MapViewProps {
  language: Language
  url: URL
  landscape: Landscape
  drawn: DrawnLandscape
  boundary: DrawnBoundary | null
  lens: Lens | null
  only: Only
  /** which day's knowledge is shown */
  known: KnownWish
  wide: DrawnMap
  compact: DrawnMap
  laid: Laid
  clearings: Clearing[]
  about: LandscapeAbout
  /** right after the first sketch: three captions, and where to go next */
  first: boolean
  /** the days to go through, under the map */
  inTime: Child
  /** what differs from an earlier day, where one is compared with */
  comparedWith: Child
  comparedKey: Child
}

/** The map in its two frames (the narrow one for phones), the legend, the first clearing, and the same in words. */
export function MapView(props: MapViewProps) {
  const { language, wide, compact } = props
  const say = landscapeWords(language)
  return (
    <>
      <section class="landscape-stage" aria-label={say('view_map')}>
        <a class="skip" href="#map-in-words">
          {say('skip_to_table')}
        </a>
        <living-map data-scene={sceneAddress(props)} data-lost={say('map_lost')}>
          <div class="landscape-wide">{raw(wide.svg)}</div>
          <div class="landscape-compact">{raw(compact.svg)}</div>
          <div class="map-bar">
            <div class="map-find" hidden>
              <input type="search" aria-label={say('map_find')} placeholder={say('map_find')} autocomplete="off" />
            </div>
            <MapTools language={language} moves={mayMove(props)} />
          </div>
        </living-map>
      </section>
      <SheetView language={language}>
        <aside class="landscape-panel" data-over-map="right">
          <ProvisionalNote language={language} url={props.url} laid={props.laid} />
          <Chosen language={language} />
          {(props.lens !== null || props.only.active) && (
            <section class="card look-card">
              {props.lens !== null && <LensKey {...props} lens={props.lens} />}
              <OnlyNote {...props} view="map" />
            </section>
          )}
          {props.comparedWith}
          {props.first && <FirstCaptions {...props} />}
          {!props.comparedWith && <ClearingPanel {...props} />}
        </aside>
        {props.inTime}
        <Legend {...props} />
        <InWords {...props} />
      </SheetView>
    </>
  )
}

function sceneAddress({ landscape, url, boundary }: MapViewProps): string {
  const look = { boundary: boundary?.id ?? '', view: '', at: '', sel: '' }
  return sameLook(url, look, pathIn(landscape, 'landscape', 'map'))
}

/** May the reader move hills and draw the map anew: today's, and where they draw. */
function mayMove({ landscape, known }: MapViewProps): boolean {
  return mayDraw(landscape) && typeof known === 'string'
}

/** Shown when the map lives; without script there is nothing to zoom. */
function MapTools({ language, moves }: { language: Language; moves: boolean }) {
  const say = landscapeWords(language)
  return (
    <fieldset class="map-tools card" aria-label={say('map_tools')} hidden>
      <button type="button" data-do="lasso" aria-pressed="false">
        <Icon name="lasso-select" /> {say('map_lasso')}
      </button>
      {moves && (
        <button type="button" data-do="move-hills" aria-pressed="false">
          {placesWords(language)('move_hills')}
        </button>
      )}
      <button type="button" data-do="fit">
        {say('map_fit')}
      </button>
      <button type="button" data-do="out" aria-label={say('map_out')}>
        <Icon name="minus" />
      </button>
      <button type="button" data-do="in" aria-label={say('map_in')}>
        <Icon name="plus" />
      </button>
    </fieldset>
  )
}

/** What somebody chose on the living map, in words; filled by it. */
function Chosen({ language }: { language: Language }) {
  const say = landscapeWords(language)
  return (
    <section class="card map-chosen" aria-live="polite" hidden>
      <h2 data-chosen="title">{say('map_chosen')}</h2>
      <p class="reading" data-chosen="sentence" />
      <div class="stack-small">
        <div class="stack-small" data-chosen="actions" />
        <button type="button" class="button button-plain" data-do="leave">
          {say('map_leave')}
        </button>
      </div>
    </section>
  )
}

function ClearingPanel({ language, landscape, clearings }: MapViewProps) {
  const say = landscapeWords(language)
  const first = clearings[0]
  const opportunities = pathIn(landscape, 'opportunities')
  if (!first) {
    return (
      <section class="card">
        <h2>{say('no_openings_title')}</h2>
        <p class="reading">{say('no_openings')}</p>
        <ButtonLink href={opportunities} kind="primary">
          {say('spot')}
        </ButtonLink>
      </section>
    )
  }
  return (
    <section class="card">
      <p class="card-kind">
        <Marker number={first.rank} /> {say('opening_kind')}
      </p>
      <h2>{first.title}</h2>
      <p class="reading">{first.sentence}</p>
      <div class="stack-small">
        <ButtonLink href={pathIn(landscape, 'opportunities', first.key)} kind="primary">
          {say('read_card')}
        </ButtonLink>
        <ButtonLink href={opportunities}>{say('all_openings')}</ButtonLink>
      </div>
    </section>
  )
}

function FirstCaptions({ language, landscape, boundary }: MapViewProps) {
  const say = sketchWords(language)
  return (
    <section class="card">
      <h2>{say('captions_title')}</h2>
      <ul>
        <li>{say('caption_hills')}</li>
        <li>{say('caption_water')}</li>
        {boundary && <li>{say('caption_bridges')}</li>}
      </ul>
      <ButtonLink href={pathIn(landscape, 'opportunities')} kind="primary">
        {say('caption_next')}
      </ButtonLink>
    </section>
  )
}

const shapes = [1, 2, 3, 4] as const

function Legend(props: MapViewProps) {
  const { language, landscape, boundary, wide, clearings } = props
  const say = landscapeWords(language)
  return (
    <section class="landscape-legend card" data-over-map="bottom" aria-label={say('legend')}>
      {boundary && (
        <ul class="legend-sides">
          {boundary.sides.map((side, nth) => (
            <li>
              <SideShape side={shapes[Math.min(nth, 3)]!} /> {side}
            </li>
          ))}
        </ul>
      )}
      {wide.crossing && (
        <p>
          {say('legend_cross', { crossing: wide.crossing.crossing, all: wide.crossing.known, unknown: 0 })}{' '}
          {boundary && <a href={pathIn(landscape, 'boundaries', boundary.id)}>{say('boundary_more')}</a>}
        </p>
      )}
      <Cartouche language={language} about={props.about} />
      <details>
        <summary>{say('legend')}</summary>
        <ul>
          <li>{say('legend_hill')}</li>
          <li>{say('legend_water')}</li>
          {boundary && <li>{say('legend_bridge')}</li>}
          {clearings.length > 0 && <li>{say('legend_clearing')}</li>}
          <li>{say('legend_space')}</li>
          {props.comparedKey}
          {wide.features.some(({ kind }) => kind === 'you') && <li>{say('legend_you')}</li>}
          <li class="only-living">
            {say('legend_keys')}
            <span class="choice">
              <input type="checkbox" id="map-keys" data-map-keys checked autocomplete="off" />
              <label for="map-keys">{say('legend_keys_on')}</label>
            </span>
          </li>
        </ul>
        {mayMove(props) && (
          <p>
            <a href={pathIn(landscape, 'redraw')}>{placesWords(language)('redraw_title')}</a>
          </p>
        )}
      </details>
      <details>
        <summary>{pictureWords(language)('take')}</summary>
        <p>{pictureWords(language)('take_lead')}</p>
        <PictureLinks language={language} url={props.url} landscape={landscape} boundary={boundary} />
      </details>
    </section>
  )
}

/** Who drew the map and as of when: no view is from nowhere. */
function Cartouche({ language, about }: { language: Language; about: LandscapeAbout }) {
  const say = landscapeWords(language)
  const parts = [about.drawnBy, about.asOf && say('as_of', { day: writeDay(language, about.asOf) })].filter(Boolean)
  return parts.length > 0 ? <p class="caption muted">{parts.join(' · ')}</p> : null
}

function InWords(props: MapViewProps) {
  const { language, wide, only } = props
  const say = landscapeWords(language)
  const shown = wide.features.filter(({ kind, id }) => kind !== 'hill' || only.practices.has(id))
  return (
    <details class="landscape-words card" id="map-in-words">
      <summary>{say('in_words')}</summary>
      <OnlyNote {...props} view="map" />
      <ul>
        {shown.map((feature) => (
          <li>
            <a href={feature.href}>{feature.label}</a> {feature.sentence}
          </li>
        ))}
      </ul>
    </details>
  )
}
