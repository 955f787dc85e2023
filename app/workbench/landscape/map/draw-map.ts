import { boundaryNameSize, drawBoundary, drawBoundaryName } from './draw-boundary.ts'
import { drawChangedBridges, drawChangedTies } from './draw-changes.ts'
import { drawFaintGround, drawGround, drawSideTints, type Softness, thinGround } from './draw-ground.ts'
import { drawPeople } from './draw-people.ts'
import {
  clearingGlow,
  drawBridgeLink,
  drawClearing,
  drawHillName,
  drawOwnPlace,
  drawSpace,
  type HillLook,
} from './draw-places.ts'
import { drawBridges, drawStrands, drawTies } from './draw-ties.ts'
import { escaped } from './escaped.ts'
import type { FrameName } from './frame.ts'
import type { Layout } from './lay-out.ts'
import { type MapChanges, mapChanges } from './map-changes.ts'
import { type BridgeRow, type FeatureKind, type MapFeature, mapFeatures } from './map-features.ts'
import type { MapBoundary, MapInput } from './map-input.ts'
import type { SayMap } from './map-words.ts'
import { ownPlace } from './own-place.ts'
import { type Placements, placementsFor } from './placements.ts'
import type { Measure } from './relief.ts'
import { FEWEST_COUNTED, type Scene, sceneOf } from './scene.ts'
import { bridgeHalfWidth, markOf } from './symbols.ts'
import { inSteps, sayingInSteps } from './told-in-steps.ts'

export interface MapOptions {
  /** speaks the page's language: `mapWords(language)` */
  say: SayMap
  /** id of the boundary to draw; none without it */
  boundary?: string | null
  /** `wide` for 1,000 px and more, `compact` for a phone: larger type for its width, no thin ties, no people */
  frame?: FrameName
  /** `far`: hills, bridges, clearings, spaces; `middle` (the default when wide): people as marks and thin ties too */
  level?: 'far' | 'middle'
  /** outside the team nobody is drawn, and no name or number stands for fewer than five people */
  audience?: 'team' | 'public'
  /** numbers of people and ties go up in steps of five: on what is passed on of people who live */
  inSteps?: boolean
  /** where a click leads; works without JavaScript */
  href?: (kind: FeatureKind, id: string) => string
  /** how soft edges are drawn; `blurred` unless said */
  softness?: Softness
  /** begins every id inside the drawing: two maps on one page need two */
  prefix?: string
  /** looking through time: see `sceneOf` */
  steady?: Measure | undefined
  /** what the map showed on an earlier day: what came and what went since is marked */
  before?: MapInput | undefined
}

export interface DrawnMap {
  /** an `svg` element without inline styles; colours and fonts come from the stylesheets of the map */
  svg: string
  width: number
  height: number
  /** what can be gone to, in the order in which it should be: clearings, hills west to east, spaces, bridges */
  features: MapFeature[]
  bridges: BridgeRow[]
  /** how many people and practices stand on it */
  counted: { people: number; practices: number }
  /** of the ties whose ends both have known sides, how many cross; null when no boundary is drawn or it must not be told */
  crossing: { crossing: number; known: number } | null
}

const MOST_TIES = 2000
/** Under this many pixels per map unit people would run into each other. */
const LEAST_ZOOM_FOR_PEOPLE = 0.5

/**
 * The landscape as a topographic map in SVG. The same input, layout and options give the same text to the byte.
 * About 0.4 s for 300 people, growing with cells (at most 160,000), ties and sides; worth keeping, since nothing in it
 * hangs on the reader but language and audience.
 */
export function drawMap(input: MapInput, layout: Layout, options: MapOptions): DrawnMap {
  const frameName = options.frame ?? 'wide'
  const say = options.inSteps ? sayingInSteps(options.say) : options.say
  const prefix = options.prefix ?? 'map'
  const openly = options.audience === 'public'
  const level = openly || frameName === 'compact' ? 'far' : (options.level ?? 'middle')
  const { steady } = options
  const scene = sceneOf(input, layout, { frame: frameName, boundary: options.boundary ?? null, openly, steady })
  // what came and went may be one tie of one person
  const changes = openly ? undefined : options.before && changesSince(options.before, scene, layout, options)
  const peopled = level === 'middle' && scene.frame.zoom >= LEAST_ZOOM_FOR_PEOPLE
  const badges = scene.divided !== null && (openly || scene.divided.boundary.aggregate)
  const placements = placementsFor(scene, { peopled, badges, you: openly ? '' : options.say('you_label') })
  const href = options.href ?? ((kind, id) => `#${kind}-${encodeURIComponent(id)}`)
  const { features, rows } = mapFeatures(scene, placements, { say, openly, href })
  const ground = drawGround(scene.relief, scene.frame, prefix, options.softness)
  const tints =
    scene.divided === null
      ? null
      : drawSideTints(scene.relief, scene.divided.ground, scene.divided.lines, scene.frame, prefix, options.softness)
  const layers = [
    ground.svg,
    tints?.svg ?? '',
    thinLayer(scene, prefix),
    scene.faint === null ? '' : drawFaintGround(scene.relief, scene.faint, scene.frame, prefix, options.softness),
    peopled ? tieLayer(scene) : '',
    scene.divided === null
      ? ''
      : drawStrands(scene.divided.bridges, scene.summits, scene.frame, fewestOfStrand(scene.divided.boundary, openly)),
    changes && peopled ? drawChangedTies(changes, scene.frame) : '',
    placements.clearings.map((clearing) => clearingGlow(clearing, clearing.id, prefix, frameName)).join(''),
    peopled ? peopleLayer(scene) : '',
    boundaryLayer(scene, placements, prefix),
    changes ? drawChangedBridges(changes, scene.frame) : '',
  ]
  const drawn = features.map((feature) => drawFeature(feature, scene, placements, badges)).join('')
  const { width, height } = scene.frame
  return {
    width,
    height,
    features,
    bridges: rows,
    counted: countedOn(scene, openly, options.inSteps),
    crossing: crossingOn(scene, options.inSteps),
    svg:
      `<svg class="map map-${frameName}" viewBox="0 0 ${width} ${height}" role="group" aria-label="${escaped(mapLabel(scene, openly, say))}" aria-describedby="${prefix}-about">` +
      `<desc id="${prefix}-about">${escaped(mapDescription(scene, say))}</desc>` +
      `<defs>${ground.defs}${tints?.defs ?? ''}${paints(prefix)}</defs>` +
      `<g aria-hidden="true">${layers.join('')}</g>${drawn}</svg>`,
  }
}

function changesSince(before: MapInput, now: Scene, layout: Layout, { boundary, steady }: MapOptions): MapChanges {
  const { frame } = now
  return mapChanges(
    sceneOf(before, layout, { frame: frame.name, boundary: boundary ?? null, openly: false, steady }),
    now,
  )
}

function paints(prefix: string): string {
  return (
    `<radialGradient id="${prefix}-glow"><stop class="map-glow-in" offset="0"/><stop class="map-glow-mid" offset=".5"/><stop class="map-glow-out" offset="1"/></radialGradient>` +
    `<pattern id="${prefix}-stipple" width="70" height="70" patternUnits="userSpaceOnUse"><circle class="map-stipple" cx="18" cy="18" r="8"/><circle class="map-stipple" cx="53" cy="53" r="8"/></pattern>`
  )
}

function thinLayer(scene: Scene, prefix: string): string {
  const people = scene.people.map(({ x, y, answered }) => ({ x, y, answered, sides: [] }))
  const d = thinGround(scene.relief, people, scene.frame)
  if (d === '') return ''
  return `<g clip-path="url(#${prefix}-land)"><path transform="scale(.1)" fill="url(#${prefix}-stipple)" d="${d}"/></g>`
}

/** How many people a strand stands for at least; null: it may lead from one person. */
function fewestOfStrand({ aggregate }: MapBoundary, openly: boolean): number | null {
  return openly || aggregate ? FEWEST_COUNTED : null
}

function tieLayer(scene: Scene): string {
  // where nobody's own side may be read off, the lines are those of the map without the boundary
  const crossing = scene.divided?.boundary.aggregate ? undefined : scene.divided?.crossing
  const ties = scene.input.dyads
    .filter((dyad) => crossing?.has(dyad) !== true)
    .map((dyad) => ({ dyad, from: scene.byId.get(dyad.a), to: scene.byId.get(dyad.b) }))
    .filter(({ from, to }) => from?.shown === true && to?.shown === true)
    .sort((a, b) => b.dyad.weight - a.dyad.weight || (`${a.dyad.a} ${a.dyad.b}` < `${b.dyad.a} ${b.dyad.b}` ? -1 : 1))
    .slice(0, MOST_TIES)
  return drawTies(
    ties.map(({ from, to }) => ({ from: from!, to: to! })),
    scene.frame,
  )
}

function peopleLayer(scene: Scene): string {
  const { divided } = scene
  const tells = divided !== null && !divided.boundary.aggregate
  return drawPeople(
    scene.people.filter((person) => person.shown),
    scene.frame,
    tells ? (person) => person.sides[divided.index] ?? [] : null,
  )
}

function boundaryLayer(scene: Scene, placements: Placements, prefix: string): string {
  const { divided, frame, relief } = scene
  if (divided === null) return ''
  const line = drawBoundary(divided.lines, divided.boundary, frame, relief.sea, `${prefix}-land`)
  const bridges = drawBridges(divided.bridges, frame, (bridge) =>
    bridge.crossings.length >= 6 ? String(bridge.crossings.length) : null,
  )
  const { boundaryName } = placements
  const size = boundaryNameSize(frame)
  const name = boundaryName === null ? '' : drawBoundaryName(divided.boundary, boundaryName.path, size, prefix)
  return `${line}<g class="map-bridges">${bridges}</g>${name}`
}

function drawFeature(feature: MapFeature, scene: Scene, placements: Placements, badges: boolean): string {
  switch (feature.kind) {
    case 'you':
      return drawOwnPlace(feature, ownPlace(scene)?.isBridge === true, scene.frame.name)
    case 'clearing':
      return drawClearing(
        feature,
        placements.clearings.find((clearing) => clearing.id === feature.id)!.rank,
        scene.frame.name,
      )
    case 'space': {
      const space = placements.spaces.find((each) => each.id === feature.id)!
      return drawSpace(feature, space.stage, placements.spaceNames.get(feature.id) ?? null, scene.frame.name)
    }
    case 'bridge': {
      const bridge = scene.divided?.bridges[Number(feature.id) - 1]
      return drawBridgeLink(feature, bridgeHalfWidth(bridge?.crossings.length ?? 1) * 2 + 8)
    }
    case 'hill': {
      const label = placements.hillNames.get(feature.id)
      return label === undefined
        ? ''
        : drawHillName(feature, label, hillLook(scene, feature.id, badges), scene.frame.name)
    }
  }
}

/** With a badge, the side a practice stands on is shown beside its name: where people's own sides must not be. */
function hillLook(scene: Scene, practice: string, badge: boolean): HillLook {
  const hill = scene.hills.find(({ id }) => id === practice)
  const sides = hill?.sides[scene.divided?.index ?? -1] ?? []
  return {
    mark: !badge || sides.length === 0 ? null : markOf(sides),
    sign: hill?.sign ?? null,
    faint: hill?.faint === true,
  }
}

function countedOn(scene: Scene, openly: boolean, stepped = false): DrawnMap['counted'] {
  const { people, practices } = openly ? { people: scene.people, practices: scene.hills } : scene.input
  return { people: stepped ? inSteps(people.length) : people.length, practices: practices.length }
}

function crossingOn({ divided }: Scene, stepped = false): DrawnMap['crossing'] {
  const told = divided?.told ?? null
  return told && stepped ? { crossing: inSteps(told.crossing), known: inSteps(told.known) } : told
}

function mapLabel(scene: Scene, openly: boolean, say: SayMap): string {
  return say('map_label', { ...countedOn(scene, openly) })
}

function mapDescription(scene: Scene, say: SayMap): string {
  const told = scene.divided?.told ?? null
  const parts = [say('map_explained')]
  if (scene.divided !== null) parts.push(say('map_boundary', { boundary: scene.divided.boundary.name }))
  if (told !== null) parts.push(say('map_crossing', { crossing: told.crossing, ties: told.known }))
  return parts.join(' ')
}
