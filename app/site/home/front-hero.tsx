import type { Context } from 'hono'
import { factsOf } from '../../platform/http/request.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { ButtonLink } from '../../ui/form.tsx'
import { hasSitePart } from '../../ui/site-parts.ts'
import { siteWords } from './site-words.ts'

interface FrontHeroProps {
  c: Context
  title: string
  lead: string
  /** the language the two are written in */
  language: Language
}

/** What one sees first: two sentences, two ways on, and one still landscape. */
export function FrontHero({ c, title, lead, language }: FrontHeroProps) {
  const say = siteWords(factsOf(c).language)
  return (
    <section class="front-hero">
      <div class="front-hero-words">
        <div class="stack" lang={language}>
          <h1 class="display">{title}</h1>
          <p class="lead">{lead}</p>
        </div>
        <p class="actions">
          {hasSitePart(c, 'handbook') && (
            <ButtonLink href="/handbook" kind="primary">
              {say('read_handbook')}
            </ButtonLink>
          )}
          <ButtonLink href="/sketch">{say('sketch_here')}</ButtonLink>
        </p>
      </div>
      <Landscape c={c} />
    </section>
  )
}

/** Where each name stands on the drawing, which is 1200 by 760. */
const hills = [
  ['hill_1', 262, 292],
  ['hill_2', 428, 488],
  ['hill_3', 770, 208],
  ['hill_4', 842, 432],
  ['hill_5', 960, 300],
] as const

/** The drawing takes its colours from the page, so it is one file for light and dark. */
function Landscape({ c }: { c: Context }) {
  const { assets, language } = factsOf(c)
  const say = siteWords(language)
  return (
    <figure class="front-landscape">
      <svg viewBox="20 40 1160 680" aria-hidden="true" focusable="false">
        <use href={`${assets.url('front-landscape.svg')}#land`} />
        <g class="front-names">
          {hills.map(([key, x, y]) => (
            <text x={x} y={y}>
              {say(key)}
            </text>
          ))}
        </g>
        <text class="front-water" x="590" y="664">
          {say('water')}
        </text>
      </svg>
      <figcaption class="caption">{say('picture_words')}</figcaption>
    </figure>
  )
}
