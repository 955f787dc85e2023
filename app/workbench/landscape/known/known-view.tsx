import type { Tx } from '../../../platform/db/database.ts'
import type { Language } from '../../../platform/i18n/language.ts'
import { writeDay } from '../../../platform/i18n/numbers.ts'
import { EmptyState } from '../../../ui/note.tsx'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { sameLook } from '../same-look.ts'
import { landscapeKnownOn } from './known-landscape.ts'
import { firstDayOf } from './known-queries.ts'
import { knownWords } from './known-words.ts'

/** The past day that an address asks for; `today` for none, and for what is not yet past. */
export type KnownWish = { day: string } | 'today' | 'not-a-day'

export function knownWish(url: URL, today: string): KnownWish {
  const wish = url.searchParams.get('known') ?? ''
  if (wish === '') return 'today'
  const day = /^\d{4}-\d{2}-\d{2}$/.test(wish) ? new Date(`${wish}T00:00:00Z`) : null
  if (!day || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(wish)) return 'not-a-day'
  return wish < today ? { day: wish } : 'today'
}

/** The drawing as recorded on the day that is wished for; null when nothing was, or when today is meant. */
export async function knownDrawing(
  tx: Tx,
  landscape: { id: string },
  wish: KnownWish,
  language: Language,
): Promise<DrawnLandscape | null> {
  if (typeof wish === 'string') return null
  const drawn = await landscapeKnownOn(tx, landscape, wish.day, knownWords(language)('withdrawn'))
  return drawn && drawn.people.length > 0 ? drawn : null
}

interface KnownProps {
  language: Language
  url: URL
  wish: KnownWish
  today: string
}

/** Asks for a day, folded away until it is wanted; says so while a past one is shown, and leads back. Everything else stays as it is. */
export function KnownField({ language, url, wish, today }: KnownProps) {
  const say = knownWords(language)
  const others = [...url.searchParams].filter(([name]) => !['known', 'page', 'first', 'kept'].includes(name))
  return (
    <details class="known-on" open={wish !== 'today'}>
      <summary>{say('as_known_on')}</summary>
      {wish === 'not-a-day' && <p class="problem">{say('not_a_day')}</p>}
      {typeof wish !== 'string' && (
        <p class="caption">
          {say('shown', { day: writeDay(language, wish.day) })} <a href={sameLook(url, { known: '' })}>{say('back')}</a>
        </p>
      )}
      <form method="get" action={url.pathname}>
        {others.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <input
          class="input"
          type="date"
          name="known"
          aria-label={say('as_known_on')}
          max={today}
          value={typeof wish === 'string' ? '' : wish.day}
        />
        <button class="button button-plain" type="submit">
          {say('show')}
        </button>
      </form>
    </details>
  )
}

/** Where nothing was recorded yet. */
export async function NothingKnown({ tx, landscape, language, url, day }: NothingProps) {
  const say = knownWords(language)
  const first = await firstDayOf(tx, landscape.id)
  return (
    <EmptyState title={say('nothing_title', { day: writeDay(language, day) })} icon="waves">
      {first !== null && <p>{say('nothing', { first: writeDay(language, first) })}</p>}
      <p>
        <a href={sameLook(url, { known: '' })}>{say('back')}</a>
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
