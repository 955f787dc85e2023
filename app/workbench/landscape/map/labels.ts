import { type Box, boxAround, inside, overlapsAny } from './boxes.ts'
import type { Spot } from './field.ts'
import { type Face, textWidth } from './text-width.ts'

/** A text set on the map: its lines from top to bottom, centred on x, with the box nothing else may enter. */
export interface Label {
  id: string
  lines: string[]
  x: number
  /** baseline of each line */
  baselines: number[]
  size: number
  box: Box
  /** room under the lines, for what a lens says */
  below: number
  /** from the name to the summit it belongs to, when the two lie apart */
  leader: [Spot, Spot] | null
}

/** What labels must keep clear of and what they should not cover, in pixels. */
export interface Crowd {
  taken: Box[]
  people: Spot[]
  /** spots along boundaries and the like: covering one costs less than covering a person */
  lines: Spot[]
  width: number
  height: number
}

const LINE = 1.08
/** Letters differ between machines and fonts still loading: boxes are this much wider than measured. */
const SLACK = 1.08

/** A one-line label in the sans face beside a spot: below, right, left or above, whichever is free first; else null. */
export function placeBeside(
  id: string,
  text: string,
  spot: Spot,
  away: { x: number; y: number },
  crowd: Crowd,
  size: number,
): Label | null {
  const { width, height } = extent([text], 'instrument', size, 0)
  const places: [number, number][] = [
    [0, away.y + height / 2],
    [width / 2 + away.x, 1],
    [-width / 2 - away.x, 1],
    [0, -away.y - height / 2],
  ]
  let best: { cost: number; label: Label } | null = null
  for (const [dx, dy] of places) {
    const box = boxAround(spot.x + dx, spot.y + dy, width, height)
    if (outside(box, crowd) || overlapsAny(box, crowd.taken, 1)) continue
    const cost = covered(box, crowd)
    if (best === null || cost < best.cost)
      best = { cost, label: setLabel(id, [text], { x: spot.x + dx, y: spot.y + dy }, size, box) }
  }
  if (best !== null) crowd.taken.push(best.label.box)
  return best?.label ?? null
}

/** The room some lines of text take, with a little to spare. */
export function extent(lines: string[], face: Face, size: number, spacing: number): { width: number; height: number } {
  const width = Math.max(...lines.map((line) => textWidth(line, face, size, spacing)))
  return { width: width * SLACK, height: size * LINE * lines.length + size * 0.12 }
}

/** @param below room kept under the lines, within the box */
export function setLabel(id: string, lines: string[], { x, y }: Spot, size: number, box: Box, below = 0): Label {
  const top = y - (size * LINE * lines.length + below) / 2
  return {
    id,
    lines,
    x,
    size,
    box,
    below,
    leader: null,
    baselines: lines.map((_, i) => top + size * LINE * (i + 0.5) + size * 0.3),
  }
}

export function outside(box: Box, crowd: Crowd): boolean {
  return box.left < 4 || box.right > crowd.width - 4 || box.top < 4 || box.bottom > crowd.height - 4
}

/** How many people lie under a box, and how much of a line. */
export function covered(box: Box, crowd: Crowd): number {
  let cost = 0
  for (const person of crowd.people) if (inside(box, person.x, person.y, 2.5)) cost += 1
  for (const spot of crowd.lines) if (inside(box, spot.x, spot.y, 3)) cost += 0.45
  return cost
}
