import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Clock } from '../clock.ts'
import { chooseLanguage } from '../i18n/language.ts'
import { uuidv7 } from '../uuid.ts'
import type { Assets } from './assets.ts'
import { BodyTooLarge, BodyUnreadable, limitBodies } from './body.ts'
import { acceptedEncoding, compressed } from './compression.ts'
import { knownHosts } from './hosts.ts'
import { answeredFromMemory, isKeptForAnybody, type KeptPages, keptPages } from './kept-pages.ts'
import { type Lag, turnAwayWhenLate } from './overload.ts'
import { type Addresses, knowRemote, readAddresses, remoteAddress } from './remote-address.ts'
import { cookieOf, setFacts, type Theme } from './request.ts'
import { onlyFromHere, securityHeaders } from './security.ts'
import { addWellKnown } from './well-known.ts'

/** Why a request was not answered as asked, for the page or the problem document that says so. */
export interface Trouble {
  status: 400 | 403 | 404 | 410 | 413 | 414 | 421 | 422 | 429 | 500 | 503
  /** For 429 and 503: seconds until it makes sense to ask again. */
  waitSeconds?: number
  /** For 413: how many bytes there may be. */
  limitBytes?: number
  requestId: string
}

export interface HttpSettings {
  /** The address people type, without a slash at the end. */
  origin: string
  assets: Assets
  clock: Clock
  /** Draws the page for a request that could not be answered. */
  troublePage(c: Context, trouble: Trouble): Response | Promise<Response>
  /** Told of every bug, once, with the request it happened in. */
  onBug(error: unknown, request: { id: string; method: string; route: string }): void
  /** Told of every answered request. */
  onAnswer?(answer: { id: string; method: string; route: string; status: number; ms: number }): void
  /** Other names than the one in `origin` under which this program may be called. */
  hosts?: readonly string[]
  /** Proxies whose word on where a request comes from is believed; without it those on this machine. */
  proxies?: Addresses
  /** Addresses that get no answer but a refusal. */
  blocked?: Addresses
  /** Whom to tell of a weakness, as a `mailto:` or `https:` address. */
  securityContact?: string | null
  /** Pages kept for anybody; without it, some of this application's own that nobody else can empty. */
  kept?: KeptPages
  /** How late this process is; without it, it never is. */
  lag?: Lag
  /** Can requests be served (is the database there)? Asked by `/readyz`. */
  ready(): Promise<boolean>
}

/**
 * The outer shell of the web application: every request gets an id, a language, security headers, a limit on its address and its body,
 * a check of the name it was called by and of where it comes from, compression, and a helpful page when something goes wrong. Add routes
 * to what it returns.
 */
export function httpApp(settings: HttpSettings): Hono {
  const app = new Hono()
  const trouble = troubleAnswer(settings)
  app.use(observed(settings))
  app.use(knowRemote(settings.proxies ?? onThisMachine))
  app.use(answeredFromMemory(settings.kept ?? keptPages(), settings.clock, isOurs(settings)))
  app.use(securityHeaders(settings.origin))
  app.get('/assets/*', serveAssets(settings.assets))
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) =>
    (await settings.ready().catch(() => false)) ? c.text('ready') : c.text('not ready', 503),
  )
  app.use(compressed(isKeptForAnybody))
  app.use(knowing(settings))
  app.use(turnAwayWhenLate(settings.lag ?? (() => 0), (c, waitSeconds) => trouble(c, { status: 503, waitSeconds })))
  app.use(calledRightly(settings, trouble))
  // Nothing we keep has a NUL character in its name, and the database cannot even be asked for one.
  app.use((c, next) => (c.req.url.includes('%00') ? Promise.resolve(trouble(c, { status: 404 })) : next()))
  app.use(onlyFromHere(settings.origin, (c) => trouble(c, { status: 403 })))
  app.use(limitBodies())
  addWellKnown(app, { ...settings, securityContact: settings.securityContact ?? null })
  app.notFound((c) => trouble(c, { status: 404 }))
  app.onError((error, c) => answerError(settings, trouble, error, c))
  return app
}

const onThisMachine = readAddresses(['127.0.0.0/8', '::1'])

/** Longer addresses than any page of ours makes; servers before us may cut off much earlier. */
const longestAddress = 8_000

/** Refuses what was called by a name that is not ours, what comes from a blocked address, and addresses beyond all measure. */
function calledRightly({ origin, hosts, blocked }: HttpSettings, trouble: Answer): MiddlewareHandler {
  const known = knownHosts(origin, hosts)
  return async (c, next) => {
    if (!known(c.req.header('host') ?? new URL(c.req.url).host)) return trouble(c, { status: 421 })
    if (blocked?.(remoteAddress(c))) return trouble(c, { status: 403 })
    return c.req.url.length > longestAddress ? trouble(c, { status: 414 }) : next()
  }
}

/** Was this program called by a name of its own, from where one may ask? */
function isOurs({ origin, hosts, blocked }: HttpSettings): (c: Context) => boolean {
  const known = knownHosts(origin, hosts)
  return (c) => known(c.req.header('host') ?? new URL(c.req.url).host) && !blocked?.(remoteAddress(c))
}

type Answer = (c: Context, trouble: Omit<Trouble, 'requestId'>) => Response | Promise<Response>

/** Thrown by a page that cannot be answered as asked; caught once, here. Expected outcomes of a use case are values instead. */
export class Refusal extends Error {
  readonly trouble: Omit<Trouble, 'requestId'>
  constructor(trouble: Omit<Trouble, 'requestId'>) {
    super(`Refused with ${trouble.status}`)
    this.trouble = trouble
  }
}

/** Nothing is here, or nothing that this person may know of. */
export function notFound(): Refusal {
  return new Refusal({ status: 404 })
}

/** Something was here that anybody could see, and is not any more. */
export function gone(): Refusal {
  return new Refusal({ status: 410 })
}

export function forbidden(): Refusal {
  return new Refusal({ status: 403 })
}

export function tooMany(waitSeconds: number): Refusal {
  return new Refusal({ status: 429, waitSeconds })
}

const requestId = 'ecotone.request-id'

function observed({ clock, onAnswer }: HttpSettings): MiddlewareHandler {
  return async (c, next) => {
    const from = clock.now().getTime()
    const id = uuidv7(from)
    c.set(requestId, id)
    await next()
    c.res.headers.set('X-Request-Id', id)
    const ms = clock.now().getTime() - from
    onAnswer?.({ id, method: c.req.method, route: routeOf(c), status: c.res.status, ms })
  }
}

/** The address as the program knows it, `/landscapes/:slug`: what stands in its places may be a name, or open something. */
function routeOf(c: Context): string {
  return matchedRoutes(c).findLast(({ path }) => path !== '/*')?.path ?? 'none'
}

function knowing({ assets, origin }: HttpSettings): MiddlewareHandler {
  return async (c, next) => {
    setFacts(c, {
      id: c.get(requestId) as string,
      language: chooseLanguage({ cookie: cookieOf(c, 'language'), acceptLanguage: c.req.header('accept-language') }),
      theme: themeOf(c),
      assets,
      origin,
    })
    await next()
  }
}

function themeOf(c: Context): Theme {
  const theme = cookieOf(c, 'theme')
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function serveAssets(assets: Assets): MiddlewareHandler {
  return async (c) => {
    const found = assets.at(c.req.path)
    if (!found) return c.text('There is no such file.', 404)
    const encoding = acceptedEncoding(c.req.header('accept-encoding'))
    const encoded = encoding && found.encoded(encoding)
    const headers = new Headers({
      'Content-Type': found.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      ETag: found.etag,
      Vary: 'Accept-Encoding',
    })
    if (c.req.header('if-none-match') === found.etag) return new Response(null, { status: 304, headers })
    if (encoded && encoding) headers.set('Content-Encoding', encoding)
    return new Response(new Uint8Array(encoded ?? found.bytes), { headers })
  }
}

/** Programs get a problem document (RFC 9457), people a page. */
function troubleAnswer({ troublePage }: HttpSettings): Answer {
  return async (c, given) => {
    const trouble: Trouble = { ...given, requestId: c.get(requestId) as string }
    if (trouble.waitSeconds !== undefined) c.header('Retry-After', String(trouble.waitSeconds))
    return c.req.path.startsWith('/api/') ? problemDocument(c, trouble) : troublePage(c, trouble)
  }
}

/** Statuses that only programs are told. */
type ProblemStatus = Trouble['status'] | 401 | 409

const titles: Record<ProblemStatus, string> = {
  400: 'The request could not be read',
  401: 'Not known',
  403: 'Not allowed',
  404: 'Nothing is at this address',
  409: 'Somebody else was quicker',
  410: 'What was at this address was taken down',
  413: 'The body is too large',
  414: 'The address is too long',
  421: 'This program is not called by that name',
  422: 'The values do not fit together',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
  503: 'Too much is being asked at this moment',
}

/** A problem document (RFC 9457); `detail` says what to do about it, `more` is for programs that can do something about it themselves. */
export function problemDocument(
  c: Context,
  trouble: { status: ProblemStatus; requestId: string; waitSeconds?: number },
  detail?: string,
  more: Readonly<Record<string, unknown>> = {},
): Response {
  const body = {
    type: 'about:blank',
    ...more,
    title: titles[trouble.status],
    status: trouble.status,
    detail,
    instance: trouble.requestId,
    wait_seconds: trouble.waitSeconds,
  }
  return c.body(JSON.stringify(body), trouble.status, { 'Content-Type': 'application/problem+json; charset=utf-8' })
}

function answerError(
  settings: HttpSettings,
  trouble: Answer,
  error: unknown,
  c: Context,
): Response | Promise<Response> {
  if (error instanceof Refusal) return trouble(c, error.trouble)
  const body = bodyError(error)
  if (body instanceof BodyTooLarge) return trouble(c, { status: 413, limitBytes: body.limit })
  if (body) return trouble(c, { status: 400 })
  settings.onBug(error, { id: c.get(requestId) as string, method: c.req.method, route: routeOf(c) })
  return trouble(c, { status: 500 })
}

/** Reading a body may wrap our error in another; look at what caused it. */
function bodyError(error: unknown): BodyTooLarge | BodyUnreadable | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one instanceof BodyTooLarge || one instanceof BodyUnreadable) return one
  }
  return undefined
}
