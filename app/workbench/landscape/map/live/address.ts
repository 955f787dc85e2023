import type { Camera } from './camera.ts'

/** The view in the address of the page (`at=x,y,zoom`), so that a link shows the same thing; nothing when there is none. */
export function cameraInAddress(): Camera | null {
  const [x, y, zoom, ...rest] = (new URLSearchParams(window.location.search).get('at') ?? '').split(',').map(Number)
  const isView = [x, y, zoom].every((number) => number !== undefined && Number.isFinite(number)) && rest.length === 0
  return isView && zoom! > 0 ? { x: x!, y: y!, zoom: zoom! } : null
}

/** Writes the view into the address, in place of the one before; nothing is written of the view that shows everything. */
export function keepCameraInAddress(camera: Camera, fit: Camera): void {
  const url = new URL(window.location.href)
  const isFit = Math.abs(camera.zoom / fit.zoom - 1) < 1e-3 && Math.hypot(camera.x - fit.x, camera.y - fit.y) < 1
  if (isFit) url.searchParams.delete('at')
  else url.searchParams.set('at', [camera.x.toFixed(1), camera.y.toFixed(1), camera.zoom.toFixed(3)].join(','))
  if (url.href !== window.location.href) window.history.replaceState(window.history.state, '', url)
}
