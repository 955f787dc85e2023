import type { Camera } from './camera.ts'

/** The view in the address of the page (`at=x,y,zoom`), so that a link shows the same thing; nothing when there is none. */
export function cameraInAddress(): Camera | null {
  const [x, y, zoom, ...rest] = (new URLSearchParams(window.location.search).get('at') ?? '').split(',').map(Number)
  const isView = [x, y, zoom].every((number) => number !== undefined && Number.isFinite(number)) && rest.length === 0
  return isView && zoom! > 0 ? { x: x!, y: y!, zoom: zoom! } : null
}

/**
 * Writes the view into the address, in place of the one before, and into the links and forms that show the same map with another boundary or
 * lens, so that the eye stays where it is; nothing is written of the view that shows everything.
 */
export function keepCameraInAddress(camera: Camera, fit: Camera): void {
  const isFit = Math.abs(camera.zoom / fit.zoom - 1) < 1e-3 && Math.hypot(camera.x - fit.x, camera.y - fit.y) < 1
  const at = isFit ? null : [camera.x.toFixed(1), camera.y.toFixed(1), camera.zoom.toFixed(3)].join(',')
  const address = withLook(window.location.href, 'at', at)
  if (address !== window.location.href) window.history.replaceState(window.history.state, '', address)
  for (const link of looking<HTMLAnchorElement>('a')) link.href = withLook(link.href, 'at', at)
  for (const form of looking<HTMLFormElement>('form')) keepInForm(form, at)
}

/** Links and forms that lead to the same map, looked at otherwise. */
function looking<Kind extends HTMLElement>(kind: string): Kind[] {
  return [...document.querySelectorAll<Kind>(`:is([data-boundaries], [data-look]) ${kind}`)]
}

function keepInForm(form: HTMLFormElement, at: string | null): void {
  const kept = form.querySelector<HTMLInputElement>('input[name="at"]')
  if (at === null) kept?.remove()
  else if (kept !== null) kept.value = at
  else form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'at', value: at }))
}

/** What the address of the page says is chosen (`sel=`); nothing when nothing is. */
export function chosenInAddress(): string | null {
  return new URLSearchParams(window.location.search).get('sel')
}

/** Writes what is chosen into the address and into the links to other boundaries; bridges belong to one boundary alone. */
export function keepChosenInAddress(text: string | null): void {
  const address = withLook(window.location.href, 'sel', text)
  if (address !== window.location.href) window.history.replaceState(window.history.state, '', address)
  const elsewhere = text?.startsWith('bridge:') ? null : text
  for (const link of boundaryLinks()) link.href = withLook(link.href, 'sel', elsewhere)
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

function withLook(address: string, look: 'at' | 'sel', value: string | null): string {
  const url = new URL(address)
  if (value === null) url.searchParams.delete(look)
  else url.searchParams.set(look, value)
  return url.href
}
