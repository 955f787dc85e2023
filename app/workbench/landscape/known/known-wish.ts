import { isDay } from '../formats/is-day.ts'

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
  return { day: wish, by: knowledgeWish(url) }
}

/** By whose knowledge a past day is looked at: what was known then, unless the address asks for what is known now. */
export function knowledgeWish(url: URL): 'then' | 'now' {
  return url.searchParams.get('by') === 'now' ? 'now' : 'then'
}
