import type { Camera } from './camera.ts'

/** Does somebody want nothing to move by itself? */
export function isStill(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches
}

/**
 * The view after a share of the way between two, 0 to 1, beginning fast and ending slowly. What both show at one spot of the sheet stays at
 * that spot, so that nearer and farther is a straight way.
 */
export function between(from: Camera, to: Camera, share: number): Camera {
  const eased = 1 - (1 - share) ** 3
  const zoom = from.zoom * (to.zoom / from.zoom) ** eased
  const isZoom = Math.abs(to.zoom / from.zoom - 1) > 1e-3
  const along = isZoom ? (1 / zoom - 1 / from.zoom) / (1 / to.zoom - 1 / from.zoom) : eased
  return { x: from.x + (to.x - from.x) * along, y: from.y + (to.y - from.y) * along, zoom }
}

/**
 * Leads from one view to another.
 *
 * @param look called with each view on the way; the last one is the end of it
 * @returns stops on the way
 */
export function glide(
  from: Camera,
  to: Camera,
  ms: number,
  look: (camera: Camera, isThere: boolean) => void,
): () => void {
  let began: number | undefined
  let frame = requestAnimationFrame(function step(now) {
    began ??= now
    const share = Math.min(1, (now - began) / ms)
    if (share < 1) frame = requestAnimationFrame(step)
    look(share < 1 ? between(from, to, share) : to, share === 1)
  })
  return () => cancelAnimationFrame(frame)
}
