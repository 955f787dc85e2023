import type { Spot } from './field.ts'

/** A point list with few points: drops what lies closer than `tolerance` to the line without it (Douglas and Peucker). */
export function simplified<S extends Spot>(points: S[], tolerance: number): S[] {
  if (points.length < 3) return points
  const keep = new Uint8Array(points.length)
  keep[0] = 1
  keep[points.length - 1] = 1
  const stretches: [number, number][] = [[0, points.length - 1]]
  for (let stretch = stretches.pop(); stretch !== undefined; stretch = stretches.pop()) {
    const [from, to] = stretch
    let [furthest, distance] = [-1, tolerance]
    for (let i = from + 1; i < to; i += 1) {
      const away = distanceToSegment(points[i]!, points[from]!, points[to]!)
      if (away > distance) [furthest, distance] = [i, away]
    }
    if (furthest < 0) continue
    keep[furthest] = 1
    stretches.push([from, furthest], [furthest, to])
  }
  return points.filter((_, i) => keep[i] === 1)
}

/** As `simplified`, for a closed ring given without its first point repeated. */
export function simplifiedRing<S extends Spot>(ring: S[], tolerance: number): S[] {
  if (ring.length < 8) return ring
  let across = 0
  for (let i = 1; i < ring.length; i += 1) {
    if (distance(ring[i]!, ring[0]!) > distance(ring[across]!, ring[0]!)) across = i
  }
  const there = simplified(ring.slice(0, across + 1), tolerance)
  const back = simplified([...ring.slice(across), ring[0]!], tolerance)
  return [...there.slice(0, -1), ...back.slice(0, -1)]
}

export function distance(a: Spot, b: Spot): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function distanceToSegment(point: Spot, from: Spot, to: Spot): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const squared = dx * dx + dy * dy
  const t = squared === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - from.x) * dx + (point.y - from.y) * dy) / squared))
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy)
}

/** Twice the signed area of a ring. */
export function ringArea(ring: Spot[]): number {
  let area = 0
  for (let i = 0; i < ring.length; i += 1) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!]
    area += a.x * b.y - b.x * a.y
  }
  return area
}

/** Path commands in whole tenths of a pixel (draw under scale(.1)) for a closed ring, relative and as short as SVG allows. */
export function ringInTenths(ring: Spot[]): string {
  const pen = tenthsPen()
  return `${pen('M', [ring[0]!])}${pen('l', ring.slice(1))}z`
}

/** The same for an open line. */
export function lineInTenths(line: Spot[]): string {
  const pen = tenthsPen()
  return `${pen('M', [line[0]!])}${pen('l', line.slice(1))}`
}

/** The same for one quadratic curve from `from` over `bend` to `to`. */
export function curveInTenths(from: Spot, bend: Spot, to: Spot): string {
  const pen = tenthsPen()
  return `${pen('M', [from])}${pen('q', [bend, to])}`
}

/** Writes pixels as tenths relative to where the pen stands, so that rounding never adds up. The first command must be M. */
function tenthsPen(): (command: 'M' | 'l' | 'q', points: Spot[]) => string {
  let [penX, penY] = [0, 0]
  return (command, points) => {
    let text: string = command
    let [fromX, fromY] = [penX, penY]
    points.forEach((point, i) => {
      const [x, y] = [Math.round(point.x * 10), Math.round(point.y * 10)]
      const [dx, dy] = [x - fromX, y - fromY]
      text += `${i === 0 || dx < 0 ? '' : ' '}${dx}${dy < 0 ? '' : ' '}${dy}`
      penX = x
      penY = y
      // every point of a line is relative to the one before, both points of a curve to its start
      if (command !== 'q') [fromX, fromY] = [x, y]
    })
    return text
  }
}

/** A number with at most one decimal, as short as SVG allows. */
export function short(value: number): string {
  const tenths = Math.round(value * 10)
  if (tenths % 10 === 0) return String(tenths / 10)
  return (tenths / 10).toFixed(1).replace(/^(-?)0\./, '$1.')
}

/** "x y" with one decimal each. */
export function at(spot: Spot): string {
  const y = short(spot.y)
  return `${short(spot.x)}${y.startsWith('-') ? '' : ' '}${y}`
}
