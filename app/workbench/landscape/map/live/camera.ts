import type { Spot } from '../field.ts'
import type { Frame } from '../frame.ts'

/** What of the landscape is in view: the middle in map units, and how many CSS pixels a unit is wide. */
export interface Camera {
  x: number
  y: number
  zoom: number
}

/** The room the map has, in CSS pixels, and how much of it panels cover on each side. */
export interface Sheet {
  width: number
  height: number
  covered: { left: number; top: number; right: number; bottom: number }
}

export type LandBox = readonly [left: number, top: number, right: number, bottom: number]

/** Nobody needs to see a person as large as a hand, nor the whole land as small as a stamp. */
const MOST_ZOOM = 8
const LEAST_OF_FIT = 0.5
const SHORE = 26
const MOST_FIT = 2.4

/** The camera that shows all land in the room that panels leave. */
export function fitted([left, top, right, bottom]: LandBox, { width, height, covered }: Sheet, scale = 1): Camera {
  const room = {
    width: Math.max(80, width - covered.left - covered.right),
    height: Math.max(80, height - covered.top - covered.bottom),
  }
  const shore = 2 * SHORE * scale
  const zoom = Math.min(MOST_FIT, room.width / (right - left + shore), room.height / (bottom - top + shore))
  return {
    x: (left + right) / 2 + (covered.right - covered.left) / 2 / zoom,
    y: (top + bottom) / 2 + (covered.bottom - covered.top) / 2 / zoom,
    zoom,
  }
}

/** A sheet that much taller than the land would show mostly water. */
const TALL = 1.25
const MOST_CROPPED = 1.8

/**
 * Where a visit begins: all land; on a phone held upright so near that the land fills the height, with `first` in the middle, because all
 * land would be as small as a stamp.
 */
export function opening(land: LandBox, sheet: Sheet, first: Spot | undefined, scale = 1): Camera {
  const fit = fitted(land, sheet, scale)
  const [wide, tall] = [land[2] - land[0], land[3] - land[1]]
  const room = (sheet.height - sheet.covered.top - sheet.covered.bottom) / fit.zoom / tall
  if (sheet.width >= 700 || room < TALL || first === undefined) return fit
  const zoom = fit.zoom * Math.min(MOST_CROPPED, room)
  const half = (sheet.width - sheet.covered.left - sheet.covered.right) / 2 / zoom
  const x = Math.max(land[0] + half, Math.min(land[2] - half, first.x))
  return { x: wide < 2 * half ? fit.x : x, y: fit.y, zoom }
}

/** The camera, kept where land is in sight and between the smallest and the largest zoom. */
export function held(camera: Camera, land: LandBox, least: number): Camera {
  const zoom = Math.min(MOST_ZOOM, Math.max(least * LEAST_OF_FIT, camera.zoom))
  return {
    x: Math.min(land[2], Math.max(land[0], camera.x)),
    y: Math.min(land[3], Math.max(land[1], camera.y)),
    zoom,
  }
}

/** Zooms by a factor so that what lies under a spot of the sheet stays there. */
export function zoomedAt(camera: Camera, { width, height }: Sheet, spot: Spot, factor: number): Camera {
  const zoom = camera.zoom * factor
  const [dx, dy] = [spot.x - width / 2, spot.y - height / 2]
  return { x: camera.x + dx / camera.zoom - dx / zoom, y: camera.y + dy / camera.zoom - dy / zoom, zoom }
}

/** Where a place of the landscape lies on the sheet, in CSS pixels. */
export function onSheet(camera: Camera, { width, height }: Sheet, { x, y }: Spot): Spot {
  return { x: (x - camera.x) * camera.zoom + width / 2, y: (y - camera.y) * camera.zoom + height / 2 }
}

/** The place of the landscape under a spot of the sheet. */
export function underSheet(camera: Camera, { width, height }: Sheet, { x, y }: Spot): Spot {
  return { x: camera.x + (x - width / 2) / camera.zoom, y: camera.y + (y - height / 2) / camera.zoom }
}

/** The same view as a frame of the drawing functions. */
export function frameOf(camera: Camera, { width, height }: Sheet): Frame {
  return {
    name: width < 700 ? 'compact' : 'wide',
    width,
    height,
    zoom: camera.zoom,
    stretch: 1,
    x0: camera.x - width / 2 / camera.zoom,
    y0: camera.y - height / 2 / camera.zoom,
  }
}
