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
export function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
