import type { PracticeKind } from '../drawn-landscape.ts'
import { escaped } from './escaped.ts'
import type { Spot } from './field.ts'
import type { FrameName } from './frame.ts'
import { short } from './paths.ts'
import { circle } from './symbols.ts'
import { textWidth } from './text-width.ts'

/**
 * What a lens says of a hill, on a small plate under its name: shapes in ink, never in colour alone, because hue is spent on boundaries,
 * bridges, openings and spaces.
 */
export interface LensSign {
  parts: LensSignPart[]
  /** the same as a sentence, for those who listen, and for the table */
  sentence: string
}

export interface LensSignPart {
  glyph: LensGlyph
  /** beside the glyph; the brief one on a phone. Both may be empty */
  text: string
  brief: string
}

/** A kind of practice; what is held of a concern; so many steps of five; how old (0 is fresh); or that nobody can tell. */
export type LensGlyph =
  | PracticeKind
  | 'cares'
  | 'offers'
  | 'seeks'
  | `steps-${0 | 1 | 2 | 3 | 4 | 5}`
  | `age-${0 | 1 | 2 | 3}`
  | 'unknown'

const PLATE = {
  wide: { text: 11.5, height: 17, pad: 6, beside: 4, between: 9 },
  compact: { text: 10, height: 15, pad: 5, beside: 3, between: 7 },
} as const
/** The room between a name and its plate. */
const GAP = 2
const SLACK = 1.08

/** The room a sign takes under a name. */
export function lensSignExtent(sign: LensSign, frame: FrameName): { width: number; height: number } {
  if (sign.parts.length === 0) return { width: 0, height: 0 }
  const { height, pad, between } = PLATE[frame]
  const parts = sign.parts.reduce((sum, part) => sum + partWidth(part, frame), 0)
  return { width: parts + between * (sign.parts.length - 1) + 2 * pad, height: height + GAP }
}

function partWidth(part: LensSignPart, frame: FrameName): number {
  const { text, beside } = PLATE[frame]
  const words = wordsOf(part, frame)
  return lensGlyphWidth(part.glyph) + (words === '' ? 0 : beside + textWidth(words, 'instrument', text, 0) * SLACK)
}

function wordsOf(part: LensSignPart, frame: FrameName): string {
  return frame === 'compact' ? part.brief : part.text
}

/** A sign on its plate; `top` is the middle of its upper edge. */
export function drawLensSign(sign: LensSign, top: Spot, frame: FrameName): string {
  const { height, pad, text, beside, between } = PLATE[frame]
  const { width } = lensSignExtent(sign, frame)
  if (width === 0) return ''
  const middle = top.y + GAP + height / 2
  let x = top.x - width / 2
  const plate = `<rect class="map-plate" x="${short(x)}" y="${short(top.y + GAP)}" width="${short(width)}" height="${height}" rx="4"/>`
  x += pad
  const drawn = sign.parts.map((part) => {
    const wide = lensGlyphWidth(part.glyph)
    const glyph = lensGlyph(part.glyph, { x: x + wide / 2, y: middle })
    const words = wordsOf(part, frame)
    const said =
      words === ''
        ? ''
        : `<text class="map-plate-text" x="${short(x + wide + beside)}" y="${short(middle + text * 0.35)}" font-size="${text}">${escaped(words)}</text>`
    x += partWidth(part, frame) + between
    return glyph + said
  })
  return `<g class="map-lens-sign">${plate}${drawn.join('')}</g>`
}

/** A glyph by itself around the origin, for keys and tables, and how wide it is; all are 12 px high. */
export function drawLensGlyph(glyph: LensGlyph): { svg: string; width: number } {
  return { svg: lensGlyph(glyph, { x: 0, y: 0 }), width: lensGlyphWidth(glyph) }
}

function lensGlyphWidth(glyph: LensGlyph): number {
  return glyph.startsWith('steps-') ? 27 : 12
}

function lensGlyph(glyph: LensGlyph, { x, y }: Spot): string {
  return `<g class="map-lens-glyph" transform="translate(${short(x)} ${short(y)})">${shapeOf(glyph)}</g>`
}

const line = (d: string) => `<path class="map-lens-line" d="${d}"/>`
const full = (d: string) => `<path class="map-lens-full" d="${d}"/>`

const SHAPES: Readonly<Record<Exclude<LensGlyph, `steps-${number}` | `age-${number}`>, string>> = {
  // three in a ring
  community: full(circle(0, -3.2, 1.9) + circle(-3, 2.2, 1.9) + circle(3, 2.2, 1.9)),
  // a house with a ridge
  organisation: line('M-4.6 4.6V-.6L0-4.8 4.6-.6V4.6z'),
  // a front with columns
  institution: line('M-5-1.6L0-5 5-1.6z') + line('M-3.4-.4V4M0-.4V4M3.4-.4V4M-5.2 4.8H5.2'),
  // lines that meet at points
  network:
    line('M-3.6 3.2L0-3.4 3.6 3.2M-3.6 3.2H3.6') +
    full(circle(0, -3.6, 1.7) + circle(-3.8, 3.4, 1.7) + circle(3.8, 3.4, 1.7)),
  // an open ring of many
  public: [0, 1, 2, 3, 4, 5, 6, 7]
    .map((i) => full(circle(Math.cos((i * Math.PI) / 4) * 4.4, Math.sin((i * Math.PI) / 4) * 4.4, 1.05)))
    .join(''),
  cares: full(circle(0, 0, 2.2)) + line(circle(0, 0, 4.8)),
  offers: full('M0-4.8L4.8 3.8H-4.8z'),
  seeks: line('M0 4.6L-4.6-3.8H4.6z'),
  unknown: `<text class="map-plate-text map-plate-mark" x="0" y="4" font-size="11.5">?</text>`,
}

function shapeOf(glyph: LensGlyph): string {
  const [kind, number] = glyph.split('-')
  if (kind === 'steps') return stepsShape(Number(number))
  if (kind === 'age') return ageShape(Number(number))
  return SHAPES[glyph as keyof typeof SHAPES]
}

/** Five rungs that rise; so many of them are full. */
function stepsShape(steps: number): string {
  const rungs = [1, 2, 3, 4, 5].map((rung) => {
    const tall = 3 + rung * 1.5
    const d = `M${short(-13 + (rung - 1) * 5.4)} 5.2h4v${short(-tall)}h-4z`
    return rung <= steps ? full(d) : line(d)
  })
  return rungs.join('')
}

/** A disc that empties as what is known grows old: full, three quarters, half, empty. */
function ageShape(age: number): string {
  const ring = line(circle(0, 0, 4.8))
  if (age === 0) return full(circle(0, 0, 4.8))
  if (age === 1) return `${ring}${full('M0 0V-4.8A4.8 4.8 0 1 1-4.8 0z')}`
  return age === 2 ? `${ring}${full('M0-4.8A4.8 4.8 0 0 1 0 4.8z')}` : ring
}
