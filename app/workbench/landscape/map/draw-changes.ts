import type { Spot } from './field.ts'
import { type Frame, project } from './frame.ts'
import type { MapChanges } from './map-changes.ts'
import { curveInTenths } from './paths.ts'
import { circle } from './symbols.ts'

const MANY = 120

/** Ties that came, whole; ties that went and people who left, broken and faint. Under names and signs. */
export function drawChangedTies({ came, went, left }: MapChanges, frame: Frame): string {
  const line = ([x1, y1, x2, y2]: MapChanges['came'][number]) => {
    const [a, b] = [project(frame, { x: x1, y: y1 }), project(frame, { x: x2, y: y2 })]
    // bowed as ties are
    const bow = { x: (a.x + b.x) / 2 - (b.y - a.y) * 0.09, y: (a.y + b.y) / 2 + (b.x - a.x) * 0.09 }
    return isNear(a, frame) || isNear(b, frame) ? curveInTenths(a, bow, b) : ''
  }
  const lines = (name: string, all: MapChanges['came']) => {
    const d = all.map(line).join('')
    // very many lie fainter, so that the ground stays readable under them
    const many = all.length > MANY ? ` map-${name}-many` : ''
    return d === '' ? '' : `<path class="map-${name}${many}" transform="scale(.1)" d="${d}"/>`
  }
  const rings = ringsAt(left, frame, 5)
  return lines('went', went) + lines('came', came) + (rings === '' ? '' : `<path class="map-left" d="${rings}"/>`)
}

/** Rings around bridges that are new and where one was, and how many ties came to a bridge that was there. */
export function drawChangedBridges({ bridges, goneBridges }: MapChanges, frame: Frame): string {
  const fresh = ringsAt(
    bridges.filter(({ isNew }) => isNew),
    frame,
    15,
  )
  const gone = ringsAt(goneBridges, frame, 11)
  const more = bridges
    .filter(({ isNew }) => !isNew)
    .map((bridge) => ({ ...project(frame, bridge), more: bridge.more }))
    .filter((spot) => isNear(spot, frame))
    .map(({ x, y, more }) => `<text class="map-more" x="${round(x + 12)}" y="${round(y - 10)}">+${more}</text>`)
  return (
    (gone === '' ? '' : `<path class="map-bridge-gone" d="${gone}"/>`) +
    (fresh === '' ? '' : `<path class="map-bridge-new" d="${fresh}"/>`) +
    more.join('')
  )
}

function ringsAt(spots: readonly Spot[], frame: Frame, radius: number): string {
  return spots
    .map((spot) => project(frame, spot))
    .filter((spot) => isNear(spot, frame))
    .map(({ x, y }) => circle(x, y, radius))
    .join('')
}

function isNear({ x, y }: Spot, { width, height }: Frame): boolean {
  return x > -80 && x < width + 80 && y > -80 && y < height + 80
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
