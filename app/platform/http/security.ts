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

const keptToItself = 'ecotone.kept-to-itself'

/** Has the browser see to it that nothing of this page asks for anything, or sends anything, but its own scripts and pictures. */
export function keepToItself(c: Context): void {
  c.set(keptToItself, true)
}

/** The headers every answer carries. A page can neither run what is not ours nor be shown inside another site. */
export function securityHeaders(origin: string): MiddlewareHandler {
  const overTls = origin.startsWith('https:')
  return async (c, next) => {
    await next()
    const headers = c.res.headers
    headers.set('Content-Security-Policy', contentPolicy(c.get(keptToItself) ? "'none'" : "'self'"))
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('X-Frame-Options', 'DENY')
    // Not "no-referrer": with it browsers send "Origin: null" with our own forms, and the check below would refuse them.
    headers.set('Referrer-Policy', 'same-origin')
    headers.set(
      'Permissions-Policy',
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    )
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    headers.set('Cross-Origin-Resource-Policy', 'same-origin')
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
