import { boxAround, overlapsAny } from '../boxes.ts'
import { escaped } from '../escaped.ts'
import { type Frame, project } from '../frame.ts'
import { type Crowd, extent, outside } from '../labels.ts'
import { short } from '../paths.ts'
import { grownAt } from './mark-layer.ts'
import type { Places } from './places.ts'
import type { SentMap } from './sent-map.ts'

const SIZE = 11
const SIZE_ON_PHONE = 12

/** Names that were written, and on which side of their mark each stands. */
export interface PersonNames {
  svg: string
  sides: ReadonlyMap<number, number>
}

export const nobodyNamed: PersonNames = { svg: '', sides: new Map() }

/**
 * Names beside people's marks, of those with most ties first, as many as find a free place: right, left, above or below. No name covers
 * another one or somebody's mark. Whoever had a name before keeps it on its side while there is room.
 */
export function personNames(
  { head, people }: SentMap,
  places: Places,
  frame: Frame,
  crowd: Crowd,
  most: number,
  before: PersonNames['sides'],
): PersonNames {
  const { names } = head
  if (names === null) return nobodyNamed
  const size = frame.name === 'compact' ? SIZE_ON_PHONE : SIZE
  const [right, bottom] = [frame.x0 + frame.width / frame.zoom, frame.y0 + frame.height / frame.zoom]
  const inView = places.inside(frame.x0, frame.y0, right, bottom).sort((a, b) => a - b)
  const spots = inView.map((person) => project(frame, { x: places.x(person), y: places.y(person) }))
  const taken = [...crowd.taken, ...spots.map(({ x, y }) => boxAround(x, y, 6, 6))]
  const written: string[] = []
  const sides = new Map<number, number>()
  const write = (k: number, only?: number) => {
    const person = inView[k]!
    const name = names[person]
    if (!name || sides.has(person)) return
    const { x, y } = spots[k]!
    const { width, height } = extent([name], 'instrument', size, 0)
    const away = (2.6 + Math.min(1.9, Math.sqrt(people.degree[person]!) * 0.36)) * grownAt(frame.zoom) + 3
    const offsets = [
      [width / 2 + away, 0],
      [-width / 2 - away, 0],
      [0, -height / 2 - away],
      [0, height / 2 + away],
    ] as const
    for (const [side, [dx, dy]] of offsets.entries()) {
      if (only !== undefined && side !== only) continue
      const box = boxAround(x + dx, y + dy, width, height)
      if (outside(box, crowd) || overlapsAny(box, taken, only === undefined ? 1 : 0)) continue
      taken.push(box)
      sides.set(person, side)
      const isNew = before.has(person) ? '' : ' class="is-new"'
      written.push(`<text${isNew} x="${short(x + dx)}" y="${short(y + dy + size * 0.34)}">${escaped(name)}</text>`)
      break
    }
  }
  for (const isKept of [true, false])
    for (let k = 0; k < inView.length && written.length < most; k += 1) {
      const side = before.get(inView[k]!)
      if (!isKept) write(k)
      else if (side !== undefined) write(k, side)
    }
  return { svg: `<g class="map-person-names" font-size="${size}">${written.join('')}</g>`, sides }
}
