import type { Context, Handler, Hono } from 'hono'
import { notFound } from '../../../platform/http/http.ts'
import { factsOf, languageOf } from '../../../platform/http/request.ts'
import { type Place, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { isToldOfFew } from '../landscape-policy.ts'
import { type ClearingsOf, type Looking, lookingAt } from '../looking.ts'
import { type Painter, painter, type Room } from './paint-picture.ts'
import { lettersWithoutFace } from './picture-faces.ts'
import { PictureLinks } from './picture-links.tsx'
import { type PictureAudience, type PictureInWords, pictureOfLooking } from './picture-of-looking.ts'
import { leastPixels, mostPixels, type PdfPaper, pdfPaper, pixelStep, pngSize } from './picture-size.ts'
import { pictureStyle, withFaces } from './picture-style.ts'
import { pictureWords } from './picture-words.ts'
import type { PaintTask } from './picture-worker.ts'
import { resolveStyles } from './resolve-styles.ts'
import { type Paper, setPicture } from './set-picture.ts'

/** The map as a file: `map.svg`, `map.png?size=…`, `map.pdf?size=…`, each as `lookingAt` says, for this visitor. */
export function pictureRoutes(app: Hono, place: Place, clearingsOf: ClearingsOf, paints: Painter = painter()): void {
  app.get('/landscapes/:slug/landscape/map.svg', svgHandler(place, clearingsOf))
  app.get('/landscapes/:slug/landscape/map.png', paintedHandler('png', place, clearingsOf, paints))
  app.get('/landscapes/:slug/landscape/map.pdf', paintedHandler('pdf', place, clearingsOf, paints))
}

function svgHandler(place: Place, clearingsOf: ClearingsOf): Handler {
  return visiting(place, async (c, visit) => {
    const looking = await lookingAt(place, c, visit, clearingsOf, { passedOn: true })
    if (looking.kind === 'nothing-known') throw notFound()
    const svg = setFor(c, await pictureOfLooking(looking, audienceOf(c, visit)), { kind: 'sheet' })
    return fileOf(c, looking.visit, 'svg', withFaces(svg, pictureStyle(factsOf(c).assets).faces))
  })
}

/** With small groups only for whoever may draw, and only when asked for. */
function audienceOf(c: Context, { landscape }: Visit): PictureAudience {
  return c.req.query('for') === 'team' && isToldOfFew(landscape) ? 'team' : 'public'
}

/** What is to be painted, found out inside the transaction of the visit and painted outside it, so that none stays open meanwhile. */
interface Errand {
  visit: Visit
  task: PaintTask
  room: Room
}

function paintedHandler(format: 'png' | 'pdf', place: Place, clearingsOf: ClearingsOf, paints: Painter): Handler {
  return async (c, next) => {
    let errand: Errand | undefined
    let room: ReturnType<Painter['roomFor']> | undefined
    const prepare = visiting(place, async (_, visit) => {
      const size = c.req.query('size')
      if (!isSize(format, size)) return refusal(c, visit, { kind: 'size', wish: size ?? '' })
      // asked for before anything is drawn, which is work as well
      room = paints.roomFor(visit.person.id)
      if (typeof room === 'string') return refusal(c, visit, { kind: room })
      const looking = await lookingAt(place, c, visit, clearingsOf, { passedOn: true })
      if (looking.kind === 'nothing-known') throw notFound()
      const task = await taskFor(c, format, size, looking, audienceOf(c, visit))
      errand = { visit, task, room }
      return c.body(null)
    })
    try {
      const answer = await prepare(c, next)
      if (errand === undefined) return answer
      const { visit, task } = errand
      const painted = await errand.room.paint(task, c.req.raw.signal)
      if (painted.kind === 'painted') return fileOf(c, visit, format, painted.bytes)
      return refusal(c, visit, { kind: 'failed' })
    } finally {
      if (typeof room === 'object') room.leave()
    }
  }
}

function isSize(format: 'png' | 'pdf', wish: string | undefined): boolean {
  return (format === 'png' ? pngSize(wish) : pdfPaper(wish)) !== null
}

/** What the painter is to do; the size is one. */
async function taskFor(
  c: Context,
  format: 'png' | 'pdf',
  wish: string | undefined,
  looking: Looking,
  audience: PictureAudience,
): Promise<PaintTask> {
  const picture = withMissingLetters(await pictureOfLooking(looking, audience), looking)
  if (format === 'pdf') {
    const page = pdfPaper(wish)!
    return pdfTask(setFor(c, picture, page.paper), page, picture, looking)
  }
  const { paper, width, dotsPerInch } = pngSize(wish)!
  return { format: 'png', svg: setFor(c, picture, paper), width, dotsPerInch }
}

/** Sentences on the page after the map; more are in the tables. */
const mostSentences = 400

function pdfTask(svg: string, { width, height }: PdfPaper, picture: PictureInWords, looking: Looking): PaintTask {
  const say = pictureWords(looking.language)
  const { title, description, sentences } = picture
  const left = sentences.length - mostSentences
  const more = left > 0 ? [say('in_words_more', { n: left })] : []
  const words = { title: say('in_words'), sentences: [...sentences.slice(0, mostSentences), ...more] }
  const author = looking.drawn.about.drawnBy ?? ''
  const seconds = Math.floor(looking.now.getTime() / 1000)
  return { format: 'pdf', svg, width, height, language: looking.language, title, author, description, words, seconds }
}

/** Where the painter has no type for some letters, the picture says so. */
function withMissingLetters(picture: PictureInWords, { language }: Looking): PictureInWords {
  const letters = lettersWithoutFace(picture.map.svg + picture.title + picture.cartouche.join(''))
  if (letters.length === 0) return picture
  const codes = letters.slice(0, 12).map((letter) => `U+${letter.codePointAt(0)!.toString(16).toUpperCase()}`)
  const told = pictureWords(language)('not_drawn', { letters: codes.join(' ') + (letters.length > 12 ? ' …' : '') })
  return { ...picture, cartouche: [...picture.cartouche, told] }
}

function setFor(c: Context, picture: PictureInWords, paper: Paper): string {
  return resolveStyles(setPicture(picture, paper), pictureStyle(factsOf(c).assets).css)
}

const types = { svg: 'image/svg+xml; charset=utf-8', png: 'image/png', pdf: 'application/pdf' } as const

function fileOf(
  c: Context,
  { landscape }: Visit,
  format: keyof typeof types,
  bytes: string | Uint8Array<ArrayBuffer>,
): Response {
  return c.body(bytes, 200, {
    'Content-Type': types[format],
    'Content-Disposition': `attachment; filename="${landscape.slug}.${format}"`,
    'Cache-Control': 'no-store',
  })
}

type Refused = { kind: 'size'; wish: string } | { kind: 'own' | 'busy' | 'failed' }

const statusOf = { size: 422, own: 429, busy: 503, failed: 503 } as const
/** Seconds until it makes sense to ask again. */
const waitFor = { own: '10', busy: '60' } as const

/** Says why there is no picture, and which there are. */
function refusal(c: Context, visit: Visit, refused: Refused): Promise<Response> {
  const language = languageOf(c)
  const say = pictureWords(language)
  const limits = { least: leastPixels, most: mostPixels, step: pixelStep }
  const why =
    refused.kind === 'size'
      ? say('refused_size', { wish: refused.wish.slice(0, 60), ...limits })
      : say(`refused_${refused.kind}`)
  if (refused.kind === 'own' || refused.kind === 'busy') c.header('Retry-After', waitFor[refused.kind])
  const url = new URL(c.req.url)
  const boundary = url.searchParams.get('boundary')
  return workbenchPage(
    c,
    visit,
    'landscape',
    { title: say('refused_title'), status: statusOf[refused.kind], styles: ['landscape.css'] },
    <div class="stack">
      <h1>{say('refused_title')}</h1>
      <p class="reading">{why}</p>
      <PictureLinks
        language={language}
        url={url}
        landscape={visit.landscape}
        boundary={boundary === null ? null : { id: boundary }}
      />
    </div>,
  )
}
