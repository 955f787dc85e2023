import type { BoundaryKind } from '@ecotone/engine/network/landscape-input.ts'
import { CONTOUR_STEPS } from '../map/draw-ground.ts'
import { markOf } from '../map/symbols.ts'
import { keyGlyphs } from './key-glyphs.ts'
import type { SayOfPictures } from './picture-words.ts'

export interface KeyEntry {
  /** the sign, drawn around 0, 0 */
  glyph: string
  words: string
}

export interface KeyOf {
  /** the drawing that is to be explained */
  svg: string
  boundary: { name: string; kind: BoundaryKind; sides: readonly string[]; aggregate: boolean } | null
}

/** What each class of a drawing is explained as, when it has nothing to do with the boundary. */
const signs = [
  ['map-clearing-ring', 'clearing', keyGlyphs.clearing],
  ['map-tent-alive', 'space_alive', () => keyGlyphs.space('alive')],
  ['map-tent-planned', 'space_planned', () => keyGlyphs.space('planned')],
  ['map-tent-resting', 'space_resting', () => keyGlyphs.space('resting')],
  ['map-tent-closed', 'space_closed', () => keyGlyphs.space('closed')],
  ['map-tie', 'ties', keyGlyphs.ties],
] as const

/**
 * Every sign that stands on a drawing, in words, and none that does not: read off the drawing itself. Sides by name, since the drawing
 * shows them only by shape.
 */
export function pictureKey({ svg, boundary }: KeyOf, say: SayOfPictures): KeyEntry[] {
  const on = classesOf(svg)
  const has = (name: string) => on.has(name)
  const ground: KeyEntry[] = has('map-step-0')
    ? [
        { glyph: keyGlyphs.hill(), words: say('hill') },
        { glyph: keyGlyphs.contours(), words: say('contours', { steps: CONTOUR_STEPS.wide }) },
      ]
    : []
  const others = signs
    .filter(([name]) => has(name) || (name === 'map-tie' && [...on].some((each) => each.startsWith('map-tie-'))))
    .map(([, word, glyph]) => ({ glyph: glyph(), words: say(word) }))
  return [
    ...ground,
    { glyph: keyGlyphs.water(), words: say('water') },
    ...(svg.includes('-stipple)"') ? [{ glyph: keyGlyphs.thin(), words: say('thin') }] : []),
    ...(boundary === null ? [] : ofBoundary(boundary, has, say)),
    ...(has('map-mark-plain') ? [aPerson(boundary?.aggregate === true, say)] : []),
    ...others,
  ]
}

function aPerson(sidesKeptBack: boolean, say: SayOfPictures): KeyEntry {
  return { glyph: keyGlyphs.side('plain'), words: say(sidesKeptBack ? 'plain_only' : 'plain') }
}

function ofBoundary(
  { name, kind, sides, aggregate }: NonNullable<KeyOf['boundary']>,
  has: (name: string) => boolean,
  say: SayOfPictures,
): KeyEntry[] {
  const when = (there: boolean, glyph: () => string, words: () => string) =>
    there ? [{ glyph: glyph(), words: words() }] : []
  return [
    ...when(
      has('map-boundary'),
      () => keyGlyphs.boundary(kind),
      () => say('boundary', { kind, name }),
    ),
    ...sides.map((side, nth) => ({
      glyph: keyGlyphs.side(markOf([nth])),
      words: say(aggregate ? 'side_group' : 'side_person', { side }),
    })),
    ...when(
      has('map-tint-ground'),
      () => keyGlyphs.tints(sides.length),
      () => say('tints'),
    ),
    ...when(
      has('map-mark-straddles'),
      () => keyGlyphs.side('straddles'),
      () => say('straddles'),
    ),
    ...when(
      has('map-mark-unknown'),
      () => keyGlyphs.side('unknown'),
      () => say('unknown'),
    ),
    ...when(has('map-mixed'), keyGlyphs.mixed, () => say('mixed')),
    ...when(has('map-strands'), keyGlyphs.strands, () => say('strands')),
    ...when(has('map-bridge'), keyGlyphs.bridge, () => say('bridge')),
    ...when(has('map-stones-across'), keyGlyphs.stones, () => say('stones')),
  ]
}

function classesOf(svg: string): Set<string> {
  return new Set([...svg.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names!.split(' ')))
}
