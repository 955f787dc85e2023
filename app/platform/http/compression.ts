import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context, MiddlewareHandler } from 'hono'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

export type Encoding = 'br' | 'gzip'

const worthwhile =
  /^(text\/(html|css|plain|javascript)|application\/((atom\+|rss\+)?xml|((problem|feed)\+)?json|octet-stream)|image\/svg\+xml)/
const smallest = 600

/** The best encoding a browser says it takes: Brotli, else gzip, else none. */
export function acceptedEncoding(header: string | undefined): Encoding | undefined {
  const wishes = new Map(
    (header ?? '').split(',').map((part) => {
      const [name = '', ...rest] = part.trim().toLowerCase().split(';')
      const quality = rest.find((one) => one.trim().startsWith('q='))
      return [name, quality ? Number(quality.trim().slice(2)) : 1] as const
    }),
  )
  return (['br', 'gzip'] as const).find((name) => (wishes.get(name) ?? 0) > 0)
}

/** Do bytes of this kind get smaller? Pictures and archives are small already. */
export function isWorthCompressing(contentType: string): boolean {
  return worthwhile.test(contentType)
}

/** Compresses pages and other answers held in memory; streams (exports, events) and files pass as they are, and what is compressed elsewhere. */
export function compressed(isLeftToMemory: (c: Context) => boolean = () => false): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { res } = c
    if (isLeftToMemory(c)) return
    const encoding = ledHereByAnother(c) ? undefined : acceptedEncoding(c.req.header('accept-encoding'))
    if (!res.body || res.headers.has('content-encoding') || !worthwhile.test(res.headers.get('content-type') ?? ''))
      return
    if (res.headers.has('transfer-encoding') || res.headers.has('content-disposition')) return
    res.headers.append('Vary', 'Accept-Encoding')
    if (!encoding || c.req.method === 'HEAD') return
    const bytes = Buffer.from(await res.arrayBuffer())
    const small = bytes.length < smallest
    const sent = small ? bytes : await compress(bytes, encoding)
    const headers = new Headers(res.headers)
    if (!small) headers.set('Content-Encoding', encoding)
    headers.set('Content-Length', String(sent.length))
    c.res = undefined
    c.res = new Response(new Uint8Array(sent), { status: res.status, headers })
  }
}

/**
 * Did a page of another site make the browser ask? It could put words of its own into the address again and again, and learn from how
 * small the answer gets whether they stand in the page already, letter by letter (BREACH). Such answers go out as they are.
 */
function ledHereByAnother(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  return site === 'cross-site' || site === 'same-site'
}

/** Quick rather than small: for what is made anew for each request, or at most kept for minutes. */
export function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return toGzip(bytes, { level: 6 })
  return toBrotli(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  })
}
