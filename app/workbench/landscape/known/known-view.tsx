import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { EmptyState } from '../../../ui/note.tsx'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { drawnLandscape, type Landscape } from '../landscape.ts'
import { sameLook } from '../same-look.ts'
import { landscapeKnownOn } from './known-landscape.ts'
import { firstDayOf } from './known-queries.ts'
import { knownWords } from './known-words.ts'
import { asItWasOn, standingOn } from './standing-on.ts'
import type { Step } from './steps.ts'

/**
 * The past day that an address asks for, and by whose knowledge: as it was known then, or as it was by what is known now. `today` for
 * none, `future` for a day that has not come.
 */
export type KnownWish = { day: string; by: 'then' | 'now' } | 'today' | 'future' | 'not-a-day'

export function knownWish(url: URL, today: string): KnownWish {
  const wish = url.searchParams.get('known') ?? ''
  if (wish === '') return 'today'
  if (!isDay(wish)) return 'not-a-day'
  if (wish >= today) return wish === today ? 'today' : 'future'
  return { day: wish, by: url.searchParams.get('by') === 'now' ? 'now' : 'then' }
}

/** Is this a day there is? */
function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** The drawing of the day that is wished for; null when nothing was recorded, or when today is meant. */
export async function knownDrawing(
  tx: Tx,
  landscape: Landscape,
  wish: KnownWish,
  language: Language,
): Promise<DrawnLandscape | null> {
  if (typeof wish === 'string') return null
  const recorded = await landscapeKnownOn(tx, landscape, wish.day, knownWords(language)('withdrawn'))
  const drawn =
    wish.by === 'then'
      ? recorded && standingOn(recorded, wish.day)
      : { ...asItWasOn(await drawnLandscape(tx, landscape), wish.day), ...spacesOf(recorded) }
  return drawn && drawn.people.length > 0 ? drawn : null
}

/** What became of a space is written down when it is decided, so the log knows it best. */
function spacesOf(recorded: DrawnLandscape | null): Pick<DrawnLandscape, 'spaces' | 'spacePeople'> {
  return { spaces: recorded?.spaces ?? [], spacePeople: recorded?.spacePeople ?? [] }
}

interface KnownProps {
  language: Language
  url: URL
  wish: KnownWish
  today: string
  /** of a day by what is known now: how much of what is shown has a date */
  dated: { dated: number; undated: number } | null
  /** the days on which something changed */
  steps: readonly Step[]
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
export function KnownField({ language, url, wish, today, dated, steps }: KnownProps) {
  const say = knownWords(language)
  const others = [...url.searchParams].filter(([name]) => !['known', 'by', 'page', 'first', 'kept'].includes(name))
  const by = url.searchParams.get('by') === 'now' ? 'now' : 'then'
  return (
    <details class="known-on" open={wish === 'not-a-day' || wish === 'future'}>
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
      {steps.length < 2 && <p class="caption">{saidOfNone(language, steps, by)}</p>}
      <form method="get" action={url.pathname}>
        {others.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <input
          class="input"
          type="date"
          name="known"
          aria-label={say('day')}
          max={today}
          value={typeof wish === 'string' ? '' : wish.day}
        />
        <button class="button button-plain" type="submit">
          {say('show')}
        </button>
        <fieldset>
          <legend class="sr">{say('by')}</legend>
          {(['then', 'now'] as const).map((one) => (
            <label>
              <input type="radio" name="by" value={one === 'now' ? 'now' : ''} checked={by === one} />{' '}
              {say(`by_${one}`)}
            </label>
          ))}
        </fieldset>
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
