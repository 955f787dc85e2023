import { createHash } from 'node:crypto'
import type { Context, MiddlewareHandler, Next } from 'hono'
import type { Clock } from '../clock.ts'
import { chooseLanguage } from '../i18n/language.ts'
import { acceptedEncoding, compress, type Encoding, isWorthCompressing } from './compression.ts'
import { cookieOf } from './request.ts'

/**
 * Pages that are the same for anybody, kept in memory between requests: by their address, the language and the theme, which is all that
 * they may differ by. Whoever has any other cookie (a session) or a token is never answered from here, and nothing they get is kept.
 * Bounded by bytes: what was asked for longest ago goes first. Emptied whenever something that is shown has changed.
 */
export interface KeptPages {
  /** Nothing is left; what is being made at this moment is not kept either, since it may have begun before the change. */
  empty(): void
  find(key: string): KeptPage | undefined
  keep(key: string, page: KeptPage, round: number): void
  /** counts up with each emptying */
  round(): number
}

interface KeptPage {
  bytes: Uint8Array<ArrayBuffer>
  encoded: Partial<Record<Encoding, Uint8Array<ArrayBuffer>>>
  headers: Record<string, string>
  hash: string
  modified: number | null
  until: number
}

/** Room for pages: bytes of all together, with what they were compressed to. */
const mostBytes = 64_000_000
/** Longer addresses are answered and not kept: no link of ours leads there. */
const longestAddress = 300

export function keptPages(most = mostBytes): KeptPages {
  const pages = new Map<string, KeptPage>()
  let bytes = 0
  let round = 0
  // what a page is compressed to is about half of it, and comes later
  const sizeOf = (page: KeptPage) => page.bytes.length * 1.5 + 1_000
  function drop(key: string): void {
    const page = pages.get(key)
    if (!page) return
    pages.delete(key)
    bytes -= sizeOf(page)
  }
  return {
    empty() {
      pages.clear()
      bytes = 0
      round += 1
    },
    find(key) {
      const page = pages.get(key)
      if (!page) return undefined
      pages.delete(key)
      pages.set(key, page)
      return page
    },
    keep(key, page, began) {
      if (began !== round || sizeOf(page) > most) return
      drop(key)
      pages.set(key, page)
      bytes += sizeOf(page)
      for (const oldest of pages.keys()) {
        if (bytes <= most) return
        drop(oldest)
      }
    },
    round: () => round,
  }
}

const seconds = 'ecotone.kept-seconds'
const anonymous = 'ecotone.asked-by-anybody'

/**
 * Says that this answer is the same for anybody who asks in this language and theme, so that it may be kept in memory, and told by an
 * `ETag` whether it changed. Only where nothing on it comes from who asks, and no form on it has a key of its own. `forSeconds`: how long
 * at most, where what it says depends on the time; a change of what is shown empties the memory anyway.
 */
export function keepForAnybody(c: Context, forSeconds = 600): void {
  c.set(seconds, forSeconds)
}

/** Will this answer be kept, or at least told by its `ETag`? Then it is compressed there, once, and not on its way out. */
export function isKeptForAnybody(c: Context): boolean {
  return (
    c.get(anonymous) === true &&
    c.get(seconds) !== undefined &&
    c.res.status === 200 &&
    !c.res.headers.has('set-cookie')
  )
}

/**
 * Stands before everything else that works: answers from memory what is there, and keeps what a page said may be kept. What many ask for at
 * once, as after a change, is made for the first of them, and the others wait for it. `mayAsk` refuses what has to go the long way, to be
 * turned away there (a blocked address, a name that is not ours).
 */
export function answeredFromMemory(kept: KeptPages, clock: Clock, mayAsk: (c: Context) => boolean): MiddlewareHandler {
  const beingMade = new Map<string, Promise<Made>>()
  return async (c, next) => {
    const key = c.req.method === 'GET' || c.req.method === 'HEAD' ? keyOf(c) : null
    if (key === null || !mayAsk(c)) return next()
    for (;;) {
      const found = kept.find(key)
      if (found && found.until > clock.now().getTime()) return answer(c, found)
      const made = beingMade.get(key)
      if (!made || (await made) === 'for one') break
    }
    const make = () => makeAndKeep(c, next, { kept, clock, key })
    if (c.req.method === 'HEAD' || key.length > longestAddress || beingMade.has(key)) {
      await make()
      return
    }
    const { promise, resolve } = Promise.withResolvers<Made>()
    beingMade.set(key, promise)
    let made: Made = 'for one'
    try {
      made = await make()
    } finally {
      beingMade.delete(key)
      resolve(made)
    }
  }
}

/** Is what was made there for whoever waited for it? What is for one alone each makes for themselves, all at once. */
type Made = 'for anybody' | 'for one'

async function makeAndKeep(
  c: Context,
  next: Next,
  { kept, clock, key }: { kept: KeptPages; clock: Clock; key: string },
): Promise<Made> {
  c.set(anonymous, true)
  const round = kept.round()
  await next()
  // answers to HEAD have no body to keep
  if (!isKeptForAnybody(c) || c.req.method === 'HEAD') return 'for one'
  const page = await read(c, clock.now().getTime() + (c.get(seconds) as number) * 1000)
  if (key.length <= longestAddress) kept.keep(key, page, round)
  c.res = undefined
  c.res = await answer(c, page)
  return 'for anybody'
}

/** What the answer can differ by; null where it may differ by who asks. */
function keyOf(c: Context): string | null {
  if (c.req.header('authorization') !== undefined) return null
  const cookies = c.req.header('cookie')
  if (cookies && !/^(\s*(language|theme)=[^;]*(;|$))*$/.test(cookies)) return null
  const language = chooseLanguage({
    cookie: cookies && cookieOf(c, 'language'),
    acceptLanguage: c.req.header('accept-language'),
  })
  const theme = cookies ? cookieOf(c, 'theme') : undefined
  const { url } = c.req
  return `${language} ${theme === 'light' || theme === 'dark' ? theme : ''} ${url.slice(url.indexOf('/', 8))}`
}

async function read(c: Context, until: number): Promise<KeptPage> {
  const bytes = new Uint8Array(await c.res.arrayBuffer())
  const headers = new Headers(c.res.headers)
  for (const ofOne of ['content-length', 'x-request-id', 'vary']) headers.delete(ofOne)
  // asked each time, and told in a few bytes that nothing changed
  headers.set('cache-control', 'no-cache')
  headers.set('vary', 'Accept-Encoding, Accept-Language, Cookie')
  const modified = Date.parse(headers.get('last-modified') ?? '')
  return {
    bytes,
    encoded: {},
    headers: Object.fromEntries(headers),
    hash: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
    modified: Number.isNaN(modified) ? null : modified,
    until,
  }
}

async function answer(c: Context, page: KeptPage): Promise<Response> {
  const encoding = isWorthCompressing(page.headers['content-type'] ?? '')
    ? acceptedEncoding(c.req.header('accept-encoding'))
    : undefined
  // a strong tag stands for these very bytes, so each encoding has its own
  const etag = encoding ? `"${page.hash}-${encoding}"` : `"${page.hash}"`
  const headers: Record<string, string> = { ...page.headers, etag }
  if (isKnown(c, etag, page)) {
    delete headers['content-type']
    return new Response(null, { status: 304, headers })
  }
  let { bytes } = page
  if (encoding) {
    bytes = page.encoded[encoding] ??= new Uint8Array(await compress(Buffer.from(page.bytes), encoding))
    headers['content-encoding'] = encoding
  }
  headers['content-length'] = String(bytes.length)
  return new Response(c.req.method === 'HEAD' ? null : bytes, { status: 200, headers })
}

/** Does whoever asks have it already (RFC 9110, 13.2.2)? A tag says more than a date, so a date counts only without one. */
function isKnown(c: Context, etag: string, { modified }: KeptPage): boolean {
  const known = c.req.header('if-none-match')
  if (known !== undefined) {
    return known.trim() === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
  }
  const since = Date.parse(c.req.header('if-modified-since') ?? '')
  return modified !== null && !Number.isNaN(since) && modified <= since
}
