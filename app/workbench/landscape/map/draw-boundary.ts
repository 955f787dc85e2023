import type { BoundaryLine, LinePoint } from './boundary-lines.ts'
import { normalAt } from './boundary-lines.ts'
import { fraction } from './chance.ts'
import { escaped } from './escaped.ts'
import type { Spot } from './field.ts'
import { type Frame, project } from './frame.ts'
import type { MapBoundary } from './map-input.ts'
import { at, distance, lineInTenths, ringInTenths, simplified } from './paths.ts'
import { circle, peakGlyph } from './symbols.ts'

type Stretch = (Spot & { height: number })[]

/**
 * A boundary's lines by kind: river, chain of peaks, double stream, hedge, terrace, wall, border or dashes. Where the sides mix the
 * line is only dotted. `sea` is the height of the coast; rivers widen towards it.
 *
 * @param clip id of what everything is clipped to; null for nothing
 * @param grown how many times as wide as usual
 */
export function drawBoundary(
  lines: BoundaryLine[],
  boundary: Pick<MapBoundary, 'kind'>,
  frame: Frame,
  sea: number,
  clip: string | null,
  grown = 1,
): string {
  const stretches = lines.flatMap((line) => split(line.points, frame))
  const clear = stretches.filter((stretch) => !stretch.mixed).map((stretch) => stretch.points)
  const mixed = stretches.filter((stretch) => stretch.mixed).map((stretch) => stretch.points)
  const size = (frame.name === 'wide' ? 1 : 0.72) * grown
  const drawn = clear.map((points) => simplified(points, 0.3)).filter((points) => points.length > 1)
  const dots =
    mixed.length === 0
      ? ''
      : `<path class="map-mixed" d="${mixed.map((points) => dotted(points, 9 * size)).join('')}"/>`
  const clipped = clip === null ? '' : ` clip-path="url(#${clip})"`
  return `<g class="map-boundary"${clipped}>${byKind(boundary, clear, drawn, sea, size)}${dots}</g>`
}

/** The name of a boundary along a path, left to right; that of a water in the colour of water. */
export function drawBoundaryName(
  { kind, name }: Pick<MapBoundary, 'kind' | 'name'>,
  path: readonly Spot[],
  size: number,
  prefix: string,
): string {
  const watery = kind === 'geographic' || kind === 'cultural'
  const [first, ...rest] = path
  const d = `M${at(first!)}L${rest.map(at).join(' ')}`
  return (
    `<path id="${prefix}-name" class="map-name-path" d="${d}"/>` +
    `<text class="map-boundary-name${watery ? ' map-water-name' : ''}" font-size="${size}">` +
    `<textPath href="#${prefix}-name" startOffset="50%">${escaped(name)}</textPath></text>`
  )
}

export function boundaryNameSize({ name }: Frame): number {
  return name === 'compact' ? 12 : 14.5
}

function byKind(
  boundary: Pick<MapBoundary, 'kind'>,
  clear: Stretch[],
  drawn: Stretch[],
  sea: number,
  size: number,
): string {
  const path = `d="${drawn.map(lineInTenths).join('')}" transform="scale(.1)"`
  switch (boundary.kind) {
    case 'geographic':
      return river(clear, sea, size)
    case 'disciplinary':
      return peaks(clear, size)
    case 'institutional':
      return wall(clear, size)
    case 'cultural':
      return `<path class="map-stream-casing" ${path}/><path class="map-stream" ${path}/><path class="map-stream-gap" ${path}/>`
    case 'social':
      return hedge(clear, size)
    case 'class':
      return `<path class="map-line-halo" ${path}/><path class="map-terrace" ${path}/><path class="map-ticks" d="${clear.map((points) => ticks(points, size)).join('')}"/>`
    case 'political':
      return `<path class="map-line-halo" ${path}/><path class="map-border" ${path}/>`
    default:
      return `<path class="map-line-halo" ${path}/><path class="map-path" ${path}/>`
  }
}

/** A line cut where it turns from clear to mixed and back, in pixels. */
function split(points: LinePoint[], frame: Frame): { mixed: boolean; points: Stretch }[] {
  const stretches: { mixed: boolean; points: Stretch }[] = []
  for (const point of points) {
    const spot = { ...project(frame, point), height: point.height }
    const last = stretches.at(-1)
    if (last !== undefined) last.points.push(spot)
    if (last === undefined || last.mixed !== point.mixed) stretches.push({ mixed: point.mixed, points: [spot] })
  }
  return stretches.filter((stretch) => stretch.points.length > 1)
}

/** Banks on both sides of the line, further apart the lower the ground, as one closed shape. */
function river(stretches: Stretch[], sea: number, size: number): string {
  const shapes = stretches.map((points) => {
    const half = (point: { height: number }) =>
      (1.3 + 3.4 * (1 - Math.min(1, Math.max(0, point.height - sea * 0.9) / 0.5)) ** 2) * size
    const widths = points.map((_, i) => {
      const near = points.slice(Math.max(0, i - 4), i + 5)
      const taper = Math.min(1, 0.45 + Math.min(i, points.length - 1 - i) / 14)
      const mouth = points[i]!.height < sea * 1.5 ? 1 : taper
      return (near.reduce((sum, point) => sum + half(point), 0) / near.length) * mouth
    })
    const bank = (side: number) =>
      points.map((point, i) => {
        const normal = normalAt(points, i, false)
        return { x: point.x + normal.x * widths[i]! * side, y: point.y + normal.y * widths[i]! * side }
      })
    return ringInTenths([...simplified(bank(1), 0.25), ...simplified(bank(-1), 0.25).reverse()])
  })
  const middle = stretches.map((points) => lineInTenths(simplified(points, 0.4))).join('')
  return (
    `<g transform="scale(.1)"><path class="map-river-bank" d="${shapes.join('')}"/><path class="map-river" d="${shapes.join('')}"/>` +
    `<path class="map-current" d="${middle}"/></g>`
  )
}

/** Hand-size upright peaks along the line, northern ones behind southern ones. */
function peaks(stretches: Stretch[], size: number): string {
  const glyphs = stretches
    .flatMap((points) => along(points, 10.5 * size, 5 * size))
    .map((spot, i) => {
      const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((part) => fraction(`peak ${i} ${part}`)) as [
        number,
        number,
        number,
        number,
      ]
      return {
        spot: { x: spot.x + (a - 0.5) * 3 * size, y: spot.y + (b - 0.5) * 3 * size },
        width: (6.4 + 2.4 * c) * size,
        height: (8.5 + 6 * a) * size,
        lean: (d - 0.5) * 3 * size,
      }
    })
    .sort((one, two) => one.spot.y - two.spot.y)
    .map(({ spot, width, height, lean }) => peakGlyph(spot, width, height, lean))
  return glyphs
    .map((peak) => `<path class="map-peak" d="${peak.body}"/><path class="map-peak-face" d="${peak.face}"/>`)
    .join('')
}

/** A dry wall: stones laid along the line, long and short ones in turn, so that neither face of it is the better one. */
function wall(stretches: Stretch[], size: number): string {
  const stones = stretches
    .flatMap((points) => along(points, 9.4 * size, 5 * size))
    .map((spot, i) => {
      const [long, high] = [(4 + 0.6 * fraction(`stone ${i}`)) * size, (2.7 + 0.7 * fraction(`stone ${i} high`)) * size]
      const { normal } = spot
      const corner = (way: number, up: number) =>
        at({
          x: spot.x - normal.y * way * long + normal.x * up * high,
          y: spot.y + normal.x * way * long + normal.y * up * high,
        })
      return `M${corner(-1, -1)}L${corner(1, -1)} ${corner(1, 1)} ${corner(-1, 1)}z`
    })
    .join('')
  return `<path class="map-wall-halo" d="${stones}"/><path class="map-wall" d="${stones}"/>`
}

/** Round tufts in a row, each a little different. */
function hedge(stretches: Stretch[], size: number): string {
  const tufts = stretches
    .flatMap((points) => along(points, 7.4 * size, 4 * size))
    .map((spot, i) =>
      circle(
        spot.x + (fraction(`tuft ${i}`) - 0.5) * 2,
        spot.y + (fraction(`tuft ${i} y`) - 0.5) * 2,
        (3.4 + 1.5 * fraction(`tuft ${i} r`)) * size,
      ),
    )
    .join('')
  return `<path class="map-hedge-halo" d="${tufts}"/><path class="map-hedge" d="${tufts}"/>`
}

/** Short strokes to either side in turn, so that no side is the lower one. */
function ticks(points: Stretch, size: number): string {
  return along(points, 8 * size, 4 * size)
    .map((spot, i) => {
      const reach = (i % 2 === 0 ? 5 : -5) * size
      return lineAt(spot, { x: spot.x + spot.normal.x * reach, y: spot.y + spot.normal.y * reach })
    })
    .join('')
}

function lineAt(from: Spot, to: Spot): string {
  return `M${from.x.toFixed(1)} ${from.y.toFixed(1)}L${to.x.toFixed(1)} ${to.y.toFixed(1)}`
}

function dotted(points: Stretch, step: number): string {
  return along(points, step, step / 2)
    .map((spot) => circle(spot.x, spot.y, step * 0.17))
    .join('')
}

/** Spots every `step` pixels along a line, the first after `start`, with the unit vector across the line. */
function along(points: Spot[], step: number, start: number): (Spot & { normal: Spot })[] {
  const spots: (Spot & { normal: Spot })[] = []
  let next = start
  let way = 0
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1]!, points[i]!]
    const length = distance(a, b)
    for (; length > 0 && next <= way + length; next += step) {
      const t = (next - way) / length
      spots.push({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t, normal: normalAt(points, i, false) })
    }
    way += length
  }
  return spots
}
