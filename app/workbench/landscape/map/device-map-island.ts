import type { Language } from '../../../platform/i18n/language.ts'
import type { DrawnLandscape } from '../drawn-landscape.ts'
import { type DrawnMap, drawMap } from './draw-map.ts'
import { layOut } from './lay-out.ts'
import { type MapClearing, mapInput } from './map-input.ts'
import { mapWords } from './map-words.ts'

interface MapHere {
  seed: string
  boundary: string | null
  language: Language
  clearings: MapClearing[]
}

/**
 * The map of a sketch that lies in a browser, drawn there by the same functions as on the server. Its signs lead nowhere: all that is known stands
 * in their sentences. About half a second for thirty people on a small device.
 */
export function drawMapHere(drawn: DrawnLandscape, wish: MapHere): { wide: DrawnMap; compact: DrawnMap } {
  const input = mapInput(drawn, { seed: wish.seed, clearings: wish.clearings })
  const layout = layOut(input)
  const draw = (frame: 'wide' | 'compact') =>
    drawMap(input, layout, {
      say: mapWords(wish.language),
      boundary: wish.boundary,
      frame,
      audience: 'team',
      prefix: frame,
      href: () => '#map-in-words',
    })
  return { wide: draw('wide'), compact: draw('compact') }
}
