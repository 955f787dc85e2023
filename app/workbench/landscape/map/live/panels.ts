import type { Box } from '../boxes.ts'
import type { Sheet } from './camera.ts'

const EDGE = 12
/** A panel along so much of an edge takes the room along all of it. */
const BAND = 0.5
/** From this width on the map has the screen of a computer. */
const WIDE = 700

/** The room of the map, and what panels leave of it: those that say `data-over-map` and lie over it. */
export function roomBeside(host: HTMLElement): Sheet {
  const { left, top, right, bottom, width, height } = host.getBoundingClientRect()
  const covered = { left: EDGE, top: EDGE, right: EDGE, bottom: EDGE }
  for (const panel of document.querySelectorAll<HTMLElement>('[data-over-map]')) {
    const box = panel.getBoundingClientRect()
    const isOver = box.width > 0 && box.left < right && box.right > left && box.top < bottom && box.bottom > top
    if (!isOver) continue
    const side = panel.dataset['overMap']
    // a card in a corner takes no band of the map
    const isBand = side === 'right' ? box.height > height * BAND : box.width > width * BAND
    if (!isBand) continue
    if (side === 'right') covered.right = Math.max(covered.right, right - box.left)
    if (side === 'top') covered.top = Math.max(covered.top, box.bottom - top)
    if (side === 'bottom') covered.bottom = Math.max(covered.bottom, bottom - box.top)
  }
  // on a phone the tools stand beside the sheet, and the map needs all the height there is
  const tools = document.querySelector('.map-tools')?.getBoundingClientRect()
  if (tools && tools.height > 0 && width >= WIDE && tools.bottom > bottom - tools.height * 2)
    covered.bottom = Math.max(covered.bottom, bottom - tools.top)
  return { width, height, covered }
}

/** The cards that lie over the map, in its pixels: no name goes under them. */
export function panelsOver(host: HTMLElement): Box[] {
  const { left, top } = host.getBoundingClientRect()
  const cards = document.querySelectorAll(
    '[data-over-map].card, [data-over-map] > .card, [data-over-map] .segments, .map-sheet, .map-bar > *',
  )
  return [...cards].flatMap((card) => {
    const box = card.getBoundingClientRect()
    if (box.width === 0) return []
    return { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top }
  })
}
