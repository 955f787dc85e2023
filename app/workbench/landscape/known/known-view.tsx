import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { EmptyState } from '../../../ui/note.tsx'
import { compareWords } from '../compare/compare-words.ts'
import { ComparingProblem } from '../compare/compared-view.tsx'
import { KeptLook } from '../kept-look.tsx'
import type { Looking } from '../looking.ts'
import { sameLook } from '../same-look.ts'
import { firstDayOf } from './known-queries.ts'
import { type KnownWish, knowledgeWish } from './known-wish.ts'
import { knownWords } from './known-words.ts'
import type { Step } from './steps.ts'

interface KnownProps {
  language: Language
  url: URL
  wish: KnownWish
  today: string
  /** of a day by what is known now: how much of what is shown has a date */
  dated: { dated: number; undated: number } | null
  /** the days on which something changed */
  steps: readonly Step[]
  comparing: Looking['comparing']
}

/** Which day is shown, and the way back; nothing while it is today. */
export function KnownDay({ language, url, wish }: Pick<KnownProps, 'language' | 'url' | 'wish'>) {
  if (typeof wish === 'string') return null
  const say = knownWords(language)
  return (
    <p class="caption known-day">
      {say(wish.by === 'now' ? 'day_now' : 'day_then', { day: writeDay(language, wish.day) })}{' '}
      <a href={sameLook(url, { known: '', by: '' })}>{say('back')}</a>
    </p>
  )
}

/** Asks for a day, folded away until it is wanted, and says what of it can be known. Everything else stays as it is. */
export function KnownField({ language, url, wish, today, dated, steps, comparing }: KnownProps) {
  const say = knownWords(language)
  const by = knowledgeWish(url)
  return (
    <details class="known-on" open={wish === 'not-a-day' || wish === 'future' || comparing.problem !== null}>
      <summary>{say('as_known_on')}</summary>
      {(wish === 'not-a-day' || wish === 'future') && (
        <p class="problem">{say(wish === 'future' ? 'future' : 'not_a_day')}</p>
      )}
      {typeof wish !== 'string' && (
        <p class="caption">
          {dated
            ? say('shown_now', {
                day: writeDay(language, wish.day),
                dated: dated.dated,
                all: dated.dated + dated.undated,
              })
            : say('shown', { day: writeDay(language, wish.day) })}
        </p>
      )}
      <ComparingProblem language={language} comparing={comparing} />
      {steps.length < 2 && <p class="caption">{saidOfNone(language, steps, by)}</p>}
      <form method="get" action={url.pathname}>
        <KeptLook url={url} but={['known', 'by', 'than', 'page']} />
        <input
          class="input"
          type="date"
          name="known"
          aria-label={say('day')}
          max={today}
          value={typeof wish === 'string' ? '' : wish.day}
        />
        <label class="known-than">
          {compareWords(language)('compare_with')}{' '}
          <input class="input" type="date" name="than" max={today} value={comparing.than ?? ''} />
        </label>
        <fieldset>
          <legend class="sr">{say('by')}</legend>
          {(['then', 'now'] as const).map((one) => (
            <label>
              <input type="radio" name="by" value={one === 'now' ? 'now' : ''} checked={by === one} />{' '}
              {say(`by_${one}`)}
            </label>
          ))}
        </fieldset>
        <button class="button button-plain" type="submit">
          {say('show')}
        </button>
      </form>
    </details>
  )
}

/** Why there is nothing to go through. */
function saidOfNone(language: Language, [only]: readonly Step[], by: 'then' | 'now'): string {
  const say = knownWords(language)
  return by === 'now' || !only ? say('no_dates') : say('one_day', { day: writeDay(language, only.day) })
}

/** Where nothing was recorded yet. */
export async function NothingKnown({ tx, landscape, language, url, day }: NothingProps) {
  const say = knownWords(language)
  const first = await firstDayOf(tx, landscape.id)
  return (
    <EmptyState title={say('nothing_title', { day: writeDay(language, day) })} icon="waves">
      {first !== null && <p>{say('nothing', { first: writeDay(language, first) })}</p>}
      <p>
        <a href={sameLook(url, { known: '', by: '' })}>{say('back')}</a>
      </p>
    </EmptyState>
  )
}

interface NothingProps {
  tx: Tx
  landscape: { id: string }
  language: Language
  url: URL
  day: string
}
