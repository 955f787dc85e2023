import { onSheet } from './camera.ts'
import { findField } from './find-field.ts'
import { type Found, findOnMap } from './find-on-map.ts'
import { isStill } from './glide.ts'
import type { OpenMap, PartOpener } from './open-map.ts'

const FLY_MS = 700
const RING_MS = 1000
const NEAR_A_PERSON = 3.2
const NEAR_A_PLACE = 1.6

/** Finds people and places by name, and goes there. */
export const findPart: PartOpener = (open) => {
  const field = open.host.querySelector<HTMLInputElement>('.map-find input')
  const find = (words: string) => findOnMap(open.map, open.places, words)
  if (field) findField(field, find, (found) => goTo(open, found), open.signal)
  return {
    key: (key) => {
      if (key !== '/') return false
      field?.focus()
      return field !== null
    },
  }
}

/** Brings what was found into the middle, near enough to be told from its neighbours, and says what it is. */
function goTo(open: OpenMap, found: Found): void {
  const zoom = Math.max(open.camera.zoom, found.kind === 'person' ? NEAR_A_PERSON : NEAR_A_PLACE)
  const { left, right, top, bottom } = open.sheet.covered
  open.glide({ x: found.x + (right - left) / 2 / zoom, y: found.y + (bottom - top) / 2 / zoom, zoom }, FLY_MS)
  if (isStill()) ringAround(open, found)
  if (found.kind === 'person') open.choice.choosePeople([found.person])
  else open.choice.chooseFeature(found.feature)
}

/** Where one did not see the way: a ring for a second around what one has come to. */
function ringAround(open: OpenMap, found: Found): void {
  const { x, y } = onSheet(open.camera, open.sheet, found)
  const ring = document.createElement('span')
  ring.className = 'map-come-to'
  ring.style.translate = `${x}px ${y}px`
  open.host.append(ring)
  window.setTimeout(() => ring.remove(), RING_MS)
}
