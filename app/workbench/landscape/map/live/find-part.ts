import { findField } from './find-field.ts'
import { type Found, findOnMap } from './find-on-map.ts'
import type { OpenMap, PartOpener } from './open-map.ts'

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
  open.jump({ x: found.x + (right - left) / 2 / zoom, y: found.y + (bottom - top) / 2 / zoom, zoom })
  if (found.kind === 'person') open.choice.choosePeople([found.person])
  else open.choice.chooseFeature(found.feature)
}
