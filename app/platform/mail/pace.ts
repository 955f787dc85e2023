/** How gently one domain is sent to. */
export interface Gentleness {
  /** Letters that may go to one domain at once. */
  burst: number
  /** Letters for each minute after that. */
  perMinute: number
}

/** Large providers take this from a sender they hardly know. */
export const gentle: Gentleness = { burst: 30, perMinute: 60 }

/**
 * Keeps count of how much went to which domain, so that nobody's server is flooded. What somebody asked for and what goes to a list
 * are counted apart: a newsletter does not hold up a link to sign in with. Kept in the memory of one process.
 */
export function domainPace({ burst, perMinute }: Gentleness, domains = 10_000) {
  const interval = 60_000 / perMinute
  const filled = new Map<string, number>()
  return {
    /** Takes the next place for this domain: 0 when the letter may go now, otherwise in how many milliseconds. */
    take(key: string, now: number): number {
      const full = Math.max(filled.get(key) ?? now, now)
      const early = full - now - (burst - 1) * interval
      if (early > 0) return early
      filled.delete(key)
      filled.set(key, full + interval)
      if (filled.size > domains) filled.delete(filled.keys().next().value as string)
      return 0
    },
  }
}
