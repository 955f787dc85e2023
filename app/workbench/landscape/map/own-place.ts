import type { Spot } from './field.ts'
import type { SayMap } from './map-words.ts'
import type { Scene } from './scene.ts'

/** From so many crossing ties on somebody holds the two sides together: said to themselves and to nobody else (rule E9). */
const FEWEST_TO_BRIDGE = 4

/** Where whoever looks stands themselves, in map units. */
export interface OwnPlace extends Spot {
  id: string
  hill: string | null
  /** of their own ties, how many cross the boundary on the map; null where that would tell on which side others stand */
  crossing: number | null
  /** they are one of those on whom the crossing hangs */
  isBridge: boolean
}

/** One's own place on a map; nothing for somebody who does not stand in the landscape. */
export function ownPlace({ input, byId, divided }: Scene): OwnPlace | null {
  const person = byId.get(input.you ?? '')
  if (person === undefined) return null
  const { id, x, y, hill } = person
  if (divided === null || divided.boundary.aggregate) return { id, x, y, hill, crossing: null, isBridge: false }
  const crossing = [...divided.crossing].filter(({ a, b }) => a === id || b === id).length
  return { id, x, y, hill, crossing, isBridge: crossing >= FEWEST_TO_BRIDGE }
}

/** What is said of one's own place, to oneself. */
export function ownSentence({ hills, divided }: Scene, own: OwnPlace, say: SayMap): string {
  const hill = hills.find(({ id }) => id === own.hill)?.name ?? 'none'
  const place = say('you_here', { hill })
  if (divided === null || own.crossing === null) return place
  const across = say('you_crossing', { crossing: own.crossing, boundary: divided.boundary.name })
  return own.isBridge ? `${place} ${across} ${say('you_bridge')}` : `${place} ${across}`
}
