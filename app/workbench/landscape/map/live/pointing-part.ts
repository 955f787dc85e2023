import { project } from '../frame.ts'
import { circle } from '../symbols.ts'
import { onSheet } from './camera.ts'
import { grownAt } from './mark-layer.ts'
import type { OpenMap, PartOpener } from './open-map.ts'
import { panelsOver } from './panels.ts'

const GO_MS = 300
const EDGE = 24
const RING = 11

/** What of the map is covered now; on a phone what was chosen comes up over it. */
function roomLeft({ host, sheet }: OpenMap) {
  const { width, height, covered } = sheet
  const below = panelsOver(host).filter(({ left, right, bottom }) => right - left > width / 2 && bottom >= height)
  return { ...covered, bottom: Math.max(covered.bottom, ...below.map(({ top }) => height - Math.max(top, height / 3))) }
}

/** Rings whoever somebody is at in the list of the chosen people, and brings them into view where they are outside or under a panel. */
export const pointingPart: PartOpener = (open) => {
  let at: number | null = null
  const spotOf = (person: number) => ({ x: open.places.x(person), y: open.places.y(person) })
  open.choice.whenPointed((person) => {
    const before = at
    at = person
    if (person === null) {
      if (before !== null) open.setSigns()
      return
    }
    const spot = spotOf(person)
    const { width, height } = open.sheet
    const covered = roomLeft(open)
    const { x, y } = onSheet(open.goal, open.sheet, spot)
    const isSeen =
      x > covered.left + EDGE &&
      x < width - covered.right - EDGE &&
      y > covered.top + EDGE &&
      y < height - covered.bottom - EDGE
    open.setSigns()
    if (isSeen) return
    const { zoom } = open.goal
    const middle = {
      x: spot.x + (covered.right - covered.left) / 2 / zoom,
      y: spot.y + (covered.bottom - covered.top) / 2 / zoom,
    }
    open.glide({ ...middle, zoom }, GO_MS)
  })
  return {
    drawn(frame) {
      if (at === null) return ''
      const { x, y } = project(frame, spotOf(at))
      const d = circle(x, y, RING * Math.max(1, grownAt(frame.zoom)))
      return `<path class="map-pointed-halo" d="${d}"/><path class="map-pointed-ring" d="${d}"/>`
    },
  }
}
