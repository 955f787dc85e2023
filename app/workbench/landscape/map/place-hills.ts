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

/** A practice to be placed: `east` and `south` in [-1, 1] are weak pulls, null where no side is known. */
export interface Hill {
  id: string
  /** people who are mostly in this practice */
  size: number
  radius: number
  east: number | null
  south: number | null
  pinned: { x: number; y: number } | null
}

export interface HillLink {
  from: string
  to: string
  ties: number
}

interface HillNode extends SimulationNodeDatum {
  hill: Hill
  x: number
  y: number
}

/** Half the least room between two hills, so that there is low ground to meet on. */
const VALLEY = 9

/** How long hills may settle, and from where they begin. */
interface HillsSettling {
  arrangement?: number
  provisional?: boolean
  onProgress?: (done: number) => void
}

/** Provisional places only keep hills off each other, and very many hills not even that. */
const PROVISIONAL_TICKS = 30
const MOST_PROVISIONAL = 500

/** How many steps hills settle for. */
export function hillTicks(hills: number, provisional = false): number {
  if (provisional) return hills > MOST_PROVISIONAL ? 0 : PROVISIONAL_TICKS
  return Math.max(40, Math.min(500, Math.round(120_000 / (hills + 1))))
}

/** Places hills by their ties without overlap; pinned ones do not move. Hills must come sorted by id. */
export function placeHills(
  hills: Hill[],
  links: HillLink[],
  chance: () => number,
  { arrangement = 0, provisional = false, onProgress = () => {} }: HillsSettling = {},
): (Hill & { x: number; y: number })[] {
  const reach = 1.05 * Math.sqrt(hills.reduce((sum, hill) => sum + (hill.radius + VALLEY) ** 2, 0))
  const fresh = hills.every((hill) => hill.pinned === null)
  const pinned = new Map(hills.filter((hill) => hill.pinned !== null).map((hill) => [hill.id, hill.pinned!]))
  const nodes = hills.map((hill) => startNode(hill, reach, neighbours(hill, links, pinned), arrangement))
  const index = new Map(hills.map((hill, at) => [hill.id, at]))
  const springs = links.map((link) => ({ source: index.get(link.from)!, target: index.get(link.to)!, ties: link.ties }))
  const radius = (node: HillNode) => node.hill.radius
  const simulation = forceSimulation(nodes)
    .randomSource(chance)
    .alphaDecay(0.012)
    .force(
      'ties',
      forceLink<HillNode, (typeof springs)[number]>(springs)
        .distance(
          (link) =>
            radius(link.source as unknown as HillNode) + radius(link.target as unknown as HillNode) + 2 * VALLEY,
        )
        .strength((link) => {
          const [a, b] = [link.source as unknown as HillNode, link.target as unknown as HillNode]
          return Math.min(0.5, link.ties / (4 + 0.9 * Math.sqrt((a.hill.size + 1) * (b.hill.size + 1))))
        }),
    )
    .force(
      'apart',
      forceManyBody<HillNode>().strength((node) => -9 * node.hill.radius),
    )
    .force('room', forceCollide<HillNode>((node) => node.hill.radius + VALLEY).strength(0.9))
    .force(
      'east',
      forceX<HillNode>((node) => (node.hill.east ?? 0) * reach).strength((node) =>
        node.hill.east === null ? 0.03 : 0.1,
      ),
    )
    .force(
      'south',
      forceY<HillNode>((node) => (node.hill.south ?? 0) * reach * 0.36).strength((node) =>
        node.hill.south === null ? 0.08 : 0.13,
      ),
    )
    .stop()
  tickTelling(simulation, hillTicks(hills.length, provisional), onProgress)
  if (fresh) widen(nodes)
  return nodes.map((node) => ({ ...node.hill, x: node.x, y: node.y }))
}

function startNode(hill: Hill, reach: number, near: { x: number; y: number } | null, arrangement: number): HillNode {
  if (hill.pinned !== null) return { hill, x: hill.pinned.x, y: hill.pinned.y, fx: hill.pinned.x, fy: hill.pinned.y }
  const angle = fraction(arrangement === 0 ? hill.id : `${hill.id} ${arrangement}`) * 2 * Math.PI
  const away = near === null ? reach * 0.7 : hill.radius * 1.5
  const x = near?.x ?? (hill.east ?? 0) * reach * 0.6
  const y = near?.y ?? (hill.south ?? 0) * reach * 0.3
  return { hill, x: x + Math.cos(angle) * away, y: y + Math.sin(angle) * away }
}

/** The middle of the already placed hills that a new one has ties with. */
function neighbours(hill: Hill, links: HillLink[], pinned: Map<string, { x: number; y: number }>) {
  if (pinned.size === 0 || hill.pinned !== null) return null
  let [x, y, ties] = [0, 0, 0]
  for (const link of links) {
    const other = link.from === hill.id ? link.to : link.to === hill.id ? link.from : null
    const spot = other === null ? undefined : pinned.get(other)
    if (spot === undefined) continue
    x += spot.x * link.ties
    y += spot.y * link.ties
    ties += link.ties
  }
  return ties === 0 ? null : { x: x / ties, y: y / ties }
}

/** Centres the hills and leaves more valley east to west, the way a screen lies. */
function widen(nodes: HillNode[]): void {
  if (nodes.length === 0) return
  const x = nodes.reduce((sum, node) => sum + node.x, 0) / nodes.length
  const y = nodes.reduce((sum, node) => sum + node.y, 0) / nodes.length
  for (const node of nodes) {
    node.x = (node.x - x) * 1.25
    node.y = (node.y - y) * 0.93
  }
}
