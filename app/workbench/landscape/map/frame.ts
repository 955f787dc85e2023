import type { Spot } from './field.ts'
import { distance, simplifiedRing } from './paths.ts'
import type { LandBox } from './relief.ts'

/** How map units become the pixels of the drawing. `wide` is for 1,000 px and more, `compact` for a phone held upright. */
export interface Frame {
  name: FrameName
  width: number
  height: number
  /** pixels per map unit, east to west */
  zoom: number
  /** how many times more pixels a map unit has north to south, so that the land fills a phone held upright */
  stretch: number
  x0: number
  y0: number
}

export type FrameName = 'wide' | 'compact'

const FRAMES = {
  wide: { width: 1040, height: 760, leastHeight: 520, across: 62, above: 62, mostZoom: 2.1, stretch: 1 },
  compact: { width: 390, height: 520, leastHeight: 300, across: 14, above: 36, mostZoom: 1.25, stretch: 1.32 },
} as const

/** A frame that holds all land and its waterlines, the land in the middle. */
export function frameFor(land: LandBox, name: FrameName): Frame {
  const wanted = FRAMES[name]
  const zoom = Math.min(
    wanted.mostZoom,
    (wanted.width - 2 * wanted.across) / (land.right - land.left),
    (wanted.height - 2 * wanted.above) / ((land.bottom - land.top) * wanted.stretch),
  )
  const height = Math.round(
    Math.max(wanted.leastHeight, (land.bottom - land.top) * zoom * wanted.stretch + 2 * wanted.above),
  )
  return {
    name,
    width: wanted.width,
    height,
    zoom,
    stretch: wanted.stretch,
    x0: (land.left + land.right) / 2 - wanted.width / 2 / zoom,
    y0: (land.top + land.bottom) / 2 - height / 2 / zoom / wanted.stretch,
  }
}

export function project(frame: Frame, spot: Spot): Spot {
  return { x: (spot.x - frame.x0) * frame.zoom, y: (spot.y - frame.y0) * frame.zoom * frame.stretch }
}

/** The spot on the ground under pixels of the drawing. */
export function unproject(frame: Frame, { x, y }: Spot): Spot {
  return { x: frame.x0 + x / frame.zoom, y: frame.y0 + y / frame.zoom / frame.stretch }
}

/** A ring in pixels: projected, with points that add less than a fifth of a pixel left out. */
export function ringInFrame(frame: Frame, ring: Spot[], tolerance = 0.2): Spot[] {
  const points = ring.map((spot) => project(frame, spot))
  const open = points.length > 1 && distance(points[0]!, points.at(-1)!) < 1e-9 ? points.slice(0, -1) : points
  return simplifiedRing(open, tolerance)
}
