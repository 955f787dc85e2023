import type { Spot } from '../field.ts'
import type { Curves } from './tie-curves.ts'

/** A curve is looked at in so many straight pieces: at the usual bow they lie under half a pixel beside it. */
const PIECES = 12

/** Which tie goes by nearest to a spot, within a reach, all in map units? −1 for none. O(ties), a millisecond for 20,000. */
export function nearestTie({ count, ends, bend, tie }: Curves, spot: Spot, reach: number): number {
  let [found, least] = [-1, reach]
  for (let nth = 0; nth < count; nth += 1) {
    if (tie[nth]! < 0) continue
    const [ax, ay, bx, by] = [ends[4 * nth]!, ends[4 * nth + 1]!, ends[4 * nth + 2]!, ends[4 * nth + 3]!]
    const [cx, cy] = [bend[2 * nth]!, bend[2 * nth + 1]!]
    const beside =
      spot.x < Math.min(ax, bx, cx) - reach ||
      spot.x > Math.max(ax, bx, cx) + reach ||
      spot.y < Math.min(ay, by, cy) - reach ||
      spot.y > Math.max(ay, by, cy) + reach
    if (beside) continue
    let [x, y] = [ax, ay]
    for (let piece = 1; piece <= PIECES; piece += 1) {
      const t = piece / PIECES
      const nextX = (1 - t) ** 2 * ax + 2 * t * (1 - t) * cx + t * t * bx
      const nextY = (1 - t) ** 2 * ay + 2 * t * (1 - t) * cy + t * t * by
      const away = awayFrom(spot, x, y, nextX, nextY)
      if (away < least) [found, least] = [tie[nth]!, away]
      ;[x, y] = [nextX, nextY]
    }
  }
  return found
}

/** How far a spot is from a straight piece. */
function awayFrom(spot: Spot, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const along = ((spot.x - ax) * dx + (spot.y - ay) * dy) / (dx * dx + dy * dy || 1)
  const t = Math.max(0, Math.min(1, along))
  return Math.hypot(spot.x - ax - t * dx, spot.y - ay - t * dy)
}
