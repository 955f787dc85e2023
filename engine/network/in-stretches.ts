import { type Control, checkpoint } from '../control.ts'
import { STEPS_BETWEEN_STOPS } from './steps-between-stops.ts'

/**
 * Walks over so many entries in stretches, asking between them whether to stop: asking inside the loop would make it a third slower.
 *
 * @param walk is given where a stretch begins and where it ends, the end not in it
 * @param most entries of a stretch, where one takes much longer than a few steps
 */
export function inStretches(
  count: number,
  control: Control | undefined,
  walk: (begin: number, end: number) => void,
  most = STEPS_BETWEEN_STOPS,
): void {
  for (let begin = 0; begin < count; begin += most) {
    checkpoint(control, begin / count)
    walk(begin, Math.min(count, begin + most))
  }
}

/**
 * The same over rows of different length, which are not cut: entries of row r are `start[r]` up to, not including, `start[r + 1]`. A row and
 * each of its entries is a step.
 */
export function inStretchesOfRows(
  start: ArrayLike<number>,
  control: Control | undefined,
  walk: (begin: number, end: number) => void,
  most = STEPS_BETWEEN_STOPS,
): void {
  const rows = start.length - 1
  for (let begin = 0; begin < rows; ) {
    checkpoint(control, begin / rows)
    const last = begin + start[begin]! + most
    let end = begin + 1
    for (let above = rows; end < above; ) {
      const middle = (end + above + 1) >>> 1
      if (middle + start[middle]! <= last) end = middle
      else above = middle - 1
    }
    walk(begin, end)
    begin = end
  }
}
