import { createHash } from 'node:crypto'
import type { LayOfTheLand } from './lay-of-the-land.ts'

/** How a map is to be drawn anew. */
export interface RedrawWish {
  /** which of the ways in which the hills can lie, from 0 on */
  arrangement: number
  /** hills that somebody put somewhere stay there */
  keepPins: boolean
}

/** Names what a map drawn anew is made from: when it is another one, something changed since it was looked at. */
export function proposalHash({ inputHash, stored, pins }: LayOfTheLand, { arrangement, keepPins }: RedrawWish): string {
  const places = pins.map(({ id, sign }) => [id, sign])
  return createHash('sha256')
    .update(JSON.stringify([inputHash, stored?.edition ?? 0, places, arrangement, keepPins]))
    .digest('hex')
}
