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

/**
 * Names beside people's marks, of those with most ties first, as many as find a free place: right, left, above or below. No name covers
 * another one or somebody's mark.
 */
export function personNames(
  { head, people }: SentMap,
  places: Places,
  frame: Frame,
  crowd: Crowd,
  most: number,
): string {
  const { names } = head
  if (names === null) return ''
  const size = frame.name === 'compact' ? SIZE_ON_PHONE : SIZE
  const [right, bottom] = [frame.x0 + frame.width / frame.zoom, frame.y0 + frame.height / frame.zoom]
  const inView = places.inside(frame.x0, frame.y0, right, bottom).sort((a, b) => a - b)
  const spots = inView.map((person) => project(frame, { x: places.x(person), y: places.y(person) }))
  const taken = [...crowd.taken, ...spots.map(({ x, y }) => boxAround(x, y, 6, 6))]
  const written: string[] = []
  for (let k = 0; k < inView.length && written.length < most; k += 1) {
    const person = inView[k]!
    const name = names[person]
    if (!name) continue
    const { x, y } = spots[k]!
    const { width, height } = extent([name], 'instrument', size, 0)
    const away = (2.6 + Math.min(1.9, Math.sqrt(people.degree[person]!) * 0.36)) * grownAt(frame.zoom) + 3
    for (const [dx, dy] of [
      [width / 2 + away, 0],
      [-width / 2 - away, 0],
      [0, -height / 2 - away],
      [0, height / 2 + away],
    ] as const) {
      const box = boxAround(x + dx, y + dy, width, height)
      if (outside(box, crowd) || overlapsAny(box, taken, 1)) continue
      taken.push(box)
      written.push(`<text x="${short(x + dx)}" y="${short(y + dy + size * 0.34)}">${escaped(name)}</text>`)
      break
    }
  }
  return `<g class="map-person-names" font-size="${size}">${written.join('')}</g>`
}
