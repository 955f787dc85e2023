import { BadInput, soundSeed } from '../bad-input.ts'
import type { Control } from '../control.ts'
import type { Network } from '../network/network.ts'
import { type Parted, runParts } from '../parts.ts'
import { addCrossings } from './crossing-matrix.ts'
import type { Parts } from './dimension.ts'
import type { PlacedNetwork, Shuffling } from './e-i.ts'
import {
  dealAnew,
  drawsIn,
  everybody,
  MOST_DRAWS,
  type OverTies,
  overTies,
  partsOfDraws,
  placedTies,
  type Shuffled,
  summarised,
} from './shuffles.ts'

/** How many ties two parts have between them when labels are shuffled. */
export interface CellByChance {
  /** numbers of the two parts, in the order of `parts.numbers` */
  one: number
  other: number
  seen: number
  shuffled: Shuffled | null
}

const MOST_PARTS = 128
/** Memory for the counts of all draws, which are kept until the end for the interval: in bytes. */
const MOST_BYTES = 2e8

/**
 * Between which two parts are there fewer or more ties than shuffled labels ever give?
 *
 * Everybody's parts are dealt out anew, many times; the ties stay. Source: a permutation test, as for E-I.
 *
 * Cost O(draws · (ties · parts² of a person + parts²)). Memory 8 bytes · parts² · draws, at most 200 million.
 *
 * What misleads: of a hundred pairs five lie outside a 95 % interval by chance alone; who was not asked looks unconnected.
 *
 * @throws BadInput for more than 128 parts, draws that are no whole number from 0 to 100,000 or do not fit the memory, or an unsound seed; Error named AbortError
 * when stopped
 */
export function crossingByChance(
  network: Network,
  parts: Parts,
  options: Shuffling = {},
  control?: Control,
): CellByChance[] {
  const values = { draws: options.draws ?? 1000, seed: options.seed ?? 7 }
  return runParts(crossingByChanceParts, { network, parts }, values, control)
}

/** The work in parts: what is seen in one row, then rows of counts, one for each draw. */
export const crossingByChanceParts: Parted<PlacedNetwork, Required<Shuffling>, Float64Array, CellByChance[]> = {
  count({ parts }, { draws }) {
    if (parts.numbers.length > MOST_PARTS) {
      throw new BadInput('number of parts', parts.numbers.length, `ask about at most ${MOST_PARTS} at once`)
    }
    const most = Math.min(MOST_DRAWS, Math.floor(MOST_BYTES / (8 * Math.max(1, parts.numbers.length ** 2))))
    return partsOfDraws(draws, most)
  },
  open({ network, parts }, { draws, seed }) {
    soundSeed('seed', seed)
    const size = parts.numbers.length ** 2
    const own = everybody(network.people)
    let over: OverTies | null = null
    return (nth, control) => {
      over ??= overTies({ ...placedTies(network, parts, control), strength: null }, parts, null, control)
      const count = (wears: Uint32Array, row: Float64Array) =>
        over!(wears, control, (i, j, ties) => addCrossings(parts, row, i, j, ties))
      const rows = new Float64Array(size * (nth === 0 ? 1 : drawsIn(nth - 1, draws)))
      if (nth === 0) count(own, rows)
      else
        dealAnew(parts, nth - 1, { draws, seed }, control, (wears, draw) =>
          count(wears, rows.subarray(draw * size, (draw + 1) * size)),
        )
      return rows
    }
  },
  join(placed) {
    const rows: Float64Array[] = []
    return {
      add(part) {
        const size = placed.parts.numbers.length ** 2
        for (let at = 0; at < part.length; at += size) rows.push(part.subarray(at, at + size))
      },
      result: () => cells(placed.parts, rows[0] ?? new Float64Array(0), rows.slice(1)),
    }
  },
}

function cells(parts: Parts, seen: Float64Array, drawn: readonly Float64Array[]): CellByChance[] {
  const count = parts.numbers.length
  const found: CellByChance[] = []
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const at = a * count + b
      found.push({
        one: parts.numbers[a]!,
        other: parts.numbers[b]!,
        seen: seen[at]!,
        shuffled: summarised(
          Float64Array.from(drawn, (row) => row[at]!),
          seen[at]!,
        ),
      })
    }
  }
  return found
}
