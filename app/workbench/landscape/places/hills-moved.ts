import type { Layout } from '../map/lay-out.ts'
import { acrossOf, type Way, ways } from './where-to.ts'

/** How one hill would lie elsewhere. */
export interface HillMove {
  id: string
  /** as a share of the way across the land */
  share: number
  towards: Way
}

/** Less than this share of the way across the land is not seen, and less than the other is a little. */
const UNSEEN = 0.01
const LITTLE = 0.1

/** Which hills lie elsewhere after than before, the farthest first, and how many moved little, far or not to be seen. */
export function hillsMoved(
  before: Layout,
  after: Layout,
): { moves: HillMove[]; far: number; little: number; unseen: number } {
  const across = acrossOf(before.hills) || 1
  const places = new Map(before.hills.map((hill) => [hill.id, hill]))
  const all = after.hills.flatMap(({ id, x, y }): HillMove[] => {
    const old = places.get(id)
    if (!old) return []
    const [dx, dy] = [x - old.x, y - old.y]
    // north is up, and angles run as on a compass
    const eighth = Math.round((Math.atan2(dx, -dy) * 4) / Math.PI)
    return [{ id, share: Math.hypot(dx, dy) / across, towards: ways[(eighth + 8) % 8]! }]
  })
  const moves = all.filter(({ share }) => share >= UNSEEN).sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1))
  const far = moves.filter(({ share }) => share >= LITTLE).length
  return { moves, far, little: moves.length - far, unseen: all.length - moves.length }
}
