import type { Places } from './places.ts'
import type { SentMap } from './sent-map.ts'

/** Ties as curves, in map units. */
export interface Curves {
  count: number
  /** where each begins and ends, and the place it bends towards */
  ends: Float32Array
  bend: Float32Array
  /** 1 for a tie that crosses, how visible it is, and half its width in CSS pixels */
  look: Float32Array
  /** which tie it is, or half of; −1 where it stands for several, or for one whose other end must not be found */
  tie: Int32Array
}

/** Long ties are fainter; so are those of a bridge that many share. */
const USUAL_LENGTH = 60
const BOW = 0.09
const REACH = 0.45
/** Of more crossing ties than this, those of a hill are one line: else they would hide the ground they cross. */
const MOST_ONE_BY_ONE = 600
/** Lines from hills to bridges, as many as on the drawing of the server. */
const MOST_OF_HILLS = 420
/** Half the widths of ties, in CSS pixels. */
const PLAIN = 0.62
const CROSSING = 0.95

export function curvesOf(map: SentMap, places: Places): Curves {
  const { head, ties } = map
  const bridges = head.boundary?.bridges ?? []
  const crossing = ties.bridge.reduce((sum, bridge) => sum + (bridge > 0 ? 1 : 0), 0)
  const count = ties.from.length + crossing + ties.halfHill.length
  const curves: Curves = {
    count: 0,
    ends: new Float32Array(4 * count),
    bend: new Float32Array(2 * count),
    look: new Float32Array(3 * count),
    tie: new Int32Array(count).fill(-1),
  }
  const add = (
    ax: number,
    ay: number,
    bx: number,
    by: number,
    cx: number,
    cy: number,
    crosses: number,
    visible: number,
    half: number,
    tie: number,
  ) => {
    const nth = curves.count++
    curves.ends.set([ax, ay, bx, by], 4 * nth)
    curves.bend.set([cx, cy], 2 * nth)
    curves.look.set([crosses, visible, half], 3 * nth)
    curves.tie[nth] = tie
  }
  const toBridge = (x: number, y: number, bridge: (typeof bridges)[number], ties = 1, tie = -1) => {
    const [nx, ny] = [-bridge.along[1], bridge.along[0]]
    const side = Math.sign((x - bridge.x) * nx + (y - bridge.y) * ny) || 1
    const reach = Math.hypot(x - bridge.x, y - bridge.y) * REACH * side
    const visible = Math.max(0.42, Math.min(1, 1.25 / bridge.ties ** 0.3))
    const half = CROSSING * widthOf(ties)
    add(x, y, bridge.x, bridge.y, bridge.x + nx * reach, bridge.y + ny * reach, 1, visible, half, tie)
  }
  for (let k = 0; k < ties.from.length; k += 1) {
    if (ties.bridge[k]! > 0) continue
    const [a, b] = [ties.from[k]!, ties.to[k]!]
    const [ax, ay, bx, by] = [places.x(a), places.y(a), places.x(b), places.y(b)]
    const length = Math.hypot(ax - bx, ay - by) / head.scale
    const visible = Math.max(0.22, Math.min(1, USUAL_LENGTH / (length + 1)))
    add(ax, ay, bx, by, (ax + bx) / 2 - (by - ay) * BOW, (ay + by) / 2 + (bx - ax) * BOW, 0, visible, PLAIN, k)
  }
  for (const { x, y, bridge, many, tie } of crossingEnds(map, places)) toBridge(x, y, bridges[bridge]!, many, tie)
  for (let k = 0; k < ties.halfHill.length; k += 1) {
    const [hill, bridge] = [head.hills[ties.halfHill[k]!], bridges[ties.halfBridge[k]!]]
    if (hill !== undefined && bridge !== undefined) toBridge(hill.x, hill.y, bridge, ties.halfTies[k]!)
  }
  return curves
}

/** Where the crossing ties of people begin: at each person, or where they are very many at their hills, one line for all of a hill. */
function crossingEnds({ head, ties, people }: SentMap, places: Places) {
  const crossing = [...ties.bridge.keys()].filter(
    (k) => ties.bridge[k]! > 0 && head.boundary?.bridges[ties.bridge[k]! - 1],
  )
  const byHill = crossing.length > MOST_ONE_BY_ONE
  const ends = new Map<string, { x: number; y: number; bridge: number; many: number; tie: number }>()
  for (const k of crossing) {
    for (const person of [ties.from[k]!, ties.to[k]!]) {
      const bridge = ties.bridge[k]! - 1
      const hill = byHill ? head.hills[people.hill[person]! - 1] : undefined
      const key = hill === undefined ? `person ${k} ${person}` : `hill ${people.hill[person]} ${bridge}`
      const known = ends.get(key)
      if (known) [known.many, known.tie] = [known.many + 1, -1]
      else ends.set(key, { x: hill?.x ?? places.x(person), y: hill?.y ?? places.y(person), bridge, many: 1, tie: k })
    }
  }
  return byHill ? widest([...ends.values()], MOST_OF_HILLS) : ends.values()
}

/** At each bridge an equal share of the lines, those that stand for most ties. */
function widest<End extends { bridge: number; many: number }>(ends: End[], most: number): End[] {
  const bridges = [...Map.groupBy(ends, ({ bridge }) => bridge).values()]
  const share = Math.max(6, most / bridges.length)
  return bridges.flatMap((own) => own.sort((a, b) => b.many - a.many).slice(0, share))
}

/** How much wider a line is that stands for so many ties. */
function widthOf(ties: number): number {
  return ties === 1 ? 1 : Math.min(4, 0.7 + 0.3 * Math.sqrt(ties))
}

/** Curves cut into straight pieces, as triangles. */
export interface Pieces {
  /** for each point: its place, and the way across the curve there, one for each of its two banks */
  places: Float32Array
  looks: Float32Array
  corners: Uint32Array
}

/** Ties that cross nothing are drawn, strongest first, until there are so many pixels of line for each of land: more is a grey veil. */
const MOST_LINE = 0.3
/** So far a piece may lie beside its curve, in CSS pixels. */
const BESIDE = 0.25
const MOST_PIECES = 14

/**
 * Cuts curves into as many pieces as can be told apart at a zoom, as many ties as the land (in square map units) has room for. All ties are one run of triangles: drawn as many copies of one curve they
 * cost five times as much in software.
 */
export function piecesOf(curves: Curves, zoom: number, land: number): Pieces {
  const { count, ends, bend, look } = curves
  const each = new Uint8Array(count)
  let [all, drawn, line] = [0, 0, 0]
  for (let nth = 0; nth < count; nth += 1) {
    const [ax, ay, bx, by] = [ends[4 * nth]!, ends[4 * nth + 1]!, ends[4 * nth + 2]!, ends[4 * nth + 3]!]
    line += look[3 * nth] === 0 ? Math.hypot(bx - ax, by - ay) : 0
    if (look[3 * nth] === 0 && line > MOST_LINE * land * zoom) continue
    drawn += 1
    const bow = Math.hypot((ax + bx) / 2 - bend[2 * nth]!, (ay + by) / 2 - bend[2 * nth + 1]!) / 2
    each[nth] = Math.min(MOST_PIECES, Math.max(1, Math.ceil(Math.sqrt((bow * zoom) / BESIDE))))
    all += each[nth]!
  }
  const points = 2 * (all + drawn)
  const pieces = {
    places: new Float32Array(4 * points),
    looks: new Float32Array(3 * points),
    corners: new Uint32Array(6 * all),
  }
  let [point, corner] = [0, 0]
  for (let nth = 0; nth < count; nth += 1) {
    if (each[nth] === 0) continue
    const [ax, ay, bx, by] = [ends[4 * nth]!, ends[4 * nth + 1]!, ends[4 * nth + 2]!, ends[4 * nth + 3]!]
    const [cx, cy] = [bend[2 * nth]!, bend[2 * nth + 1]!]
    const own = look.subarray(3 * nth, 3 * nth + 3)
    for (let piece = 0; piece <= each[nth]!; piece += 1) {
      const t = piece / each[nth]!
      const [wayX, wayY] = [mixed(cx - ax, bx - cx, t), mixed(cy - ay, by - cy, t)]
      const length = Math.hypot(wayX, wayY) || 1
      const [x, y] = [mixed(mixed(ax, cx, t), mixed(cx, bx, t), t), mixed(mixed(ay, cy, t), mixed(cy, by, t), t)]
      pieces.places.set([x, y, -wayY / length, wayX / length, x, y, wayY / length, -wayX / length], 4 * point)
      pieces.looks.set(own, 3 * point)
      pieces.looks.set(own, 3 * point + 3)
      if (piece > 0) {
        pieces.corners.set([point - 2, point - 1, point, point, point - 1, point + 1], corner)
        corner += 6
      }
      point += 2
    }
  }
  return pieces
}

function mixed(one: number, other: number, share: number): number {
  return one + (other - one) * share
}
