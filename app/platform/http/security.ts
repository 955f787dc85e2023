import type { Context, MiddlewareHandler } from 'hono'

const contentPolicy = (connect: "'self'" | "'none'") =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/**
 * For our own files. A worker goes by the policy its program came with, not by that of the page that started it: it may load our parts of
 * programs and nothing else. Opened by itself, a picture of ours runs nothing.
 */
const policyOfFiles =
  "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** For the HTML of a letter inside a page of ours: its own styles, nothing that runs, nothing that is fetched, no form, no way out. */
const policyOfLetters =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"

const frames = 'ecotone.frames'

/** This page shows another answer of ours in a frame, or is the letter that is shown in one. */
export function inFrames(c: Context, part: 'the page' | 'the letter'): void {
  c.set(frames, part)
}

const keptToItself = 'ecotone.kept-to-itself'

/** Has the browser see to it that nothing of this page asks for anything, or sends anything, but its own scripts and pictures. */
export function keepToItself(c: Context): void {
  c.set(keptToItself, true)
}

const toBeFound = 'ecotone.to-be-found'

/** Search engines may find this page: anybody may read it. Everything else they are asked to leave out. */
export function letBeFound(c: Context): void {
  c.set(toBeFound, true)
}

const toBeShownElsewhere = 'ecotone.to-be-shown-elsewhere'

/** Pages of other sites may show this picture: it is there to go with links to us. */
export function letBeShownElsewhere(c: Context): void {
  c.set(toBeShownElsewhere, true)
}

/**
 * Has the browser let go of every page it kept, after somebody signed out: whoever sits down there next finds none by going back. What one
 * keeps on purpose (sketches of one's own, drawn without an account) stays, so "storage" is not said.
 */
export function forgetPages(c: Context): void {
  c.header('Clear-Site-Data', '"cache"')
}

/** The headers every answer carries. A page can neither run what is not ours nor be shown inside another site. */
export function securityHeaders(origin: string): MiddlewareHandler {
  const overTls = origin.startsWith('https:')
  return async (c, next) => {
    await next()
    const headers = c.res.headers
    const ofFile = c.req.path.startsWith('/assets/')
    const part = c.get(frames) as Parameters<typeof inFrames>[1] | undefined
    const policy = contentPolicy(c.get(keptToItself) ? "'none'" : "'self'")
    const ofPage = part === 'the page' ? `${policy}; frame-src 'self'` : policy
    headers.set('Content-Security-Policy', ofFile ? policyOfFiles : part === 'the letter' ? policyOfLetters : ofPage)
    if (!ofFile && c.get(toBeFound) !== true) headers.set('X-Robots-Tag', 'noindex, nofollow')
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('X-Frame-Options', part === 'the letter' ? 'SAMEORIGIN' : 'DENY')
    // Not "no-referrer": with it browsers send "Origin: null" with our own forms, and the check below would refuse them.
    headers.set('Referrer-Policy', 'same-origin')
    headers.set(
      'Permissions-Policy',
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    )
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    headers.set('Cross-Origin-Resource-Policy', c.get(toBeShownElsewhere) === true ? 'cross-origin' : 'same-origin')
    if (overTls) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Did a change come from a page of ours? Browsers say so in `Sec-Fetch-Site` (over HTTPS and on this machine) and in
 * `Origin` (always, with forms). A request with neither comes from a program; it may pass only if it carries no cookie,
 * since then it acts for nobody.
 */
function comesFromHere(request: Request, origin: string): boolean {
  if (safeMethods.has(request.method)) return true
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return false
  const from = request.headers.get('origin')
  if (from !== null) return isOurs(from, request, origin)
  return site !== null || request.headers.get('cookie') === null
}

function isOurs(from: string, request: Request, origin: string): boolean {
  if (from === origin) return true
  // On a local network people type whatever name reaches the machine: then the page's origin is the host they typed.
  const url = URL.parse(from)
  return url !== null && url.host === (request.headers.get('host') ?? new URL(request.url).host)
}

/** Lets pass only changes asked for by our own pages; `refuse` answers the others. */
export function onlyFromHere(origin: string, refuse: (c: Context) => Response | Promise<Response>): MiddlewareHandler {
  return async (c, next) => {
    if (!comesFromHere(c.req.raw, origin)) return refuse(c)
    await next()
  }
}
