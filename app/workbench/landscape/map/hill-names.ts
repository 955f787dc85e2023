import { type Box, boxAround, inside, overlapsAny } from './boxes.ts'
import type { Spot } from './field.ts'
import type { FrameName } from './frame.ts'
import { type Crowd, covered, extent, type Label, outside, setLabel } from './labels.ts'
import { type LensSign, lensSignExtent } from './lens-signs.ts'

export interface HillName extends Spot {
  id: string
  name: string
  people: number
  /** what a lens says of it, under its name */
  sign?: LensSign
}

/** The largest hills' names; on a landscape of hundreds of hills the rest is in the table. */
const MOST_NAMES = 120
/** Names keep clear of the summits of so many hills; among more, none would find a place. */
const MOST_KEPT_CLEAR = 400
/**
 * How far from its summit a name may stand, in pixels: anywhere while hills are few enough for each to have one. Where they are many, long
 * lines from name to summit would lie over everything, and who comes nearer reads the rest.
 */
const REACH = { few: 460, many: 120 } as const
const MOST_FEW = 40
/** The first round takes hills by size; later ones move each name again, now knowing where the others are. */
const ROUNDS = 4
const SPACING = 0.045

/** East and south of the summit, in pixels, the dearest first. */
const OFFSETS: [number, number][] = [
  ...[0, -9, 9, -18, 18, -28, 28, -42, 42, -58, 58].map((south): [number, number] => [0, south]),
  ...[16, 32, 54, 76].flatMap((east): [number, number][] => [
    [-east, 0],
    [east, 0],
  ]),
  ...[
    [26, 12],
    [34, 26],
    [52, 34],
    [84, 20],
  ].flatMap(([east, south]): [number, number][] => [
    [-east!, -south!],
    [east!, -south!],
    [-east!, south!],
    [east!, south!],
  ]),
]

interface Shape {
  lines: string[]
  width: number
  height: number
  /** room for what a lens says */
  below: number
}

/** How names are judged in a frame. */
interface Taste {
  offsets: [number, number][]
  /** cost of a pixel away from the summit */
  pull: number
  /** cost of lying on another hill's summit */
  usurping: number
  /** a name further from its summit than this gets a line to it */
  leader: number
}

const TASTES: Record<FrameName, Taste> = {
  wide: { offsets: OFFSETS, pull: 0.06, usurping: 1.5, leader: 38 },
  compact: {
    offsets: OFFSETS.map(([east, south]) => [east * 0.72, south * 0.8]),
    pull: 0.12,
    usurping: 2.5,
    leader: 12,
  },
}

/** 15.5 px and more with the people on the hill; 12.5 px on a phone, where every name has the same size. */
function hillNameSize(people: number, frame: FrameName): number {
  return frame === 'compact' ? 12.5 : Math.min(22, 15.5 + 0.75 * Math.sqrt(people))
}

/**
 * Names for hills: each at the offset from its summit that covers the fewest people, broken into two lines when long.
 * Without room there, it stands where there is some and a line leads to the summit. No two labels overlap, nor anything
 * taken; the boxes used are added to `taken`. `indent` leaves room for a mark before the name. O(names × what is in the way).
 *
 * @param stay labels that stay where they are while nothing is in their way
 */
export function placeHillNames(
  hills: HillName[],
  crowd: Crowd,
  frame: FrameName,
  indent = 0,
  stay: ReadonlyMap<string, Label> = new Map(),
): Label[] {
  const taste = TASTES[frame]
  const bySize = [...hills].sort((a, b) => b.people - a.people || (a.id < b.id ? -1 : 1))
  const largest = bySize.slice(0, MOST_NAMES)
  const summits = bySize.slice(0, MOST_KEPT_CLEAR)
  const shapes = new Map(largest.map((hill) => [hill.id, shapesOf(hill, frame, indent)]))
  const placed = staying(largest, crowd, stay)
  const stays = new Set(placed.keys())
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const hill of largest) {
      if (stays.has(hill.id)) continue
      const others = [...placed.values()].filter((label) => label.id !== hill.id)
      const around = { ...crowd, taken: [...crowd.taken, ...others.map((label) => label.box)] }
      const name: Naming = { hill, size: hillNameSize(hill.people, frame), shapes: shapes.get(hill.id)!, others, taste }
      const label =
        near(name, summits, around) ?? further(name, around, hills.length > MOST_FEW ? REACH.many : REACH.few)
      if (label !== null) placed.set(hill.id, { ...label, leader: leaderTo(hill, label.box, taste.leader) })
    }
  }
  crowd.taken.push(...[...placed.values()].map((label) => label.box))
  return [...placed.values()]
}

/** Those of the labels that stay whose place is free of all that is taken, and of larger hills' labels that stay. */
function staying(largest: HillName[], crowd: Crowd, stay: ReadonlyMap<string, Label>): Map<string, Label> {
  const placed = new Map<string, Label>()
  for (const { id } of largest) {
    const label = stay.get(id)
    const taken = [...crowd.taken, ...[...placed.values()].map(({ box }) => box)]
    if (label && !outside(label.box, crowd) && !overlapsAny(label.box, taken)) placed.set(id, label)
  }
  return placed
}

interface Naming {
  hill: HillName
  size: number
  shapes: Shape[]
  others: Label[]
  taste: Taste
}

function shapesOf(hill: HillName, frame: FrameName, indent: number): Shape[] {
  return wrapped(hill.name, frame).map((lines) => {
    const { width, height } = extent(lines, 'literata', hillNameSize(hill.people, frame), SPACING)
    const sign = hill.sign === undefined ? { width: 0, height: 0 } : lensSignExtent(hill.sign, frame)
    return { lines, width: Math.max(width + indent * 2, sign.width), height: height + sign.height, below: sign.height }
  })
}

function near({ hill, size, shapes, others, taste }: Naming, hills: HillName[], crowd: Crowd): Label | null {
  let [best, least]: [Label | null, number] = [null, Infinity]
  for (const shape of shapes) {
    for (const [dx, dy] of taste.offsets) {
      const [x, y] = [hill.x + dx, hill.y + dy]
      const box = boxAround(x, y, shape.width, shape.height)
      if (outside(box, crowd) || overlapsAny(box, crowd.taken, 1.5)) continue
      const cost =
        Math.hypot(dx, dy) * taste.pull +
        covered(box, crowd) +
        (shape === shapes[0] ? 0 : 0.8) +
        astray(hill, x, y, hills) +
        usurping(hill, box, hills) * taste.usurping +
        entangled(box, leaderTo(hill, box, taste.leader), others)
      if (cost < least - 1e-9) [best, least] = [setLabel(hill.id, shape.lines, { x, y }, size, box, shape.below), cost]
    }
  }
  return best
}

/** When there is no room near the summit: the nearest free spot all round, most often on open water. */
function further({ hill, size, shapes, others }: Naming, crowd: Crowd, reach: number): Label | null {
  for (let away = 60; away < reach; away += 20) {
    let [best, least]: [Label | null, number] = [null, Infinity]
    for (const shape of shapes) {
      for (let turn = 0; turn < 24; turn += 1) {
        const angle = (turn / 12) * Math.PI
        const [x, y] = [hill.x + Math.cos(angle) * away, hill.y + Math.sin(angle) * away * 0.8]
        const box = boxAround(x, y, shape.width, shape.height)
        if (outside(box, crowd) || overlapsAny(box, crowd.taken, 1.5)) continue
        const cost = covered(box, crowd) + entangled(box, leaderTo(hill, box, 0), others)
        if (cost < least) [best, least] = [setLabel(hill.id, shape.lines, { x, y }, size, box, shape.below), cost]
      }
    }
    if (best !== null) return best
  }
  return null
}

/** The ways to break a name: whole when short, in two lines when long, in three when very long; best first. */
export function wrapped(name: string, frame: FrameName): string[][] {
  const words = name.split(/\s+/).filter((word) => word !== '')
  const longest = frame === 'wide' ? 15 : 11
  const one = [words.join(' ')]
  if (words.length < 2) return [one]
  const two = balanced(words, 2)
  if (one[0]!.length <= longest) return [one, two]
  if (one[0]!.length <= longest * 2.2 || words.length < 3) return [two, one]
  return [balanced(words, 3), two]
}

/** Words in `count` lines whose longest is as short as can be; lines are filled greedily under that bound. */
function balanced(words: string[], count: number): string[] {
  for (let most = Math.max(...words.map((word) => word.length)); ; most += 1) {
    const lines: string[] = []
    for (const word of words) {
      const last = lines.at(-1)
      if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`
      else lines.push(word)
    }
    if (lines.length <= count) return lines
  }
}

function leaderTo(summit: Spot, box: Box, least: number): [Spot, Spot] | null {
  const edge = {
    x: Math.max(box.left + 2, Math.min(box.right - 2, summit.x)),
    y: Math.max(box.top, Math.min(box.bottom, summit.y)),
  }
  return Math.hypot(edge.x - summit.x, edge.y - summit.y) < least ? null : [edge, { x: summit.x, y: summit.y }]
}

/** A name that lies nearer to another summit than to its own would be read as that hill's. */
function astray(hill: HillName, x: number, y: number, hills: HillName[]): number {
  const own = Math.hypot(hill.x - x, hill.y - y)
  const nearest = Math.min(...hills.map((other) => (other === hill ? Infinity : Math.hypot(other.x - x, other.y - y))))
  return own < 6 || nearest > own * 1.25 ? 0 : nearest > own ? 1.5 : 7
}

/** How many other summits lie under a box; their names would have to go elsewhere. */
function usurping(hill: HillName, box: Box, hills: HillName[]): number {
  return hills.filter((other) => other !== hill && inside(box, other.x, other.y, 2)).length
}

/** A leader through another name, or a name on another's leader, is hard to follow. */
function entangled(box: Box, leader: [Spot, Spot] | null, others: Label[]): number {
  let cost = 0
  for (const other of others) {
    if (leader !== null && crosses(leader, other.box)) cost += 9
    if (other.leader !== null && crosses(other.leader, box)) cost += 9
  }
  return cost
}

function crosses([from, to]: [Spot, Spot], box: Box): boolean {
  for (let i = 0; i <= 12; i += 1) {
    if (inside(box, from.x + ((to.x - from.x) * i) / 12, from.y + ((to.y - from.y) * i) / 12, 2)) return true
  }
  return false
}
