import type { Context, Handler } from 'hono'
import type { Assets } from '../../platform/http/assets.ts'
import { factsOf, languageOf } from '../../platform/http/request.ts'
import { writeDay } from '../../platform/i18n/numbers.ts'
import { type Place, type Visit, visiting } from '../visit.tsx'
import { drawLandscapeMap } from './draw-landscape-map.ts'
import type { DrawnBoundary, DrawnLandscape } from './drawn-landscape.ts'
import { drawnLandscape } from './landscape.ts'
import type { ClearingsOf } from './landscape-page.tsx'
import { landscapeWords } from './landscape-words.ts'
import type { DrawnMap } from './map/draw-map.ts'
import { mapPicture, type PictureStyle } from './map/map-picture.ts'

/** The faces that stand on a map. */
const faces = [
  ['Literata', 'italic', 'literata-latin-wght-italic.woff2'],
  ['Literata', 'normal', 'literata-latin-wght-normal.woff2'],
  ['Instrument Sans', 'normal', 'instrument-sans-latin-wght-normal.woff2'],
] as const

/** `GET /landscapes/:slug/landscape/map.svg?boundary=…`: the map as a picture to print, with its key and who drew it; as this visitor may see it. */
export function mapPictureHandler(place: Place, clearingsOf: ClearingsOf): Handler {
  return visiting(place, async (c, visit) => {
    const drawn = await drawnLandscape(visit.tx, visit.landscape)
    const language = languageOf(c)
    const clearings = await clearingsOf(visit.tx, visit.landscape, drawn, language)
    const wanted = c.req.query('boundary')
    const boundary = drawn.boundaries.find(({ id }) => id === wanted) ?? null
    const wish = { boundary: boundary?.id ?? null, clearings, language, now: place.clock.now() }
    const { wide } = await drawLandscapeMap(visit, drawn, wish)
    const picture = mapPicture(wide, wordsOf(c, visit, drawn, boundary, wide), styleOf(factsOf(c).assets))
    return c.body(picture, 200, {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Content-Disposition': `attachment; filename="${visit.landscape.slug}.svg"`,
      'Cache-Control': 'no-store',
    })
  })
}

function wordsOf(
  c: Context,
  { landscape }: Visit,
  { about, people, practices }: DrawnLandscape,
  boundary: DrawnBoundary | null,
  { crossing }: DrawnMap,
) {
  const language = languageOf(c)
  const say = landscapeWords(language)
  const known = crossing && say('legend_cross', { crossing: crossing.crossing, all: crossing.known, unknown: 0 })
  const asOf = about.asOf && say('as_of', { day: writeDay(language, about.asOf) })
  const counts = say('counts', { people: people.length, practices: practices.length })
  return {
    title: landscape.name,
    boundary: boundary && { name: boundary.name, sides: boundary.sides },
    lines: [counts, known, [about.drawnBy, asOf].filter(Boolean).join(' · '), about.knownGaps].filter(
      (line) => !!line,
    ) as string[],
  }
}

const styles = new WeakMap<Assets, PictureStyle>()

/** What a picture must carry with it; put together once. */
function styleOf(assets: Assets): PictureStyle {
  const known = styles.get(assets)
  if (known) return known
  const bytesOf = (name: string) => assets.at(assets.url(name))!.bytes
  const sheet = bytesOf('ecotone.css').toString('utf8')
  const tokens = /:root \{[^}]*\}/.exec(sheet)?.[0] ?? ''
  const style = {
    css: tokens + bytesOf('map.css').toString('utf8'),
    faces: faces
      .map(([family, look, file]) => {
        const source = `url(data:font/woff2;base64,${bytesOf(file).toString('base64')}) format("woff2")`
        return `@font-face{font-family:"${family}";font-style:${look};font-weight:200 900;src:${source}}`
      })
      .join(''),
  }
  styles.set(assets, style)
  return style
}
