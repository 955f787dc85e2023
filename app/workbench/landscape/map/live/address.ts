import type { Camera } from './camera.ts'

/** The view in the address of the page (`at=x,y,zoom`), so that a link shows the same thing; nothing when there is none. */
export function cameraInAddress(): Camera | null {
  const [x, y, zoom, ...rest] = (new URLSearchParams(window.location.search).get('at') ?? '').split(',').map(Number)
  const isView = [x, y, zoom].every((number) => number !== undefined && Number.isFinite(number)) && rest.length === 0
  return isView && zoom! > 0 ? { x: x!, y: y!, zoom: zoom! } : null
}

/**
 * Writes the view into the address, in place of the one before, and into the links to the same map with another boundary, so that the eye
 * stays where it is; nothing is written of the view that shows everything.
 */
export function keepCameraInAddress(camera: Camera, fit: Camera): void {
  const isFit = Math.abs(camera.zoom / fit.zoom - 1) < 1e-3 && Math.hypot(camera.x - fit.x, camera.y - fit.y) < 1
  const at = isFit ? null : [camera.x.toFixed(1), camera.y.toFixed(1), camera.zoom.toFixed(3)].join(',')
  const address = withView(window.location.href, at)
  if (address !== window.location.href) window.history.replaceState(window.history.state, '', address)
  for (const link of boundaryLinks()) link.href = withView(link.href, at)
}

/** Goes to the same view with the next boundary; false where there is none to go to. */
export function goToNextBoundary(): boolean {
  const links = boundaryLinks()
  const current = links.findIndex((link) => link.hasAttribute('aria-current'))
  const next = links[(current + 1) % links.length]
  next?.click()
  return next !== undefined
}

function boundaryLinks(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>('[data-boundaries] a')]
}

function withView(address: string, at: string | null): string {
  const url = new URL(address)
  if (at === null) url.searchParams.delete('at')
  else url.searchParams.set('at', at)
  return url.href
}
