import { pathIn } from '../../visit.tsx'
import type { Landscape } from '../landscape.ts'
import { mayDraw } from '../landscape-policy.ts'
import type { SentMoving } from '../map/live/sent-map.ts'
import type { Laid } from './keep-layout.ts'
import { unpinned } from './pin-queries.ts'

/** What the living map needs to let hills be moved; nothing for whoever may not draw, and while places are not settled. */
export function movingOf(landscape: Landscape, { layout, pins, state }: Laid): SentMoving | null {
  if (!mayDraw(landscape) || state === 'never') return null
  return {
    address: `/api${pathIn(landscape, 'practices')}`,
    free: unpinned,
    places: Object.fromEntries(layout.hills.map(({ id, x, y }) => [id, [x, y] as const])),
    pins: Object.fromEntries(pins.map(({ id, sign }) => [id, sign])),
  }
}
