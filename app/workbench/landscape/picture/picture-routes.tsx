import type { Context, Handler, Hono } from 'hono'
import { notFound } from '../../../platform/http/http.ts'
import { factsOf, languageOf } from '../../../platform/http/request.ts'
import { type Place, type Visit, visiting, workbenchPage } from '../../visit.tsx'
import { type ClearingsOf, type Looking, lookingAt } from '../looking.ts'
import { type Painter, painter } from './paint-picture.ts'
import { lettersWithoutFace } from './picture-faces.ts'
import { PictureLinks } from './picture-links.tsx'
import { type PictureInWords, pictureOfLooking } from './picture-of-looking.ts'
import { leastPixels, mostPixels, type PdfPaper, pdfPaper, pngSize } from './picture-size.ts'
import { pictureStyle, withFaces } from './picture-style.ts'
import { pictureWords } from './picture-words.ts'
import type { PaintTask } from './picture-worker.ts'
import { resolveStyles } from './resolve-styles.ts'
import { type Paper, setPicture } from './set-picture.ts'

/** The map as a file: `map.svg`, `map.png?size=…`, `map.pdf?size=…`, each as `lookingAt` says, for this visitor. */
export function pictureRoutes(app: Hono, place: Place, clearingsOf: ClearingsOf): void {
  const paints = painter()
  app.get('/landscapes/:slug/landscape/map.svg', svgHandler(place, clearingsOf))
  app.get('/landscapes/:slug/landscape/map.png', paintedHandler('png', place, clearingsOf, paints))
  app.get('/landscapes/:slug/landscape/map.pdf', paintedHandler('pdf', place, clearingsOf, paints))
}

function svgHandler(place: Place, clearingsOf: ClearingsOf): Handler {
  return visiting(place, async (c, visit) => {
    const looking = await lookingAt(place, c, visit, clearingsOf)
    if (looking.kind === 'nothing-known') throw notFound()
    const svg = setFor(c, await pictureOfLooking(looking), { kind: 'sheet' })
    return fileOf(c, looking.visit, 'svg', withFaces(svg, pictureStyle(factsOf(c).assets).faces))
  })
}

/** What is to be painted, found out inside the transaction of the visit and painted outside it, so that none stays open meanwhile. */
interface Errand {
  visit: Visit
  looking: Looking
  task: PaintTask
}

function paintedHandler(format: 'png' | 'pdf', place: Place, clearingsOf: ClearingsOf, paints: Painter): Handler {
  return async (c, next) => {
    let errand: Errand | undefined
    const prepare = visiting(place, async (_, visit) => {
      const looking = await lookingAt(place, c, visit, clearingsOf)
      if (looking.kind === 'nothing-known') throw notFound()
      const wish = c.req.query('size')
      const task = await taskFor(c, format, wish, looking)
      if (task === null) return refusal(c, visit, 422, looking, { kind: 'size', wish: wish ?? '' })
      errand = { visit, looking, task }
      return c.body(null)
    })
    const answer = await prepare(c, next)
    if (errand === undefined) return answer
    const { visit, looking, task } = errand
    const painted = await paints.paint(task)
    if (painted.kind === 'painted') return fileOf(c, visit, format, painted.bytes)
    return refusal(c, visit, 503, looking, { kind: painted.kind })
  }
}

/** What the painter is to do; null where the address asks for a size that is none. */
async function taskFor(
  c: Context,
  format: 'png' | 'pdf',
  wish: string | undefined,
  looking: Looking,
): Promise<PaintTask | null> {
  const [pixels, page] = format === 'png' ? [pngSize(wish), null] : [null, pdfPaper(wish)]
  const size = pixels ?? page
  if (size === null) return null
  const picture = withMissingLetters(await pictureOfLooking(looking), looking)
  const svg = setFor(c, picture, size.paper)
  if (page) return pdfTask(svg, page, picture, looking)
  return pixels && { format: 'png', svg, width: pixels.width, dotsPerInch: pixels.dotsPerInch }
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

type Refused = { kind: 'size'; wish: string } | { kind: 'busy' } | { kind: 'failed' }

/** Says why there is no picture, and which there are. */
function refusal(c: Context, visit: Visit, status: 422 | 503, looking: Looking, refused: Refused): Promise<Response> {
  const language = languageOf(c)
  const say = pictureWords(language)
  const why =
    refused.kind === 'size'
      ? say('refused_size', { wish: refused.wish.slice(0, 60), least: leastPixels, most: mostPixels })
      : say(`refused_${refused.kind}`)
  return workbenchPage(
    c,
    visit,
    'landscape',
    { title: say('refused_title'), status, styles: ['landscape.css'] },
    <div class="stack">
      <h1>{say('refused_title')}</h1>
      <p class="reading">{why}</p>
      <PictureLinks language={language} url={looking.url} landscape={visit.landscape} boundary={looking.boundary} />
    </div>,
  )
}
