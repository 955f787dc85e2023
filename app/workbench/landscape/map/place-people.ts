import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force'
import { fraction } from './chance.ts'
import { tickTelling } from './tick-telling.ts'

/** A person to be placed: `anchor` is the weighted middle of their hills, null when they are in no practice. */
export interface Islander {
  id: string
  hill: string | null
  anchor: { x: number; y: number } | null
  /** of the hill they are mostly on */
  radius: number
  before: { x: number; y: number } | null
}

interface PersonNode extends SimulationNodeDatum {
  islander: Islander
  x: number
  y: number
  loose: boolean
}

const MOST_SIMULATED = 5000
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))
const ISLET_DISTANCE = 104
const ISLET_SPACING = 76

interface PeopleSettling {
  /** others already have their places */
  settled: boolean
  provisional: boolean
  onProgress: (done: number) => void
}

/** How many steps people settle for; none where they are only spread over their hills. */
export function peopleTicks(people: number, settled: boolean): number {
  return people > MOST_SIMULATED ? 0 : Math.max(40, Math.round((settled ? 90 : 320) * Math.min(1, 900 / (people + 1))))
}

/** Places people around their anchors; islanders and dyads must come sorted. */
export function placePeople(
  islanders: Islander[],
  dyads: { a: string; b: string }[],
  chance: () => number,
  settling: PeopleSettling,
): { id: string; x: number; y: number }[] {
  const tied = new Set(dyads.flatMap((dyad) => [dyad.a, dyad.b]))
  const mainland = islanders.filter((islander) => islander.anchor !== null || tied.has(islander.id))
  const spreads = settling.provisional || mainland.length > MOST_SIMULATED
  const places = spreads ? spread(mainland) : simulate(mainland, dyads, chance, settling)
  const islets = islanders.filter((islander) => islander.anchor === null && !tied.has(islander.id))
  const spots = new Map([...places, ...placeIslets(islets, places)].map((spot) => [spot.id, spot]))
  return islanders.map((islander) => spots.get(islander.id)!)
}

function simulate(
  people: Islander[],
  dyads: { a: string; b: string }[],
  chance: () => number,
  { settled, onProgress }: PeopleSettling,
) {
  const index = new Map(people.map((islander, at) => [islander.id, at]))
  const springs = dyads
    .filter((dyad) => index.has(dyad.a) && index.has(dyad.b))
    .map((dyad) => ({ source: index.get(dyad.a)!, target: index.get(dyad.b)! }))
  const degree = new Float64Array(people.length)
  for (const spring of springs) {
    degree[spring.source]! += 1
    degree[spring.target]! += 1
  }
  const nodes = people.map((islander) => startNode(islander, people.length))
  settleLoose(nodes, springs)
  const pull = (spring: { source: unknown; target: unknown }) => {
    const [a, b] = [spring.source as PersonNode, spring.target as PersonNode]
    const damped = 0.035 / Math.sqrt(1 + Math.min(degree[a.index!]!, degree[b.index!]!) / 4)
    return a.loose || b.loose ? Math.min(0.35, damped * 6) : damped
  }
  const simulation = forceSimulation(nodes)
    .randomSource(chance)
    .alphaDecay(0.018)
    .alpha(settled ? 0.35 : 1)
    .force(
      'east',
      forceX<PersonNode>((node) => node.islander.anchor?.x ?? 0).strength((node) => (node.loose ? 0.004 : 0.11)),
    )
    .force(
      'south',
      forceY<PersonNode>((node) => node.islander.anchor?.y ?? 0).strength((node) => (node.loose ? 0.006 : 0.11)),
    )
    .force('ties', forceLink(springs).distance(26).strength(pull))
    .force('apart', forceManyBody().strength(-15).distanceMax(150))
    .force('room', forceCollide(6.2).iterations(2))
  if (settled) {
    const stay = (node: PersonNode) => (node.islander.before === null ? 0 : 0.35)
    simulation
      .force('stay east', forceX<PersonNode>((node) => node.islander.before?.x ?? 0).strength(stay))
      .force('stay south', forceY<PersonNode>((node) => node.islander.before?.y ?? 0).strength(stay))
  }
  tickTelling(simulation.stop(), peopleTicks(nodes.length, settled), onProgress)
  return nodes.map((node) => ({ id: node.islander.id, x: node.x, y: node.y }))
}

/** A place that only hangs on the person's own id and hill. */
function startNode(islander: Islander, among: number): PersonNode {
  const loose = islander.anchor === null
  if (islander.before !== null) return { islander, x: islander.before.x, y: islander.before.y, loose }
  const radius = loose ? 8 * Math.sqrt(among) : islander.radius * 0.8
  const angle = fraction(islander.id) * 2 * Math.PI
  const distance = Math.sqrt(fraction(`${islander.id} out`)) * radius
  const { x, y } = islander.anchor ?? { x: 0, y: 0 }
  return { islander, x: x + Math.cos(angle) * distance, y: y + Math.sin(angle) * distance, loose }
}

/** People in no practice start beside those they have ties with. */
function settleLoose(nodes: PersonNode[], springs: { source: number; target: number }[]): void {
  const sums = new Map<PersonNode, { x: number; y: number; ties: number }>()
  const add = (loose: PersonNode, other: PersonNode) => {
    if (!loose.loose || other.loose || loose.islander.before !== null) return
    const sum = sums.get(loose) ?? { x: 0, y: 0, ties: 0 }
    sums.set(loose, { x: sum.x + other.x, y: sum.y + other.y, ties: sum.ties + 1 })
  }
  for (const spring of springs) {
    add(nodes[spring.source]!, nodes[spring.target]!)
    add(nodes[spring.target]!, nodes[spring.source]!)
  }
  for (const [node, sum] of sums) {
    const angle = fraction(node.islander.id) * 2 * Math.PI
    node.x = sum.x / sum.ties + Math.cos(angle) * 20
    node.y = sum.y / sum.ties + Math.sin(angle) * 20
  }
}

/** Very many people: a sunflower on each hill in the order of their ids' hashes, leaning towards their other hills. O(n log n). */
function spread(people: Islander[]): { id: string; x: number; y: number }[] {
  const order = new Map(people.map((islander) => [islander, fraction(islander.id)]))
  const places: { id: string; x: number; y: number }[] = []
  for (const neighbours of Map.groupBy(people, (islander) => islander.hill ?? '').values()) {
    const ranked = [...neighbours].sort((a, b) => order.get(a)! - order.get(b)! || (a.id < b.id ? -1 : 1))
    ranked.forEach((islander, rank) => {
      if (islander.before !== null) {
        places.push({ id: islander.id, x: islander.before.x, y: islander.before.y })
        return
      }
      const { x, y } = islander.anchor ?? { x: 0, y: 0 }
      const radius = islander.radius || 11.5 * Math.sqrt(ranked.length)
      const distance = Math.sqrt((rank + 0.5) / ranked.length) * radius
      const angle = rank * GOLDEN_ANGLE + fraction(islander.hill ?? 'nowhere') * 6
      places.push({ id: islander.id, x: x + Math.cos(angle) * distance, y: y + Math.sin(angle) * distance })
    })
  }
  return places
}

/** People nobody has told us anything about stand on islets off the coast, in the direction their id's hash gives. */
function placeIslets(islets: Islander[], land: { x: number; y: number }[]): { id: string; x: number; y: number }[] {
  const middle = {
    x: land.reduce((sum, spot) => sum + spot.x, 0) / Math.max(1, land.length),
    y: land.reduce((sum, spot) => sum + spot.y, 0) / Math.max(1, land.length),
  }
  const placed: { id: string; x: number; y: number }[] = []
  for (const islet of islets.filter((each) => each.before !== null))
    placed.push({ id: islet.id, ...spotOf(islet.before!) })
  for (const islet of islets.filter((each) => each.before === null)) {
    const first = fraction(islet.id) * 2 * Math.PI
    for (let attempt = 0; ; attempt += 1) {
      const angle = first + attempt * GOLDEN_ANGLE
      const ring = Math.floor(attempt / 24) * ISLET_SPACING
      const spot = offCoast(middle, land, angle, land.length === 0 ? ring : ISLET_DISTANCE + ring)
      const clear = placed.every((other) => Math.hypot(other.x - spot.x, other.y - spot.y) >= ISLET_SPACING)
      if (!clear && attempt < 400) continue
      placed.push({ id: islet.id, ...spot })
      break
    }
  }
  return placed
}

/** The spot `distance` beyond the people who lie furthest in that direction, within a sector of about 25 degrees. */
function offCoast(middle: { x: number; y: number }, land: { x: number; y: number }[], angle: number, distance: number) {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)]
  let furthest = 0
  for (const spot of land) {
    const along = (spot.x - middle.x) * dx + (spot.y - middle.y) * dy
    const aside = Math.abs((spot.y - middle.y) * dx - (spot.x - middle.x) * dy)
    if (aside < 60 + along * 0.2 && along > furthest) furthest = along
  }
  return { x: middle.x + dx * (furthest + distance), y: middle.y + dy * (furthest + distance) }
}

function spotOf(place: { x: number; y: number }): { x: number; y: number } {
  return { x: place.x, y: place.y }
}
