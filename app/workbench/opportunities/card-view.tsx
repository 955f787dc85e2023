import type { Fact } from '@ecotone/engine/opportunities/fact.ts'
import type { Child } from 'hono/jsx'
import type { Language } from '../../platform/i18n/language.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { Chip, Marker } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { EvidenceNote } from '../../ui/note.tsx'
import type { Landscape } from '../landscape/landscape.ts'
import { pathIn } from '../visit.tsx'
import { EffectLines } from './effect-view.tsx'
import { pageWords } from './page-words.ts'
import type { ShownCard } from './shown-reading.ts'

interface CardProps {
  language: Language
  landscape: Landscape
  card: ShownCard
  /** set when the card is read from an earlier reading */
  reading: string | null
}

/** The address of a card, in an earlier reading when `reading` says which. */
export function cardPath(landscape: { slug: string }, key: string, reading: string | null, ...more: string[]): string {
  const path = pathIn(landscape, 'opportunities', key, ...more)
  return reading ? `${path}?reading=${reading}` : path
}

/** One opening in a list: who and who, why in one sentence, both effects, how sure. */
export function SummaryCard({ language, landscape, card, reading }: CardProps) {
  const say = pageWords(language)
  const { opportunity, sentences } = card
  return (
    <article class="card opening">
      <KindLine language={language} card={card} />
      <h2>
        <a href={cardPath(landscape, opportunity.key, reading)}>{sentences.who}</a>
      </h2>
      <p class="opening-why">{card.seen ? <q>{card.seen.words}</q> : sentences.plain}</p>
      {opportunity.effect ? (
        <EffectLines language={language} effect={opportunity.effect} comparators={opportunity.comparators} />
      ) : (
        <p class="muted">{sentences.effect.line}</p>
      )}
      <EvidenceNote>
        {sentences.sure.level} {sentences.sure.because.slice(0, opportunity.between.length).join(' ')}
      </EvidenceNote>
      {card.word && <WordLine language={language} card={card} />}
      <p class="opening-go">
        <a
          class="opening-link"
          href={cardPath(landscape, opportunity.key, reading)}
          aria-label={`${say('read_card')}: ${sentences.who}`}
        >
          {say('read_card')}
        </a>
      </p>
    </article>
  )
}

/** Its number, what kind of opening it is, and who saw it. */
export function KindLine({ language, card }: Pick<CardProps, 'language' | 'card'>) {
  return (
    <p class="card-kind">
      <Marker number={card.rank} /> <span class="kind-words">{card.sentences.kind}</span>
      {card.opportunity.seenBy === 'convener' && <Chip icon="user">{seenByWords(language, card)}</Chip>}
    </p>
  )
}

function seenByWords(language: Language, { seen }: ShownCard): string {
  const say = pageWords(language)
  if (seen?.seenByMe) return say('seen_by_you')
  return seen?.seenBy ? say('seen_by', { name: seen.seenBy }) : say('seen_by_somebody')
}

/** What became of it, from the journal. */
export function WordLine({ language, card }: Pick<CardProps, 'language' | 'card'>) {
  const say = pageWords(language)
  const { word } = card
  if (!word) return null
  return (
    <p class="opening-word">
      <Chip
        tone={word.became === 'taken up' ? 'tent' : 'gold'}
        icon={word.became === 'taken up' ? 'tent' : 'notebook-pen'}
      >
        {say(`became_${word.became.replaceAll(' ', '_')}` as 'became_not_now')}
      </Chip>{' '}
      <span class="muted">
        {writeDay(language, word.writtenAt)}
        {word.why && `: ${word.why}`}
      </span>
    </p>
  )
}

/** Facts as sentences, each leading to where it was read from. */
export function FactList({
  language,
  landscape,
  why,
}: Pick<CardProps, 'language' | 'landscape'> & { why: { sentence: string; fact: Fact }[] }) {
  const say = pageWords(language)
  return (
    <ul class="facts">
      {why.map(({ sentence, fact }) => {
        const last = sentence.lastIndexOf(' ') + 1
        return (
          <li>
            {sentence.slice(0, last)}
            <span class="with-source">
              {sentence.slice(last)}{' '}
              <SourceLink href={sourceOf(landscape, fact)} label={`${say('see_where')}: ${sentence}`} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function SourceLink({ href, label }: { href: string; label: string }): Child {
  return (
    <a class="source" href={href}>
      <Icon name="signpost" size={16} />
      <span class="sr">{label}</span>
    </a>
  )
}

/** The page of the landscape on which a fact can be looked up. */
function sourceOf(landscape: { slug: string }, fact: Fact): string {
  const practice = (id: string) => pathIn(landscape, 'practices', id)
  switch (fact.kind) {
    case 'shared-concern':
      return practice(fact.held[0]?.practice ?? '')
    case 'offer-meets-need':
      return practice(fact.offeredBy)
    case 'known-ties':
    case 'routes':
    case 'low-reach':
      return practice(fact.practices[0])
    case 'way-in':
      return practice(fact.practices[0])
    case 'in-no-space':
      return pathIn(landscape, 'spaces')
    case 'meet-in-space':
      return pathIn(landscape, 'spaces', fact.space)
    case 'side-in-no-space':
      return pathIn(landscape, 'spaces')
    case 'across':
    case 'sides-hardly-tied':
    case 'stand-ready':
    case 'agreed-to-convene':
      return pathIn(landscape, 'boundaries', fact.boundary)
    case 'pair-cares':
    case 'pair-fits':
    case 'seldom-met':
    case 'pair-way-in':
    case 'picked-by-lot':
      return pathIn(landscape, 'landscape')
    case 'no-agreement-known':
      return practice(fact.practices[0])
    case 'stakes':
      return practice(fact.from)
    case 'answered':
    case 'asked-by-nobody':
    case 'nobody-from-team':
    case 'cut-off':
    case 'told-not-heard':
      return practice(fact.practice)
  }
}
