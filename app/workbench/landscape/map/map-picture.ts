import { escaped } from './draw-places.ts'
import { extent } from './labels.ts'
import { type Mark, markGlyph, markOf } from './symbols.ts'

export interface PictureWords {
  title: string
  /** the boundary's name and its sides; nothing without one */
  boundary: { name: string; sides: readonly string[] } | null
  /** who drew it, as of when, what crosses, what is missing: a line each */
  lines: readonly string[]
}

/** Everything a picture needs that a page has in its stylesheets. */
export interface PictureStyle {
  /** `tokens.css` and `map.css` */
  css: string
  /** faces of type as `@font-face` rules with their bytes in them */
  faces: string
}

const FOOT = { margin: 24, title: 22, line: 17, size: 12.5 }

/**
 * A drawn map as a file that stands by itself: colours and faces inside it, and below the map its title, the sides of the boundary, and the
 * cartouche, because no view is from nowhere. Light, as on paper.
 */
export function mapPicture(
  drawn: { svg: string; width: number; height: number },
  words: PictureWords,
  { css, faces }: PictureStyle,
): string {
  const { width, height } = drawn
  const inner = drawn.svg.slice(drawn.svg.indexOf('>') + 1, drawn.svg.lastIndexOf('</svg>'))
  const foot = footOf(words, width, height)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="map map-wide" data-theme="light" width="${width}" height="${foot.bottom}" viewBox="0 0 ${width} ${foot.bottom}">` +
    `<title>${escaped(words.title)}</title><style>${forSvg(faces)}${forSvg(css)}.map{height:auto}</style>` +
    `<rect width="${width}" height="${foot.bottom}" fill="var(--open-water)"/>${withoutLinks(inner)}` +
    `<rect y="${height}" width="${width}" height="${foot.bottom - height}" fill="var(--card)"/>${foot.svg}</svg>`
  )
}

function footOf(words: PictureWords, width: number, top: number): { svg: string; bottom: number } {
  const { margin, title, line, size } = FOOT
  let y = top + margin + 10
  const parts = [text(words.title, margin, y, title, 'var(--serif)', 500)]
  if (words.boundary !== null) {
    y += 26
    let x = margin
    words.boundary.sides.forEach((side, nth) => {
      const mark: Mark = markOf([nth])
      parts.push(markGlyph(mark, { x: x + 5, y: y - 4 }, 4.6), text(side, x + 16, y, size, 'var(--sans)', 400))
      x += 16 + extent([side], 'instrument', size, 0).width + 22
    })
    parts.push(text(words.boundary.name, width - margin, y, size, 'var(--sans)', 600, 'end'))
  }
  for (const each of words.lines) {
    y += line + (each === words.lines[0] ? 6 : 0)
    parts.push(text(each, margin, y, size, 'var(--sans)', 400))
  }
  return { svg: parts.join(''), bottom: y + margin }
}

function text(
  words: string,
  x: number,
  y: number,
  size: number,
  face: string,
  weight: number,
  anchor: 'start' | 'end' = 'start',
): string {
  const look = `font-family="${face}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="var(--ink)"`
  return `<text x="${Math.round(x)}" y="${Math.round(y)}" ${look} stroke="none">${escaped(words)}</text>`
}

/** Links lead nowhere from a file. */
function withoutLinks(svg: string): string {
  return svg.replaceAll(/<a class="([^"]*)"[^>]*>/g, '<g class="$1">').replaceAll('</a>', '</g>')
}

/** Stylesheets as they may stand inside an SVG file. */
function forSvg(css: string): string {
  return css.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll('<', '\\3c ')
}
