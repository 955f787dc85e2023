import { raw } from 'hono/html'
import type { Language } from '../../../platform/i18n/language.ts'
import { pathIn } from '../../visit.tsx'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import type { View } from '../head/head-view.tsx'
import { drawLensGlyph, type LensGlyph } from '../map/lens-signs.ts'
import type { Only } from '../only/only.ts'
import { sameLook } from '../same-look.ts'
import type { Lens } from './lens.ts'
import { lensWords } from './lens-words.ts'

/** What the shapes of a lens mean, what it asks, and what misleads. */
export function LensKey({
  language,
  landscape,
  lens,
}: {
  language: Language
  landscape: { slug: string }
  lens: Lens
}) {
  const say = lensWords(language)
  const [first, ...more] = lens.notes
  return (
    <div class="lens-key">
      <h2>{lens.title}</h2>
      <p>{lens.problem ?? first}</p>
      {lens.problem === null && lens.classes.length > 0 && (
        <ul class="lens-classes">
          {lens.classes.map(({ glyph, words }) => (
            <li>
              <LensGlyphIcon glyph={glyph} /> {words}
            </li>
          ))}
        </ul>
      )}
      {(more.length > 0 || lens.method !== null) && (
        <p class="caption muted">
          {more.join(' ')}
          {lens.method !== null && (
            <>
              {' '}
              <a href={pathIn(landscape, 'measures', lens.method)}>{say('method')}</a>
            </>
          )}
        </p>
      )}
    </div>
  )
}

/** The shape of a lens as it stands on the map. */
export function LensGlyphIcon({ glyph }: { glyph: LensGlyph }) {
  const { svg, width } = drawLensGlyph(glyph)
  return (
    <span class="lens-glyph">
      {raw(
        `<svg class="map-glyph" width="${width + 4}" height="16" viewBox="${-width / 2 - 2} -8 ${width + 4} 16" aria-hidden="true">${svg}</svg>`,
      )}
    </span>
  )
}

/** How much of the landscape a filter shows, and the way to take it off. */
export function OnlyNote(props: { language: Language; url: URL; drawn: DrawnLandscape; only: Only; view: View }) {
  const { language, url, drawn, only, view } = props
  if (!only.active) return null
  const say = lensWords(language)
  return (
    <p class="only-note" role="status">
      {say('only_shown', {
        practices: only.practices.size,
        allPractices: drawn.practices.length,
        people: only.people.size,
        allPeople: drawn.people.length,
      })}{' '}
      {view === 'crossings' && `${say('only_crossings')} `}
      <a href={sameLook(url, { only: '' })}>{say('only_all')}</a>
    </p>
  )
}
