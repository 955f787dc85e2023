import { type Box, boxAround } from '../boxes.ts'
import { drawBoundary } from '../draw-boundary.ts'
import {
  clearingRing,
  drawBridgeLink,
  drawClearing,
  drawHillLink,
  drawHillName,
  drawOwnPlace,
  drawSpace,
  ownBox,
} from '../draw-places.ts'
import type { Spot } from '../field.ts'
import { type Frame, project } from '../frame.ts'
import type { Crowd } from '../labels.ts'
import type { MapFeature } from '../map-features.ts'
import { short } from '../paths.ts'
import { bridgeGlyph, bridgeHalfWidth, circle } from '../symbols.ts'
import { clearingRadius } from './glow-layer.ts'
import { type KeptLabels, nothingKept } from './kept-labels.ts'
import type { Detail } from './level-of-detail.ts'
import { grownAt } from './mark-layer.ts'
import { nobodyNamed, personNames } from './person-names.ts'
import type { Places } from './places.ts'
import { MARKS, type SentFeature, type SentMap } from './sent-map.ts'
import { type Names, namesOf } from './sign-names.ts'

/** What is laid over the painted map: signs, names, and links to everything that can be gone to. */
export interface Signs {
  svg: string
  /** what is in view, in the order in which it is gone through; places in CSS pixels */
  features: MapFeature[]
  /** where names stand, for the next time */
  labels: KeptLabels
}

export interface SignsWish {
  detail: Detail
  /** what covers the map, in CSS pixels: no name goes under it */
  covered: readonly Box[]
  /** numbers of the people who were chosen */
  chosen: readonly number[]
  /** SVG that parts of the map draw under the signs */
  under?: string
  /** where names stood the last time */
  before?: KeptLabels
}

/** So far outside the view things are still drawn, so that a small move uncovers no bare edge. */
const MARGIN = 160
/** Only so many people are kept clear of by names: beyond, hardly any name would find a place. */
const MOST_KEPT_CLEAR = 1500
const FEWEST_WRITTEN = 6

/**
 * Everything that is drawn over the painted map for one view, as SVG. A few milliseconds for a few dozen hills; only what is in view costs.
 */
export function drawSigns(
  map: SentMap,
  places: Places,
  frame: Frame,
  { detail, covered, chosen, under = '', before = nothingKept }: SignsWish,
): Signs {
  const inView = sighted(map, frame)
  const size = signSize(frame)
  const crowd = crowdOf(map, places, frame, detail, covered, inView)
  const names = namesOf(map.head, frame, crowd, inView, before)
  const { boundary, sea } = map.head
  const line =
    boundary === null
      ? ''
      : drawnInTurn(boundary.lines.map(nearView(frame)).filter(isLong), frame, (lines) =>
          drawBoundary(lines, boundary, frame, sea, null, size),
        )
  const bridges = inView.bridges.map(({ bridge, spot }) => {
    const degrees = (Math.atan2(bridge.along[1], bridge.along[0]) * 180) / Math.PI
    const number = bridge.ties >= FEWEST_WRITTEN ? String(bridge.ties) : null
    return bridgeGlyph(spot, degrees, bridge.ties, number, size)
  })
  const people = detail.names > 0 ? personNames(map, places, frame, crowd, detail.names, before.people) : nobodyNamed
  const rings = inView.clearings.map(({ id, spot }) => clearingRing(spot, id, clearingRadius(frame.zoom) * 0.95))
  const sought = detail.people > 0 ? ringsAround(map.head.ringed, places, frame, 'map-lens-ring') : ''
  const painted = `<g aria-hidden="true">${under}${rings.join('')}${line}<g class="map-bridges map-divide-after">${bridges.reverse().join('')}</g><g class="map-divide-after">${names.boundary}</g>${people.svg}${sought}${ringsAround(chosen, places, frame, 'map-chosen-ring')}</g>`
  const isDrawn = ({ kind, id }: MapFeature) => (kind === 'hill' ? names.hills.has(id) : kind !== 'bridge')
  const features = reachable(featuresInView(map.head.features, inView), frame, isDrawn)
  const bare = features.filter((feature) => feature.kind === 'hill' && !isDrawn(feature))
  // under the names, so that they take no click from one
  const links =
    bare.map((feature) => drawHillLink(feature, detail.people > 0)).join('') +
    features.map((feature) => drawFeature(feature, inView, names, frame)).join('')
  return { svg: painted + links, features, labels: { ...names.kept, people: people.sides } }
}

/** Lines under a mask that lets them be drawn from their source to their mouth; it covers them wholly but while that happens. */
function drawnInTurn<L extends { points: Spot[] }>(lines: L[], frame: Frame, draw: (lines: L[]) => string): string {
  const ways = lines.map(({ points }) => {
    const [first, ...rest] = points.map((point) => project(frame, point)).map(({ x, y }) => `${short(x)} ${short(y)}`)
    return `<path pathLength="1" d="M${first}L${rest.join(' ')}"/>`
  })
  return `<mask id="live-divide" maskUnits="userSpaceOnUse" x="-${MARGIN}" y="-${MARGIN}" width="${frame.width + 2 * MARGIN}" height="${frame.height + 2 * MARGIN}">${ways.join('')}</mask><g class="map-divide">${draw(lines)}</g>`
}

/** How large bridges and lines are: they grow with the ground, but never so much that they hide it. */
function signSize({ name, zoom }: Frame): number {
  return (name === 'compact' ? 0.84 : 1) * Math.max(0.72, Math.min(1.6, zoom / 1.3))
}

/** More rings than this in one view say nothing. */
const MOST_RINGS = 2000

function ringsAround(people: readonly number[], places: Places, frame: Frame, look: string): string {
  const r = (look === 'map-lens-ring' ? 5.6 : 6) * grownAt(frame.zoom)
  const rings = people
    .map((person) => project(frame, { x: places.x(person), y: places.y(person) }))
    .filter((spot) => isNear(spot, frame, r))
    .slice(0, MOST_RINGS)
    .map((spot) => circle(spot.x, spot.y, r))
  return rings.length === 0 ? '' : `<path class="${look}" d="${rings.join('')}"/>`
}

type Sighted = ReturnType<typeof sighted>

/** What stands in view, with its spot on the sheet. */
function sighted({ head }: SentMap, frame: Frame) {
  const near = <T extends Spot>(things: readonly T[]) =>
    things
      .map((thing, nth) => ({ thing, nth, spot: project(frame, thing) }))
      .filter(({ spot }) => isNear(spot, frame, 40))
  return {
    you: near(head.you === null ? [] : [head.you]).map(({ thing, spot }) => ({ ...thing, spot })),
    hills: near(head.hills).map(({ thing, spot }) => ({ ...thing, spot })),
    clearings: near(head.clearings).map(({ thing, spot }) => ({ ...thing, spot })),
    spaces: near(head.spaces).map(({ thing, spot }) => ({ ...thing, spot })),
    bridges: near(head.boundary?.bridges ?? []).map(({ thing, nth, spot }) => ({
      id: String(nth + 1),
      bridge: thing,
      spot,
    })),
  }
}

function isNear({ x, y }: Spot, { width, height }: Frame, margin: number): boolean {
  return x > -margin && x < width + margin && y > -margin && y < height + margin
}

/** A line without the points that are far outside the view; pieces of it keep their order. */
function nearView(frame: Frame) {
  return <L extends { points: Spot[] }>(line: L): L => {
    const kept = line.points.map((point) => isNear(project(frame, point), frame, MARGIN))
    const points = line.points.filter((_, i) => kept[i] || kept[i - 1] || kept[i + 1])
    return { ...line, points }
  }
}

function isLong({ points }: { points: Spot[] }): boolean {
  return points.length > 1
}

function crowdOf(
  map: SentMap,
  places: Places,
  frame: Frame,
  detail: Detail,
  covered: SignsWish['covered'],
  inView: Sighted,
): Crowd {
  const compact = frame.name === 'compact'
  const size = signSize(frame)
  const marker = compact ? 24 : 28
  const taken = [
    ...covered,
    ...inView.you.map(({ spot }) => ownBox(spot, map.head.features[0]?.label ?? '', frame.name)),
    ...inView.clearings.map(({ spot }) => boxAround(spot.x, spot.y, marker, marker)),
    ...inView.spaces.map(({ spot }) => boxAround(spot.x, spot.y - 1, 26, 24)),
    ...inView.bridges.map(({ bridge, spot }) => {
      const width = (bridgeHalfWidth(bridge.ties) * 2 + 9) * size
      return boxAround(spot.x, spot.y, width, Math.max(width * 0.8, 23 * size))
    }),
  ]
  const reach = { left: frame.x0, top: frame.y0, right: frame.x0 + frame.width / frame.zoom }
  const people =
    detail.people > 0 ? places.inside(reach.left, reach.top, reach.right, frame.y0 + frame.height / frame.zoom) : []
  const lines = (map.head.boundary?.lines ?? []).flatMap(({ points }) =>
    points
      .filter((_, i) => i % 2 === 0)
      .map((point) => project(frame, point))
      .filter((spot) => isNear(spot, frame, 0)),
  )
  return {
    taken,
    people: people.slice(0, MOST_KEPT_CLEAR).map((k) => project(frame, { x: places.x(k), y: places.y(k) })),
    lines,
    width: frame.width,
    height: frame.height,
  }
}

function featuresInView(features: readonly SentFeature[], inView: Sighted): MapFeature[] {
  const spots = new Map<string, Spot>([
    ...inView.you.map(({ id, spot }) => [`you ${id}`, spot] as const),
    ...inView.clearings.map(({ id, spot }) => [`clearing ${id}`, spot] as const),
    ...inView.hills.map(({ id, spot }) => [`hill ${id}`, spot] as const),
    ...inView.spaces.map(({ id, spot }) => [`space ${id}`, spot] as const),
    ...inView.bridges.map(({ id, spot }) => [`bridge ${id}`, spot] as const),
  ])
  return features.flatMap((feature) => {
    const spot = spots.get(`${feature.kind} ${feature.id}`)
    return spot === undefined ? [] : [{ ...feature, ...spot }]
  })
}

/** More ways than this to things of one kind nobody goes through. */
const MOST_LINKS = 60

/** What can be gone to from this view: of each kind whatever is drawn in its link, then the nearest to the middle until they are too many. */
function reachable(features: MapFeature[], { width, height }: Frame, isDrawn: (feature: MapFeature) => boolean) {
  const away = ({ x, y }: Spot) => Math.hypot(x - width / 2, y - height / 2)
  const left = new Set<MapFeature>()
  for (const kin of Map.groupBy(features, ({ kind }) => kind).values()) {
    const drawn = kin.filter(isDrawn)
    // nobody sees where a bare target ends: none reaches over what lies beside the map
    const isInside = ({ x, y }: Spot) => x > 22 && y > 22 && x < width - 22 && y < height - 22
    const bare = kin.filter((feature) => !isDrawn(feature) && isInside(feature)).sort((a, b) => away(a) - away(b))
    for (const feature of [...drawn, ...bare.slice(0, Math.max(0, MOST_LINKS - drawn.length))]) left.add(feature)
  }
  return features.filter((feature) => left.has(feature))
}

function drawFeature(feature: MapFeature, inView: Sighted, names: Names, frame: Frame): string {
  switch (feature.kind) {
    case 'you':
      return drawOwnPlace(feature, inView.you[0]?.isBridge === true, frame.name)
    case 'clearing':
      return drawClearing(feature, inView.clearings.find(({ id }) => id === feature.id)!.rank, frame.name)
    case 'space': {
      const { stage } = inView.spaces.find(({ id }) => id === feature.id)!
      return drawSpace(feature, stage, names.spaces.get(feature.id) ?? null, frame.name)
    }
    case 'bridge': {
      const { bridge } = inView.bridges.find(({ id }) => id === feature.id)!
      return drawBridgeLink(feature, bridgeHalfWidth(bridge.ties) * 2 + 8)
    }
    case 'hill': {
      const label = names.hills.get(feature.id)
      if (label === undefined) return ''
      const { mark, sign, faint } = inView.hills.find(({ id }) => id === feature.id)!
      return drawHillName(feature, label, { mark: mark === null ? null : MARKS[mark]!, sign, faint }, frame.name)
    }
  }
}
