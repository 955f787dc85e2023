import { type Frame, project } from './frame.ts'
import type { PlacedPerson } from './scene.ts'
import { type Mark, markClass, markOf, markPath } from './symbols.ts'

/**
 * Everybody who may be shown, as marks: the shape says the side, the size how many ties are known. Marks of one kind are
 * one path, so a mark cannot be told apart in the drawing's text. `sides` is null when marks must not tell them.
 */
export function drawPeople(
  people: PlacedPerson[],
  frame: Frame,
  sides: ((person: PlacedPerson) => number[]) | null,
): string {
  const paths = new Map<string, { mark: Mark; d: string[] }>()
  const zoomed = Math.min(1.25, Math.max(0.75, (frame.zoom / 1.35) ** 0.55))
  for (const person of people) {
    const mark = markOf(sides === null ? null : sides(person))
    const r = (2.15 + Math.min(1.9, Math.sqrt(person.degree) * 0.36)) * zoomed
    const known = paths.get(String(mark))
    const d = markPath(mark, project(frame, person), Math.round(r * 2) / 2)
    if (known === undefined) paths.set(String(mark), { mark, d: [d] })
    else known.d.push(d)
  }
  const drawn = [...paths.values()].map(
    ({ mark, d }) => `<path class="map-mark ${markClass(mark)}" d="${d.join('')}"/>`,
  )
  return `<g class="map-people">${drawn.join('')}</g>`
}
