import type { BoundaryLine } from './boundary-lines.ts'
import { normalAt } from './boundary-lines.ts'
import { type Box, overlap } from './boxes.ts'
import type { Spot } from './field.ts'
import { distance } from './paths.ts'

/** A tie between two people who stand on different sides of the boundary. */
export interface Crossing {
  a: CrossingEnd
  b: CrossingEnd
}

export interface CrossingEnd extends Spot {
  person: string
  /** false: the person must not be found on the map, so the strand starts at their hill */
  shown: boolean
  hill: string | null
}

/** Where ties cross together. */
export interface Bridge extends Spot {
  crossings: Crossing[]
  /** unit vector along the boundary here; the ties pass at right angles to it */
  along: Spot
}

interface Cut {
  crossing: Crossing
  /** index of the line */
  line: number
  /** distance from the line's start */
  way: number
}

/** Bridges closer together than this along a line become one, unless told otherwise. */
const CLUSTER = 40
/** Cuts are first gathered in bins this much finer than bridges are apart, so that very many stay cheap. */
const BINS = 12
/** A crossing tie with no line within this of its middle crosses on stepping stones of its own. */
const FAR_FROM_LINE = 62

/**
 * Gathers crossing ties into bridges: each tie is cut once, at the line, and cuts near each other share a bridge. Every
 * crossing is in exactly one bridge, so the bridges' numbers sum to the number of crossing ties. `apart` is the least way
 * between two bridges in map units. O(ties × line points).
 */
export function bridgesFor(crossings: Crossing[], lines: BoundaryLine[], scale = 1, apart = CLUSTER * scale): Bridge[] {
  const ways = lines.map(wayAlong)
  const cuts: Cut[] = []
  const away: Crossing[] = []
  const chunks = lines.flatMap((line, index) => chunksOf(line, index))
  const known = new Map<string, { line: number; way: number } | null>()
  for (const crossing of crossings) {
    const key = `${crossing.a.x} ${crossing.a.y} ${crossing.b.x} ${crossing.b.y}`
    let cut = known.get(key)
    if (cut === undefined) {
      cut = cutOf(crossing, lines, ways, chunks) ?? nearestCut(crossing, lines, ways, FAR_FROM_LINE * scale)
      known.set(key, cut)
    }
    if (cut === null) away.push(crossing)
    else cuts.push({ ...cut, crossing })
  }
  const onLines = lines.flatMap((line, index) =>
    clustered(
      cuts.filter((cut) => cut.line === index),
      CLUSTER * scale,
    ).map((group) => bridgeOn(line, ways[index]!, group)),
  )
  return joined([...onLines, ...standing(away, apart)], apart * 0.75).sort(
    (a, b) => b.crossings.length - a.crossings.length || a.x - b.x,
  )
}

function wayAlong(line: BoundaryLine): number[] {
  let way = 0
  return line.points.map((point, i) => (i === 0 ? 0 : (way += distance(line.points[i - 1]!, point))))
}

/** A few neighbouring points of a line and the box around them, so that most of a line can be passed over. */
interface Chunk {
  line: number
  from: number
  to: number
  box: Box
}

function chunksOf(line: BoundaryLine, index: number): Chunk[] {
  const chunks: Chunk[] = []
  for (let from = 0; from < line.points.length - 1; from += 16) {
    const to = Math.min(line.points.length - 1, from + 16)
    const points = line.points.slice(from, to + 1)
    const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)]
    const box = { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
    chunks.push({ line: index, from, to, box })
  }
  return chunks
}

/** The cut nearest to the middle of the tie. */
function cutOf(
  { a, b }: Crossing,
  lines: BoundaryLine[],
  ways: number[][],
  chunks: Chunk[],
): Omit<Cut, 'crossing'> | null {
  const tie = {
    left: Math.min(a.x, b.x),
    right: Math.max(a.x, b.x),
    top: Math.min(a.y, b.y),
    bottom: Math.max(a.y, b.y),
  }
  let [best, off]: [Omit<Cut, 'crossing'> | null, number] = [null, Infinity]
  for (const chunk of chunks) {
    if (!overlap(tie, chunk.box, 1e-6)) continue
    const { points } = lines[chunk.line]!
    const way = ways[chunk.line]!
    for (let i = chunk.from + 1; i <= chunk.to; i += 1) {
      const hit = meeting(a, b, points[i - 1]!, points[i]!)
      if (hit === null || Math.abs(hit.t - 0.5) >= off) continue
      off = Math.abs(hit.t - 0.5)
      best = { line: chunk.line, way: way[i - 1]! + hit.u * (way[i]! - way[i - 1]!) }
    }
  }
  return best
}

/** Where segment ab meets segment cd, as shares of their lengths. */
function meeting(a: Spot, b: Spot, c: Spot, d: Spot): { t: number; u: number } | null {
  const across = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
  if (across === 0) return null
  const t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / across
  const u = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / across
  return t <= 0 || t >= 1 || u < 0 || u > 1 ? null : { t, u }
}

function nearestCut(
  crossing: Crossing,
  lines: BoundaryLine[],
  ways: number[][],
  most: number,
): Omit<Cut, 'crossing'> | null {
  const middle = { x: (crossing.a.x + crossing.b.x) / 2, y: (crossing.a.y + crossing.b.y) / 2 }
  let [best, least]: [Omit<Cut, 'crossing'> | null, number] = [null, most]
  lines.forEach((line, index) => {
    line.points.forEach((point, i) => {
      const away = distance(point, middle)
      if (away < least) [best, least] = [{ line: index, way: ways[index]![i]! }, away]
    })
  })
  return best
}

/** Merges neighbours along one line, the closest first, until all are at least `apart`. */
function clustered(cuts: Cut[], apart: number): { way: number; crossings: Crossing[] }[] {
  const bins = Map.groupBy(cuts, (cut) => Math.round((cut.way / apart) * BINS))
  const groups = [...bins.values()]
    .map((bin) => ({
      way: bin.reduce((sum, cut) => sum + cut.way, 0) / bin.length,
      crossings: bin.map((cut) => cut.crossing),
    }))
    .sort((one, two) => one.way - two.way)
  while (groups.length > 1) {
    let [closest, gap] = [-1, apart]
    for (let i = 1; i < groups.length; i += 1) {
      if (groups[i]!.way - groups[i - 1]!.way < gap) [closest, gap] = [i, groups[i]!.way - groups[i - 1]!.way]
    }
    if (closest < 0) break
    const [one, two] = [groups[closest - 1]!, groups[closest]!]
    const [n, m] = [one.crossings.length, two.crossings.length]
    groups.splice(closest - 1, 2, {
      way: (one.way * n + two.way * m) / (n + m),
      crossings: [...one.crossings, ...two.crossings],
    })
  }
  return groups
}

function bridgeOn(line: BoundaryLine, way: number[], group: { way: number; crossings: Crossing[] }): Bridge {
  let at = way.findIndex((each) => each >= group.way)
  at = Math.max(2, Math.min(line.points.length - 3, at < 0 ? line.points.length - 1 : at))
  const point = line.points[at] ?? line.points[0]!
  const normal = normalAt(line.points, Math.max(0, Math.min(line.points.length - 1, at)), false)
  return { x: point.x, y: point.y, along: { x: normal.y, y: -normal.x }, crossings: group.crossings }
}

/** Crossings with no line near: stepping stones half way, at right angles to the tie, gathered with their neighbours. */
function standing(crossings: Crossing[], apart: number): Bridge[] {
  const bridges: Bridge[] = []
  for (const crossing of crossings) {
    const { a, b } = crossing
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
    const near = bridges.find((bridge) => distance(bridge, middle) < apart)
    if (near !== undefined) {
      near.crossings.push(crossing)
      continue
    }
    const length = distance(a, b) || 1
    bridges.push({ ...middle, along: { x: -(b.y - a.y) / length, y: (b.x - a.x) / length }, crossings: [crossing] })
  }
  return bridges
}

/** Bridges of different lines that would stand on each other become the larger one. */
function joined(bridges: Bridge[], apart: number): Bridge[] {
  const kept: Bridge[] = []
  for (const bridge of [...bridges].sort((a, b) => b.crossings.length - a.crossings.length || a.x - b.x || a.y - b.y)) {
    const near = kept.find((other) => distance(other, bridge) < apart)
    if (near === undefined) kept.push({ ...bridge, crossings: [...bridge.crossings] })
    else near.crossings.push(...bridge.crossings)
  }
  return kept
}
