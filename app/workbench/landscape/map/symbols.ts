import type { Spot } from './field.ts'
import { at, short } from './paths.ts'

/**
 * The map's own glyphs as SVG text, drawn with classes of the map's stylesheets so that light and dark follow the page. Also meant for
 * the legend: `<svg class="map-glyph" viewBox="-12 -12 24 24">${tentGlyph({ x: 0, y: 0 }, 'alive')}</svg>`.
 */

/** A person's mark: the index of their one side, or what else is to be said of where they stand. */
export type Mark = 0 | 1 | 2 | 3 | 'straddles' | 'unknown' | 'plain'

/** The mark of a person with these sides: the first three sides have shapes of their own, all further ones share the fourth. */
export function markOf(sides: number[] | null): Mark {
  if (sides === null) return 'plain'
  if (sides.length === 0) return 'unknown'
  return sides.length > 1 ? 'straddles' : (Math.min(3, sides[0]!) as Mark)
}

/** Outline of a mark around a spot, `r` pixels in radius. */
export function markPath(mark: Mark, { x, y }: Spot, r: number): string {
  switch (mark) {
    case 1:
      return square(x, y, r * 0.87)
    case 2:
      return `M${at({ x: x - r * 1.22, y })}l${pair(r * 1.22, -r * 1.22)} ${pair(r * 1.22, r * 1.22)} ${pair(-r * 1.22, r * 1.22)}z`
    case 3:
      return `M${at({ x: x - r * 1.15, y: y + r * 0.85 })}l${pair(r * 1.15, -r * 2)} ${pair(r * 1.15, r * 2)}z`
    default:
      return circle(x, y, mark === 'unknown' ? r * 0.62 : r)
  }
}

export function markClass(mark: Mark): string {
  return typeof mark === 'number' ? `map-mark-${mark + 1}` : `map-mark-${mark}`
}

/** A single mark, for legends and beside hill names. */
export function markGlyph(mark: Mark, spot: Spot, r: number): string {
  return `<path class="map-mark ${markClass(mark)}" d="${markPath(mark, spot, r)}"/>`
}

export type TentState = 'alive' | 'planned' | 'resting' | 'closed'

/** A space: a tent filled when alive, in outline while imagined or inviting, muted when resting, a cold fire ring when closed. */
export function tentGlyph({ x, y }: Spot, state: TentState, size = 1): string {
  const group = (inner: string) =>
    `<g class="map-tent map-tent-${state}" transform="translate(${at({ x, y })})${size === 1 ? '' : ` scale(${short(size)})`}">${inner}</g>`
  if (state === 'closed') {
    const stones = [0, 1, 2, 3, 4, 5, 6].map((i) => {
      const angle = (i / 7) * 2 * Math.PI - Math.PI / 2
      return circle(Math.cos(angle) * 6.6, Math.sin(angle) * 4.6 + 1, 1.9)
    })
    return group(
      `<path class="map-tent-halo" d="${circle(0, 1, 9)}"/><path class="map-stones" d="${stones.join('')}"/>`,
    )
  }
  const canvas = 'M-9 7.5L0-7.5 9 7.5z'
  return group(
    `<path class="map-tent-halo" d="${canvas}M-1.8-10.2L0-7.5 1.8-10.2"/>` +
      `<path class="map-tent-canvas" d="${canvas}"/><path class="map-tent-door" d="M-3.3 7.5L0 0 3.3 7.5z"/>` +
      `<path class="map-tent-poles" d="M-1.8-10.2L0-7.5 1.8-10.2"/>`,
  )
}

/** One's own place: a ring with cross-hairs and a word beside it; a second ring around somebody on whom a crossing hangs. */
export function ownGlyph({ x, y }: Spot, word: string, isBridge: boolean): string {
  const hairs = [
    [0, -1],
    [0, 1],
    [-1, 0],
    [1, 0],
  ].map(([dx, dy]) => `M${at({ x: x + dx! * 6, y: y + dy! * 6 })}L${at({ x: x + dx! * 13, y: y + dy! * 13 })}`)
  const rings = circle(x, y, 8.5) + (isBridge ? circle(x, y, 11.5) : '')
  const d = rings + hairs.join('')
  return (
    `<g class="map-own"><path class="map-own-halo" d="${d}"/><path class="map-own-ring" d="${d}"/>` +
    `${word === '' ? '' : `<text x="${short(x + 17)}" y="${short(y + 4)}">${word}</text>`}</g>`
  )
}

/** The numbered marker of a clearing. */
export function markerGlyph(spot: Spot, rank: number, r = 11): string {
  return (
    `<circle class="map-marker" cx="${short(spot.x)}" cy="${short(spot.y)}" r="${short(r)}"/>` +
    `<text class="map-marker-number" x="${short(spot.x)}" y="${short(spot.y + 4.6)}">${rank}</text>`
  )
}

/**
 * Where ties cross a boundary, `degrees` = direction of the boundary: three stepping stones for one or two ties, a foot
 * bridge for three to nine, a wide one from ten on; `number` is written on it when given.
 */
export function bridgeGlyph(spot: Spot, degrees: number, ties: number, number: string | null, size = 1): string {
  const frame = `translate(${at(spot)}) rotate(${short(degrees)})${size === 1 ? '' : ` scale(${size.toFixed(2)})`}`
  if (ties <= 2) {
    const stones = circle(-1.6, -7, 2.2) + circle(1.6, 0, 2.2) + circle(-1.6, 7, 2.2)
    return `<g class="map-stones-across" transform="${frame}"><path class="map-bridge-halo" d="${stones}"/><path d="${stones}"/></g>`
  }
  const half = bridgeHalfWidth(ties)
  const rail = (side: number) =>
    `M${pair(side * (half + 3.4), -11)}L${pair(side * half, -7)}V7L${pair(side * (half + 3.4), 11)}`
  const rails = rail(-1) + rail(1)
  return (
    `<g class="map-bridge${ties >= 10 ? ' map-bridge-wide' : ''}"><g transform="${frame}">` +
    `<path class="map-deck" d="M${pair(-half, -8.6)}h${short(half * 2)}v17.2h${short(-half * 2)}z"/>` +
    `<path class="map-bridge-halo" d="${rails}"/><path class="map-rails" d="${rails}"/></g>` +
    (number === null
      ? ''
      : `<text class="map-bridge-number" x="${short(spot.x)}" y="${short(spot.y + 4)}">${number}</text>`) +
    '</g>'
  )
}

/** Half the width of a bridge's deck before scaling. */
export function bridgeHalfWidth(ties: number): number {
  return ties <= 2 ? 4 : ties >= 100 ? 13 : ties >= 10 ? 9.4 : ties >= 6 ? 6.8 : 4.8
}

/** A peak of a mountain chain; `lean` moves its top sideways. */
export function peakGlyph(
  { x, y }: Spot,
  width: number,
  height: number,
  lean: number,
): { body: string; face: string; edge: string } {
  const [bottom, top] = [y + height * 0.42, y - height * 0.58]
  const foot = `M${at({ x: x - width, y: bottom })}`
  const summit = `L${at({ x: x + lean, y: top })}`
  const east = `L${at({ x: x + width, y: bottom })}`
  return {
    body: `${foot}${summit}${east}z`,
    face: `M${at({ x: x + lean, y: top })}${east}L${at({ x: x + lean * 0.2 + width * 0.14, y: bottom })}L${at({ x: x + lean - width * 0.1, y: top + height * 0.52 })}z`,
    edge: `${foot}${summit}${east}`,
  }
}

export function circle(x: number, y: number, r: number): string {
  const radius = Math.round(r * 10) / 10
  const half = (across: number) => `a${short(radius)} ${short(radius)} 0 0 0${across < 0 ? '' : ' '}${short(across)} 0`
  return `M${at({ x: x - radius, y })}${half(2 * radius)}${half(-2 * radius)}z`
}

function square(x: number, y: number, r: number): string {
  return `M${at({ x: x - r, y: y - r })}h${short(2 * r)}v${short(2 * r)}h${short(-2 * r)}z`
}

function pair(x: number, y: number): string {
  return at({ x, y })
}
