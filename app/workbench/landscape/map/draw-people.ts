import type { Spot } from './field.ts'
import { type Frame, project } from './frame.ts'
import type { PlacedPerson } from './scene.ts'
import { circle, type Mark, markClass, markOf, markPath } from './symbols.ts'

function ringPath({ x, y }: Spot, zoomed: number): string {
  return circle(x, y, 5.6 * zoomed)
}

/**
 * Everybody who may be shown, as marks: the shape says the side, the size how many ties are known. Marks of one kind are
 * one path, so a mark cannot be told apart in the drawing's text. `sides` is null when marks must not tell them.
 */
export function drawPeople(
  people: PlacedPerson[],
  frame: Frame,
  sides: ((person: PlacedPerson) => number[]) | null,
): string {
  const paths = new Map<string, { mark: Mark; faint: boolean; d: string[] }>()
  const zoomed = Math.min(1.25, Math.max(0.75, (frame.zoom / 1.35) ** 0.55))
  for (const person of people) {
    const mark = markOf(sides === null ? null : sides(person))
    const r = (2.15 + Math.min(1.9, Math.sqrt(person.degree) * 0.36)) * zoomed
    const key = `${mark}${person.faint ? ' faint' : ''}`
    const known = paths.get(key)
    const d = markPath(mark, project(frame, person), Math.round(r * 2) / 2)
    if (known === undefined) paths.set(key, { mark, faint: person.faint === true, d: [d] })
    else known.d.push(d)
  }
  const drawn = [...paths.values()].map(
    ({ mark, faint, d }) => `<path class="map-mark ${markClass(mark)}${faint ? ' map-faint' : ''}" d="${d.join('')}"/>`,
  )
  const rings = people.filter(({ ringed }) => ringed === true).map((person) => ringPath(project(frame, person), zoomed))
  const ringed = rings.length === 0 ? '' : `<path class="map-lens-ring" d="${rings.join('')}"/>`
  return `<g class="map-people">${drawn.join('')}${ringed}</g>`
}
