import type { Spot } from '../field.ts'
import type { Places } from './places.ts'

/** Is a spot inside a closed line? By the even-odd rule, so a line that crosses itself leaves a hole. */
export function isInside(line: readonly Spot[], { x, y }: Spot): boolean {
  let inside = false
  for (let i = 0, before = line.length - 1; i < line.length; before = i, i += 1) {
    const [a, b] = [line[i]!, line[before]!]
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside
  }
  return inside
}

/** Everybody inside a line drawn by hand, by number; the line in map units. Only those in its box are looked at. */
export function peopleInside(places: Places, line: readonly Spot[]): number[] {
  if (line.length < 3) return []
  const [xs, ys] = [line.map(({ x }) => x), line.map(({ y }) => y)]
  return places
    .inside(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))
    .filter((person) => isInside(line, { x: places.x(person), y: places.y(person) }))
    .sort((a, b) => a - b)
}
