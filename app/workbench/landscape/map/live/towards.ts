import type { Spot } from '../field.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

const ways: Readonly<Record<Direction, Spot>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
}

/** Which of these is the nearest within 45 degrees of a direction? Nothing when there is none. */
export function nearestTowards<T extends Spot>(things: readonly T[], from: Spot, direction: Direction): T | undefined {
  const way = ways[direction]
  let [found, least]: [T | undefined, number] = [undefined, Number.POSITIVE_INFINITY]
  for (const thing of things) {
    const [dx, dy] = [thing.x - from.x, thing.y - from.y]
    const ahead = dx * way.x + dy * way.y
    const aside = Math.abs(dx * way.y - dy * way.x)
    if (ahead <= 0 || aside > ahead + 1e-9) continue
    const away = Math.hypot(dx, dy)
    if (away < least) [found, least] = [thing, away]
  }
  return found
}
