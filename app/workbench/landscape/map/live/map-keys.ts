import { goToNextBoundary } from './address.ts'
import type { SignLinks } from './sign-links.ts'
import type { Direction } from './towards.ts'

/** What keys do on the map. */
export interface KeyDoing {
  links: SignLinks
  /** nearer (above 1) or farther */
  zoom(factor: number): void
  showAll(): void
  /** moves the land by so many pixels */
  move(dx: number, dy: number): void
  /** brings the cursor to the field by which names are found */
  find(): void
}

/** How much nearer one key or button brings. */
export const ZOOM_STEP = 1.5
const ARROW = 80

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const moves: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [ARROW, 0],
  right: [-ARROW, 0],
  up: [0, ARROW],
  down: [0, -ARROW],
}

/** Does what a key says; keys held down with others, and what is typed into a field, are left to the browser. */
export function onMapKey(event: KeyboardEvent, doing: KeyDoing): void {
  const target = event.target as Element
  if (target.matches('input') || event.ctrlKey || event.metaKey || event.altKey) return
  const direction = arrows[event.key]
  const acted = direction ? onArrow(target.closest('a.map-link'), direction, doing) : onLetter(event.key, doing)
  if (acted) event.preventDefault()
}

function onArrow(link: Element | null, direction: Direction, doing: KeyDoing): boolean {
  if (link) return doing.links.go(link, direction)
  doing.move(...moves[direction])
  return true
}

function onLetter(key: string, doing: KeyDoing): boolean {
  switch (key) {
    case '+':
    case '=':
      doing.zoom(ZOOM_STEP)
      return true
    case '-':
      doing.zoom(1 / ZOOM_STEP)
      return true
    case '0':
      doing.showAll()
      return true
    case 'o':
      doing.links.next('clearing')
      return true
    case '/':
      doing.find()
      return true
    case 'b':
      return goToNextBoundary()
    default:
      return false
  }
}
