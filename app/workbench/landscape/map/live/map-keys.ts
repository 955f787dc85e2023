import { lettersWork } from './letter-keys.ts'
import type { SignLinks } from './sign-links.ts'
import type { Direction } from './towards.ts'

/** What keys do on the map. */
export interface KeyDoing {
  links: SignLinks
  /** moves the land by so many pixels */
  move(dx: number, dy: number): void
  /** a key that means nothing here: true when something was done */
  other(key: string): boolean
}

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
  if (target.matches('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return
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
  if (!lettersWork()) return false
  return key === 'o' ? doing.links.next('clearing') : doing.other(key)
}
