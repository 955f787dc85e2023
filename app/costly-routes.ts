import type { Context, Hono, MiddlewareHandler } from 'hono'
import { signedIn } from './people/people.ts'
import type { Clock } from './platform/clock.ts'
import { tooMany } from './platform/http/http.ts'
import { pollingWait } from './platform/http/overload.ts'
import { rateLimit } from './platform/http/rate-limit.ts'
import { remoteAddress, remotePlace } from './platform/http/remote-address.ts'

/** What costs this program much more than a page does, and how often within ten minutes one account may have it. Far above any work by hand. */
const costly = {
  pictures: {
    most: 200,
    routes: [
      'GET /landscapes/:slug/landscape/map.svg',
      'GET /landscapes/:slug/landscape/map.png',
      'GET /landscapes/:slug/landscape/map.pdf',
    ],
  },
  readings: { most: 100, routes: ['POST /landscapes/:slug/readings', 'POST /api/landscapes/:slug/readings'] },
  exports: {
    most: 100,
    routes: [
      'GET /landscapes/:slug/export/:format',
      'GET /landscapes/:slug/export.zip',
      'GET /api/landscapes/:slug/whole',
    ],
  },
  searches: { most: 300, routes: ['GET /handbook/search'] },
  imports: { most: 100, routes: ['POST /landscapes/bring'] },
  whatIfs: {
    most: 600,
    routes: ['GET /landscapes/:slug/what-if/result', 'POST /api/landscapes/:slug/what-if'],
  },
  redrawings: {
    most: 100,
    routes: ['POST /api/landscapes/:slug/redraw/proposals', 'GET /landscapes/:slug/redraw'],
  },
} satisfies Record<string, { most: number; routes: string[] }>

/** What open pages ask for again and again by themselves. It gives way first while the program is behind. */
const polled = ['GET /api/landscapes/:slug/readings/:reading', 'GET /landscapes/:slug/landscape/news']

const window = 10 * 60_000
/** A place (an office, a school behind one address) may have so many times what one account may. */
const accountsAPlace = 10

/** Stands before the costly routes and counts. To be called when it is known who asks, before the routes are added. */
export function limitCostlyRoutes(app: Hono, clock: Clock): void {
  for (const { most, routes } of Object.values(costly)) {
    const counting = counted(most, clock)
    for (const route of routes) before(app, route, counting)
  }
  for (const route of polled) before(app, route, givingWay)
}

function before(app: Hono, route: string, handler: MiddlewareHandler): void {
  const [method = '', path = ''] = route.split(' ')
  app.on(method, path, handler)
}

function counted(most: number, clock: Clock): MiddlewareHandler {
  const perAccount = rateLimit({ attempts: most, windowMs: window, clock })
  const perPlace = rateLimit({ attempts: most * accountsAPlace, windowMs: window, clock })
  return async (c, next) => {
    const person = signedIn(c)
    if (person) refuseBeyond(perAccount.take(person.id))
    if (remoteAddress(c) !== 'unknown') refuseBeyond(perPlace.take(remotePlace(c)))
    await next()
  }
}

function refuseBeyond(taken: ReturnType<ReturnType<typeof rateLimit>['take']>): void {
  if (taken.kind === 'wait') throw tooMany(taken.seconds)
}

async function givingWay(c: Context, next: () => Promise<void>): Promise<void> {
  // a stream is opened once and then costs little; only asking again and again is put off
  const wait = c.req.header('accept')?.includes('text/event-stream') ? null : pollingWait(c)
  if (wait !== null) throw tooMany(wait)
  await next()
}
