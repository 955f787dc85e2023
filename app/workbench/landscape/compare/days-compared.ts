import { isDay } from '../formats/is-day.ts'
import { type KnownWish, knowledgeWish, knownWish } from '../known/known-wish.ts'

/** Which day is looked at, and with which earlier one it is compared. */
export interface DaysCompared {
  /** the later of the two */
  known: KnownWish
  /** the earlier one, always past; null where nothing is compared */
  than: string | null
  /** the address had them the other way round */
  isTurned: boolean
  /** why the other day of the address is not compared with */
  problem: 'unreadable' | 'future' | 'same' | null
}

/** Reads `known` and `than` of an address, in whichever order the two days stand in it. */
export function daysCompared(url: URL, today: string): DaysCompared {
  const known = knownWish(url, today)
  const wish = url.searchParams.get('than') ?? ''
  const alone = { known, than: null, isTurned: false }
  if (wish === '') return { ...alone, problem: null }
  if (!isDay(wish)) return { ...alone, problem: 'unreadable' }
  if (wish > today) return { ...alone, problem: 'future' }
  const shown = typeof known === 'string' ? today : known.day
  if (wish === shown) return { ...alone, problem: 'same' }
  if (wish < shown) return { known, than: wish, isTurned: false, problem: null }
  const by = knowledgeWish(url)
  return { known: wish === today ? 'today' : { day: wish, by }, than: shown, isTurned: true, problem: null }
}
