import { type Box, boxAround, overlapsAny } from './boxes.ts'
import type { Spot } from './field.ts'
import type { Crowd } from './labels.ts'
import { distance } from './paths.ts'
import { textWidth } from './text-width.ts'

/** Where a boundary's name is written: along its line, or level where there is no straight stretch. */
export interface BoundaryName {
  /** the baseline, left to right */
  path: Spot[]
  boxes: Box[]
}

const SPACING = 0.15
const MOST_COST = 5
const NO_ROOM = 100

/**
 * The straightest free stretch beside one of the lines for a name of that size, else level in the open water off one of the
 * ends, else null. Lines in pixels, the longest first.
 */
export function placeBoundaryName(name: string, lines: Spot[][], crowd: Crowd, size: number): BoundaryName | null {
  const width = textWidth(name, 'literata', size, SPACING) * 1.06
  let best: { cost: number; name: BoundaryName } | null = null
  for (const line of lines.slice(0, 4)) {
    const smooth = smoothed(line, size * 1.6)
    for (const side of [1, -1]) {
      const candidate = besideLine(smooth, width, size, side, crowd)
      if (candidate !== null && (best === null || candidate.cost < best.cost)) best = candidate
    }
  }
  if (best !== null && best.cost < MOST_COST) return best.name
  const crooked = best !== null && best.cost < NO_ROOM ? best.name : null
  return offAnEnd(lines.slice(0, 4), width, size, crowd) ?? crooked
}

function besideLine(line: Spot[], width: number, size: number, side: number, crowd: Crowd) {
  const way = [0]
  for (let i = 1; i < line.length; i += 1) way.push(way[i - 1]! + distance(line[i - 1]!, line[i]!))
  const total = way.at(-1) ?? 0
  let best: { cost: number; name: BoundaryName } | null = null
  for (let start = 8; start + width < total - 8; start += 7) {
    const path = Array.from({ length: 13 }, (_, i) => spotAt(line, way, start + (width * i) / 12))
    const cost = windowCost(path, size, side, crowd)
    if (best === null || cost.cost < best.cost) best = cost
  }
  return best
}

function windowCost(window: Spot[], size: number, side: number, crowd: Crowd) {
  const forward = window[0]!.x <= window.at(-1)!.x
  const path = forward ? window : [...window].reverse()
  const lift = side > 0 ? -size * 0.75 : size * 1.45
  const moved = path.map((spot, i) => {
    const [a, b] = [path[Math.max(0, i - 1)]!, path[Math.min(path.length - 1, i + 1)]!]
    const length = distance(a, b) || 1
    return { x: spot.x - ((b.y - a.y) / length) * lift, y: spot.y + ((b.x - a.x) / length) * lift }
  })
  let cost = 0
  for (let i = 2; i < moved.length; i += 1) {
    const turn = angle(moved[i - 1]!, moved[i]!) - angle(moved[i - 2]!, moved[i - 1]!)
    cost += 2.2 * Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn)))
  }
  const rise = Math.abs(Math.sin(angle(moved[0]!, moved.at(-1)!)))
  cost += rise > 0.94 ? 1.5 : rise * 0.5
  const boxes = moved.map((spot) => boxAround(spot.x, spot.y - size * 0.3, size * 1.3, size * 1.2))
  for (const box of boxes) {
    if (overlapsAny(box, crowd.taken)) cost += NO_ROOM
    if (box.left < 6 || box.right > crowd.width - 6 || box.top < 6 || box.bottom > crowd.height - 6) cost += NO_ROOM
    cost +=
      0.35 *
      crowd.people.filter((person) =>
        overlapsAny({ left: person.x, right: person.x, top: person.y, bottom: person.y }, [box], 2),
      ).length
  }
  return { cost, name: { path: moved, boxes } }
}

function offAnEnd(lines: Spot[][], width: number, size: number, crowd: Crowd): BoundaryName | null {
  for (const line of lines) {
    if (line.length < 2) continue
    for (const [end, inner] of [
      [line.at(-1)!, line.at(-14) ?? line[0]!],
      [line[0]!, line.at(13) ?? line.at(-1)!],
    ] as const) {
      const length = distance(end, inner) || 1
      const [dx, dy] = [(end.x - inner.x) / length, (end.y - inner.y) / length]
      for (const away of [20, 32, 46, 62, 80, 100]) {
        const x = end.x + dx * (away + Math.abs(dx) * width * 0.5)
        const y = end.y + dy * away + size * 0.3
        const box = boxAround(x, y - size * 0.3, width, size * 1.3)
        const within = box.left > 6 && box.right < crowd.width - 6 && box.top > 6 && box.bottom < crowd.height - 6
        if (within && !overlapsAny(box, crowd.taken, 2)) {
          return {
            path: [
              { x: x - width / 2, y },
              { x: x + width / 2, y },
            ],
            boxes: [box],
          }
        }
      }
    }
  }
  return null
}

function smoothed(line: Spot[], reach: number): Spot[] {
  return line.map((_, i) => {
    let [x, y, weight] = [0, 0, 0]
    for (let j = Math.max(0, i - 14); j <= Math.min(line.length - 1, i + 14); j += 1) {
      const w = Math.exp(-((distance(line[i]!, line[j]!) / reach) ** 2))
      x += line[j]!.x * w
      y += line[j]!.y * w
      weight += w
    }
    return { x: x / weight, y: y / weight }
  })
}

function spotAt(line: Spot[], way: number[], at: number): Spot {
  let i = 1
  while (i < way.length - 1 && way[i]! < at) i += 1
  const t = (at - way[i - 1]!) / (way[i]! - way[i - 1]! || 1)
  return {
    x: line[i - 1]!.x + (line[i]!.x - line[i - 1]!.x) * t,
    y: line[i - 1]!.y + (line[i]!.y - line[i - 1]!.y) * t,
  }
}

function angle(a: Spot, b: Spot): number {
  return Math.atan2(b.y - a.y, b.x - a.x)
}
