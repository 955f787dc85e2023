import type { SentHead, SentMap } from './sent-map.ts'

/**
 * Pieces of the ground as boxes in map units: land without a coast where evidence is not thin, then whatever has some land, then water from
 * the nearest to land to the farthest, then all around the grid.
 */
export interface GroundTiles {
  /** the places of six corners of two triangles for each piece */
  corners: Float32Array
  inland: number
  coast: number
  /** for each piece of water, how far it is from land at the least, in map units */
  offshore: Float32Array
}

export const CORNERS = 6

/** Cells on a side of a piece. */
const SIDE = 4
/** Heights are eased over so many cells around. */
const AROUND = 2
const FAR = 1e6

/**
 * Cuts the ground into pieces so that each is painted by the cheapest shader that is enough: half of what is in view is water. O(cells).
 *
 * @param field four numbers for each cell, as `heightField` answers: the first is the height, the last how far it is to land
 */
export function groundTiles({ head, thin }: SentMap, field: Float32Array): GroundTiles {
  const { columns, rows } = head.ground
  const inland: number[][] = []
  const coast: number[][] = []
  const water: { box: number[]; offshore: number }[] = []
  for (let row = 0; row < rows; row += SIDE) {
    for (let column = 0; column < columns; column += SIDE) {
      const [right, bottom] = [Math.min(columns, column + SIDE), Math.min(rows, row + SIDE)]
      const box = boxOf(head.ground, column, row, right, bottom)
      const { lowest, highest, offshore, thinnest } = extremes(head.ground, field, thin, [column, row, right, bottom])
      if (lowest > head.sea * 1.1 && thinnest === 0) inland.push(box)
      else if (highest >= head.sea * 0.9) coast.push(box)
      else water.push({ box, offshore })
    }
  }
  const [left, top, right, bottom] = boxOf(head.ground, 0, 0, columns, rows) as [number, number, number, number]
  for (const box of [
    [-FAR, -FAR, FAR, top],
    [-FAR, bottom, FAR, FAR],
    [-FAR, top, left, bottom],
    [right, top, FAR, bottom],
  ]) {
    water.push({ box, offshore: Number.POSITIVE_INFINITY })
  }
  water.sort((a, b) => a.offshore - b.offshore)
  return {
    corners: Float32Array.from([...inland, ...coast, ...water.map(({ box }) => box)].flatMap(cornersOf)),
    inland: inland.length,
    coast: coast.length,
    offshore: Float32Array.from(water, ({ offshore }) => offshore),
  }
}

function boxOf({ x0, y0, cell }: SentHead['ground'], left: number, top: number, right: number, bottom: number) {
  return [x0 + left * cell, y0 + top * cell, x0 + right * cell, y0 + bottom * cell]
}

/** Two triangles: a piece drawn as one of many copies of a square would cost twenty times as much in software. */
function cornersOf([left, top, right, bottom]: number[]): number[] {
  return [left!, top!, right!, top!, left!, bottom!, left!, bottom!, right!, top!, right!, bottom!]
}

function extremes(
  { columns, rows }: SentHead['ground'],
  field: Float32Array,
  thin: Uint8Array,
  [left, top, right, bottom]: readonly [number, number, number, number],
): { lowest: number; highest: number; offshore: number; thinnest: number } {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [offshore, thinnest] = [Number.POSITIVE_INFINITY, 0]
  for (let row = Math.max(0, top - AROUND); row < Math.min(rows, bottom + AROUND); row += 1) {
    for (let column = Math.max(0, left - AROUND); column < Math.min(columns, right + AROUND); column += 1) {
      const k = row * columns + column
      lowest = Math.min(lowest, field[4 * k]!)
      highest = Math.max(highest, field[4 * k]!)
      offshore = Math.min(offshore, field[4 * k + 3]!)
      thinnest = Math.max(thinnest, thin[k]!)
    }
  }
  return { lowest, highest, offshore, thinnest }
}
