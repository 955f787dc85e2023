import { BadInput, soundSeed, wholeNumber } from '../bad-input.ts'
import type { Control } from '../control.ts'
import type { Network } from '../network/network.ts'
import { type Parted, runParts } from '../parts.ts'
import { addCrossings } from './crossing-matrix.ts'
import type { Parts } from './dimension.ts'
import { MOST_DRAWS, type PlacedNetwork, type Shuffling } from './e-i.ts'
import { DRAWS_IN_PART, dealAnew, overTies, placedTies, type Shuffled, summarised } from './shuffles.ts'

/** How many ties two parts have between them when labels are shuffled. */
export interface CellByChance {
  /** numbers of the two parts, in the order of `parts.numbers` */
  one: number
  other: number
  seen: number
  shuffled: Shuffled | null
}

const MOST_PARTS = 128

/**
 * Between which two parts are there fewer or more ties than shuffled labels ever give?
 *
 * Everybody's parts are dealt out anew, many times; the ties stay. Source: a permutation test, as for E-I.
 *
 * Cost O(draws · (ties · parts² of a person + parts²)).
 *
 * What misleads: of a hundred pairs five lie outside a 95 % interval by chance alone; who was not asked looks unconnected.
 *
 * @throws BadInput for more than 128 parts, draws that are no whole number from 0 to 100,000, or an unsound seed; Error named AbortError
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

/** The work in parts of some draws each: rows of counts, one row for each draw. */
export const crossingByChanceParts: Parted<PlacedNetwork, Required<Shuffling>, Float64Array, CellByChance[]> = {
  count({ parts }, { draws }) {
    if (parts.numbers.length > MOST_PARTS) {
      throw new BadInput(
        'number of parts',
        parts.numbers.length,
        `shuffle at most ${MOST_PARTS} at once, or take 0 draws`,
      )
    }
    return Math.ceil(wholeNumber('draws', draws, 0, MOST_DRAWS) / DRAWS_IN_PART)
  },
  open({ network, parts }, { draws, seed }) {
    soundSeed('seed', seed)
    const over = overTies({ ...placedTies(network, parts), strength: null }, parts, null)
    const size = parts.numbers.length ** 2
    return (nth, control) => {
      const rows = new Float64Array(size * Math.min(DRAWS_IN_PART, draws - nth * DRAWS_IN_PART))
      dealAnew(parts, nth, draws, seed, (wears, draw) => {
        const row = rows.subarray(draw * size, (draw + 1) * size)
        over(wears, control, (i, j, count) => addCrossings(parts, row, i, j, count))
      })
      return rows
    }
  },
  join({ network, parts }) {
    const count = parts.numbers.length
    const drawn: Float64Array[] = []
    return {
      add(rows) {
        for (let at = 0; at < rows.length; at += count ** 2) drawn.push(rows.subarray(at, at + count ** 2))
      },
      result: () => cells(network, parts, drawn),
    }
  },
}

function cells(network: Network, parts: Parts, drawn: readonly Float64Array[]): CellByChance[] {
  const count = parts.numbers.length
  const ties = placedTies(network, parts)
  const seen = new Float64Array(count * count)
  for (let k = 0; k < ties.one.length; k++) addCrossings(parts, seen, ties.one[k]!, ties.other[k]!)
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
