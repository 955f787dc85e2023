import type { Tx } from '../../../platform/db/database.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { Landscape } from '../landscape.ts'
import { mayDraw } from '../landscape-policy.ts'
import { isQuick } from '../map/is-quick.ts'
import { type Layout, layOut } from '../map/lay-out.ts'
import type { MapInput } from '../map/map-input.ts'
import { withoutPins } from '../map/with-pins.ts'
import { layOfTheLand } from './lay-of-the-land.ts'
import { askForLayingOut } from './laying-out/ask-for-laying-out.ts'
import type { LayingOut } from './laying-out/laying-out-queries.ts'
import { insertLayout } from './layout-queries.ts'
import type { Pin } from './pin-queries.ts'

/** Where everything lies now. */
export interface Laid {
  layout: Layout
  pins: readonly Pin[]
  /** `provisional`: as it lay last, newcomers beside what they belong to; `never`: nothing was laid out yet, and these places are a guess */
  state: 'settled' | 'provisional' | 'never'
  /** the work that will settle it, where somebody asked for it */
  laying: LayingOut | null
}

/**
 * Where everything lies on the map: the stored places as long as nothing that they depend on has changed, else new ones that start
 * from them, so that the reader finds every hill where it was. Pinned hills lie where they were put. Visitors see a new layout without its
 * being kept. What would keep the reader waiting is asked for in the background, and meanwhile everything stays where it was.
 *
 * Cost: four queries when nothing changed; up to half a second more when something did.
 */
export async function keepLayout(tx: Tx, landscape: Landscape, input: MapInput, now: Date): Promise<Laid> {
  const land = await layOfTheLand(tx, landscape.id, input)
  const { pins, homes, stored, shown, inputHash } = land
  if (shown && stored?.inputHash === inputHash) return { layout: shown, pins, state: 'settled', laying: null }
  if (!isQuick(input, stored !== null)) {
    const layout = layOut(input, shown, { provisional: true })
    const laying = mayDraw(landscape) ? await askForLayingOut(tx, landscape, { inputHash, now }) : null
    return { layout, pins, state: stored ? 'provisional' : 'never', laying }
  }
  const layout = layOut(input, shown)
  if (mayDraw(landscape)) {
    const at = {
      landscapeId: landscape.id,
      id: uuidv7(now.getTime()),
      seed: input.seed,
      inputHash,
      edition: stored?.edition ?? 1,
      turn: stored?.turn ?? 0,
      ids: land.ids,
    }
    await insertLayout(tx, at, withoutPins(layout, pins, homes, stored?.layout))
  }
  return { layout, pins, state: 'settled', laying: null }
}
