import { Icon } from '../../../ui/icon.tsx'
import { Segments } from '../../../ui/rows.tsx'
import { pathIn } from '../../visit.tsx'
import { historyWords } from '../history/history-words.ts'
import { KnownDay, KnownField } from '../known/known-view.tsx'
import type { Step } from '../known/steps.ts'
import type { Landscape } from '../landscape.ts'
import { mayRead } from '../landscape-policy.ts'
import { landscapeWords } from '../landscape-words.ts'
import { LookControl, LookSaid } from '../lens/look-control.tsx'
import type { Looking } from '../looking.ts'
import { NewsView } from '../news/news-view.tsx'
import { type Look, sameLook } from '../same-look.ts'

/** The ways a landscape is shown: as a map, or as one of its tables. */
export const views = ['map', 'practices', 'people', 'ties', 'crossings', 'changes'] as const
export type View = (typeof views)[number]

interface HeadProps extends Looking {
  landscape: Landscape
  view: View
  /** the days on which something changed */
  steps: readonly Step[]
  /** the sign of where everything lies */
  places: string
}

/**
 * What landscape this is, and everything by which one looks at it otherwise: its boundaries, map or tables, the day. On a phone only the
 * title, the counts and the boundaries stand above the map; whatever has the class `head-folded` is folded away there.
 */
export function HeadView(props: HeadProps) {
  const { language, url, landscape, drawn, known, now } = props
  const say = landscapeWords(language)
  // a past day is never folded away: it must not be taken for today
  const folded = known === 'today' ? 'head-folded' : ''
  return (
    <header class="landscape-head" data-over-map="top">
      <div class="card landscape-title">
        <h1>{landscape.name}</h1>
        <p class="caption muted">
          <LookSaid {...props} />
          <span class="head-counts">
            {say('counts', { people: drawn.people.length, practices: drawn.practices.length })}
          </span>
          {mayRead(landscape) && (
            <span class="head-folded">
              {' · '}
              <a href={pathIn(landscape, 'history')}>{historyWords(language)('title')}</a>
            </span>
          )}
        </p>
        <div class={folded}>
          <KnownDay language={language} url={url} wish={known} />
          <KnownField {...props} wish={known} today={now.toISOString().slice(0, 10)} />
        </div>
        {known === 'today' && <NewsView language={language} landscape={landscape} places={props.places} />}
      </div>
      <HeadFold {...props} />
      <Controls {...props} />
    </header>
  )
}

/** Opens what is folded away on a phone; nothing else is inside it, so that where there is room everything lies open. */
function HeadFold({ language, view }: HeadProps) {
  const say = landscapeWords(language)
  return (
    <details class="head-fold">
      <summary>
        <span class="sr">{say('view')}: </span>
        {say(`view_${view}`)} <Icon name="chevron-down" size={18} />
      </summary>
    </details>
  )
}

/** Rows of choices: which boundary, then whatever else changes how the same landscape is seen. */
function Controls(props: HeadProps) {
  const { language, url, drawn, boundary, view, compared } = props
  const say = landscapeWords(language)
  const to = (change: Partial<Record<Look, string>>) => sameLook(url, { boundary: boundary?.id ?? '', view, ...change })
  const boundaries = [
    { label: say('no_boundary'), href: to({ boundary: '' }), current: boundary === null },
    ...drawn.boundaries.map(({ id, name }) => ({
      label: name,
      href: to({ boundary: id }),
      current: id === boundary?.id,
    })),
  ]
  return (
    <>
      {boundaries.length > 1 && (
        <div data-boundaries>
          <Segments label={say('boundary')} items={boundaries} />
        </div>
      )}
      <div class="landscape-controls head-folded">
        <Segments
          label={say('view')}
          items={views
            .filter((one) => compared || one !== 'changes')
            .map((one) => ({ label: say(`view_${one}`), href: to({ view: one }), current: one === view }))}
        />
        <LookControl {...props} />
      </div>
    </>
  )
}
