import { type Box, boxAround, inside, overlapsAny } from './boxes.ts'
import type { Spot } from './field.ts'
import type { FrameName } from './frame.ts'
import { type Face, textWidth } from './text-width.ts'

/** A text set on the map: its lines from top to bottom, centred on x, with the box nothing else may enter. */
export interface Label {
  id: string
  lines: string[]
  x: number
  /** baseline of each line */
  baselines: number[]
  size: number
  box: Box
  /** from the name to the summit it belongs to, when the two lie apart */
  leader: [Spot, Spot] | null
}

export interface HillName extends Spot {
  id: string
  name: string
  people: number
}

/** What labels must keep clear of and what they should not cover, in pixels. */
export interface Crowd {
  taken: Box[]
  people: Spot[]
  /** spots along boundaries and the like: covering one costs less than covering a person */
  lines: Spot[]
  width: number
  height: number
}

const SPACING = 0.045
const LINE = 1.08
/** The largest hills' names; on a landscape of hundreds of hills the rest is in the table. */
const MOST_NAMES = 120
/** Letters differ between machines and fonts still loading: boxes are this much wider than measured. */
const SLACK = 1.08

const WIDE_OFFSETS: [number, number][] = [
  [0, 0],
  [0, -9],
  [0, 9],
  [0, -18],
  [0, 18],
  [-16, 0],
  [16, 0],
  [0, -28],
  [0, 28],
  [-26, -12],
  [26, -12],
  [-26, 12],
  [26, 12],
  [-32, 0],
  [32, 0],
  [-34, -26],
  [34, -26],
  [-34, 26],
  [34, 26],
  [0, -42],
  [0, 42],
  [-54, 0],
  [54, 0],
  [-52, -34],
  [52, -34],
  [-52, 34],
  [52, 34],
  [0, -58],
  [0, 58],
  [-76, 0],
  [76, 0],
  [-84, -20],
  [84, -20],
  [-84, 20],
  [84, 20],
]
const COMPACT_OFFSETS: [number, number][] = [
  ...WIDE_OFFSETS.map(([x, y]): [number, number] => [x * 0.6, y * 0.7]),
  [0, -52],
  [0, 52],
  [-58, 0],
  [58, 0],
  [-48, -40],
  [48, -40],
  [-48, 40],
  [48, 40],
  [0, -66],
  [0, 66],
  [-70, -24],
  [70, -24],
  [-70, 24],
  [70, 24],
]

/** 15.5 px and more with the people on the hill; 12.5 px on a phone, where every name has the same size. */
export function hillNameSize(people: number, frame: FrameName): number {
  return frame === 'compact' ? 12.5 : Math.min(22, 15.5 + 0.75 * Math.sqrt(people))
}

/**
 * Names for hills, the largest first: each at the offset from its summit that covers the fewest people, broken into two
 * lines when long. Without room there, it stands where there is some and a line leads to the summit. No two labels overlap,
 * nor anything taken; the boxes used are added to `taken`. `indent` leaves room for a mark before the name.
 */
export function placeHillNames(hills: HillName[], crowd: Crowd, frame: FrameName, indent = 0): Label[] {
  const offsets = frame === 'wide' ? WIDE_OFFSETS : COMPACT_OFFSETS
  const pull = frame === 'wide' ? 0.06 : 0.12
  const least = frame === 'wide' ? 38 : 10
  const labels: Label[] = []
  const largest = [...hills].sort((a, b) => b.people - a.people || (a.id < b.id ? -1 : 1)).slice(0, MOST_NAMES)
  for (const hill of largest) {
    const size = hillNameSize(hill.people, frame)
    const shapes = wrapped(hill.name, frame).map((lines) => {
      const { width, height } = extent(lines, 'literata', size, SPACING)
      return { lines, width: width + indent * 2, height }
    })
    let best: { cost: number; label: Label } | null = null
    for (const shape of shapes) {
      for (const [dx, dy] of offsets) {
        const [x, y] = [hill.x + dx, hill.y + dy]
        const box = boxAround(x, y, shape.width, shape.height)
        if (outside(box, crowd) || overlapsAny(box, crowd.taken, 1.5)) continue
        const cost =
          Math.hypot(dx, dy) * pull +
          covered(box, crowd) +
          (shape === shapes[0] ? 0 : 0.8) +
          astray(hill, x, y, hills) +
          entangled(box, leaderTo(hill, box, least), labels)
        if (best === null || cost < best.cost - 1e-9)
          best = { cost, label: setLabel(hill.id, shape.lines, x, y, size, box) }
      }
    }
    best ??= further(hill, shapes, size, labels, crowd)
    if (best === null) continue
    labels.push({ ...best.label, leader: leaderTo(hill, best.label.box, least) })
    crowd.taken.push(best.label.box)
  }
  return labels
}

/** When there is no room near the summit: the nearest free spot all round, most often on open water. */
function further(
  hill: HillName,
  shapes: { lines: string[]; width: number; height: number }[],
  size: number,
  labels: Label[],
  crowd: Crowd,
): { cost: number; label: Label } | null {
  for (let away = 60; away < 460; away += 20) {
    let best: { cost: number; label: Label } | null = null
    for (const shape of shapes) {
      for (let turn = 0; turn < 24; turn += 1) {
        const angle = (turn / 12) * Math.PI
        const [x, y] = [hill.x + Math.cos(angle) * away, hill.y + Math.sin(angle) * away * 0.8]
        const box = boxAround(x, y, shape.width, shape.height)
        if (outside(box, crowd) || overlapsAny(box, crowd.taken, 1.5)) continue
        const cost = covered(box, crowd) + entangled(box, leaderTo(hill, box, 0), labels)
        if (best === null || cost < best.cost) best = { cost, label: setLabel(hill.id, shape.lines, x, y, size, box) }
      }
    }
    if (best !== null) return best
  }
  return null
}

function leaderTo(summit: Spot, box: Box, least: number): [Spot, Spot] | null {
  const edge = {
    x: Math.max(box.left + 2, Math.min(box.right - 2, summit.x)),
    y: Math.max(box.top, Math.min(box.bottom, summit.y)),
  }
  return Math.hypot(edge.x - summit.x, edge.y - summit.y) < least ? null : [edge, { x: summit.x, y: summit.y }]
}

/** A one-line label in the sans face beside a spot: below, right, left or above, whichever is free first; else null. */
export function placeBeside(
  id: string,
  text: string,
  spot: Spot,
  away: { x: number; y: number },
  crowd: Crowd,
  size: number,
): Label | null {
  const { width, height } = extent([text], 'instrument', size, 0)
  const places: [number, number][] = [
    [0, away.y + height / 2],
    [width / 2 + away.x, 1],
    [-width / 2 - away.x, 1],
    [0, -away.y - height / 2],
  ]
  let best: { cost: number; label: Label } | null = null
  for (const [dx, dy] of places) {
    const box = boxAround(spot.x + dx, spot.y + dy, width, height)
    if (outside(box, crowd) || overlapsAny(box, crowd.taken, 1)) continue
    const cost = covered(box, crowd)
    if (best === null || cost < best.cost)
      best = { cost, label: setLabel(id, [text], spot.x + dx, spot.y + dy, size, box) }
  }
  if (best !== null) crowd.taken.push(best.label.box)
  return best?.label ?? null
}

/** The ways to break a name: whole when short, in two lines when long, in three when very long; best first. */
export function wrapped(name: string, frame: FrameName): string[][] {
  const words = name.split(/\s+/).filter((word) => word !== '')
  const longest = frame === 'wide' ? 15 : 11
  const [one, two, three] = [[words.join(' ')], balanced(words, 2), balanced(words, 3)]
  if (words.length < 2) return [one]
  if (one[0]!.length <= longest) return [one, two]
  if (one[0]!.length <= longest * 2.2 || words.length < 3) return [two, one]
  return [three, two]
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

export function extent(lines: string[], face: Face, size: number, spacing: number): { width: number; height: number } {
  const width = Math.max(...lines.map((line) => textWidth(line, face, size, spacing)))
  return { width: width * SLACK, height: size * LINE * lines.length + size * 0.12 }
}

function setLabel(id: string, lines: string[], x: number, y: number, size: number, box: Box): Label {
  const top = y - (size * LINE * lines.length) / 2
  return {
    id,
    lines,
    x,
    size,
    box,
    leader: null,
    baselines: lines.map((_, i) => top + size * LINE * (i + 0.5) + size * 0.3),
  }
}

/** A name that lies nearer to another summit than to its own would be read as that hill's. */
function astray(hill: HillName, x: number, y: number, hills: HillName[]): number {
  const own = Math.hypot(hill.x - x, hill.y - y)
  const nearest = Math.min(...hills.map((other) => (other === hill ? Infinity : Math.hypot(other.x - x, other.y - y))))
  return own < 6 || nearest > own * 1.25 ? 0 : nearest > own ? 1.5 : 7
}

/** A leader through another name, or a name on another's leader, is hard to follow. */
function entangled(box: Box, leader: [Spot, Spot] | null, labels: Label[]): number {
  let cost = 0
  for (const other of labels) {
    if (leader !== null && crosses(leader, other.box)) cost += 9
    if (other.leader !== null && crosses(other.leader, box)) cost += 9
  }
  return cost
}

function crosses([from, to]: [Spot, Spot], box: Box): boolean {
  for (let i = 0; i <= 8; i += 1) {
    if (inside(box, from.x + ((to.x - from.x) * i) / 8, from.y + ((to.y - from.y) * i) / 8, 1)) return true
  }
  return false
}

function outside(box: Box, crowd: Crowd): boolean {
  return box.left < 4 || box.right > crowd.width - 4 || box.top < 4 || box.bottom > crowd.height - 4
}

function covered(box: Box, crowd: Crowd): number {
  let cost = 0
  for (const person of crowd.people) if (inside(box, person.x, person.y, 2.5)) cost += 1
  for (const spot of crowd.lines) if (inside(box, spot.x, spot.y, 3)) cost += 0.45
  return cost
}
