import type { Camera, Sheet } from './camera.ts'
import type { Colours } from './colours.ts'
import { glowLayer } from './glow-layer.ts'
import { groundLayer } from './ground-layer.ts'
import { keptPicture } from './kept-picture.ts'
import type { Detail } from './level-of-detail.ts'
import { markLayer } from './mark-layer.ts'
import type { Places } from './places.ts'
import type { SentMap } from './sent-map.ts'
import { tieLayer } from './tie-layer.ts'

/** The painted part of the living map: ground, ties, light and people, on one canvas. */
export interface MapDrawing {
  draw(camera: Camera, sheet: Sheet, colours: Colours, detail: Detail): void
}

/** More than this many pixels of the screen to a CSS pixel cannot be seen, and cost. */
const MOST_RATIO = 2

/**
 * Opens a canvas for drawing.
 *
 * @returns nothing where the browser has no WebGL 2
 */
export function openDrawing(canvas: HTMLCanvasElement, map: SentMap, places: Places): MapDrawing | null {
  const gl = canvas.getContext('webgl2', { antialias: false, alpha: false, depth: false, powerPreference: 'low-power' })
  if (gl === null) return null
  const ground = groundLayer(gl, map)
  const ties = tieLayer(gl, map, places)
  const glow = glowLayer(gl, map)
  const marks = markLayer(gl, map, places)
  const picture = keptPicture(gl)
  return {
    draw(camera, { width, height }, colours, detail) {
      if (gl.isContextLost()) return
      const ratio = Math.min(MOST_RATIO, window.devicePixelRatio || 1)
      const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)]
      if (canvas.width !== pixelWidth) canvas.width = pixelWidth
      if (canvas.height !== pixelHeight) canvas.height = pixelHeight
      const look = [detail.people, detail.ties, detail.strands].join(' ')
      picture.show({ camera, pixelWidth, pixelHeight, ratio }, colours, look, (view) => {
        ground.draw(view, colours)
        ties.draw(view, colours, detail)
        glow.draw(view, colours)
        marks.draw(view, colours, detail.people)
      })
    },
  }
}
