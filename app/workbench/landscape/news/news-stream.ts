import type { Handler } from 'hono'
import { signedIn, stillSignedIn } from '../../../people/people.ts'
import { notFound } from '../../../platform/http/http.ts'
import { type Place, toSignIn } from '../../visit.tsx'
import { findLandscape } from '../landscape.ts'
import { placesSign } from '../places/layout-queries.ts'

/** Milliseconds between two signs of life; each also asks whether the reader is still signed in and may still look. */
const heartbeat = 15_000
/** Streams that one person may have open at once; a browser with more tabs than that asks again when one closes. */
const mostStreams = 12

const streaming = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  // some proxies gather what they pass on
  'X-Accel-Buffering': 'no',
}

const open = new Map<string, number>()

/**
 * `GET /landscapes/:slug/landscape/news`: tells, for as long as somebody looks, to which version the landscape has come (server-sent
 * events), and a sign that changes when hills were moved or the map was laid out anew. Only numbers are sent, and only after it was asked anew whether the reader is signed in and may see this landscape. Whoever
 * does not ask for events gets the number once, as JSON.
 */
export function newsStream(place: Place, beat = heartbeat): Handler {
  return async (c) => {
    const person = signedIn(c)
    if (!person) return toSignIn(c)
    const look = () =>
      place.db.as({ kind: 'person', id: person.id }, async (tx) => {
        const found = await findLandscape(tx, c.req.param('slug') ?? '')
        return found && { ...found, places: await placesSign(tx, found.id) }
      })
    const landscape = await look()
    if (!landscape) throw notFound()
    if (!c.req.header('accept')?.includes('text/event-stream'))
      return c.json({ version: landscape.version, places: landscape.places })
    // Asked for its headers alone, a stream would go on for ever with nobody to hang up.
    if (c.req.method === 'HEAD') return c.body(null, 200, streaming)
    const running = open.get(person.id) ?? 0
    if (running >= mostStreams) return c.body(null, 204)
    open.set(person.id, running + 1)

    const encoder = new TextEncoder()
    let end = () => {}
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        let ended = false
        let told = -1
        let places = ''
        let checking = Promise.resolve()
        const check = () => {
          checking = checking.then(async () => {
            if (ended) return
            const now = (await stillSignedIn(c).catch(() => false)) ? await look().catch(() => null) : null
            if (ended) return
            if (!now || now.id !== landscape.id) return end()
            const news = [
              now.version === told ? '' : `event: version\ndata: ${now.version}\n\n`,
              now.places === places ? '' : `event: places\ndata: ${now.places}\n\n`,
            ].join('')
            told = now.version
            places = now.places
            controller.enqueue(encoder.encode(news || ': still here\n\n'))
          })
        }
        const unhear = place.db.hear('landscape_changed', (payload) => {
          if (payload === null || payload.startsWith(`${landscape.id} `)) check()
        })
        const beating = setInterval(check, beat)
        end = () => {
          if (ended) return
          ended = true
          clearInterval(beating)
          unhear()
          const left = (open.get(person.id) ?? 1) - 1
          if (left > 0) open.set(person.id, left)
          else open.delete(person.id)
          try {
            controller.close()
          } catch {
            // whoever listened has gone, and the stream with them
          }
        }
        controller.enqueue(encoder.encode('retry: 2000\n\n'))
        check()
      },
      cancel: () => end(),
    })
    c.req.raw.signal.addEventListener('abort', () => end())
    return c.body(stream, 200, streaming)
  }
}
