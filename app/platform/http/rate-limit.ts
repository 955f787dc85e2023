import type { Clock } from '../clock.ts'

export interface RateLimit {
  /** Counts one attempt. `wait` says after how many seconds the next one will be heard. */
  take(key: string): { kind: 'allowed' } | { kind: 'wait'; seconds: number }
}

interface RateLimitSettings {
  /** Attempts that are free within the window. */
  attempts: number
  /** After this many milliseconds without a refused attempt, all is forgotten. */
  windowMs: number
  clock: Clock
  /** No closing is longer: for a key that is somebody else's than whoever asks, so that nobody can be shut out by a stranger for hours. */
  longestMs?: number
  /** Keys remembered at most; beyond it the oldest are forgotten, so that an attacker cannot fill the memory. */
  keys?: number
}

interface Counted {
  attempts: number
  from: number
  refusals: number
  closedUntil: number
}

/**
 * Slows down whoever asks too often. Beyond the free attempts the door closes for a quarter of the window; then one attempt is
 * heard, and the next closing is longer (1, 1, 2, 3, 5, 8… quarters). Only a quiet window makes it forget; succeeding does not.
 *
 * Kept in the memory of one process: with several processes each counts for itself, so the limit is that many times wider.
 */
export function rateLimit({
  attempts,
  windowMs,
  clock,
  longestMs = Infinity,
  keys = 50_000,
}: RateLimitSettings): RateLimit {
  const counted = new Map<string, Counted>()

  function recall(key: string, now: number): Counted {
    const known = counted.get(key)
    counted.delete(key)
    const quiet = !known || now >= Math.max(known.from, known.closedUntil) + windowMs
    const state = quiet ? { attempts: 0, from: now, refusals: 0, closedUntil: 0 } : known
    counted.set(key, state)
    if (counted.size > keys) counted.delete(counted.keys().next().value as string)
    return state
  }

  return {
    take(key) {
      const now = clock.now().getTime()
      const state = recall(key, now)
      if (now < state.closedUntil) return wait(state.closedUntil - now)
      state.attempts += 1
      if (state.attempts <= attempts) return { kind: 'allowed' }
      state.attempts = attempts - 1
      state.refusals += 1
      state.closedUntil = now + Math.min(longestMs, fibonacci(state.refusals) * (windowMs / 4))
      return wait(state.closedUntil - now)
    },
  }
}

function wait(ms: number): { kind: 'wait'; seconds: number } {
  return { kind: 'wait', seconds: Math.max(1, Math.ceil(ms / 1000)) }
}

function fibonacci(n: number): number {
  let [a, b] = [1, 1]
  for (let i = 1; i < Math.min(n, 11); i++) [a, b] = [b, a + b]
  return a
}
