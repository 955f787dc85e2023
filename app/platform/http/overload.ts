import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Context, MiddlewareHandler } from 'hono'

/** How many milliseconds late this process is with what it has to do. */
export type Lag = () => number

/** Beyond this a process turns away whoever comes; beyond the second, whoever only asks again and again how far something is. */
const tooLate = 1_500
const tooLateForAsking = 100

const lagKey = 'ecotone.lag'

/**
 * Answers 503 before anything is read or computed while the process is far behind: a few are asked to come back in a moment, instead of
 * everybody waiting until nothing is answered at all.
 */
export function turnAwayWhenLate(
  lag: Lag,
  refuse: (c: Context, waitSeconds: number) => Response | Promise<Response>,
): MiddlewareHandler {
  return async (c, next) => {
    c.set(lagKey, lag)
    return lag() > tooLate ? refuse(c, waitFor(lag())) : next()
  }
}

/** For what is asked for again and again: seconds to wait while the process is behind, so that polling gives way first; else null. */
export function pollingWait(c: Context): number | null {
  const late = (c.get(lagKey) as Lag | undefined)?.() ?? 0
  return late > tooLateForAsking ? waitFor(late) : null
}

function waitFor(late: number): number {
  return Math.min(60, Math.max(2, Math.ceil((late * 2) / 1000)))
}

const every = 250

/** Watches how late this process is: the mean of the last quarter of a second, and half of what was before. Does not keep it alive. */
export function watchLag(): Lag {
  const delays = monitorEventLoopDelay({ resolution: 10 })
  delays.enable()
  let lag = 0
  setInterval(() => {
    const now = Number.isNaN(delays.mean) ? 0 : Math.max(0, delays.mean / 1e6 - 10)
    lag = (lag + now) / 2
    delays.reset()
  }, every).unref()
  return () => lag
}
