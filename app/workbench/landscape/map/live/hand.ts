import type { Spot } from '../field.ts'

/** What a hand on the map asks for; spots in CSS pixels of the map. */
export interface Asked {
  /** dragged by so much */
  moved(dx: number, dy: number): void
  /** larger or smaller around a spot */
  zoomed(spot: Spot, factor: number): void
  /** is a line to be drawn from here, not the map moved? */
  draws(from: Spot): boolean
  /** a line being drawn; `done` at its end, with what is held down */
  drawn(line: readonly Spot[], done: { shift: boolean; alt: boolean } | null): void
  /** the hand is over a spot, or gone */
  over(spot: Spot | null): void
  /** put down and lifted without moving */
  tapped(spot: Spot, touch: boolean): void
  /** nothing moves any more */
  settled(): void
}

/** A finger trembles by so many pixels without meaning to drag. */
const TREMBLE = 5
const WHEEL = 0.0016
const WHEEL_REST_MS = 140
const LINE = 18

/** Follows mouse, pen and fingers on an element: one drags, two stretch, the wheel zooms. */
export function followHand(element: HTMLElement, asked: Asked): () => void {
  const leaving = new AbortController()
  const { signal } = leaving
  const fingers = new Map<number, Spot>()
  let dragged = 0
  let line: Spot[] = []
  let from: Spot = { x: 0, y: 0 }
  let draws: boolean | undefined
  let rest: number | undefined
  const spotOf = ({ clientX, clientY }: MouseEvent): Spot => {
    const { left, top } = element.getBoundingClientRect()
    return { x: clientX - left, y: clientY - top }
  }
  const down = (event: PointerEvent) => {
    if (event.button > 0) return
    if (fingers.size === 0) [dragged, line, draws, from] = [0, [], undefined, spotOf(event)]
    fingers.set(event.pointerId, spotOf(event))
  }
  const move = (event: PointerEvent) => {
    const spot = spotOf(event)
    const before = fingers.get(event.pointerId)
    if (before === undefined) return asked.over(event.pointerType === 'touch' ? null : spot)
    fingers.set(event.pointerId, spot)
    const [dx, dy] = [spot.x - before.x, spot.y - before.y]
    dragged += Math.hypot(dx, dy)
    if (dragged < TREMBLE) return
    if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId)
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
    draws ??= asked.draws(from)
    if (other === undefined && draws) {
      line.push(spot)
      return asked.drawn(line, null)
    }
    if (other === undefined) return asked.moved(dx, dy)
    const [apart, apartBefore] = [distance(spot, other), distance(before, other)]
    asked.moved(dx / 2, dy / 2)
    if (apartBefore > 8) asked.zoomed(between(spot, other), apart / apartBefore)
  }
  const up = (event: PointerEvent) => {
    const spot = fingers.get(event.pointerId)
    if (spot === undefined) return
    fingers.delete(event.pointerId)
    if (fingers.size > 0) return
    // what was tapped is a link: its click says what to do
    const onLink = dragged < TREMBLE && (event.target as Element).closest('a, button') !== null
    if (onLink) return
    if (line.length > 0) asked.drawn(line, { shift: event.shiftKey, alt: event.altKey })
    else if (dragged < TREMBLE && event.type === 'pointerup') asked.tapped(spot, event.pointerType === 'touch')
    else asked.settled()
  }
  element.addEventListener('pointerdown', down, { signal })
  element.addEventListener('pointermove', move, { signal })
  element.addEventListener('pointerup', up, { signal })
  element.addEventListener('pointercancel', up, { signal })
  element.addEventListener('pointerleave', () => fingers.size === 0 && asked.over(null), { signal })
  // a drag that began on a link must not follow it
  element.addEventListener('click', (event) => dragged >= TREMBLE && event.preventDefault(), { signal, capture: true })
  element.addEventListener('dragstart', (event) => event.preventDefault(), { signal })
  const spin = (event: WheelEvent) => {
    event.preventDefault()
    asked.zoomed(spotOf(event), spun(event))
    window.clearTimeout(rest)
    rest = window.setTimeout(() => asked.settled(), WHEEL_REST_MS)
  }
  element.addEventListener('wheel', spin, { signal, passive: false })
  return () => {
    window.clearTimeout(rest)
    leaving.abort()
  }
}

/** By how much a turn of the wheel zooms; two fingers on a trackpad come as a wheel with Ctrl, in smaller steps. */
function spun({ deltaY, deltaMode, ctrlKey }: WheelEvent): number {
  const way = deltaY * (deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1)
  return Math.exp(-Math.max(-240, Math.min(240, way)) * WHEEL * (ctrlKey ? 4 : 1))
}

function distance(a: Spot, b: Spot): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function between(a: Spot, b: Spot): Spot {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}
