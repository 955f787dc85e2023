import type { Bridge, CrossingEnd } from './bridges.ts'
import type { Spot } from './field.ts'
import { type Frame, project } from './frame.ts'
import { curveInTenths, distance } from './paths.ts'
import { bridgeGlyph } from './symbols.ts'

/** Beyond this many crossing ties strands are drawn per hill, thicker for more ties, instead of one per tie. */
const MOST_STRANDS = 420

/** Ties that do not cross, as thin bowed lines in three strengths; long ones fainter. Spots in map units. */
export function drawTies(ties: { from: Spot; to: Spot }[], frame: Frame): string {
  const classes = new Map<string, string[]>([
    ['near', []],
    ['mid', []],
    ['far', []],
  ])
  for (const { from, to } of ties) {
    const [a, b] = [project(frame, from), project(frame, to)]
    const length = distance(a, b)
    const bow = { x: (a.x + b.x) / 2 - (b.y - a.y) * 0.09, y: (a.y + b.y) / 2 + (b.x - a.x) * 0.09 }
    classes.get(length < 70 ? 'near' : length < 190 ? 'mid' : 'far')!.push(curveInTenths(a, bow, b))
  }
  const paths = [...classes].map(([name, paths]) =>
    paths.length === 0 ? '' : `<path class="map-tie-${name}" d="${paths.join('')}"/>`,
  )
  return `<g class="map-ties" transform="scale(.1)">${paths.join('')}</g>`
}

/** Crossing ties, gathered at their bridges and passing at right angles to the boundary. With `fewest`, a strand stands for at least so many
 * of a hill's people; null where it may lead from one person. */
export function drawStrands(
  bridges: Bridge[],
  summits: Map<string, Spot>,
  frame: Frame,
  fewest: number | null,
): string {
  const total = bridges.reduce((sum, bridge) => sum + bridge.crossings.length, 0)
  const perHill = total > MOST_STRANDS || frame.name === 'compact' || fewest !== null
  const groups = bridges.map((bridge) => {
    const ends = bridge.crossings.flatMap((crossing) => [crossing.a, crossing.b])
    const strands = perHill
      ? byHill(ends, summits, fewest ?? 1).slice(0, Math.max(6, MOST_STRANDS / bridges.length))
      : ends.map((end) => ({ from: startOf(end, summits), ties: 1 }))
    const paths = strands.map(({ from, ties }) => {
      const wide = perHill ? ` stroke-width="${Math.round(10 * Math.min(6, 0.7 + 0.42 * Math.sqrt(ties)))}"` : ''
      return `<path d="${strand(from, bridge, frame)}"${wide}/>`
    })
    return `<g class="map-bundle-${thickness(bridge.crossings.length)}">${paths.join('')}</g>`
  })
  return `<g class="map-strands${perHill ? ' map-strands-hills' : ''}" transform="scale(.1)">${groups.join('')}</g>`
}

/** Where a strand starts: at the person, or at their hill when they are not to be found on the map. */
function startOf(end: CrossingEnd, summits: Map<string, Spot>): Spot {
  return end.shown ? end : (summits.get(end.hill ?? '') ?? end)
}

function byHill(ends: CrossingEnd[], summits: Map<string, Spot>, fewest: number): { from: Spot; ties: number }[] {
  const groups = Map.groupBy(ends, (end) => end.hill ?? `person ${end.person}`)
  const enough = [...groups.values()].filter((group) => new Set(group.map((end) => end.person)).size >= fewest)
  const strands = enough.map((group) => ({
    from: summits.get(group[0]!.hill ?? '') ?? group[0]!,
    ties: group.length,
  }))
  return strands.sort((a, b) => b.ties - a.ties)
}

/** From an end to the bridge, the last part straight across the boundary. */
function strand(from: Spot, bridge: Bridge, frame: Frame): string {
  const across = { x: -bridge.along.y, y: bridge.along.x }
  const reach = distance(from, bridge)
  const side = Math.sign((from.x - bridge.x) * across.x + (from.y - bridge.y) * across.y) || 1
  const bend = { x: bridge.x + across.x * side * reach * 0.45, y: bridge.y + across.y * side * reach * 0.45 }
  return curveInTenths(project(frame, from), project(frame, bend), project(frame, bridge))
}

function thickness(ties: number): 'thin' | 'middle' | 'thick' {
  return ties < 6 ? 'thin' : ties < 20 ? 'middle' : 'thick'
}

/** The bridges themselves; `number` says what is written on each, null for nothing. */
export function drawBridges(bridges: Bridge[], frame: Frame, number: (bridge: Bridge) => string | null): string {
  const size = frame.name === 'wide' ? 1 : 0.84
  return [...bridges]
    .reverse()
    .map((bridge) => {
      const degrees = (Math.atan2(bridge.along.y * frame.stretch, bridge.along.x) * 180) / Math.PI
      return bridgeGlyph(project(frame, bridge), degrees, bridge.crossings.length, number(bridge), size)
    })
    .join('')
}
